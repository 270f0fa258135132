"""Making a new edition that can be built at once 新建一期: ``epaper-publish new DATE``."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publisher import rules
from publisher.locale import say
from publisher.manifest import find_editions
from publisher.manifest.fields import shorten

if TYPE_CHECKING:
    from datetime import date

#: The paper that a first edition belongs to when none is named.
DEFAULT_PAPER = "my-paper"

_PUBLICATION = """\
# 报纸：报名、开本、版权事项。每个键的意思见清单手册 docs/manifest.md
id: {paper}                  # 报纸编号，与文件夹同名
name: {name}                 # 报名
language: zh-Hans-CN
page:
  format: tabloid            # tabloid 四开，broadsheet 对开
imprint:                     # 版权事项：知道的才写，不知道的留空
  cn:                        # 国内统一连续出版物号
  sponsor:                   # 主办
  editor_in_chief:           # 总编辑
  address:                   # 地址
masthead:
  slogan:                    # 报头旁的一句话
  nameplate:                 # 报头图，如 assets/nameplate.svg；不写则用报名排字
outputs: [pdf, epub, web]
"""

_EDITION = """\
# 一期报纸：版面和稿件
date: {day}             # 期号日期，与文件夹同名
serial:                      # 总第几期，不知道就留空
pages:
  - number: 1                # 版次，印作第01版
    name: 要闻               # 版名
    credits: {{责任编辑: [], 版式: []}}
    articles:                # 次序即轻重，第一篇是头条
      - articles/01-sample.md
      - title: 稿件也可以直接写在这里
        kind: brief
        body: |
          样稿。短稿不必另存文件：在 edition.yaml 的 articles 下写 title 和 body，正文缩进对齐即可。
  - number: 2
    name: 副刊
    articles:
      - articles/02-sample.md
"""

_LEAD = """\
---
title: 样稿：怎样写一篇稿件
kicker: 换上自己的文字就能出报
deck: 标题、署名、正文各写在哪里
summary:
  - 这是样稿，不是新闻
  - 改好存盘，再运行一次 epaper-publish {day}
---
**这是一篇样稿。**第一行三个短横到第二行三个短横之间写标题、引题、副题、提要和署名，之后是正文。一段写完，空一行再写下一段。

## 小标题写在两个井号后面

> 要点写在大于号后面，排在正文之外，让读者先看到。

**段首提示句用两个星号括起来。**需要着重的字用*一个星号*括起来，排成着重号。段首不必空两格，排版时会自动空出。

## 图片、表格和脚注

图片放在 images 文件夹里，在稿件开头的 images 下列出文件名、说明和作者。表格这样写：

| 要写的 | 写法 |
|---|---|
| 小标题 | 两个井号 |
| 要点 | 大于号 |
| 段首提示句 | 两个星号 |

脚注在文中写编号[^1]，注文写在文末。

[^1]: 这是注文。
"""

_SECOND = """\
---
title: 样稿：一个版面怎样安排
column: 使用说明
---
每个版面有版次和版名，版面上的稿件按轻重列出：第一篇是头条，第二篇是次条。需要改变轻重，在稿件开头写
priority，从 1 到 5。

一个版面排不下，程序会把余下的文字转到别的版面，并注明转自何处；排不满，会说出空了多少行。一个字也不会丢。

要加一个版面，在 edition.yaml 的 pages 下照样添一项，写上版次、版名和稿件。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What was made: the edition's folder, and its files."""

    paper: str
    folder: Path
    files: tuple[Path, ...]


def create(root: Path, paper: str | None, day: date, *, name: str = "") -> Created:
    """Make an edition with sample articles, and its paper if there is none yet.

    Args:
        root: the folder of all papers, usually ``editions``; made if it is missing.
        paper: the paper's id; may be None while there is at most one paper.
        day: the issue's date.
        name: the name of a new paper; its id if not given.

    Raises:
        PublishError: M-019 the edition is already there; M-016 several papers and none named; M-004 the id is
            not usable;
            O-001 it cannot be written.
    """
    paper = paper or _only_paper(root, day)
    if not _is_slug(paper):
        problem = say(f"“{shorten(paper)}”不能用作编号", f"“{shorten(paper)}” cannot be an id")
        expected = say("用英文字母、数字、点、下划线或短横", "use letters, digits, dot, underscore or hyphen")
        raise rules.failure(rules.finding("M-004", key="--paper", problem=problem, expected=expected))
    folder = root / paper / day.isoformat()
    if folder.exists() or folder.is_symlink():
        raise rules.failure(rules.finding("M-019", path=folder))
    try:
        return _write(root, paper, day, name or paper)
    except OSError as error:
        raise rules.failure(rules.finding("O-001", output=folder, problem=error.strerror or error)) from error


def _only_paper(root: Path, day: date) -> str:
    papers = sorted({edition.paper for edition in find_editions(root)} | _publications(root))
    if len(papers) > 1:
        raise rules.failure(rules.finding("M-016", date=day, papers=say("、", ", ").join(papers)))
    return papers[0] if papers else DEFAULT_PAPER


def _publications(root: Path) -> set[str]:
    return {file.parent.name for file in root.glob("*/publication.yaml")} if root.is_dir() else set()


def _is_slug(paper: str) -> bool:
    return (
        paper.isascii()
        and paper[:1].isalnum()
        and paper.replace(".", "").replace("_", "").replace("-", "").isalnum()
    )


def _write(root: Path, paper: str, day: date, name: str) -> Created:
    """Write into a temporary folder beside the target and move it into place whole."""
    home = root / paper
    home.mkdir(parents=True, exist_ok=True)
    publication = home / "publication.yaml"
    texts = {
        "edition.yaml": _EDITION.format(day=day.isoformat()),
        "articles/01-sample.md": _LEAD.replace("{day}", day.isoformat()),
        "articles/02-sample.md": _SECOND,
    }
    files = [home / day.isoformat() / path for path in texts]
    temporary = Path(tempfile.mkdtemp(prefix=f".{day.isoformat()}-", dir=home))
    try:
        for path, text in texts.items():
            target = temporary / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        (temporary / "images").mkdir()
        temporary.chmod(0o755)  # mkdtemp makes folders that only their owner can read
        if not publication.exists():
            files.insert(0, publication)
            (home / "assets").mkdir(exist_ok=True)
            fresh = temporary / "publication.yaml"
            fresh.write_text(
                _PUBLICATION.format(paper=paper, name=_quoted(name)), encoding="utf-8", newline="\n"
            )
            fresh.rename(publication)
        temporary.rename(home / day.isoformat())
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return Created(paper=paper, folder=home / day.isoformat(), files=tuple(files))


def _quoted(text: str) -> str:
    """Write text as a YAML scalar that reads back as it is."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
