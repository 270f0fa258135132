"""Read a book as calibre's viewer and editor do; run by ``calibre-debug``, prints JSON."""

import json
import sys

from calibre.ebooks.oeb.base import OEB_DOCS
from calibre.ebooks.oeb.polish.container import get_container
from calibre.ebooks.oeb.polish.toc import get_landmarks, get_toc


def address(name, fragment):
    return f"{name}#{fragment}" if fragment else name


def entry(node):
    return [node.title, address(node.dest, node.frag), [entry(child) for child in node]]


def links(book):
    """Yield every link that leads to a place in the book: from, to, and whether there is a place."""
    for name in (name for name, kind in book.mime_map.items() if kind in OEB_DOCS):
        for element in book.parsed(name).iterfind(".//{*}a[@href]"):
            path, _, fragment = element.get("href").partition("#")
            to = book.href_to_name(path, name) if path else name
            if to is None:
                continue
            found = book.has_name(to) and (
                not fragment or bool(book.parsed(to).xpath("//*[@id = $id]", id=fragment))
            )
            yield [name, address(to, fragment), found]


made = get_container(sys.argv[-1], tweak_mode=True)
contents = get_toc(made)
found = {
    "contents": [entry(node) for node in contents],
    "pages": [[page["pagenum"], address(page["dest"], page["frag"])] for page in contents.page_list],
    "landmarks": [
        [mark["type"], mark["title"], address(mark["dest"], mark["frag"])] for mark in get_landmarks(made)
    ],
    "links": list(links(made)),
    "title": made.mi.title,
    "series": made.mi.series or "",
}
sys.stdout.write(json.dumps(found))
