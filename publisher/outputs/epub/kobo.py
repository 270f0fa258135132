"""Kobo's spans 科博断句: Kobo's reader keeps places, highlights and notes by ``span`` elements of its own, one to a sentence.

Without them a whole paragraph, or a whole file, is one place. Tools that add them part text at Latin full stops only, so that a
Chinese paragraph stays one place; here it is parted where reading aloud and highlights part it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from publisher.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_XHTML = "{http://www.w3.org/1999/xhtml}"
#: Elements that stand amid a passage, where any other begins a new one, and those that are one thing and stay whole.
_INLINE = frozenset({"a", "b", "br", "cite", "code", "em", "i", "span", "strong", "sub", "sup", "time", "u"})
#: The id of a sentence's element; its text is parted no further, but where an element stands amid it.
_SENTENCE = re.compile(r"s[0-9]+-[0-9]+")
_WHOLE = frozenset({"img", "ruby"})
#: An article may be of a million characters, all in one paragraph.
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False)
#: Elements that hold nothing, which alone may be written without an end tag.
_EMPTY = frozenset({"br", "hr", "img", "link", "meta", "col", "wbr", "source"})


def spanned(content: bytes) -> bytes:
    """Return a document with a span around each sentence, and with the two boxes by which Kobo parts it into screens.

    No character of the text is added, lost or moved.
    """
    root = etree.fromstring(content, _PARSER)
    body = root.find(f"{_XHTML}body")
    if body is None:
        return content
    _Spans().within(body)
    inner = etree.Element(f"{_XHTML}div", id="book-inner")
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    outer = etree.SubElement(body, f"{_XHTML}div", id="book-columns")
    outer.append(inner)
    for element in root.iter(f"{_XHTML}*"):
        if len(element) == 0 and element.text is None and _name(element) not in _EMPTY:
            # A reader that takes it for HTML would see only the beginning of an element written as <td/>.
            element.text = ""
    made: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return made + b"\n"


class _Spans:
    """Numbers the spans: ``kobo.PASSAGE.SENTENCE``."""

    def __init__(self) -> None:
        self.passage = self.sentence = 0
        self.ended, self.parted = True, False

    def within(self, element: etree._Element) -> None:
        """Put spans around all text in an element."""
        if _name(element) not in _INLINE:
            self.ended = True
        known = _SENTENCE.fullmatch(element.get("id") or "") is not None
        self.parted, before = self.parted or known, self.parted
        text, element.text = element.text, None
        children = list(element)
        for child in children:
            element.remove(child)
        self._text(element, text)
        for child in children:
            tail, child.tail = child.tail, None
            if _name(child) == "wbr" and self._broken(element, child, tail):
                continue
            if _name(child) in _WHOLE:
                self._span(element).append(child)
            else:
                element.append(child)
                # Drawings have elements of their own, and comments have a function for a name.
                if str(child.tag).startswith(_XHTML):
                    self.within(child)
            self._text(element, tail)
        self.parted = before

    def _broken(self, element: etree._Element, mark: etree._Element, tail: str | None) -> bool:
        """Keep a place where a line may end, and the rest of the sentence, within the sentence's span, if it has one."""
        span = element[-1] if self.parted and len(element) else None
        if span is None or span.get("class") != "koboSpan" or span.tail:
            return False
        mark.tail = tail
        span.append(mark)
        return True

    def _text(self, element: etree._Element, text: str | None) -> None:
        """Append text to an element, each sentence in a span; what is white space only stays outside of them."""
        for part in _parts(text or "", parted=self.parted):
            if part.strip():
                self._span(element).text = part
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + part
            else:
                element.text = (element.text or "") + part

    def _span(self, element: etree._Element) -> etree._Element:
        if self.ended:
            self.passage, self.sentence, self.ended = self.passage + 1, 0, False
        self.sentence += 1
        return etree.SubElement(
            element, f"{_XHTML}span", {"class": "koboSpan", "id": f"kobo.{self.passage}.{self.sentence}"}
        )


def _parts(text: str, *, parted: bool) -> Iterator[str]:
    """Yield sentences, and white space before and behind them by itself; of text that is parted already, all of it."""
    for part in [text] if parted else sentences(text):
        bare = part.strip()
        if not bare:
            yield part
            continue
        at = part.index(bare)
        yield from filter(None, (part[:at], bare, part[at + len(bare) :]))


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(_XHTML)
