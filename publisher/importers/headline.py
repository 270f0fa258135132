"""Finds the headline block 标题区 at the head of a captured story.

Kicker 引题, headline 主题, deck 副题, byline 署名.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.importers.imported import Signature
from publisher.text.characters import SPACES, is_wide
from publisher.text.punctuation import restore
from publisher.text.spacing import collapse, squeeze, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A headline in the press runs to 66 characters at most; a line that is longer is copy.
LONGEST = 70
_MOST_LINES = 6
_ENDINGS = "。；;"
_GAP = re.compile(f"[{SPACES}]+")
_ROLE = (
    r"(?:(?:本报|本刊|新华社|人民日报|见习|实习|特约|首席|全媒体|驻沪)*(?:记者|通讯员|评论员|撰稿人|编辑)"
    r"|作者|摄影|撰文|整理|供图|文|图|文/图|图/文)"
)
_ROLE_WORD = re.compile(_ROLE)
_BYLINE = re.compile(rf"[□■○●◎]?\s*(?P<role>{_ROLE})(?P<gap>\s*[:：/]\s*|[{SPACES}]+)(?P<names>.+)")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,12}|[A-Za-z][A-Za-z.\-]*")
_DECK = re.compile(r"《|——|—|--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline block. ``used`` lines of the story belong to it.

    ``doubt`` names what was guessed, if anything.
    """

    title: tuple[str, ...]
    kicker: str = ""
    deck: tuple[str, ...] = ()
    byline: tuple[Signature, ...] = ()
    used: int = 0
    doubt: str = ""


def find(lines: Sequence[str], known: str) -> Headline:
    """Find the headline block in the lines of a story.

    The lines of the block stand before the body, not indented as the body is. ``known`` is the headline as
    the machine names it
    elsewhere: what stands before it is the kicker, what follows it is the deck. Without it the order of the
        lines has to do.

    Args:
        lines: the story's lines as captured, without blank ones at the start; indents are looked at.
        known: the headline from the machine's own title line, or an empty string.
    """
    count, signatures, names = _block_length(lines, squeeze(restore(known).text))
    parts = [part for line in lines[: count - names] for part in _split(line)]
    wanted = squeeze(restore(tidy(known)).text)
    found = _by_known(parts, wanted)
    if found:
        title, kicker, deck, doubt = found
    elif parts:
        title, kicker, deck, doubt = _by_order(parts, [len(_split(line)) for line in lines[: count - names]])
    else:
        title, kicker, deck, doubt = (
            ((tidy(known),) if wanted else ()),
            "",
            (),
            "missing" if not wanted else "",
        )
    return Headline(title=title, kicker=kicker, deck=deck, byline=signatures, used=count, doubt=doubt)


def signatures_of(line: str) -> tuple[Signature, ...]:
    """Read a byline: ``本报记者  程  龙  潘俊强`` names 程龙 and 潘俊强.

    Returns nothing if the line is not surely one.

    Two-character names are padded in print (``程  龙``); the padding is no part of the name.
    """
    match = _BYLINE.fullmatch(collapse(line))
    if not match or len(squeeze(line)) > 40:
        return ()
    if match["role"] in {"文", "图"} and not match["gap"].strip(SPACES):
        return ()
    return _names(match["role"], re.split(rf"[{SPACES}、,，]+", match["names"].strip(SPACES)))


def _names(role: str, words: list[str]) -> tuple[Signature, ...]:
    """Give each name its role; a role among the names is that of those after it: 记者 张三 通讯员 李四."""
    found: list[Signature] = []
    while words:
        count = next((place for place, word in enumerate(words) if _ROLE_WORD.fullmatch(word)), len(words))
        names = _join_padded(words[:count])
        if not names or not all(_NAME.fullmatch(name) for name in names):
            return ()
        found += [Signature(name=name, role=role) for name in names]
        role, words = "".join(words[count : count + 1]), words[count + 1 :]
    return () if role and role != found[-1].role else tuple(found)


def _join_padded(tokens: list[str]) -> list[str]:
    names: list[str] = []
    half = ""
    for token in tokens:
        if len(token) == 1 and not token.isascii():
            half += token
            if len(half) == 2:
                names.append(half)
                half = ""
        else:
            names.append(token)
    return [] if half else names


def _block_length(lines: Sequence[str], known: str) -> tuple[int, tuple[Signature, ...], int]:
    """Return how many lines belong to the block, the byline at its end, and how many of the lines that is."""
    indents = _body_is_indented(lines)
    count = 0
    while count < min(len(lines) - 1, _MOST_LINES) and _is_headline(lines, count, known, indented=indents):
        count += 1
    signatures: tuple[Signature, ...] = ()
    names = 0
    while count < len(lines) and (more := signatures_of(lines[count])):
        signatures += more
        count += 1
        names += 1
    return count, signatures, names


def _body_is_indented(lines: Sequence[str]) -> bool:
    """Tell whether the indent parts the body from the headline.

    The first line has none, the long lines have one.
    """
    copy = [line for line in lines if len(squeeze(line)) > LONGEST] or list(lines[1:])
    return bool(copy) and lines[0][0] not in SPACES and all(line[0] in SPACES for line in copy)


def _is_headline(lines: Sequence[str], count: int, known: str, *, indented: bool) -> bool:
    line = lines[count]
    text = tidy(line)
    if signatures_of(line) or len(text) > LONGEST or text.endswith(tuple(_ENDINGS)):
        return False
    if indented:
        return line[0] not in SPACES
    if count == 0:
        return True
    before = squeeze(restore("".join(lines[:count])).text)
    if known and known not in before:
        return known in squeeze(restore("".join(lines[:_MOST_LINES])).text)
    return bool(_DECK.match(text))


def _split(line: str) -> list[str]:
    """Part a line at the gaps between Han characters: there a headline's line ended on the page."""
    parts: list[str] = []
    start = 0
    line = line.strip(SPACES)
    for gap in _GAP.finditer(line):
        if is_wide(line[gap.start() - 1]) and is_wide(line[gap.end()]):
            parts.append(line[start : gap.start()])
            start = gap.end()
    return [restore(tidy(part)).text for part in (*parts, line[start:]) if part]


_Fields = tuple[tuple[str, ...], str, tuple[str, ...], str]


def _by_known(parts: list[str], known: str) -> _Fields | None:
    if not known:
        return None
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            if squeeze("".join(parts[start:end])) == known:
                return tuple(parts[start:end]), " ".join(parts[:start]), tuple(parts[end:]), ""
    return None


def _by_order(parts: list[str], counts: list[int]) -> _Fields:
    """Without knowing the headline: one line is the headline.

    A part that opens with 《 or a dash begins the deck.
    """
    deck = next((place for place, part in enumerate(parts) if place and _DECK.match(part)), len(parts))
    rest = parts[:deck]
    if len(rest) == 1:
        return (rest[0],), "", tuple(parts[deck:]), ""
    if len(counts) == 1 or deck < len(parts):
        return tuple(rest), "", tuple(parts[deck:]), "lines"
    if len(counts) == 2:
        return tuple(rest[: counts[0]]), "", tuple(rest[counts[0] :]), "order"
    head, foot = counts[0], counts[0] + counts[1]
    return tuple(rest[head:foot]), " ".join(rest[:head]), tuple(rest[foot:]), "order"
