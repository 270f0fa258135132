"""The parts of a table 表格的各段: one table to who reads the tags, in however many columns and on however many pages it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.outputs.pdf.settext import SetText
    from publisher.outputs.pdf.tree import Tree


class TableParts:
    """Finds the parts of each table in a file, and joins them."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        #: The last table of each article so far, or the first part of it that the file has.
        self._first: dict[str, pydyf.Dictionary] = {}
        #: The table that each further part belongs to, by the part's reference.
        self._whole: dict[bytes, pydyf.Dictionary] = {}
        #: The rows of heads that stand again, by their references.
        self._again: dict[bytes, pydyf.Dictionary] = {}

    def take(self, piece: SetText, cell: pydyf.Dictionary) -> bool:
        """Take in the text of a cell; tell whether it is of a head that was read before, and so is not read here."""
        table = self._above(cell, "/Table")
        first = self._first.get(piece.table) if piece.rest else None
        if first is None or first is table:
            self._first[piece.table] = table
            return False
        self._whole[table.reference] = first
        if piece.again:
            row = self._above(cell, "/TR")
            self._again[row.reference] = row
        return piece.again

    def join(self) -> None:
        """Join what was taken in: the rows of each part go to their table, without the head that stands again."""
        for reference, first in self._whole.items():
            self._join(self._tree.at(reference), first)

    def _join(self, part: pydyf.Dictionary, first: pydyf.Dictionary) -> None:
        names: dict[str, pydyf.String] = {}
        for row in list(self._rows(part)):
            if row.reference in self._again:
                heads = zip(self._cells(row), self._cells(next(self._rows(first))), strict=True)
                names |= {again["ID"].string: head["ID"] for again, head in heads}
                self._tree.drop(row)
                self._tree.free(*self._cells(row))
                continue
            for cell in self._cells(row):
                if "Headers" in cell["A"]:
                    heads_named = (names.get(name.string, name) for name in cell["A"]["Headers"])
                    cell["A"]["Headers"] = pydyf.Array(heads_named)
        for kid in part["K"]:
            self._tree.at(kid)["P"] = first.reference
            first["K"].append(kid)
        self._tree.drop(part)

    def _rows(self, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        for kid in self._cells(element):
            if kid["S"] == "/TR":
                yield kid
            else:
                yield from self._rows(kid)

    def _cells(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        return [self._tree.at(kid) for kid in element["K"]]

    def _above(self, element: pydyf.Dictionary, kind: str) -> pydyf.Dictionary:
        while element["S"] != kind:
            element = self._tree.at(element["P"])
        return element
