"""The command ``preflight`` 印前检查."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from publisher import manifest
from publisher.cli import console
from publisher.cli.options import EDITIONS, Editions, Json, Paper, Plain, Quiet, Strict, Verbose, speak
from publisher.errors import ExitCode, Severity
from publisher.locale import say
from publisher.pressroom import Press
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from publisher.preflight import Result
    from publisher.pressroom import Limits


#: Columns of the table of figures that a terminal has room for; the proof sheet has them all.
_SHOWN = (0, 1, 2, 4, 7, 8, 9)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("preflight", help=say(
        "检查一份 PDF 能不能付印，自己的和广告客户的。\n\n例  epaper-publish preflight ad.pdf --html ad.html",
        "See whether a PDF can be printed, ours or an advertiser's.\n\n"
        "Example  epaper-publish preflight ad.pdf --html ad.html",
    ))(preflight)  # fmt: skip


def preflight(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("要检查的 PDF", "the PDF"))],
    *,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    press: Annotated[
        bool,
        typer.Option(
            "--press",
            help=say(
                "文件就是付印的成品：须符合 PDF/X-4，版数凑成整张",
                "the file goes to press as it is: it must be PDF/X-4 and fill its sheets",
            ),
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", help=say("写出检查单（HTML）", "write the proof sheet as HTML")
        ),
    ] = None,
    ink: Annotated[
        bool, typer.Option("--ink/--no-ink", help=say("测不测总墨量", "whether to measure total ink"))
    ] = True,
    strict: Strict = False,
    as_json: Json = False,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Examine a PDF."""
    # Loads libraries that no other command needs.
    from publisher.preflight import preflight as examine  # noqa: PLC0415

    speak(plain=plain, quiet=quiet, as_json=as_json, verbose=verbose)
    asked = manifest.press_of(editions, paper) if paper else Press()
    with console.progress() as progress:
        result = examine(file, asked, finished=press, ink=ink, progress=progress)
    if html is not None:
        _write_sheet(result, asked.limits, html, strict=strict)
    console.findings(result.findings)
    passed = result.passed(strict=strict)
    code = ExitCode.DONE if passed else ExitCode.CHECKS
    if as_json:
        console.print_json({**result.record(), "passed": passed, "exit": int(code)})
    else:
        _closing(result, html, passed=passed)
    if not passed:
        raise typer.Exit(int(code))


def _write_sheet(result: Result, limits: Limits, target: Path, *, strict: bool) -> None:
    from publisher.preflight.sheet import sheet  # noqa: PLC0415

    try:
        target.write_text(sheet(result, limits, strict=strict), encoding="utf-8")
    except OSError as error:
        raise failure(finding("O-001", output=target, problem=error.strerror or error)) from error


def _closing(result: Result, html: Path | None, *, passed: bool) -> None:
    """Print the table of figures and the verdict."""
    from publisher.preflight.sheet import cells, heads  # noqa: PLC0415

    rows = [tuple(cells(page)[at] for at in _SHOWN) for page in result.pages]
    shown = tuple(heads()[at] for at in _SHOWN)
    console.table(result.path.name, shown, rows, right=frozenset(range(1, len(shown))))
    if html is not None:
        console.line(str(html))
    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    verdict = say("可以付印", "ready for press") if passed else say("不能付印", "not for press")
    console.line(
        say(
            f"{verdict}：{errors} 个错误，{warnings} 个警告，{result.seconds:.1f} 秒",
            f"{verdict}: {errors} error(s), {warnings} warning(s), {result.seconds:.1f} s",
        )
    )
