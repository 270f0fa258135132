"""Setting the site's documents by templates 模板: the shipped ones, and a publication's own before them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from publisher.labels import labels
from publisher.outputs.web.scene import safe_href
from publisher.outputs.web.words import words
from publisher.resources import styles_dir, templates_dir
from publisher.text.languages import direction, full_tag, variety
from publisher.text.markup import clean
from publisher.typeset.opportunities import RELUCTANT, held_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Content-Security-Policy: nothing from elsewhere, nothing inline. ``file:`` stands beside ``'self'`` since the
#: standard leaves open what the latter means in a folder opened from a disk; over http it admits nothing.
POLICY = (
    "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self' file:"
)
#: The parts of ``web.css`` and ``web.js``, in order. They are plain scripts, for browsers load no modules from a folder.
SHEETS = (
    "base",
    "themes",
    "home",
    "page",
    "zoom",
    "article",
    "reading",
    "lightbox",
    "search",
    "kiosk",
    "print",
)
SCRIPTS = (
    *("kiosk", "say", "panel", "today"),
    *("text", "turning", "place", "screens", "voices", "aloud", "share", "lightbox"),
    *("page", "zoom", "offline"),
)
#: The script that browsers wait for, so that the first paint is in the reader's theme and type size.
FIRST = "settings"
#: A date or another row of figures joined by hyphens; and the figure at the end of a text.
_DATE = re.compile(r"(?<![\d-])\d{1,4}(?:-\d{1,4}){1,2}(?![\d-])")
_FIGURE = re.compile(r"\d[\d.,%％+]{0,11}$")


def render(template: str, own: Path | None, language: str, /, **values: object) -> bytes:
    """Return a document set by a template of ``templates/web``.

    Args:
        template: its file.
        own: the folder of the publication, whose ``templates/web`` go before the shipped ones.
        language: of the document, a BCP 47 tag.
        values: what the template asks for besides the words of the language.

    Raises:
        TemplateError: a template is wrong.
    """
    environment = _environment(own / "templates" if own else None, templates_dir())
    made = environment.get_template(f"web/{template}").render(
        language=full_tag(language),
        direction=direction(language),
        parted=variety(language).han,
        policy=POLICY,
        words=labels(language),
        ui=words(language),
        **values,
    )
    return made.encode()


def assets(own: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield what every document refers to, by name: style sheet, scripts and icon.

    Args:
        own: the publication's folder, whose ``styles/web.css`` stands behind the shipped sheets.
    """
    folder = styles_dir() / "web"
    sheets = [folder / f"{name}.css" for name in SHEETS]
    if own and (own / "styles" / "web.css").is_file():
        sheets.append(own / "styles" / "web.css")
    yield "web.css", _joined(sheets)
    yield "web.js", _joined(folder / f"{name}.js" for name in SCRIPTS)
    yield f"{FIRST}.js", (folder / f"{FIRST}.js").read_bytes()
    yield "icon.svg", (folder / "icon.svg").read_bytes()


def _joined(parts: Iterable[Path]) -> bytes:
    return "\n".join(part.read_text(encoding="utf-8") for part in parts).encode()


@lru_cache(maxsize=4)
def _environment(own: Path | None, shipped: Path) -> ImmutableSandboxedEnvironment:
    folders = [own, shipped] if own else [shipped]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "kind": lambda block: type(block).__name__.lower(),
        "href": safe_href,
        "whole": _whole,
    }
    return environment


def _whole(text: str) -> Markup:
    """Return a headline's text with all of it in ``span.whole`` that no line may part: figures with their units, dates."""
    # Dates count as one: browsers end lines behind their hyphens.
    spans: list[tuple[int, int]] = [match.span() for match in _DATE.finditer(text)]
    for at, cost in sorted(held_together(text).items()):
        if (cost is None or cost >= RELUCTANT) and 0 < at < len(text):
            number = _FIGURE.search(text, 0, at)
            spans.append((number.start() if number else at - 1, at + 1))
    made, end = Markup(), 0
    for start, stop in _joint(spans):
        made += Markup('{}<span class="whole">{}</span>').format(
            clean(text[end:start]), clean(text[start:stop])
        )
        end = stop
    return made + clean(text[end:])


def _joint(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans from the first to the last, those that overlap as one."""
    reached: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if reached and start < reached[1]:
            reached = reached[0], max(end, reached[1])
        else:
            if reached:
                yield reached
            reached = start, end
    if reached:
        yield reached


def _finalize(value: object) -> object:
    """Take out of every value what no document can hold; what a template has made is clean already."""
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value
