"""HTML within articles 正文中的 HTML: cleaned by nh3, read into a tree, and nothing dropped in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

import nh3

#: Elements that stand as blocks; the tree is cut into blocks at them.
BLOCKS = frozenset(
    [
        "blockquote",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_INLINES = frozenset(
    [
        "a",
        "b",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "img",
        "mark",
        "rb",
        "rp",
        "rt",
        "ruby",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    ]
)

#: The tags that may be written in an article.
ALLOWED_TAGS = BLOCKS | _INLINES
_ATTRIBUTES = {
    "*": {"data-line"},
    "a": {"href"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "pre": {"data-ref"},
    "sup": {"data-ref"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
#: Schemes of links that are kept. nh3 lets a few more through, so that a picture's address can be reported
#: for what it is.
LINK_SCHEMES = ("http://", "https://", "mailto:")
_SCHEMES = {"http", "https", "mailto", "file", "ftp", "data"}
_DROPPED_CONTENT = frozenset({"script", "style"})
#: Over so many columns or rows a cell goes at most.
_MAX_SPAN = 100
_VOID = frozenset(["br", "hr", "img", "wbr"])
_MAX_DEPTH = 60
#: How many elements may be open at once: an HTML parser looks through all of them at every tag.
_MAX_OPEN = 1000
# Elements that end without an end tag when the next of their kind begins.
_SELF_ENDING = frozenset(["p", "li", "td", "th", "tr"])

_cleaner = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags=set(_DROPPED_CONTENT),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
)


@dataclass(slots=True)
class Element:
    """An element of the cleaned HTML; ``line`` is counted from 0 in the article's text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    line: int = 0
    has_blocks: bool = False


@dataclass(slots=True)
class Text:
    """A stretch of text and the line on which it begins."""

    text: str
    line: int = 0


Node: TypeAlias = Element | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A block of HTML after cleaning.

    Attributes:
        root: what is left, below a nameless element.
        dropped: tags and attributes that were dropped, by line.
        links: addresses that were refused, each with its line.
        spans: the lines of cells that span several columns or rows.
    """

    root: Element
    dropped: dict[int, list[str]]
    links: list[tuple[int, str]]
    spans: tuple[int, ...] = ()


def clean(html: str) -> Cleaned:
    """Clean HTML by the allow-list and read it.

    HTML's error handling may move or drop text that stands where no text may be. Then the text is taken
    without any tags.
    """
    scan = _Scan()
    scan.feed(html)
    scan.close()
    root = _tree(html) if scan.deepest <= _MAX_OPEN else Element("")
    if _solid(_text(root)) != _solid("".join(scan.text)):
        scan.drop(scan.first_line, *scan.tags)
        root = Element(
            "",
            children=[
                Element(
                    "p", children=[Text("".join(scan.text).strip(), scan.first_line)], line=scan.first_line
                )
            ],
        )
        root.has_blocks = True
    return Cleaned(root=root, dropped=scan.dropped, links=scan.links, spans=tuple(dict.fromkeys(scan.spans)))


def span(value: str | None) -> int:
    """Return over how many columns or rows a cell goes, as its attribute says."""
    if not value or not (value.isascii() and value.isdigit()) or len(value) > 8:
        return 1
    return min(max(int(value), 1), _MAX_SPAN)


def _tree(html: str) -> Element:
    tree = _Tree()
    tree.feed(_cleaner.clean(html))
    tree.close()
    return tree.root


def _solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _text(root: Element) -> str:
    words: list[str] = []
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            words.append(node.text)
        else:
            stack.extend(reversed(node.children))
    return "".join(words)


class _Lines(HTMLParser):
    """A parser that knows on which line of the article it is, from the ``data-line`` of the blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._base = 0
        self._offset = 1

    def line(self) -> int:
        return self._base + self.getpos()[0] - self._offset

    def note_line(self, attributes: list[tuple[str, str | None]]) -> None:
        value = dict(attributes).get("data-line") or ""
        if value.isascii() and value.isdigit() and len(value) < 9:
            self._base, self._offset = int(value), self.getpos()[0]


class _Scan(_Lines):
    """Reads HTML tag by tag, without mending it: what is said, and what the allow-list will drop."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.dropped: dict[int, list[str]] = {}
        self.links: list[tuple[int, str]] = []
        self.spans: list[int] = []
        self.first_line = 0
        self.deepest = 0
        self._depth = 0
        self._silent = ""

    def drop(self, line: int, *names: str) -> None:
        known = self.dropped.setdefault(line, [])
        known.extend(name for name in dict.fromkeys(names) if name not in known)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note_line(attrs)
        self.first_line = self.first_line or self.line()
        self.tags.append(f"<{tag}>")
        if tag not in _VOID and tag not in _SELF_ENDING:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
        if tag in _DROPPED_CONTENT:
            self._silent = tag
        if tag not in ALLOWED_TAGS:
            self.drop(self.line(), f"<{tag}>")
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        self.drop_attributes(tag, [name for name, _ in attrs if name not in allowed])
        if tag == "a":
            self._link(dict(attrs).get("href"))
        elif tag in {"td", "th"} and any(span(dict(attrs).get(name)) > 1 for name in ("colspan", "rowspan")):
            self.spans.append(self.line())

    def drop_attributes(self, tag: str, names: list[str]) -> None:
        if names:
            self.drop(self.line(), *(f"<{tag} {name}>" for name in names))

    def _link(self, href: str | None) -> None:
        if href and not href.strip().lower().startswith(LINK_SCHEMES):
            self.links.append((self.line(), href))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML has no self-closing tags: <script/> opens a script.
        self.handle_starttag(tag, attrs)
        if tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _SELF_ENDING:
            self._depth -= 1
        if tag == self._silent:
            self._silent = ""
        elif tag not in ALLOWED_TAGS:
            self.drop(self.line(), f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)

    def handle_decl(self, decl: str) -> None:
        self.drop(self.line(), f"<!{decl[:20]}>")

    def unknown_decl(self, data: str) -> None:
        self.drop(self.line(), f"<![{data[:20]}]>")

    def handle_pi(self, data: str) -> None:
        self.drop(self.line(), f"<?{data[:20]}>")


class _Tree(_Lines):
    """Reads nh3's HTML, in which every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note_line(attrs)
        parent = self._open[-1]
        if len(self._open) > _MAX_DEPTH and tag not in _VOID:
            self._open.append(parent)  # too deep: what is inside belongs to the parent
            return
        element = Element(tag, {name: value or "" for name, value in attrs}, line=self.line())
        parent.children.append(element)
        if tag in BLOCKS:
            for ancestor in self._open[-_MAX_DEPTH - 1 :]:
                ancestor.has_blocks = True
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Text(data, self.line()))
