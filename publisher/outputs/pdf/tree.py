"""The elements of a file's tags 标签, as the painter has made them, and how they are moved and added to (PDF 32000-1, 14.7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf

from publisher.outputs.pdf.content import Mark, unicode
from publisher.outputs.pdf.settext import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def is_ours(item: pydyf.Object) -> bool:
    """Tell whether an object is the figure that the painter takes a piece of text for."""
    figure = isinstance(item, pydyf.Dictionary) and item.get("S") == "/Figure" and "Alt" in item
    return bool(figure) and item["Alt"].string.startswith(f"{SCHEME}:")


class Item(NamedTuple):
    """An item of a list: how many lists it stands in besides its own, and what is set before it."""

    level: int = 0
    label: str = ""

    def follows(self, last: str) -> bool:
        """Tell whether it may be of the list whose last item has another label: of bullets, or numbered one further."""
        if not last:
            return True
        number, before = (text.removesuffix(".") for text in (self.label, last))
        if number.isdecimal() and before.isdecimal():
            return int(number) == int(before) + 1
        return number == before


class Tree:
    """The elements of a file's tags."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = pdf.catalog["StructTreeRoot"]
        self._numbers = self.at(self.at(self._root)["ParentTree"])["Nums"]
        self._spare: list[pydyf.Dictionary] = []
        #: Where the properties of the stretches that the painter has begun stand in each page's stream, by their numbers.
        self._painted = [
            {
                item["MCID"]: at
                for at, item in enumerate(self._stream(page))
                if isinstance(item, pydyf.Dictionary) and "MCID" in item
            }
            for page in range(len(pdf.page_references))
        ]
        #: The stretches that the painter knows nothing of, by page and number.
        self._marks: dict[tuple[int, int], Mark] = {}
        self._identified = 0
        #: What is known of each item of a list, by its reference.
        self.items: dict[bytes, Item] = {}

    def at(self, reference: bytes) -> Any:  # noqa: ANN401 - whatever the file holds there
        """Return what a reference leads to."""
        return self._pdf.objects[int(reference.split()[0])]

    def _stream(self, page: int) -> list[Any]:
        stream: list[Any] = self.at(self.at(self._pdf.page_references[page])["Contents"]).stream
        return stream

    def number(self, first: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
        """Number the marks of every page; return page and number of each piece's stretches, in their order.

        Args:
            first: the numbers of their first stretches, which the painter gave.
        """
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        pictures = {item["Alt"].string: item["Pg"] for item in self._pdf.objects if is_ours(item)}
        for page, reference in enumerate(self._pdf.page_references):
            numbers = self._numbers[2 * page + 1]
            for address, number in first.items():
                if pictures[address] == reference:
                    found[address].append((page, number))
            for mark in self._stream(page):
                if isinstance(mark, Mark) and mark.address in first:
                    mark.number = len(numbers)
                    self._marks[page, mark.number] = mark
                    found[mark.address].append((page, mark.number))
                    numbers.append(b"")
        return found

    def mark(self, element: pydyf.Dictionary, page: int, number: int) -> None:
        """Let a stretch of a page be content of an element."""
        reference = self._pdf.page_references[page]
        self._numbers[2 * page + 1][number] = element.reference
        if element["Pg"] == reference:
            element["K"].append(number)
        else:
            element["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": number}))

    def add(self, holder: pydyf.Dictionary, kind: str, page: bytes) -> pydyf.Dictionary:
        """Add an element to another."""
        made = self.element(f"/{kind}", page, holder.reference)
        holder["K"].append(made.reference)
        return made

    def add_behind(self, element: pydyf.Dictionary, page: bytes) -> pydyf.Dictionary:
        """Add an element of the same kind behind another."""
        made = self.element(element["S"], page, element["P"])
        kids = self.at(element["P"])["K"]
        kids.insert(kids.index(element.reference) + 1, made.reference)
        self.identify(made)
        return made

    def identify(self, element: pydyf.Dictionary) -> None:
        """Give a note a name of its own (ISO 14289-1, 7.9)."""
        if element["S"] == "/Note":
            self._identified += 1
            element["ID"] = pydyf.String(f"note-{self._identified}")

    def last(self, element: pydyf.Dictionary) -> pydyf.Dictionary | None:
        """Return the last element within another."""
        kid = element["K"][-1] if element["K"] else None
        found = self.at(kid) if isinstance(kid, bytes) else None
        return found if isinstance(found, pydyf.Dictionary) and "S" in found else None

    def lead(self, element: pydyf.Dictionary, link: pydyf.Dictionary, words: str) -> None:
        """Hand what is clicked on from the painter's link to another, and let it say what the text says (14289-1, 7.18.5).

        What leads out of the file of a page has nothing to be clicked on.
        """
        if not link["K"]:
            element["S"] = "/Span"
        for kid in link["K"]:
            held = self.at(kid)
            annotation = self.at(held["Obj"])
            annotation["Contents"] = pydyf.String(words)
            element["K"].append(kid)
            place = self._numbers.index(annotation["StructParent"], 2 * len(self._pdf.page_references))
            self._numbers[place + 1] = element.reference

    def free(self, *elements: pydyf.Dictionary) -> None:
        """Leave elements to be made other ones: a file has no use for what its tree does not hold."""
        self._spare += elements

    def drop(self, element: pydyf.Dictionary) -> None:
        """Take an element out of the tree."""
        self.at(element["P"])["K"].remove(element.reference)
        self.free(element)

    def move(self, element: pydyf.Dictionary, holder: pydyf.Dictionary) -> None:
        """Take an element out of where it stands, and put it behind all that another holds."""
        self.at(element["P"])["K"].remove(element.reference)
        element["P"] = holder.reference
        holder["K"].append(element.reference)

    def name(self, page: int, number: int, actual: str) -> None:
        """Say what a stretch is read as that the painter has begun."""
        properties = self._painted[page].get(number)
        if properties is not None:
            stream = self._stream(page)
            stream[properties]["ActualText"] = unicode(actual)
            # Poppler asks nothing else for it.
            stream[properties - 1] = "/Span"

    def furnish(self, page: int, number: int, facts: dict[str, str]) -> None:
        """Let a stretch be no part of what is read, and say so."""
        if mark := self._marks.get((page, number)):
            mark.artifact = facts
        else:
            properties = self._painted[page][number]
            self._stream(page)[properties - 1 : properties + 1] = ["/Artifact", pydyf.Dictionary(facts)]
        self._numbers[2 * page + 1][number] = b"null"

    def element(self, kind: str, page: bytes, parent: bytes) -> pydyf.Dictionary:
        """Return a new element, which its parent does not hold yet."""
        facts = {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": page, "P": parent}
        if self._spare:
            made = self._spare.pop()
            made.clear()
            made.update(facts)
        else:
            made = pydyf.Dictionary(facts)
            self._pdf.add_object(made)
        return made

    def elements(self) -> Iterator[pydyf.Dictionary]:
        """Yield the elements in the order of reading."""
        waiting: list[Any] = [self._root]
        while waiting:
            at = waiting.pop()
            element = self.at(at) if isinstance(at, bytes) else None
            if isinstance(element, pydyf.Dictionary):
                yield element
                waiting += reversed(element.get("K", ()))

    def clear(self) -> None:
        """Empty the elements that nothing was made of."""
        for element in self._spare:
            element.clear()
