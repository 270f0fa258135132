"""Restores full-width punctuation 全角标点 that a machine flattened to half-width, and touches nothing else.

Reading machines and web forms often hand out Chinese text after a compatibility normalisation (Unicode UAX
#15, NFKC): ``，`` became ``,`` and ``（`` became ``(``. What stood beside Han characters is restored (GB/T
15834-2011 gives the Chinese marks their forms); what belongs to a number (``4.1万``, ``12:30``, ``1,234``),
to Latin text or to an address stays as it is. A mark that could be either stays too and is named as a
doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from publisher.text.characters import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    SPACES,
    is_han,
    is_latin,
    is_wide,
    speaks_latin,
)

#: Marks that are restored by what stands on their two sides.
_MARKS = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_BRACKETS = {"(": "（", ")": "）"}
_BRACKET_MARKS = frozenset("()（）")

#: Every restoration there is, undone: full-width form → half-width forms it may have had.
UNDONE: dict[str, tuple[str, ...]] = {
    "，": (",",), "：": (":",), "；": (";",), "！": ("!",), "？": ("?",), "。": (".",),
    "（": ("(",), "）": (")",),
    "“": ('"',), "”": ('"',), "‘": ("'",), "’": ("'",), "……": ("...", "......"), "——": ("--", "----"),
}  # fmt: skip

_URL_TAIL = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%|\\]*"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]*://" + _URL_TAIL
    + r"|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
    + r"|(?<![A-Za-z0-9.\-])(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#]" + _URL_TAIL + r")?"
    + r"|(?<![A-Za-z])[A-Za-z]:\\[^\s\u2e80-\uffff]*"
    + r"|mailto:[^\s\u2e80-\uffff]+"
)  # fmt: skip
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_DOTS = re.compile(r"(?<!\.)(?:\.{6}|\.{3})(?!\.)")
_DASHES = re.compile(r"(?<!-)(?:-{4}|--)(?!-)")
#: Restoring spreads from neighbour to neighbour: real text is done in two passes, none may take for ever.
_MOST_PASSES = 32
#: How far back a Chinese word is looked for from the end of a phrase.
_LONGEST_PHRASE = 80
_UNITS = frozenset("%‰°℃℉′″㎡+")


@dataclass(frozen=True, slots=True)
class Edit:
    """One mark restored: ``old`` at offset ``start`` of the text that was given became ``new``."""

    start: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A text with its full-width punctuation 恢复结果.

    Attributes:
        text: what is to be read now.
        edits: every change, in the order of the text; nothing else differs from what was given.
        doubts: offsets, in the text that was given, of marks left as they were that an editor should look at.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    doubts: tuple[int, ...] = ()


class _Side(Enum):
    """What a mark has beside it."""

    HAN = "han"
    LATIN = "latin"
    UNIT = "unit"
    EDGE = "edge"
    OTHER = "other"


def restore(text: str) -> Restored:
    """Restore the full-width punctuation of a text; each of its lines is a paragraph of its own.

    Restored are ``, : ; ! ?`` beside Han characters, pairs of ``( )`` (both or neither), ``.`` that ends a
    Chinese paragraph, pairs of straight quotation marks around Chinese, ``...`` and ``--``.

    Args:
        text: the text as it was captured.

    Returns:
        The text, and each change made to it. Restoring twice changes nothing more.
    """
    edits: list[Edit] = []
    doubts: list[int] = []
    start = 0
    for line in text.split("\n"):
        found = _Line(line)
        found.restore()
        edits += [Edit(start + edit.start, edit.old, edit.new) for edit in found.sorted_edits()]
        doubts += [start + offset for offset in sorted(found.doubts)]
        start += len(line) + 1
    return Restored(text=apply(text, edits), edits=tuple(edits), doubts=tuple(doubts))


def apply(text: str, edits: list[Edit]) -> str:
    """Make the edits, which do not overlap and are in order."""
    parts = []
    end = 0
    for edit in edits:
        parts += [text[end : edit.start], edit.new]
        end = edit.start + len(edit.old)
    return "".join((*parts, text[end:]))


class _Line:
    """One paragraph while its marks are looked at.

    ``chars`` keeps the offsets of ``text`` and shows what is restored so far.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.chars = list(text)
        self.latin = speaks_latin(text)
        self.chinese = not self.latin and any(map(is_han, text))
        self.closed = _protected(text)
        self.han = (0, *accumulate(map(is_han, text)))
        self.grouped = {
            offset for match in _GROUPED.finditer(text) for offset in range(match.start(), match.end())
        }
        self.last = len(text.rstrip(SPACES + "\"'”’）)")) - 1
        self.edits: dict[int, Edit] = {}
        self.doubts: set[int] = set()

    def restore(self) -> None:
        """Look at the marks until none changes any more.

        A mark that was restored is Chinese to its neighbours.
        """
        if not any(map(is_wide, self.text)):
            return
        for _ in range(_MOST_PASSES):
            before = len(self.edits)
            self.doubts.clear()
            self._pass()
            if len(self.edits) == before:
                break

    def _pass(self) -> None:
        """Quotation marks and brackets first: marks outside them look at them."""
        self._quotes('"', "“", "”")
        self._quotes("'", "‘", "’")
        self._brackets()
        self._long_marks()
        marks = [
            offset for offset, char in enumerate(self.chars) if char in _MARKS and offset not in self.closed
        ]
        for offset in (*marks, *reversed(marks)):
            if self.chars[offset] in _MARKS:
                self._mark(offset, self.chars[offset])
        for offset, char in enumerate(self.chars):
            if char == "." and offset not in self.closed:
                self._full_stop(offset)

    def sorted_edits(self) -> list[Edit]:
        """Return the edits in the order of the text."""
        return [self.edits[start] for start in sorted(self.edits)]

    def _edit(self, start: int, new: str) -> None:
        self.edits[start] = Edit(start, self.text[start], new)
        self.chars[start] = new

    # -- quotation marks

    def _quotes(self, mark: str, opening: str, closing: str) -> None:
        places = [
            offset for offset, char in enumerate(self.chars) if char == mark and self._quotes_here(offset)
        ]
        if len(places) % 2:
            self.doubts.update(places)
            return
        for start, end in zip(places[::2], places[1::2], strict=True):
            if self._holds_han(start, end) or (not self.latin and self._touches_han(start, end)):
                self._edit(start, opening)
                self._edit(end, closing)

    def _quotes_here(self, offset: int) -> bool:
        """An apostrophe (``don't``) and the sign for feet or inches after a figure are no quotation marks."""
        before, after = self._char(offset - 1), self._char(offset + 1)
        if offset in self.closed:
            return False
        if self.text[offset] == "'" and is_latin(before):
            return before.isdigit() is False and not is_latin(after) and is_wide(after)
        return True

    # -- brackets

    def _brackets(self) -> None:
        """Restore pairs: both or neither.

        Half of a pair that is full-width already asks for the other half.
        """
        pairs: list[tuple[int, int]] = []
        stack: list[int] = []
        for offset, char in enumerate(self.chars):
            if char not in _BRACKET_MARKS or offset in self.closed:
                continue
            if char in "(（":
                stack.append(offset)
            elif stack:
                pairs.append((stack.pop(), offset))
            elif char == ")":
                self.doubts.add(offset)
        self.doubts.update(offset for offset in stack if self.chars[offset] == "(")
        for start, end in (*pairs, *reversed(pairs)):
            self._pair(start, end)

    def _pair(self, start: int, end: int) -> None:
        halves = [offset for offset in (start, end) if self.chars[offset] in _BRACKETS]
        if not halves:
            return
        if len(halves) == 2 and not self._pair_is_chinese(start, end):
            return
        for offset in halves:
            self._edit(offset, _BRACKETS[self.text[offset]])

    def _pair_is_chinese(self, start: int, end: int) -> bool:
        has_han = self._holds_han(start, end)
        before = is_wide(self._char(start - 1))
        if self.latin:
            return has_han and self._touches_han(start, end)
        if not has_han and not before and is_latin(self._char(start - 1)) and end - start <= 3:
            return False  # f(x), Ca(OH)
        return has_han or self._touches_han(start, end)

    def _holds_han(self, start: int, end: int) -> bool:
        return self.han[end] > self.han[start + 1]

    def _touches_han(self, start: int, end: int) -> bool:
        """Tell whether Chinese stands just outside of a pair, quotation marks looked through."""
        return _Side.HAN in {self._side(start, -1), self._side(end, +1)}

    # -- marks by their two sides

    def _mark(self, offset: int, mark: str) -> None:
        left, right = self._side(offset, -1), self._side(offset, +1)
        if self._between_digits(offset):
            if mark != ":" and offset not in self.grouped:
                self.doubts.add(offset)
        elif self._is_chinese(offset, left, right):
            self._edit(offset, _MARKS[mark])
        elif (
            self.chinese
            and left is right is _Side.LATIN
            and self._char(offset + 1) not in SPACES
            and mark != ":"
        ):
            self.doubts.add(offset)

    def _between_digits(self, offset: int) -> bool:
        return self._char(offset - 1).isdigit() and self._char(offset + 1).isdigit()

    def _is_chinese(self, offset: int, left: _Side, right: _Side) -> bool:
        sides = {left, right}
        if self.latin:
            return sides == {_Side.HAN} or (left is _Side.HAN and right is _Side.EDGE)
        if _Side.EDGE in sides and left is not _Side.HAN:
            return right is _Side.HAN or (self.chinese and self._ends_chinese(offset, left))
        if _Side.HAN in sides:
            return True
        spaced = self._char(offset + 1) in SPACES
        crossed = self._char(offset - 1) in CLOSING_QUOTES or self._char(offset + 1) in OPENING_QUOTES
        return self.chinese and not spaced and (crossed or left is _Side.UNIT)

    def _ends_chinese(self, offset: int, left: _Side) -> bool:
        """Tell whether what ends here is Chinese although its last word is not.

        ``超过5%!``, ``他说OK!``, not ``“How are you?”``.
        """
        if left is _Side.EDGE:
            return False
        place = offset - 1
        nearest = max(0, place - _LONGEST_PHRASE)
        while place > nearest and not is_wide(self.chars[place]) and self.chars[place] not in OPENING_QUOTES:
            place -= 1
        phrase = self.text[place + 1 : offset].strip(SPACES)
        return is_wide(self.chars[place]) and not re.search(r"[A-Za-z]\s+[A-Za-z]", phrase)

    def _side(self, offset: int, step: int) -> _Side:
        """Look beside a mark: past spaces, and past quotation marks that belong to the neighbour."""
        past = CLOSING_QUOTES if step < 0 else OPENING_QUOTES
        stop = OPENING_QUOTES if step < 0 else CLOSING_QUOTES
        place = offset + step
        while 0 <= place < len(self.chars) and (self.chars[place] in SPACES or self.chars[place] in past):
            place += step
        if not 0 <= place < len(self.chars) or self.chars[place] in stop:
            return _Side.EDGE
        return _side_of(self.chars[place])

    def _char(self, offset: int) -> str:
        """Return the character at an offset as restored so far, or a space beyond the ends."""
        return self.chars[offset] if 0 <= offset < len(self.chars) else " "

    # -- full stops, ellipses, dashes

    def _full_stop(self, offset: int) -> None:
        """A full stop is certain only where a Chinese paragraph ends.

        Between Han it may be the dot of a name 间隔号.
        """
        before, after = self._char(offset - 1), self._char(offset + 1)
        if "." in {before, after} or before in SPACES or self._side(offset, -1) is not _Side.HAN:
            return
        if offset == self.last:
            self._edit(offset, "。")
        elif is_han(after):
            self.doubts.add(offset)

    def _long_marks(self) -> None:
        for pattern, new in ((_DOTS, "……"), (_DASHES, "——")):
            for match in pattern.finditer(self.text):
                start, end = match.start(), match.end()
                if start not in self.closed and start not in self.edits and self._is_long_mark(start, end):
                    self.edits[start] = Edit(start, match.group(), new)
                    self.chars[start:end] = new[0] * (end - start)

    def _is_long_mark(self, start: int, end: int) -> bool:
        sides = {self._side(start, -1), self._side(end - 1, +1)}
        return self.chinese and _Side.HAN in sides and _Side.LATIN not in sides


def _side_of(char: str) -> _Side:
    if is_wide(char):
        return _Side.HAN
    if is_latin(char):
        return _Side.LATIN
    return _Side.UNIT if char in _UNITS else _Side.OTHER


def _protected(text: str) -> frozenset[int]:
    """Return the offsets that belong to addresses.

    URLs, hosts, e-mail and paths, without the marks that follow them.
    """
    closed: set[int] = set()
    for match in _ADDRESS.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1] in ",.;:!?'\")":
            if text[end - 1] == ")" and text.count("(", match.start(), end) >= text.count(
                ")", match.start(), end
            ):
                break
            end -= 1
        closed.update(range(match.start(), end))
    return frozenset(closed)
