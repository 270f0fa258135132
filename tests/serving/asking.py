"""Asks a web application as a server would, without one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(app, path, method="GET", host="127.0.0.1:8000", **headers) -> Answer:
    """Return an application's answer; a header's name is written with underscores."""
    sent = [(b"host", host.encode())]
    sent += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    path, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": sent,
        "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 50000),
    }  # fmt: skip
    said = []

    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        # The client stays; an answer that waits for it to go is ended when it is complete.
        return asked.pop() if asked else await asyncio.sleep(3600)

    async def send(message):
        said.append(message)

    asyncio.run(app(scope, receive, send))
    start = said[0]
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], names, b"".join(message.get("body", b"") for message in said[1:]))
