"""The tree of tags 结构树: what a screen reader reads, put right where the painter cannot know.

The painter tags what it lays out: pieces of text that it takes for figures, a column at a time. Here each paragraph becomes one
element, also where it runs over columns or jumps to another page, furniture that recurs on every page is none, and no level of
headings is left out (PDF 32000-1, 14.8; ISO 14289-1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from publisher.outputs.pdf.settext import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publisher.outputs.pdf.settext import SetText

#: Elements that say nothing when they hold nothing: boxes of rules and tints.
_MUTE = frozenset(["/Div", "/NonStruct", "/P"])


class Mark(pydyf.Object):  # type: ignore[misc]
    """The operator that begins another paragraph of a piece of text; its number is known when all of the page is."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.number: int | None = None

    @property
    def data(self) -> bytes:
        """The operator. Off the page's own stream content has no numbers."""
        return b"/P BMC" if self.number is None else b"/P <</MCID %d>> BDC" % self.number


def arrange(pdf: pydyf.PDF, pieces: Mapping[str, SetText]) -> None:
    """Put the tags of a file right, once everything is drawn and before anything is compressed.

    Args:
        pdf: the file.
        pieces: the text that is painted directly, by address, in the order of reading.
    """
    tree = _Tree(pdf)
    figures = {item["Alt"].string: item for item in pdf.objects if _is_ours(item)}
    last = {address: [tree.at(item["P"])] for address, item in figures.items()}
    for page, reference in enumerate(pdf.page_references):
        tree.number(page, reference, figures, last)
    stories: dict[str, pydyf.Dictionary] = {}
    for address, piece in pieces.items():
        if address in figures:
            _join(tree, piece, figures[address], last[address], stories)
    for item in figures.values():
        item["S"] = "/Span"
        del item["Alt"], item["A"]
    tree.prune()
    tree.order_headings()


def _is_ours(item: pydyf.Object) -> bool:
    figure = isinstance(item, pydyf.Dictionary) and item.get("S") == "/Figure" and "Alt" in item
    return bool(figure) and item["Alt"].string.startswith(f"{SCHEME}:")


def _join(
    tree: _Tree,
    piece: SetText,
    figure: pydyf.Dictionary,
    paragraphs: list[pydyf.Dictionary],
    stories: dict[str, pydyf.Dictionary],
) -> None:
    """Join the beginning of a piece to the paragraph that it goes on with, and drop what is no text of the page."""
    first = paragraphs[0]
    if piece.recurs:
        tree.drop(first)
        return
    if not piece.story:
        return
    before = stories.get(piece.story) if piece.rest else None
    if before is not None:
        before["K"].append(figure.reference)
        figure["P"] = before.reference
        tree.drop(first)
        paragraphs[0] = before
    stories[piece.story] = paragraphs[-1]


class _Tree:
    """The elements of a file's tags."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = pdf.catalog["StructTreeRoot"]
        self._numbers = self.at(self.at(self._root)["ParentTree"])["Nums"]

    def at(self, reference: bytes) -> Any:  # noqa: ANN401 - whatever the file holds there
        return self._pdf.objects[int(reference.split()[0])]

    def number(
        self,
        page: int,
        reference: bytes,
        figures: Mapping[str, pydyf.Dictionary],
        last: Mapping[str, list[pydyf.Dictionary]],
    ) -> None:
        """Number the marks of a page, and make an element for each, behind that of the paragraph before it."""
        numbers = self._numbers[2 * page + 1]
        for mark in self.at(self.at(reference)["Contents"]).stream:
            if isinstance(mark, Mark) and mark.address in figures:
                before = last[mark.address][-1]
                paragraph = self._element(before["S"], reference, before["P"])
                span = self._element("/Span", reference, paragraph.reference)
                mark.number = len(numbers)
                span["K"].append(mark.number)
                paragraph["K"].append(span.reference)
                numbers.append(span.reference)
                kids = self.at(before["P"])["K"]
                kids.insert(kids.index(before.reference) + 1, paragraph.reference)
                last[mark.address].append(paragraph)

    def drop(self, element: pydyf.Dictionary) -> None:
        """Take an element out of the tree."""
        self.at(element["P"])["K"].remove(element.reference)

    def prune(self) -> None:
        """Take out what holds nothing."""
        for element in reversed(list(self._elements())):
            kids = element.get("K")
            if kids:
                element["K"] = pydyf.Array([kid for kid in kids if not self._is_mute(kid)])

    def order_headings(self) -> None:
        """Leave out no level of headings 标题级别: the first is an H1, each at most one deeper than the last (14289-1, 7.4.2)."""
        deepest = 0
        for element in self._elements():
            name = element.get("S", "")
            if len(name) == 3 and name.startswith("/H") and name[2].isdigit():
                deepest = min(int(name[2]), deepest + 1)
                element["S"] = f"/H{deepest}"

    def _element(self, kind: str, page: bytes, parent: bytes) -> pydyf.Dictionary:
        made = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": page, "P": parent}
        )
        self._pdf.add_object(made)
        return made

    def _is_mute(self, kid: object) -> bool:
        if not isinstance(kid, bytes):
            return False
        element = self.at(kid)
        return element.get("S") in _MUTE and not element.get("K")

    def _elements(self) -> Iterator[pydyf.Dictionary]:
        """Yield the elements in the order of reading."""
        waiting: list[Any] = [self._root]
        while waiting:
            at = waiting.pop()
            element = self.at(at) if isinstance(at, bytes) else None
            if isinstance(element, pydyf.Dictionary):
                yield element
                waiting += reversed(element.get("K", ()))
