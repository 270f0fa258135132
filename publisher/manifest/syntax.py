"""The Markdown of articles 正文写法: CommonMark, tables and footnotes, made safe for Chinese text.

What differs from CommonMark, always so that no word is lost or misread:

* ``**`` and ``*`` work beside Chinese punctuation, where CommonMark's flanking rule fails
  (``**要点。**正文``).
* Text that is indented by four spaces is a paragraph, not code.
* ``<未知>`` and ``<T>`` stay text: only names of HTML elements are tags, and only comments that end are
  comments.
* ``[甲]: 乙`` stays text unless it defines a link to http, https or mailto.
* Blocks nested more than 20 deep stay text, and so do cells that a table's header has no column for.
* ``{漢|hàn}`` is ruby.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import html_block, paragraph, reference, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import html_inline
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

#: How deep blocks may stand within each other.
MAX_NESTING = 20

#: Elements of HTML, SVG and MathML: anything else between angle brackets is what an author wrote to be read.
HTML_NAMES = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "applet",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "basefont",
        "bdi",
        "bdo",
        "bgsound",
        "big",
        "blink",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "command",
        "content",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "element",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "image",
        "img",
        "input",
        "ins",
        "isindex",
        "kbd",
        "keygen",
        "label",
        "legend",
        "li",
        "link",
        "listing",
        "main",
        "map",
        "mark",
        "marquee",
        "math",
        "menu",
        "menuitem",
        "meta",
        "meter",
        "multicol",
        "nav",
        "nobr",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "picture",
        "plaintext",
        "portal",
        "pre",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "shadow",
        "slot",
        "small",
        "source",
        "spacer",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "xmp",
    ]
)
#: Elements whose content HTML does not read as markup; without an end tag they would swallow what follows.
RAW_TEXT = frozenset(
    [
        "iframe",
        "listing",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
    ]
)

_LEAD = re.compile(r"[ \t]*(\u3000+)")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_LINK_DEFINITION = re.compile(r"[ \t]*\[[^\]]+\]:\s*<?(https?://|mailto:)", re.IGNORECASE)
_RUBY = re.compile(r"\{([^{}|\n\\]+)((?:\|[^{}|\n\\]+)+)\}")


class ArticleMarkdown(MarkdownIt):
    """The parser. Links are judged where runs are made, so that what is refused keeps its text and is reported."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True, "maxNesting": MAX_NESTING + 20})
        self.enable("table").disable("code")
        self.use(footnote_plugin, inline=False, move_to_end=False)
        self.block.ruler.before("table", "too_deep", _too_deep)
        self.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        self.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        self.block.ruler.at("reference", _reference)
        self.block.ruler.at("paragraph", _paragraph)
        self.inline.ruler.at("emphasis", _emphasis)
        self.inline.ruler.at("html_inline", _html_inline)
        self.inline.ruler.before("emphasis", "ruby", _ruby)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        """Accept every address here."""
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is markdown-it's
        """Keep an address as it was written: the names of pictures are names of files."""
        return url


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # markdown-it drops, without a word, what lies deeper than its limit.
    if state.level < MAX_NESTING or silent:
        return False
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, end, state.blkIndent, False).strip()
    inline.map = [start, end]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph; before a stanza the white stays that markdown-it strips: in verse it is the poet's."""
    paragraph(state, start, end, silent)
    if state.env.get("verse") and (lead := _LEAD.match(getLine(state, start))):
        state.tokens[-2].content = lead[1] + state.tokens[-2].content
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A GFM table; of rows that have more cells than the header, GFM drops the rest: here they are kept aside."""
    if not table(state, start, end, silent):
        return False
    if not silent:
        columns = len(_cells(state, start))
        for line in range(start + 2, state.line):
            cells = _cells(state, line)
            if len(cells) > columns:
                state.env.setdefault("wide", {})[line] = [cell.strip() for cell in cells[columns:]]
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(getLine(state, line).strip(" \t"))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    line = state.src[place : state.eMarks[start]]

    def follows(term: str) -> bool:
        # Sought once for the whole text: many openings without an end must not be sought through each time.
        last: dict[str, int] = state.env.setdefault("last", {})
        if term not in last:
            last[term] = state.src.rfind(term)
        return last[term] > place

    return line.startswith("<") and _is_markup(line, follows) and html_block(state, start, end, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:
    start = state.pos

    def follows(term: str) -> bool:
        return state.html_terminator_last(term) > start

    if state.src[start] != "<" or not _is_markup(state.src[start : start + 80], follows):
        return False
    return html_inline(state, silent)


def _is_markup(opening: str, follows: Callable[[str], bool]) -> bool:
    """Tell whether ``<…`` begins HTML; ``follows`` tells whether a string stands somewhere behind it."""
    if opening.startswith("<!--"):
        return follows("-->")
    match = _TAG.match(opening)
    if match is None or match[2].lower() not in HTML_NAMES:
        return False
    return bool(match[1]) or match[2].lower() not in RAW_TEXT or follows(f"</{match[2]}>")


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return bool(_LINK_DEFINITION.match(line)) and reference(state, start, end, silent)


def _ruby(state: StateInline, silent: bool) -> bool:
    """``{漢|hàn}`` for a word; ``{漢字|hàn|zì}`` for each of its characters."""
    if state.src[state.pos] != "{":
        return False
    match = _RUBY.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    base, readings = match[1].strip(), [reading.strip() for reading in match[2][1:].split("|")]
    if not base or not all(readings):
        return False
    if not silent:
        pairs = (
            list(zip(base, readings, strict=True))
            if len(readings) == len(base)
            else [(base, " ".join(readings))]
        )
        for word, reading in pairs:
            token = state.push("ruby", "ruby", 0)
            token.content = word
            token.meta = {"reading": reading}
    state.pos = match.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """``*`` and ``_`` as CommonMark has them, with flanking that knows Chinese.

    After the proposal "CJK-friendly emphasis": Chinese characters and punctuation beside a run of ``*`` never
    keep it from
    opening or closing.
    """
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    if marker == "*":
        can_open, can_close, length = _scan(state)
    else:
        can_open, can_close, length = state.scanDelims(state.pos, False)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=length, token=place, end=-1, open=can_open, close=can_close)
        )
    state.pos += length
    return True


def _scan(state: StateInline) -> tuple[bool, bool, int]:
    start, end = state.pos, state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    left = not isWhiteSpace(ord(after)) and (not _is_punctuation(after) or _lets_open(before))
    right = not isWhiteSpace(ord(before)) and (not _is_punctuation(before) or _lets_open(after))
    return left, right, end - start


def _lets_open(neighbour: str) -> bool:
    return isWhiteSpace(ord(neighbour)) or _is_punctuation(neighbour) or is_cjk(neighbour)


def _is_punctuation(character: str) -> bool:
    return (isMdAsciiPunct(ord(character)) or isPunctChar(character)) and not is_cjk(character)


def is_wide(character: str) -> bool:
    """Tell whether a character takes a full square in Chinese type (East Asian Width W or F), Hangul excepted."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def is_cjk(character: str) -> bool:
    """Tell whether a character belongs to Chinese text: a wide one, or punctuation that Chinese shares with the West."""
    return is_wide(character) or character in "“”‘’—…·"
