"""What browsers are told while a newspaper is edited: that files have changed, or why nothing was built.

By Server-Sent Events (WHATWG HTML, 9.2). A browser that comes late, or comes back, hears first what is true now.
"""

from __future__ import annotations

import asyncio
import json
import time
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

#: Seconds after which a connection on which nothing was said is heard from, so that it is kept, or found broken.
_SILENCE = 15.0


class Live:
    """Tells all browsers that listen; may be called from any thread.

    Attributes:
        at: names the state of the site. A page bears it, and is out of date where it bears another.
    """

    def __init__(self) -> None:
        # A server that was started again does not go on with the numbers of the one before.
        self._started, self._count = f"{time.time_ns():x}", 0
        self._failure: dict[str, Any] | None = None
        self._settled = False
        self._listening: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._lock = Lock()
        self._closed = False

    @property
    def at(self) -> str:
        """Name the state of the site."""
        return f"{self._started}-{self._count}"

    def updated(self, files: Sequence[str], *, settled: bool) -> None:
        """Tell that what stood in the way is gone, which files of the site have changed, and whether more is to come."""
        with self._lock:
            self._failure, self._settled = None, settled
            self._count += bool(files)
            self._tell(_event("updated", {"files": list(files), "settled": settled}))

    def failed(self, failure: dict[str, Any]) -> None:
        """Tell why nothing was built: a title, the word to close it, and findings."""
        with self._lock:
            self._failure = failure
            self._tell(_event("failed", failure))

    def close(self) -> None:
        """Let all browsers go; also from within a signal handler, so that nothing is waited for."""
        self._closed = True
        self._tell(None)

    async def events(self) -> AsyncIterator[str]:
        """Yield what is to be sent to a browser, until it is let go."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        with self._lock:
            self._listening[queue] = asyncio.get_running_loop()
            said: str | None = _event(
                "state", {"at": self.at, "settled": self._settled, "failure": self._failure}
            )
        try:
            while said is not None and not self._closed:
                yield said
                try:
                    said = await asyncio.wait_for(queue.get(), _SILENCE)
                except TimeoutError:
                    said = ": \n\n"
        finally:
            self._listening.pop(queue, None)

    def _tell(self, said: str | None) -> None:
        for queue, loop in tuple(self._listening.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(queue.put_nowait, said)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
