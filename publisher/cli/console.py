"""What the command line shows: findings and progress on standard error, results on standard output."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from publisher.errors import Finding, PublishError, Severity
from publisher.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_STEPS = {
    "load": ("读清单", "reading the manifest"),
    "make_up": ("组版", "making up pages"),
    "pdf": ("绘制 PDF", "painting the PDF"),
    "press": ("制作付印 PDF", "making the press PDF"),
    "epub": ("制作 EPUB", "making the EPUB"),
    "facsimile": ("制作原版版面电子书", "making the facsimile EPUB"),
    "web": ("制作网页版", "making the web edition"),
    "site": ("更新站点", "updating the site"),
    "preflight": ("印前检查", "preflight"),
}
#: Seconds between the lines of a run that shows no bar.
_SELDOM = 30.0


class _Mode:
    """How this run speaks: set once, from the options."""

    plain = False
    quiet = False
    as_json = False


def configure(*, plain: bool, quiet: bool, as_json: bool) -> None:
    """Choose plain text (no colours, boxes or bars), quiet (errors only), or JSON on standard output."""
    _Mode.plain, _Mode.quiet, _Mode.as_json = plain, quiet, as_json


def _console(*, error: bool = False) -> Console:
    return Console(stderr=error, no_color=_Mode.plain or None, highlight=False, soft_wrap=True)


def say_error(text: str) -> None:
    """Say something on standard error."""
    _console(error=True).print(escape(text))


def findings(found: Iterable[Finding]) -> None:
    """Show findings on standard error, one to a line: place, severity, rule, message, remedy."""
    console = _console(error=True)
    for item in found:
        if _Mode.quiet and item.severity is not Severity.ERROR:
            continue
        where = f"{item.where.relative_to(Path.cwd())}: " if item.where else ""
        colour = _COLOURS[item.severity]
        text = f"{escape(where)}[{colour}]{_severity(item.severity)} {item.rule}[/{colour}] {escape(item.message)}"
        hint = say("　→ ", "  → ") + escape(item.hint) if item.hint else ""
        console.print(text + (f"[dim]{hint}[/dim]" if not _Mode.plain else hint))


def failed(error: PublishError) -> None:
    """Close a run that failed: how many errors there are, and the findings as JSON where that was asked for."""
    count = Counter(item.severity for item in error.findings)
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    say_error(
        say(
            f"没有写出任何成品：{errors} 个错误，{warnings} 个警告",
            f"no output was written: {errors} error(s), {warnings} warning(s)",
        )
    )
    if _Mode.as_json:
        records = [item.record(Path.cwd()) for item in error.findings]
        print_json({"schema": 1, "exit": int(error.code), "findings": records})


def print_json(record: Mapping[str, Any]) -> None:
    """Print a record on standard output."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def line(text: str) -> None:
    """Print a line of results on standard output."""
    if not _Mode.quiet:
        _console().print(escape(text))


def table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> None:
    """Print a table; in plain mode its cells are parted by tabs."""
    if _Mode.quiet:
        return
    if _Mode.plain:
        for row in rows:
            sys.stdout.write("\t".join(row) + "\n")
        return
    drawn = Table(title=title or None, title_justify="left", header_style="bold", pad_edge=False)
    for number, head in enumerate(heads):
        drawn.add_column(head, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(escape(cell) for cell in row))
    Console(highlight=False).print(drawn)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, str], None]]:
    """Yield a function that shows the step a run is at, and what it has just finished.

    Where there is no bar to draw, a run that takes long says now and then in a line how far it is.
    """
    if _Mode.quiet or _Mode.as_json:
        yield lambda step, detail: None
        return
    if _Mode.plain or not sys.stderr.isatty():
        yield _NowAndThen()
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(step: str, detail: str) -> None:
            bar.update(task, description=escape(_at(step, detail)))

        yield show


class _NowAndThen:
    """Says on standard error how far a run is, so seldom that one of the usual length is silent."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, step: str, detail: str) -> None:
        if time.monotonic() - self._last >= _SELDOM:
            self._last = time.monotonic()
            say_error(_at(step, detail))


def _at(step: str, detail: str) -> str:
    name = say(*_STEPS[step])
    return f"{name}　{detail}" if detail else name


def _severity(severity: Severity) -> str:
    names = {
        Severity.ERROR: ("错误", "error"),
        Severity.WARNING: ("警告", "warning"),
        Severity.INFO: ("提示", "note"),
    }
    return say(*names[severity])
