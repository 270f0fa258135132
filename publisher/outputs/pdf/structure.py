"""The tree of tags 结构树: what a screen reader reads, put right where the painter cannot know.

The painter tags what it lays out: pieces of text that it takes for figures, a column at a time. Here each paragraph becomes one
element, also where it runs over columns or jumps to another page, with its links, readings and notes in it; the parts of a table
become one, items become lists, captions belong to their figures, furniture that recurs on every page is none, and no level of
headings is left out (PDF 32000-1, 14.8; ISO 14289-1).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import pydyf

from publisher.outputs.pdf.content import HEAD_AGAIN, RUNNING_HEAD
from publisher.outputs.pdf.lists import gather_items
from publisher.outputs.pdf.parts import TableParts
from publisher.outputs.pdf.tree import Item, Tree, is_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    figures = {item["Alt"].string: item for item in pdf.objects if is_ours(item)}
    marks = tree.number({address: item["K"][0] for address, item in figures.items()})
    #: The last paragraph of each story so far.
    stories: dict[str, pydyf.Dictionary] = {}
    tables = TableParts(tree)
    for address, piece in pieces.items():
        if address in figures:
            told = _Telling(tree, piece, figures[address], marks[address])
            told.tell(stories, tables)
    tables.join()
    _finish(tree)


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


def _finish(tree: Tree) -> None:
    """Leave nothing empty, and put in order what stands beside each other."""
    for element in reversed(list(tree.elements())):
        kids = element.get("K")
        mute = [kid for kid in kids or () if _is_mute(tree, kid)]
        if mute:
            element["K"] = pydyf.Array([kid for kid in kids if kid not in mute])
            tree.free(*map(tree.at, mute))
    for element in list(tree.elements()):
        _hold_caption(tree, element)
        gather_items(tree, element)
        _scope(tree, element)
        _place(tree, element)
    for element in list(tree.elements()):
        _hold_head(tree, element)
    _order_headings(tree)
    tree.clear()


def _hold_caption(tree: Tree, element: pydyf.Dictionary) -> None:
    """Put a caption into its figure: the two stand beside each other in an element that says nothing."""
    kids = [tree.at(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]
    if element.get("S") == "/NonStruct" and [kid.get("S") for kid in kids] == ["/Figure", "/Caption"]:
        figure, caption = kids
        figure["K"].append(caption.reference)
        caption["P"] = figure.reference
        element["K"].remove(caption.reference)


def _place(tree: Tree, figure: pydyf.Dictionary) -> None:
    """Say where a figure stands as the page measures: the painter says it in pixels from the top (14.8.5.4.3)."""
    attributes = figure.get("A", {})
    if "BBox" in attributes:
        height = tree.at(figure["Pg"])["MediaBox"][3]
        left, top, right, foot = (edge * _POINTS for edge in attributes["BBox"])
        attributes["BBox"] = pydyf.Array([left, height - foot, right, height - top])


def _scope(tree: Tree, row: pydyf.Dictionary) -> None:
    """Tell what the heads of a table's row are heads of (PDF 32000-1, table 349)."""
    if row.get("S") == "/TR":
        cells = [tree.at(kid) for kid in row["K"]]
        scope = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _hold_head(tree: Tree, table: pydyf.Dictionary) -> None:
    """Put the rows of a table's head into an element of their own (PDF 32000-1, table 337)."""
    if table.get("S") != "/Table":
        return
    body = tree.at(table["K"][0])
    heads = list(takewhile(lambda row: _is_head(tree, row), map(tree.at, body["K"])))
    if body["S"] != "/TBody" or not heads or (len(heads) == len(body["K"]) and len(table["K"]) == 1):
        return
    head = tree.element("/THead", body["Pg"], table.reference)
    table["K"].insert(0, head.reference)
    for row in heads:
        tree.move(row, head)
    if not body["K"]:
        table["K"].remove(body.reference)


def _is_head(tree: Tree, row: pydyf.Dictionary) -> bool:
    return bool(row["K"]) and all(tree.at(cell)["S"] == "/TH" for cell in row["K"])


def _order_headings(tree: Tree) -> None:
    """Leave out no level of headings 标题级别: the first is an H1, each at most one deeper than the last (14289-1, 7.4.2)."""
    deepest = 0
    for element in tree.elements():
        name = element.get("S", "")
        if len(name) == 3 and name.startswith("/H") and name[2].isdigit():
            deepest = min(int(name[2]), deepest + 1)
            element["S"] = f"/H{deepest}"


def _is_mute(tree: Tree, kid: object) -> bool:
    if not isinstance(kid, bytes):
        return False
    element = tree.at(kid)
    return element.get("S") in _MUTE and not element.get("K")
