"""Addresses 链接 that a book may hold: EPUB asks for valid URLs, and readers for safe ones."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_href(href: str) -> str | None:
    """Return an address in the form that every reader takes, or None where its text must do without a link.

    Only ``http``, ``https`` and ``mailto`` are kept (RFC 3986); what the standard forbids is percent-encoded.
    """
    try:
        parts = urlsplit(href.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return _mail(parts.path, parts.query)
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        return None
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not _HOST.fullmatch(host):
        return None
    place = host if port is None else f"{host}:{port}"
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{place}{_quoted(parts.path)}{query}{fragment}"


def _mail(path: str, query: str) -> str | None:
    if not _MAIL.fullmatch(path):
        return None
    return f"mailto:{_quoted(path)}" + (f"?{_quoted(query)}" if query else "")


def _quoted(text: str) -> str:
    whole = _BAD_PERCENT.sub("%25", text).encode("utf-8", "replace")
    return quote(whole, safe="/?:@!$&'()*+,;=-._~%")
