"""Running text 正文 in XHTML: the styles of its runs, the calls of its notes, the ids of its sentences.

Written here and not by a template: a thousand articles have some sixty thousand sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher.outputs.epub.links import safe_href
from publisher.text.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.model import Run, Runs
    from publisher.outputs.epub.calls import Calls

#: The element of each style of a run, from the outside in.
_STYLES = (("strong", "strong"), ("emphasis", "em"), ("proper_name", "u"), ("book_title", "cite"))
#: What no line parts by itself, of so many characters that it may be wider than a telephone's line or a table's column:
#: letters and marks of scripts that space their words, and what combines with them.
_LEAST_LONG = 20
_LONG = re.compile(rf"[!-~\u00a1-\u0dff\u1200-\u137f\u1e00-\u1fff]{{{_LEAST_LONG},}}")
#: What tells an address or a code from a long word of a language.
_ADDRESS = re.compile(r"[0-9/@_=&#%\\]|\w[.:]\w")
#: More marks on one letter than Unicode expects of any text (UAX #15, section 13): no reading system can set them.
_STACK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{31}"
)


def inline(runs: Runs, calls: Calls) -> str:
    """Return some runs as XHTML."""
    return "".join(_plain(run) if _bare(run) else _styled(run, calls) for run in runs)


def sentence(content: str, identifier: str) -> str:
    """Return a sentence as an element that reading aloud, highlights and positions know by its id."""
    return f'<span id="{identifier}">{content}</span>'


def _bare(run: Run) -> bool:
    return not (
        run.strong or run.emphasis or run.proper_name or run.book_title or run.code or run.raised
        or run.lowered or run.href or run.ruby or run.note
    )  # fmt: skip


def _plain(run: Run) -> str:
    text = run.text
    if len(text) < _LEAST_LONG or not _LONG.search(text):
        return _breaking(text)
    made, at = [], 0
    for found in _LONG.finditer(text):
        kind = _kind(found[0])
        made += [_breaking(text[at : found.start()]), f'<span class="{kind}">{escape(found[0])}</span>']
        at = found.end()
    return "".join((*made, _breaking(text[at:])))


def _kind(word: str) -> str:
    """Return the classes of a long word: what it is made of tells where it may be parted."""
    if _STACK.search(word):
        return "long stack"
    return "long address" if _ADDRESS.search(word) else "long"


def _breaking(text: str) -> str:
    text = escape(text)
    return text.replace("\n", "<br/>") if "\n" in text else text


def _styled(run: Run, calls: Calls) -> str:
    made = _linked(run, calls)
    names: Iterable[str] = [element for style, element in _STYLES if getattr(run, style)]
    if run.raised or run.note:
        names = (*names, "sup")
    elif run.lowered:
        names = (*names, "sub")
    for name in reversed(tuple(names)):
        made = f"<{name}>{made}</{name}>"
    return made


def _linked(run: Run, calls: Calls) -> str:
    words = _plain(run)
    if run.ruby:
        words = f"<ruby>{words}<rt>{escape(run.ruby)}</rt></ruby>"
    elif run.code:
        words = f"<code>{words}</code>"
    call = calls.call(run.note) if run.note else None
    if call:
        return f'<a class="noteref" epub:type="noteref" role="doc-noteref" href="{call.href}" id="{call.id}">{words}</a>'
    href = safe_href(run.href) if run.href else None
    return f'<a href="{escape(href)}">{words}</a>' if href else words
