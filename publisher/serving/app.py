"""The web application 网页服务: the files of an output folder, and nothing else of the machine.

Pages are sent as they lie on the disk. Only while they are edited a script is put into them on the way, which loads them again
when they change; it comes from this server, so that the pages' strict policy holds.
"""

from __future__ import annotations

import mimetypes
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from publisher.locale import say
from publisher.outputs.web.templates import POLICY
from publisher.resources import styles_dir

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from publisher.serving.live import Live

#: Where what belongs to the server and not to the site has its addresses; no file whose name begins with a dot is served.
OWN = "/.epaper"
#: The folder of an issue's site.
_WEB = "web"
#: What the system's own table may lack, or tell otherwise.
_TYPES = {
    ".css": "text/css",
    ".epub": "application/epub+zip",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
}
#: The policy of a page goes with it as a header too; only a header can say who may frame it.
_POLICY = f"{POLICY}; frame-ancestors 'self'"
#: Proof sheets 检查单 hold their style and pictures themselves; a drawing that is opened alone runs no script.
_ALONE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def application(out: Path, live: Live | None = None, hosts: Sequence[str] = ("*",)) -> ASGIApp:
    """Return the application that shows a site.

    Args:
        out: the site's folder.
        live: tells browsers of changes, if the site is being edited.
        hosts: the names by which the server may be called; where it serves this machine alone, a name of somebody else's
            that leads here is none of them (DNS rebinding).
    """
    for ending, kind in _TYPES.items():
        mimetypes.add_type(kind, ending)
    return Starlette(
        routes=[*(_own_routes(live) if live else ()), Mount("/", _Site(out, live))],
        middleware=[Middleware(_Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={HTTPException: _Refusal(live)},
    )


def _own_routes(live: Live) -> list[Route]:
    async def events(_: Request) -> Response:
        return StreamingResponse(live.events(), media_type="text/event-stream")

    def part(name: str, kind: str) -> Route:
        async def send(_: Request) -> Response:
            return Response((styles_dir() / "serving" / name).read_bytes(), media_type=kind)

        return Route(f"{OWN}/{name}", send)

    return [
        Route(f"{OWN}/events", events),
        part("reload.js", "text/javascript"),
        part("reload.css", "text/css"),
    ]


class _Site(StaticFiles):
    """The files of a site. What begins with a dot is not there, nor is what a link leads to outside of the folder."""

    def __init__(self, out: Path, live: Live | None) -> None:
        super().__init__(directory=out, html=True)
        self._live = live

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        found, facts = super().lookup_path(path)
        inside = facts and Path(found).relative_to(Path(str(self.directory)).resolve())
        asked = path.replace("\\", "/").split("/")
        if not inside or any(part.startswith(".") for part in (*asked, *inside.parts) if part != "."):
            return "", None
        return found, facts

    async def get_response(self, path: str, scope: Scope) -> Response:
        if self._live and Headers(scope=scope).get("service-worker") == "script":
            # Whatever the site's own worker has kept would stand before what has just been built.
            worker = styles_dir() / "serving" / "worker.js"
            return Response(worker.read_bytes(), media_type="text/javascript")
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            front = self._front_of(path) if self._live and error.status_code == 404 else None
            if front:
                return RedirectResponse(f"/{quote(front)}")
            # That a file is there which may not be read is nobody's business.
            raise HTTPException(404) if error.status_code == 401 else error from error

    def _front_of(self, path: str) -> str | None:
        """Return the page 版面, or the issue's front, on which an article stood that an edit has taken away or renamed."""
        *folders, name = path.replace("\\", "/").split("/")
        if not name.endswith(".html") or _WEB not in folders:
            return None
        for end in range(len(folders), folders.index(_WEB), -1):
            front = "/".join((*folders[:end], "index.html"))
            if front != path and self.lookup_path(front)[1]:
                return front
        return None

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        path = Path(full_path)
        if not self._live or path.suffix != ".html":
            return super().file_response(full_path, stat_result, scope, status_code)
        try:
            return HTMLResponse(inject(path.read_bytes(), self._live.at), status_code)
        except OSError as error:
            raise HTTPException(404) from error


def inject(page: bytes, at: str) -> bytes:
    """Put the script that loads a page again into its head, behind what says how it is encoded and what it may do."""
    script = f'<script src="{OWN}/reload.js" data-at="{at}"></script>\n'.encode()
    before, head, behind = page.partition(b"</head>")
    return before + script + head + behind if head else page + script


class _Refusal:
    """Says that something is not there; while an issue is edited it may come, so the page waits for it."""

    def __init__(self, live: Live | None) -> None:
        self._live = live

    async def __call__(self, _: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        headers = error.headers if isinstance(error, HTTPException) else None
        words = say("这里没有网页", "there is no page here") if code == 404 else str(code)
        page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{words}</title></head><body><p>{escape(words)}</p>'
        page += f'<p><a href="/">{say("首页", "front page")}</a></p></body></html>\n'
        content = page.encode()
        return HTMLResponse(inject(content, self._live.at) if self._live else content, code, headers)


class _Guarded:
    """Sends with every answer what browsers are to mind."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                kind = headers.get("content-type", "").partition(";")[0]
                if kind == "text/html":
                    headers["Content-Security-Policy"] = _ALONE if _is_alone(scope["path"]) else _POLICY
                elif kind == "image/svg+xml":
                    headers["Content-Security-Policy"] = _ALONE
            await send(message)

        await self._app(scope, receive, guarded)


def _is_alone(path: str) -> bool:
    """Tell whether an address is that of a file beside the site, a proof sheet 检查单."""
    return path.rstrip("/").rpartition("/")[0].endswith("/press")
