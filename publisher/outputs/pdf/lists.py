"""Lists 列表 among the tags: the painter tags their items only (PDF 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pydyf

from publisher.outputs.pdf.tree import Item

if TYPE_CHECKING:
    from publisher.outputs.pdf.tree import Tree


def gather_items(tree: Tree, element: pydyf.Dictionary) -> None:
    """Put items that follow each other into a list."""
    kids = element.get("K", ())
    if element.get("S") == "/L" or not any(_is_item(tree, kid) for kid in kids):
        return
    held = pydyf.Array()
    for items, group in groupby(kids, key=lambda kid: _is_item(tree, kid)):
        members = list(group)
        held += _lists(tree, members, element) if items else members
    element["K"] = held


def _lists(tree: Tree, items: list[bytes], holder: pydyf.Dictionary) -> list[bytes]:
    """Make lists of items, those of a deeper one in the body of the item before them; return their references.

    What has no label is a further paragraph of the item before it.
    """
    made: list[bytes] = []
    #: The lists that may go on, each with its level and the label of its last item.
    open_: list[tuple[int, pydyf.Dictionary, str]] = []
    for reference in items:
        item, known = tree.at(reference), tree.items.get(reference, Item())
        while len(open_) > 1 and known.level < open_[-1][0]:
            open_.pop()
        if open_ and not known.label and _add_paragraph(tree, open_[-1][1], item):
            continue
        body = _body(tree, open_[-1][1]) if open_ and known.level > open_[-1][0] else None
        if body is None and open_:
            level, list_, label = open_.pop()
            if known.follows(label):
                open_.append((level, list_, known.label))
            else:
                body = _body(tree, open_[-1][1]) if open_ else None
                open_.append((level, _begin_list(tree, body, item, holder, made), known.label))
        else:
            open_.append((known.level, _begin_list(tree, body, item, holder, made), known.label))
        open_[-1][1]["K"].append(reference)
        item["P"] = open_[-1][1].reference
    return made


def _begin_list(
    tree: Tree,
    body: pydyf.Dictionary | None,
    item: pydyf.Dictionary,
    holder: pydyf.Dictionary,
    made: list[bytes],
) -> pydyf.Dictionary:
    """Begin a list in the body of an item, or one that stands in no other and is one of those made."""
    if body is not None:
        return tree.add(body, "L", item["Pg"])
    begun = tree.element("/L", item["Pg"], holder.reference)
    made.append(begun.reference)
    return begun


def _body(tree: Tree, list_: pydyf.Dictionary) -> pydyf.Dictionary | None:
    """Return the body of a list's last item."""
    last = tree.last(list_)
    return tree.last(last) if last else None


def _add_paragraph(tree: Tree, list_: pydyf.Dictionary, item: pydyf.Dictionary) -> bool:
    """Put the text of an item into the body of a list's last one; tell whether both have a body."""
    body, own = _body(tree, list_), tree.last(item)
    if body is None or own is None or {body["S"], own["S"]} != {"/LBody"} or len(item["K"]) > 1:
        return False
    own["S"] = "/P"
    tree.move(own, body)
    tree.free(item)
    return True


def _is_item(tree: Tree, kid: object) -> bool:
    return isinstance(kid, bytes) and tree.at(kid).get("S") == "/LI"
