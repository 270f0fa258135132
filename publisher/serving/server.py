"""The server: it shows a site, and beside it builds one issue again and again while that is edited."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import webbrowser
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import uvicorn

from publisher.errors import PublishError
from publisher.locale import say
from publisher.rules import failure, finding
from publisher.serving.app import application
from publisher.serving.live import Live
from publisher.serving.news import Failed
from publisher.serving.session import InterruptedSessionError
from publisher.serving.watch import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from publisher.errors import Finding
    from publisher.serving.news import Update
    from publisher.serving.session import Session

#: Seconds that a connection has to end, and that a build has to stop.
_GRACE = 2
#: Seconds in which browsers have the machine to themselves when there is something new to see.
_BREATH = 0.6
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def serve(
    out: Path,
    host: str,
    port: int,
    *,
    session: Session | None = None,
    ready: Callable[[str], None] = lambda address: None,
    told: Callable[[Update | Failed], None] = lambda what: None,
) -> None:
    """Show a site until the process is interrupted.

    Args:
        out: the site's folder.
        host: the address to listen at.
        port: the port, 0 for one that is free.
        session: builds the issue that is edited, if one is.
        ready: hears the server's address once it answers.
        told: hears what was built, and what was not.

    Raises:
        PublishError: O-030, the port cannot be had.
        KeyboardInterrupt: the user has ended it; everything has stopped then.
    """
    with listening(host, port) as listener:
        number = listener.getsockname()[1]
        live = Live() if session else None
        builder = _Builder(session, live, told) if session and live else None
        app = application(out, live, _LOOPBACK if _is_own(host) else ("*",))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_GRACE,
        )
        server = _Server(config, live, lambda: ready(f"http://{_named(host)}:{number}/"))
        try:
            if builder:
                builder.start()
            server.run(sockets=[listener])
        finally:
            if builder:
                builder.stop()


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Yield a socket that listens.

    Raises:
        PublishError: O-030.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        problem = error.strerror or str(error)
        raise failure(finding("O-030", address=f"{_named(host)}:{port}", problem=problem)) from error
    with listener:
        yield listener


def open_browser(address: str) -> None:
    """Show an address in the user's browser; that it cannot be started is no fault of the server's."""
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


def _is_own(host: str) -> bool:
    """Tell whether an address is of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _named(host: str) -> str:
    """Return a host as an address has it; for all addresses of the machine stands one that a browser can open."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - the user has asked for it
        return "localhost"
    return f"[{host}]" if ":" in host else host


class _Server(uvicorn.Server):
    """Lets browsers go that wait for news when it is to end, and says when it answers."""

    def __init__(self, config: uvicorn.Config, live: Live | None, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._live, self._ready = live, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await asyncio.to_thread(self._ready)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._live:
            self._live.close()
        super().handle_exit(sig, frame)


class _Builder:
    """Builds the issue in a thread of its own, at first and whenever it has changed."""

    def __init__(self, session: Session, live: Live, told: Callable[[Update | Failed], None]) -> None:
        self._session, self._live, self._told = session, live, told
        self._changed, self._stopped = Event(), Event()
        session.outdated = self._changed.is_set
        self._watcher = Watcher(session.folder, self._changed.set)
        self._thread = Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._watcher.start()
        self._changed.set()
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()
        self._session.stop()
        self._watcher.stop()
        self._thread.join(_GRACE * 5)

    def _work(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            if self._stopped.is_set():
                return
            self._build()

    def _build(self) -> None:
        try:
            for update in self._session.update():
                self._live.updated(update.files, settled=update.settled)
                self._told(update)
                if update.files and not update.settled:
                    self._changed.wait(_BREATH)
                # The next edit may come before this one is confirmed.
                self._session.make_ready()
        except InterruptedSessionError:
            pass
        except PublishError as error:
            self._fail(error.findings)
        except Exception as error:  # the next edit may mend it, and the server goes on
            self._fail((finding("O-031", problem=f"{type(error).__name__}: {error}"),))

    def _fail(self, findings: tuple[Finding, ...]) -> None:
        if self._stopped.is_set():
            return
        here = Path.cwd()
        self._live.failed({
            "title": say("没有排成，页面仍是先前的", "not built; the pages are as they were"),
            "close": say("关闭", "Close"),
            "findings": [item.record(here) for item in findings],
        })  # fmt: skip
        self._told(Failed(findings))
