"""The list of rules 规则表 as a page for editors: ``docs/rules.md`` is made of the table, and cannot drift from it.

``python -m publisher.rules_page > docs/rules.md`` writes it anew.
"""

from __future__ import annotations

import sys

from publisher.errors import ExitCode, Severity
from publisher.rules import RULES, Rule

#: What each exit code tells, in Chinese and English; scripts rely on these meanings.
EXIT_CODES: dict[ExitCode, tuple[str, str]] = {
    ExitCode.DONE: ("完成", "done"),
    ExitCode.INTERNAL: ("程序内部错误，请报告", "an internal error; please report it"),
    ExitCode.USAGE: ("命令写法不对", "the command line is wrong"),
    ExitCode.INVALID: ("清单或报纸的写法不合要求", "the manifest or the publication is invalid"),
    ExitCode.SOURCE: ("来源缺失或读不了：稿件、图片、要导入的文件", "a source is missing or unreadable: article, image, capture"),
    ExitCode.MAKE_UP: ("版面无法组版", "the pages cannot be made up"),
    ExitCode.OUTPUT: ("写不出成品", "an output failed"),
    ExitCode.CHECKS: (
        "检查未通过；加了 `--strict` 时，有警告也算未通过",
        "checks failed; under `--strict` warnings fail too",
    ),
    ExitCode.MISSING: ("缺少工具或字体，见 `epaper-publish doctor`", "a tool or typeface is missing, see `epaper-publish doctor`"),
    ExitCode.INTERRUPTED: ("被中断（Ctrl-C）", "interrupted (Ctrl-C)"),
}  # fmt: skip

#: Who speaks, by the letter that a rule's id begins with.
LETTERS: dict[str, tuple[str, str]] = {
    "M": ("清单", "manifest"),
    "A": ("稿件文字", "article text"),
    "I": ("图片", "images"),
    "V": ("朗读", "recordings"),
    "U": ("导入", "import"),
    "T": ("字体", "typefaces"),
    "P": ("组版", "page make-up"),
    "O": ("成品", "outputs"),
    "C": ("检查", "checks"),
    "F": ("印前检查", "preflight"),
    "S": ("安装", "set-up"),
}

_INTRODUCTION = """\
# 规则与退出码 Rules and exit codes

程序说的每一条错误、警告和提示都出自这张表，编号不变，不会另作他用。`{…}` 处填当时的文件、键或文字。
本页由 `publisher/rules/` 生成，改了规则之后重做：`python -m publisher.rules_page > docs/rules.md`。

Every error, warning and note that the program gives is a rule of this table. An id never changes its meaning. `{…}` stands
for the file, key or text in question. This page is made from `publisher/rules/` by the command above.

- **错误 error**：运行停止，不写出成品，以右边的退出码结束。The run ends with the exit code given, and no output is written.
- **警告 warning**：照常出报；加 `--strict` 则以 7 结束。The issue is made; under `--strict` the run ends with 7.
- **提示 note**：只是说明。It only informs.

一次运行有几种错误时，退出码取最靠前的：2、3、4、8、5、6、7。
Where a run has errors of several kinds, the exit code is the first of 2, 3, 4, 8, 5, 6, 7."""

_SEVERITIES = {Severity.ERROR: "错误 error", Severity.WARNING: "警告 warning", Severity.INFO: "提示 note"}


def rules_page() -> str:
    """Return ``docs/rules.md`` as Markdown, Chinese first and English beside it."""
    parts = [_INTRODUCTION, f"## 退出码 Exit codes\n\n{_exit_codes()}"]
    for letter, (chinese, english) in LETTERS.items():
        rules = [rule for rule in RULES.values() if rule.id.startswith(letter)]
        parts.append(f"## {letter}：{chinese} {english}\n\n{_table(rules)}")
    return "\n\n".join(parts) + "\n"


def _exit_codes() -> str:
    rows = [f"| {code.value} | {chinese} | {english} |" for code, (chinese, english) in EXIT_CODES.items()]
    return "\n".join(("| 退出码 | 意思 | meaning |", "|--:|---|---|", *rows))


def _table(rules: list[Rule]) -> str:
    head = "| 编号 id | 轻重 severity | 退出码 exit | 说什么，怎么办 | message, remedy |"
    return "\n".join((head, "|---|---|--:|---|---|", *(_row(rule) for rule in rules)))


def _row(rule: Rule) -> str:
    code = {Severity.ERROR: str(rule.code.value), Severity.WARNING: "`--strict` 7", Severity.INFO: "–"}
    cells = (
        rule.id,
        _SEVERITIES[rule.severity],
        code[rule.severity],
        _words(rule.chinese),
        _words(rule.english),
    )
    return f"| {' | '.join(cells)} |"


def _words(pair: tuple[str, str]) -> str:
    """Return message and remedy, with what Markdown would take for markup or for a cell's end escaped."""
    joined = " → ".join(pair)
    for mark in "\\|*_<[":
        joined = joined.replace(mark, f"\\{mark}")
    return joined


if __name__ == "__main__":
    sys.stdout.write(rules_page())
