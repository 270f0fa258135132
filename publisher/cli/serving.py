"""The command ``serve`` 预览."""

from __future__ import annotations

import time
from datetime import date  # noqa: TC003 - Typer reads the annotations
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from publisher import manifest, pipeline
from publisher.cli import console
from publisher.cli.options import (
    EDITIONS,
    OUT,
    Editions,
    Out,
    Paper,
    Plain,
    Quiet,
    Timeout,
    Verbose,
    parse_day,
    speak,
)
from publisher.errors import ExitCode
from publisher.locale import say
from publisher.serving.news import Failed, Update

if TYPE_CHECKING:
    from publisher.errors import Finding
    from publisher.manifest import EditionFolder


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", help=say(
        "在这台电脑上显示网页版；加 --watch 就边改边看。\n\n例  epaper-publish serve 2024-03-20 --watch --open",
        "Show the web edition at this machine; with --watch, build and show again what is edited.\n\n"
        "Example  epaper-publish serve 2024-03-20 --watch --open",
    ))(serve)  # fmt: skip


def serve(
    day: Annotated[
        date | None,
        typer.Argument(
            parser=parse_day,
            metavar="DATE",
            help=say("期号日期；不写就是整个站点", "the issue's date; the whole site if left out"),
        ),
    ] = None,
    *,
    paper: Paper = None,
    editions: Editions = EDITIONS,
    out: Out = OUT,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help=say(
                "监听的地址；0.0.0.0 让同一网络的人也能看",
                "the address to listen at; 0.0.0.0 lets others on the network see it",
            ),
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=65535,
            metavar="NUMBER",
            help=say("端口，0 是任一空着的", "the port, 0 for any"),
        ),
    ] = 8000,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help=say("文件一改就再排，浏览器随即更新", "build again when files change, and show it at once"),
        ),
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help=say("打开浏览器", "open the browser"))] = False,
    timeout: Timeout = 300.0,
    plain: Plain = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show a site."""
    from publisher import serving  # noqa: PLC0415 - an extra of the package

    speak(plain=plain, quiet=quiet, verbose=verbose)
    serving.require()
    from publisher.serving import server  # noqa: PLC0415 - loads the extra
    from publisher.serving.session import Session  # noqa: PLC0415

    chosen = None
    if day or watch:
        chosen = manifest.locate(editions, day, paper) if day else manifest.newest(editions, paper)
    # What cannot be shown need not be built.
    with server.listening(host, port):
        pass
    if not watch:
        _see_to(chosen, paper, editions, out, timeout)
    session = Session(chosen.folder, out, timeout) if chosen and watch else None

    def ready(address: str) -> None:
        issue = f"{chosen.paper}/{chosen.date.isoformat()}/web/index.html" if chosen else ""
        shown = address + quote(issue or (f"{paper}/index.html" if paper else ""))
        console.line(say(f"{shown}　按 Ctrl-C 停止", f"{shown}  press Ctrl-C to stop"))
        if open_:
            server.open_browser(shown)

    out_existed = out.is_dir()
    out.mkdir(parents=True, exist_ok=True)
    try:
        server.serve(out, host, port, session=session, ready=ready, told=_Teller())
    except KeyboardInterrupt:
        console.line(say("已停止", "stopped"))
        raise typer.Exit(int(ExitCode.INTERRUPTED)) from None
    finally:
        if not out_existed and not any(out.iterdir()):
            out.rmdir()


def _see_to(
    chosen: EditionFolder | None, paper: str | None, editions: Path, out: Path, timeout: float
) -> None:
    """See to it that there is something to show: build an issue that was asked for and is not there."""
    if chosen is None:
        if not (out / (paper or "") / "index.html").is_file():
            built = {front.parent.name for front in out.glob("*/index.html")}
            known = {one.paper for one in manifest.find_editions(editions)} if editions.is_dir() else set()
            raise manifest.no_paper(out, paper, () if paper in known else built | known)
        return
    if (out / chosen.paper / chosen.date.isoformat() / "web" / "index.html").is_file():
        return
    day = chosen.date.isoformat()
    console.line(
        say(f"{day} 还没有网页版，先排这一期", f"there is no web edition of {day} yet; building it first")
    )
    request = pipeline.Request(folder=chosen.folder, out=out, formats=("web",), timeout=timeout)
    with console.progress() as progress:
        console.findings(pipeline.build(request, progress).findings)


class _Teller:
    """Says what was built, or why it was not. What has been said of the issue before is not said at every edit."""

    def __init__(self) -> None:
        self._said: set[Finding] = set()
        self._failed = False

    def __call__(self, what: Update | Failed) -> None:
        if isinstance(what, Failed):
            self._failed = True
            console.findings(what.findings)
            console.say_error(say("没有排成，页面仍是先前的", "not built; the pages are as they were"))
            return
        # What only readers who zoom will see is not worth a line.
        if any(name.endswith(".html") for name in what.files):
            names = [f"{number:02d}" for number in what.pages]
            pages = (
                say(f"第 {'、'.join(names)} 版", f"pages {', '.join(names)}")
                if names
                else say("文字", "text")
            )
            told = say(f"已更新：{pages}，{what.seconds:.1f} 秒", f"updated: {pages}, {what.seconds:.1f} s")
            console.line(f"{time.strftime('%H:%M:%S')} {told}")
            self._failed = False
        if what.settled:
            if self._failed:
                told = say("又能排了，各页与先前一样", "mended; the pages are as they were")
                console.line(f"{time.strftime('%H:%M:%S')} {told}")
                self._failed = False
            console.findings(item for item in what.findings if item not in self._said)
            self._said = {*what.findings}
