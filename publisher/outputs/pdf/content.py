"""Marked content 标记内容: how a page's stream says which element a stretch belongs to, or that it is read as none."""

from __future__ import annotations

import pydyf

#: What is printed again and read no second time: a header, the head of a table (PDF 32000-1, 14.8.2.2).
RUNNING_HEAD = {"Type": "/Pagination", "Subtype": "/Header"}
HEAD_AGAIN = {"Type": "/Pagination"}


class Mark(pydyf.Object):  # type: ignore[misc]
    """The operator that begins another stretch of a piece of text; its number is known when all of the page is."""

    def __init__(self, address: str, actual: str) -> None:
        super().__init__()
        self.address = address
        self.actual = actual
        self.number: int | None = None
        #: What is said of it where it is no part of what is read.
        self.artifact: dict[str, str] = {}

    @property
    def data(self) -> bytes:
        """The operator. Off the page's own stream content has no numbers."""
        if self.artifact:
            return b"/Artifact %s BDC" % pydyf.Dictionary(self.artifact).data
        facts: dict[str, object] = {} if self.number is None else {"MCID": self.number}
        if self.actual:
            facts["ActualText"] = unicode(self.actual)
        return b"/Span %s BDC" % pydyf.Dictionary(facts).data


def unicode(text: str) -> bytes:
    """Return a text as a string of the file."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()
