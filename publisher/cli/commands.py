"""The commands. Each parses, calls one function of the program, and prints what came of it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from publisher import choosing, manifest, pipeline, scaffold
from publisher.checks.pictures import check_drawings
from publisher.checks.typefaces import check_typefaces
from publisher.cli import console
from publisher.cli.options import (
    EDITIONS,
    OUT,
    Day,
    Editions,
    Gray,
    Icc,
    Impose,
    Json,
    Out,
    Paper,
    Plain,
    Quality,
    Quiet,
    Strict,
    Timeout,
    Verbose,
    speak,
)
from publisher.errors import ExitCode, PublishError, Severity
from publisher.locale import say
from publisher.outputs.schemas import write_schemas
from publisher.typeset.fonts import faces

if TYPE_CHECKING:
    from collections.abc import Sequence


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("build", help=say(
        "排印一期报纸。\n\n例  epaper-publish build 2023-01-05 --format pdf,epub --strict",
        "Build an issue.\n\nExample  epaper-publish build 2023-01-05 --format pdf,epub --strict",
    ))(build)  # fmt: skip
    app.command("check", help=say(
        "只检查清单和来源，不写文件。\n\n例  epaper-publish check 2023-01-05 --json",
        "Check the manifest and its sources; write nothing.\n\nExample  epaper-publish check 2023-01-05 --json",
    ))(check)  # fmt: skip
    app.command("new", help=say(
        "新建一期，可直接排印。\n\n例  epaper-publish new 2024-03-01 --paper campus-weekly",
        "Start an issue that builds as it is.\n\nExample  epaper-publish new 2024-03-01 --paper campus-weekly",
    ))(new)  # fmt: skip
    app.command("import", help=say(
        "把阅读机抓取的文本转成稿件。\n\n"
        "例  epaper-publish import capture.txt --to editions/yangpu-times/2023-01-05/articles/report.md",
        "Turn a reading machine's capture into an article.\n\n"
        "Example  epaper-publish import capture.txt --to editions/yangpu-times/2023-01-05/articles/report.md",
    ))(import_)  # fmt: skip
    app.command("schema", help=say(
        "写出清单的 JSON Schema，供编辑器补全和检查。\n\n例  epaper-publish schema --to .schema",
        "Write the JSON Schema of the manifests, for editors to complete and check by.\n\n"
        "Example  epaper-publish schema --to .schema",
    ))(schema)  # fmt: skip
    app.command("doctor", help=say(
        "检查这台电脑有什么、缺什么、怎样装。", "See what this machine has, what it lacks, and how to get it.",
    ))(doctor)  # fmt: skip


def build(
    day: Day,
    *,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    out: Out = OUT,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help=say(
                "只做这些：pdf、epub、web、facsimile（原版版面电子书）、press（付印 PDF）；可用逗号或重复",
                "only these: pdf, epub, web, facsimile (an EPUB of the printed pages), press; by commas or repeated",
            ),
        ),
    ] = None,
    profiles: Annotated[
        list[str] | None,
        typer.Option(
            "--profile",
            metavar="NAME",
            help=say(
                "电子书为哪种阅读器而做：generic（通用）、kindle、kobo、apple；可用逗号或重复，每种一本",
                "whose readers the EPUB is for: generic, kindle, kobo, apple; by commas or repeated, a book for each",
            ),
        ),
    ] = None,
    gray: Gray = False,
    icc: Icc = None,
    impose: Impose = False,
    quality: Quality = "screen",
    pdf_only: Annotated[
        bool,
        typer.Option(
            "--pdf-only",
            help=say(
                "只做整份 PDF，也不做各版的 PDF 和 PNG",
                "the edition PDF alone, without each page's PDF and PNG",
            ),
        ),
    ] = False,
    timeout: Timeout = 300.0,
    candidates: Annotated[
        int | None,
        typer.Option(
            "--candidates",
            min=1,
            max=24,
            metavar="N",
            help=say(
                "不做成品，只把每版最好的 N 种版式印成小样",
                "make no output, but contact sheets of the N best ways to make up each page",
            ),
        ),
    ] = None,
    pages: Annotated[
        list[int] | None,
        typer.Option(
            "--page",
            min=1,
            metavar="NUMBER",
            help=say(
                "与 --candidates 同用：只做这一版；可重复", "with --candidates: only this page; repeatable"
            ),
        ),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build an issue."""
    speak(plain=plain, quiet=quiet, as_json=as_json, verbose=verbose)
    wanted = _names(formats or (["pdf"] if pdf_only else []), pipeline.FORMATS, "--format")
    if pdf_only and wanted != ("pdf",):
        raise typer.BadParameter(
            say("与 --format 不能同时用", "cannot be used with --format"), param_hint="--pdf-only"
        )
    for option, alone, other in (
        ("--page", pages and candidates is None, "--candidates"),
        ("--profile", profiles and wanted and "epub" not in wanted, "--format epub"),
        ("--impose", impose and wanted and "press" not in wanted, "--format press"),
    ):
        if alone:
            words = say(f"只能与 {other} 同用", f"can be used with {other} only")
            raise typer.BadParameter(words, param_hint=option)
    folder = manifest.locate(editions, day, paper).folder
    if candidates is not None:
        _choose(folder, out, candidates, tuple(pages or ()), timeout, as_json=as_json)
        return
    request = pipeline.Request(
        folder=folder,
        out=out,
        formats=wanted,
        pages=not pdf_only,
        strict=strict,
        timeout=timeout,
        profiles=_names(profiles or ["generic"], pipeline.PROFILES, "--profile"),
        gray=gray,
        icc=icc,
        impose=impose,
        quality=_name(quality, pipeline.QUALITIES, "--quality"),
    )
    with console.progress() as progress:
        result = pipeline.build(request, progress)
    console.findings(result.findings)
    if as_json:
        console.print_json(result.report)
    else:
        _closing(result)


def _choose(
    folder: Path, out: Path, count: int, pages: tuple[int, ...], timeout: float, *, as_json: bool
) -> None:
    """Make contact sheets, and say where they are."""
    with console.progress() as progress:
        made = choosing.choose(folder, out, count, pages, timeout, progress)
    console.findings(made.findings)
    if as_json:
        sheets = {f"{number:02d}": str(path) for number, path in made.sheets.items()}
        console.print_json({"schema": 1, "candidates": sheets})
        return
    for path in made.sheets.values():
        console.line(str(path))
    console.line(
        say(
            "选中一种：在这一版写 candidate: 号码",
            "to choose one, write candidate: NUMBER in the page's manifest",
        )
    )


def _names(given: list[str], known: Sequence[str], option: str) -> tuple[str, ...]:
    """Read the names that an option gives, by commas or repeated; each once, in the order in which they are known."""
    names = [name for item in given for name in item.replace("，", ",").split(",") if name]
    for name in names:
        _name(name, known, option)
    return tuple(name for name in known if name in names)


def _name(given: str, known: Sequence[str], option: str) -> str:
    """Return the one name that an option gives."""
    if given not in known:
        those = say("、", ", ").join(known)
        raise typer.BadParameter(
            say(f"没有 {given}；可选：{those}", f"there is no {given}; choose from {those}"),
            param_hint=option,
        )
    return given


def _closing(result: pipeline.Result) -> None:
    """Print the closing table: files with their sizes, then pages, articles and time."""
    edition = result.edition
    alone = ["pages/"] if (result.folder / "pages").is_dir() else []
    shown = [*result.outputs.values(), *alone, "report.json"]
    rows = [(str(result.folder / name), _size(result.folder / name)) for name in shown]
    console.table(
        f"{edition.publication.name} {edition.date.isoformat()}",
        (say("文件", "file"), say("大小", "size")),
        rows,
        right=frozenset({1}),
    )
    pages, articles, seconds = (
        len(result.report["pages"]),
        len(edition.articles),
        result.report["seconds"]["total"],
    )
    console.line(
        say(
            f"{pages} 个版面，{articles} 篇稿件，{seconds:.1f} 秒",
            f"{pages} pages, {articles} articles, {seconds:.1f} s",
        )
    )


def _size(path: Path) -> str:
    folder = path if path.is_dir() else path.parent if path.name == "index.html" else None
    size = (
        sum(item.stat().st_size for item in folder.rglob("*") if item.is_file())
        if folder
        else path.stat().st_size
    )
    return f"{size / 1024:,.0f} KB"


def check(
    day: Day,
    *,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    strict: Strict = False,
    as_json: Json = False,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check an issue's manifest and sources."""
    speak(plain=plain, quiet=quiet, as_json=as_json, verbose=verbose)
    loaded = manifest.load(manifest.locate(editions, day, paper).folder)
    edition = loaded.edition
    if edition.publication.fonts:
        faces(edition.publication.language, edition.publication.fonts)
    findings = (*loaded.findings, *check_typefaces(edition), *check_drawings(edition))
    if strict and any(item.severity is Severity.WARNING for item in findings):
        raise PublishError(findings, ExitCode.CHECKS)
    console.findings(findings)
    if as_json:
        records = [item.record(edition.folder) for item in findings]
        console.print_json({"schema": 1, "exit": 0, "findings": records})
    else:
        pages, articles = len(edition.pages), len(edition.articles)
        console.line(
            say(
                f"清单无误：{pages} 个版面，{articles} 篇稿件",
                f"the manifest is sound: {pages} pages, {articles} articles",
            )
        )


def new(
    day: Day,
    *,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    name: Annotated[str, typer.Option("--name", help=say("新报纸的报名", "the name of a new paper"))] = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Start an issue."""
    speak(plain=plain, quiet=quiet)
    made = scaffold.create(editions, paper, day, name=name)
    for file in made.files:
        console.line(str(file))
    options = "" if editions == EDITIONS else f" --editions {editions}"
    command = f"epaper-publish {day.isoformat()} --paper {made.paper}{options}"
    console.line(say(f"排印：{command}", f"build it: {command}"))


def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help=say("抓取的文本", "the capture"))],
    *,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FILE",
            help=say("写入的稿件；不写则显示", "the article to write; shown if left out"),
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=1800,
            max=9999,
            help=say(
                "期号的年份，抓取里只有月日时用", "the issue's year, where the capture has only month and day"
            ),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=say("覆盖已有的稿件", "overwrite an article"))
    ] = False,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Import an article."""
    speak(plain=plain, quiet=quiet, verbose=verbose)
    # Loads parsers that no other command needs.
    from publisher import importers  # noqa: PLC0415

    imported = importers.import_file(source, year=year)
    console.findings(imported.findings)
    text = importers.render(imported)
    if to is None:
        sys.stdout.write(text)
    else:
        console.line(str(importers.place(text, to, force=force)))


def schema(
    which: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]", help=say("publication、edition 或 article", "publication, edition or article")
        ),
    ] = "edition",
    *,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="DIR", help=say("把三份都写进这个文件夹", "write all three into this folder")
        ),
    ] = None,
) -> None:
    """Print or write the schemas."""
    known = manifest.schemas()
    if which not in known:
        names = say("、", ", ").join(known)
        raise typer.BadParameter(
            say(f"没有 {which}；可选：{names}", f"there is no {which}; choose from {names}")
        )
    if to is None:
        console.print_json(known[which])
        return
    for path in write_schemas(known, to):
        console.line(str(path))


def doctor(*, as_json: Json = False, plain: Plain = False) -> None:
    """Examine this machine."""
    # Loads shared libraries and starts other programs, which no other command should pay for.
    from publisher import doctor as surgery  # noqa: PLC0415

    speak(plain=plain, as_json=as_json)
    checks = surgery.examine()
    if as_json:
        console.print_json({"schema": 1, "checks": [asdict(item) for item in checks]})
    else:
        heads = (
            say("项目", "item"),
            say("状态", "state"),
            say("现有", "found"),
            say("怎样得到", "how to get it"),
        )
        console.table(
            "",
            heads,
            [(item.name, surgery.state_words(item.state), item.found, item.remedy) for item in checks],
        )
    if surgery.missing(checks):
        raise typer.Exit(int(ExitCode.MISSING))
