"""The command ``site`` 站点: what issues the output folder holds as a site, and taking one out."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from publisher import manifest
from publisher.cli import console
from publisher.cli.options import (
    EDITIONS,
    OUT,
    Editions,
    Json,
    Out,
    Paper,
    Plain,
    Quiet,
    Verbose,
    parse_day,
    speak,
)
from publisher.locale import say

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.outputs.web.site import Shelf


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("site", help=say(
        "重建阅读机的首页、往期日历和检索；也可撤下一期。\n\n例  epaper-publish site --remove 2023-01-05",
        "Make the reading machine's fronts, calendars and search anew, or take an issue out.\n\n"
        "Example  epaper-publish site --remove 2023-01-05",
    ))(site)  # fmt: skip


def site(
    *,
    remove: Annotated[
        date | None,
        typer.Option(
            "--remove",
            parser=parse_day,
            metavar="DATE",
            help=say(
                "撤下这一期的网页版；PDF、EPUB 和 pages/ 留着",
                "take out this issue's web edition; its PDF, EPUB and pages/ stay",
            ),
        ),
    ] = None,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    out: Out = OUT,
    as_json: Json = False,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Keep the site of an output folder."""
    speak(plain=plain, quiet=quiet, as_json=as_json, verbose=verbose)
    from publisher.outputs.web import site as sites  # noqa: PLC0415 - no other command needs templates so soon

    own = _publications(editions)
    if remove is None:
        shelf, found = sites.rebuild(out, own) if out.is_dir() else (None, ())
        console.findings(found)
    else:
        chosen = _holder(sites.Shelf.of(out) if out.is_dir() else None, remove, paper)
        shelf = sites.remove(out, chosen, remove, own.get(chosen))
    _show(shelf, as_json=as_json)


def _publications(editions: Path) -> dict[str, Path]:
    """Return the folders of the publications, whose templates and styles a site may need; there may be none here."""
    if not editions.is_dir():
        return {}
    return {found.paper: found.folder.parent for found in manifest.find_editions(editions)}


def _holder(shelf: Shelf | None, day: date, paper: str | None) -> str:
    """Return the newspaper whose issue of a day is meant."""
    found = [name for name, days in shelf.papers.items() if day in days] if shelf else []
    named = [name for name in found if paper in {None, name}]
    if len(named) == 1:
        return named[0]
    if named:
        those = say("、", ", ").join(named)
        words = say(
            f"有几份报纸：{those}；用 --paper 指明", f"several newspapers: {those}; name one with --paper"
        )
        raise typer.BadParameter(words, param_hint="--paper")
    papers = shelf.papers if shelf else {}
    there = "; ".join(
        f"{name} {'–'.join(map(str, dict.fromkeys((days[0], days[-1]))))}" for name, days in papers.items()
    )
    words = say(
        f"站点里没有 {day} 的报纸" + (f"；有 {there}" if there else ""),
        f"the site has no issue of {day}" + (f"; it has {there}" if there else ""),
    )
    raise typer.BadParameter(words, param_hint="--remove")


def _show(shelf: Shelf | None, *, as_json: bool) -> None:
    papers = shelf.papers if shelf else {}
    if as_json:
        listed = {name: [day.isoformat() for day in days] for name, days in papers.items()}
        console.print_json({"schema": 1, "papers": listed})
        return
    for name, days in papers.items():
        first, last, count = days[0], days[-1], len(days)
        if count == 1:
            console.line(say(f"{name}：1 期，{first}", f"{name}: 1 issue, {first}"))
        else:
            console.line(
                say(f"{name}：{count} 期，{first} 至 {last}", f"{name}: {count} issues, {first} to {last}")
            )
    if not papers:
        console.line(say("站点里还没有报纸", "the site has no issues yet"))
