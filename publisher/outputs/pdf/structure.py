"""The tree of tags 结构树: what a screen reader reads, put right where the painter cannot know.

The painter tags what it lays out: pieces of text that it takes for figures, a column at a time. Here each paragraph becomes one
element, also where it runs over columns or jumps to another page, with its links, readings and notes in it; the parts of a table
become one, items become lists, captions belong to their figures, furniture that recurs on every page is none, and no level of
headings is left out (PDF 32000-1, 14.8; ISO 14289-1).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf

from publisher.outputs.pdf.content import HEAD_AGAIN, RUNNING_HEAD, Mark, unicode
from publisher.outputs.pdf.parts import TableParts
from publisher.outputs.pdf.settext import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publisher.outputs.pdf.settext import SetText, Stretch, Tag

#: Points to a CSS pixel.
_POINTS = 3 / 4
#: Elements that say nothing when they hold nothing: boxes of rules and tints.
_MUTE = frozenset(["/Div", "/NonStruct", "/P"])
#: Elements within a paragraph that may go on in another column: the text of an item, and code.
_CONTINUED = frozenset(["LBody", "Code"])


def arrange(pdf: pydyf.PDF, pieces: Mapping[str, SetText]) -> None:
    """Put the tags of a file right, once everything is drawn and before anything is compressed.

    Args:
        pdf: the file.
        pieces: the text that is painted directly, by address, in the order of reading.
    """
    tree = Tree(pdf)
    figures = {item["Alt"].string: item for item in pdf.objects if _is_ours(item)}
    marks = tree.number({address: item["K"][0] for address, item in figures.items()})
    #: The last paragraph of each story so far.
    stories: dict[str, pydyf.Dictionary] = {}
    tables = TableParts(tree)
    for address, piece in pieces.items():
        if address in figures:
            told = _Telling(tree, piece, figures[address], marks[address])
            told.tell(stories, tables)
    tables.join()
    tree.finish()


def _is_ours(item: pydyf.Object) -> bool:
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


class _Telling:
    """How a piece of text is told: the figure that the painter took it for makes way for its paragraphs."""

    def __init__(
        self, tree: Tree, piece: SetText, figure: pydyf.Dictionary, marks: list[tuple[int, int]]
    ) -> None:
        self._tree, self._piece = tree, piece
        self._marks = iter(marks)
        self._page: bytes = figure["Pg"]
        #: What the painter made of the HTML element that the picture stands in.
        self._owner: pydyf.Dictionary = tree.at(figure["P"])
        kids = self._owner["K"]
        place = kids.index(figure.reference)
        count = len(piece.links)
        self._links = [tree.at(kid) for kid in kids[place + 1 : place + 1 + count]]
        del kids[place : place + 1 + count]
        self._done = (figure, *self._links)
        #: The elements within paragraphs so far.
        self._made: dict[Tag, pydyf.Dictionary] = {}

    def tell(self, stories: dict[str, pydyf.Dictionary], tables: TableParts) -> None:
        """Make the elements of the paragraphs; the first may go on with the last of its story."""
        if self._piece.table and tables.take(self._piece, self._owner):
            for mark in self._marks:
                self._tree.furnish(*mark, HEAD_AGAIN)
        elif self._piece.recurs:
            for mark in self._marks:
                self._tree.furnish(*mark, RUNNING_HEAD)
            self._tree.drop(self._owner)
        else:
            self._tell(stories)
        self._tree.free(*self._done)

    def _tell(self, stories: dict[str, pydyf.Dictionary]) -> None:
        piece, tree = self._piece, self._tree
        note = self._note_before(stories)
        if note is not None:
            self._owner["S"] = "/P"
            tree.move(self._owner, note)
        elif piece.kind:
            self._owner["S"] = f"/{piece.kind}"
            tree.identify(self._owner)
            tree.items[self._owner.reference] = Item(piece.level, piece.label)
        if piece.language:
            self._owner["Lang"] = pydyf.String(piece.language)
        before = stories.get(piece.story) if piece.rest else None
        paragraph = self._owner
        for number, stretches in enumerate(piece.paragraphs):
            if number:
                paragraph = tree.add_behind(paragraph, self._page)
            for stretch in stretches:
                self._add(before if before is not None and not number else paragraph, stretch)
        if before is not None:
            tree.drop(self._owner)
            paragraph = before if len(piece.paragraphs) == 1 else paragraph
        if piece.story:
            stories[piece.story] = paragraph

    def _note_before(self, stories: dict[str, pydyf.Dictionary]) -> pydyf.Dictionary | None:
        """Return the note that this piece is a further paragraph of, if it is one: it has no label, and follows one."""
        piece = self._piece
        labelled = [tag.kind for tag in piece.paragraphs[0][0].tags[:1]] == ["Lbl"]
        last = stories.get(piece.story)
        if piece.kind != "Note" or piece.rest or labelled or last is None:
            return None
        return next((one for one in (last, self._tree.at(last["P"])) if one["S"] == "/Note"), None)

    def _add(self, paragraph: pydyf.Dictionary, stretch: Stretch) -> None:
        """Add a stretch to a paragraph, in the elements that it stands in."""
        holder = paragraph
        for tag in stretch.tags:
            if tag not in self._made:
                self._made[tag] = self._begin(holder, tag)
            holder = self._made[tag]
        page, number = next(self._marks)
        self._tree.mark(holder, page, number)
        if stretch.actual:
            self._tree.name(page, number, stretch.actual)

    def _begin(self, holder: pydyf.Dictionary, tag: Tag) -> pydyf.Dictionary:
        last = self._tree.last(holder)
        if tag.kind in _CONTINUED and last is not None and last["S"] == f"/{tag.kind}":
            # The rest of it, in another column.
            return last
        element = self._tree.add(holder, tag.kind, self._page)
        if tag.language:
            element["Lang"] = pydyf.String(tag.language)
        if tag.kind == "Link":
            for place, link in enumerate(self._piece.links):
                if link.number == tag.number:
                    self._tree.lead(element, self._links[place], link.words)
        return element


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
        pictures = {item["Alt"].string: item["Pg"] for item in self._pdf.objects if _is_ours(item)}
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
        made = self._element(f"/{kind}", page, holder.reference)
        holder["K"].append(made.reference)
        return made

    def add_behind(self, element: pydyf.Dictionary, page: bytes) -> pydyf.Dictionary:
        """Add an element of the same kind behind another."""
        made = self._element(element["S"], page, element["P"])
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

    def finish(self) -> None:
        """Leave nothing empty, and put in order what stands beside each other."""
        for element in reversed(list(self._elements())):
            kids = element.get("K")
            mute = [kid for kid in kids or () if self._is_mute(kid)]
            if mute:
                element["K"] = pydyf.Array([kid for kid in kids if kid not in mute])
                self.free(*map(self.at, mute))
        for element in list(self._elements()):
            self._hold_caption(element)
            self._gather_items(element)
            self._scope(element)
            self._place(element)
        for element in list(self._elements()):
            self._hold_head(element)
        self._order_headings()
        for element in self._spare:
            element.clear()

    def _hold_caption(self, element: pydyf.Dictionary) -> None:
        """Put a caption into its figure: the two stand beside each other in an element that says nothing."""
        kids = [self.at(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]
        if element.get("S") == "/NonStruct" and [kid.get("S") for kid in kids] == ["/Figure", "/Caption"]:
            figure, caption = kids
            figure["K"].append(caption.reference)
            caption["P"] = figure.reference
            element["K"].remove(caption.reference)

    def _gather_items(self, element: pydyf.Dictionary) -> None:
        """Put items that follow each other into a list."""
        kids = element.get("K", ())
        if element.get("S") == "/L" or not any(map(self._is_item, kids)):
            return
        held = pydyf.Array()
        for items, group in groupby(kids, key=self._is_item):
            members = list(group)
            held += self._lists(members, element) if items else members
        element["K"] = held

    def _lists(self, items: list[bytes], holder: pydyf.Dictionary) -> list[bytes]:
        """Make lists of items, those of a deeper one in the body of the item before them; return their references.

        What has no label is a further paragraph of the item before it.
        """
        made: list[bytes] = []
        #: The lists that may go on, each with its level and the label of its last item.
        open_: list[tuple[int, pydyf.Dictionary, str]] = []
        for reference in items:
            item, known = self.at(reference), self.items.get(reference, Item())
            while len(open_) > 1 and known.level < open_[-1][0]:
                open_.pop()
            if open_ and not known.label and self._add_paragraph(open_[-1][1], item):
                continue
            body = self._body(open_[-1][1]) if open_ and known.level > open_[-1][0] else None
            if body is None and open_:
                level, list_, label = open_.pop()
                if known.follows(label):
                    open_.append((level, list_, known.label))
                else:
                    body = self._body(open_[-1][1]) if open_ else None
                    open_.append((level, self._begin_list(body, item, holder, made), known.label))
            else:
                open_.append((known.level, self._begin_list(body, item, holder, made), known.label))
            open_[-1][1]["K"].append(reference)
            item["P"] = open_[-1][1].reference
        return made

    def _begin_list(
        self,
        body: pydyf.Dictionary | None,
        item: pydyf.Dictionary,
        holder: pydyf.Dictionary,
        made: list[bytes],
    ) -> pydyf.Dictionary:
        """Begin a list in the body of an item, or one that stands in no other and is one of those made."""
        if body is not None:
            return self.add(body, "L", item["Pg"])
        begun = self._element("/L", item["Pg"], holder.reference)
        made.append(begun.reference)
        return begun

    def _body(self, list_: pydyf.Dictionary) -> pydyf.Dictionary | None:
        """Return the body of a list's last item."""
        last = self.last(list_)
        return self.last(last) if last else None

    def _add_paragraph(self, list_: pydyf.Dictionary, item: pydyf.Dictionary) -> bool:
        """Put the text of an item into the body of a list's last one; tell whether both have a body."""
        body, own = self._body(list_), self.last(item)
        if body is None or own is None or {body["S"], own["S"]} != {"/LBody"} or len(item["K"]) > 1:
            return False
        own["S"] = "/P"
        self.move(own, body)
        self.free(item)
        return True

    def _is_item(self, kid: object) -> bool:
        return isinstance(kid, bytes) and self.at(kid).get("S") == "/LI"

    def _place(self, figure: pydyf.Dictionary) -> None:
        """Say where a figure stands as the page measures: the painter says it in pixels from the top (14.8.5.4.3)."""
        attributes = figure.get("A", {})
        if "BBox" in attributes:
            height = self.at(figure["Pg"])["MediaBox"][3]
            left, top, right, foot = (edge * _POINTS for edge in attributes["BBox"])
            attributes["BBox"] = pydyf.Array([left, height - foot, right, height - top])

    def _scope(self, row: pydyf.Dictionary) -> None:
        """Tell what the heads of a table's row are heads of (PDF 32000-1, table 349)."""
        if row.get("S") == "/TR":
            cells = [self.at(kid) for kid in row["K"]]
            scope = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
            for cell in cells:
                if cell["S"] == "/TH":
                    cell["A"]["Scope"] = scope

    def _hold_head(self, table: pydyf.Dictionary) -> None:
        """Put the rows of a table's head into an element of their own (PDF 32000-1, table 337)."""
        if table.get("S") != "/Table":
            return
        body = self.at(table["K"][0])
        heads = list(takewhile(self._is_head, map(self.at, body["K"])))
        if body["S"] != "/TBody" or not heads or (len(heads) == len(body["K"]) and len(table["K"]) == 1):
            return
        head = self._element("/THead", body["Pg"], table.reference)
        table["K"].insert(0, head.reference)
        for row in heads:
            self.move(row, head)
        if not body["K"]:
            table["K"].remove(body.reference)

    def _is_head(self, row: pydyf.Dictionary) -> bool:
        return bool(row["K"]) and all(self.at(cell)["S"] == "/TH" for cell in row["K"])

    def _order_headings(self) -> None:
        """Leave out no level of headings 标题级别: the first is an H1, each at most one deeper than the last (14289-1, 7.4.2)."""
        deepest = 0
        for element in self._elements():
            name = element.get("S", "")
            if len(name) == 3 and name.startswith("/H") and name[2].isdigit():
                deepest = min(int(name[2]), deepest + 1)
                element["S"] = f"/H{deepest}"

    def _element(self, kind: str, page: bytes, parent: bytes) -> pydyf.Dictionary:
        facts = {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": page, "P": parent}
        if self._spare:
            made = self._spare.pop()
            made.clear()
            made.update(facts)
        else:
            made = pydyf.Dictionary(facts)
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
