"""The keys by which a person fixes a module on its page 版式指定, and the templates 版式模板 made of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from publisher.manifest.keys import Keys
from publisher.model import Box, HeadPlace, Layout, Width

_NAMED, _COUNTED, _WORDED = "·named", "·counted", "·worded"

Position: TypeAlias = Literal[
    "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"
]
Spot: TypeAlias = tuple[Annotated[int, Field(ge=1, le=24)], Annotated[int, Field(ge=1, le=999)]]
Columns: TypeAlias = Annotated[int, Field(ge=1, le=24)]


def _width(value: Any) -> str:  # noqa: ANN401 - the value as YAML has it, before it is checked
    return _COUNTED if str(value).strip().isdigit() else _WORDED


def _place(value: Any) -> str:  # noqa: ANN401 - the value as YAML has it, before it is checked
    return _COUNTED if isinstance(value, list | tuple) else _NAMED


class LayoutKeys(Keys):
    """How and where an article stands 版式指定; what is left open is made up."""

    columns: (
        Annotated[Annotated[Columns, Tag(_COUNTED)] | Annotated[Width, Tag(_WORDED)], Discriminator(_width)]
        | None
    ) = Field(
        None,
        title="占栏",
        description="占几个基本栏；或 all 通栏、two-thirds 三分之二、half 半版宽、third 三分之一。\n"
        "How many standard columns it takes, or a share of the page.",
        examples=[4],
    )
    position: (
        Annotated[Annotated[Spot, Tag(_COUNTED)] | Annotated[Position, Tag(_NAMED)], Discriminator(_place)]
        | None
    ) = Field(
        None,
        title="位置",
        description="在版面的位置：top-left 左上、top 上、top-right 右上、left、centre、right、bottom-left、bottom、bottom-right；"
        "或 [栏, 行]，左上角在第几栏、第几行，都从 1 数起。\n"
        "Where it stands; or [column, row] of its upper left corner, both counted from 1.",
        examples=["top-left"],
    )
    rows: int | None = Field(
        None, ge=1, le=999, title="占行", description="高度，占几行。\nIts height in lines.", examples=[40]
    )
    measures: int | None = Field(
        None, ge=1, le=24, title="分栏", description="正文分几栏（破栏）。\nHow many text columns it has."
    )
    headline: HeadPlace | None = Field(
        None,
        title="标题位置",
        description="标题位置：above 盖文题，beside 旁题，within 文包题，vertical 竖题。\nWhere its headline stands.",
    )
    headline_lines: int | None = Field(
        None, ge=1, le=9, title="标题行数", description="主题排几行。\nHow many lines its headline has."
    )
    box: Box | None = Field(
        None, title="围框", description="none 不围，frame 围框，tint 衬底。\nWhat surrounds it."
    )
    picture_columns: int | None = Field(
        None,
        ge=1,
        le=24,
        title="题图占栏",
        description="题图占几个正文栏。\nHow many text columns its picture spans.",
    )

    def layout(self) -> Layout:
        """Return the model's layout."""
        spot = self.position if isinstance(self.position, tuple) else None
        return Layout(
            columns=self.columns, position=self.position if isinstance(self.position, str) else "",
            spot=spot, rows=self.rows, measures=self.measures, headline=self.headline,
            headline_lines=self.headline_lines, box=self.box, picture_columns=self.picture_columns,
        )  # fmt: skip

    def beyond(self, columns: int) -> str:
        """Return the key that asks for more than a page of so many standard columns has; empty where none does."""
        wide = self.columns if isinstance(self.columns, int) else 1
        if wide > columns:
            return "columns"
        if isinstance(self.position, tuple) and self.position[0] + wide - 1 > columns:
            return "position"
        return ""


def _module(columns: Width, position: Position) -> LayoutKeys:
    return LayoutKeys.model_validate({"columns": columns, "position": position})


#: The templates that every publication has, by name: layouts of the first, second … article of a page.
TEMPLATES: dict[str, tuple[LayoutKeys, ...]] = {
    "lead-across": (_module(Width.ALL, "top"),),
    "lead-left": (_module(Width.TWO_THIRDS, "top-left"),),
    "lead-right": (_module(Width.TWO_THIRDS, "top-right"),),
    "lead-below": (_module(Width.TWO_THIRDS, "top-left"), _module(Width.ALL, "bottom")),
}
