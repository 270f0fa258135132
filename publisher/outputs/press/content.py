"""The state of a walk through content, and what the walk found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Object

from publisher.outputs.press.geometry import IDENTITY, Matrix

if TYPE_CHECKING:
    from publisher.outputs.press.paints import Paint


@dataclass(slots=True)
class State:
    """What of the graphics state matters here; None is what is not known, for a form inherits it from where it is drawn.

    Attributes:
        placed: the matrix that holds.
        paint: the colour that fills, and by ``True`` the one that strokes; ``space`` and ``opacity`` likewise.
        overprint: whether strokes and fills overprint, as it was last written.
        masked: a soft mask is on.
        strong: black knocks out, for it stands in a drawing of strong colours.
        size: that of type; ``width``: that of lines, as the page asks for it; ``drawn_width``: as it was last written.
    """

    placed: Matrix = IDENTITY
    paint: dict[bool, Paint | None] = field(default_factory=lambda: {False: None, True: None})
    space: dict[bool, bytes] = field(default_factory=lambda: {False: b"/DeviceGray", True: b"/DeviceGray"})
    opacity: dict[bool, float] = field(default_factory=lambda: {False: 1.0, True: 1.0})
    overprint: tuple[bool, bool] | None = None
    masked: bool = False
    strong: bool = False
    size: float = 0.0
    width: float = 1.0
    drawn_width: float = 1.0

    def saved(self) -> State:
        """Return a copy to go on with."""
        return replace(self, paint=dict(self.paint), space=dict(self.space), opacity=dict(self.opacity))

    @property
    def opaque(self) -> bool:
        """Whether nothing shows through."""
        return not self.masked and min(self.opacity.values()) >= 1.0


@dataclass(slots=True)
class Content:
    """What a walk through some content found.

    Attributes:
        data: the content as the press gets it.
        resources: what it uses, by kind and name.
        pictures: where pictures stand in it, by their object numbers.
        translucent: something of it lets through what is below.
    """

    data: bytes = b""
    resources: dict[str, dict[str, Object]] = field(default_factory=lambda: defaultdict(dict))
    pictures: list[tuple[int, Matrix]] = field(default_factory=list)
    translucent: bool = False

    def dictionary(self) -> Dictionary:
        """Return the resources as the content's dictionary."""
        return Dictionary({kind: Dictionary(named) for kind, named in sorted(self.resources.items())})
