"""The keys of ``press`` 付印: the printing condition, what preflight holds files to, and what is excepted."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from publisher.locale import say
from publisher.manifest.fields import Millimetres, Points, Words, refuse
from publisher.manifest.keys import Keys
from publisher.rules import RULES

_COLOUR = r"#[0-9a-fA-F]{6}"
_RULE = r"F-[0-9]{3}"


def _colour(text: str) -> str:
    if not re.fullmatch(_COLOUR, text):
        refuse(
            say(f"“{text}”不是颜色", f"“{text}” is not a colour"),
            say("写作 '#e60012'，加引号", "write it like '#e60012', in quotes"),
        )
    return text.lower()


def _rule(text: str) -> str:
    if not re.fullmatch(_RULE, text) or text not in RULES:
        refuse(
            say(f"“{text}”不是印前检查的规则", f"“{text}” is no rule of preflight"),
            say("规则编号如 F-012，见规则表", "rules are named like F-012; see the table of rules"),
        )
    return text


def _numbers(value: Any) -> Any:  # noqa: ANN401 - the value as YAML has it, before it is checked
    return [value] if isinstance(value, str | int) else value


Colour: TypeAlias = Annotated[
    str, AfterValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR}$"})
]
RuleId: TypeAlias = Annotated[
    str, AfterValidator(_rule), WithJsonSchema({"type": "string", "pattern": f"^{_RULE}$"})
]
_NUMBERS = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "array", "items": {"type": "integer", "minimum": 1}},
    ]
}
Numbers: TypeAlias = Annotated[
    tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(_numbers), WithJsonSchema(_NUMBERS)
]


class LimitKeys(Keys):
    """The limits of preflight 印前检查的限度."""

    tac_area: float = Field(
        15.0, ge=0, le=100000, title="超墨面积",
        description="一个版面上超过总墨量的地方合计可有多少平方毫米。\nSo many square mm of a page may lie above the ink limit.",
    )  # fmt: skip
    resolution: float = Field(
        150.0, ge=1, le=10000, title="最低分辨率",
        description="图片按印出的大小算，低于这个 ppi 是错误。\nPictures of fewer pixels to the printed inch are refused.",
    )  # fmt: skip
    fair_resolution: float = Field(
        200.0, ge=1, le=10000, title="合适分辨率",
        description="低于这个 ppi 是警告。\nPictures of fewer pixels to the printed inch are warned of.",
    )  # fmt: skip
    bitmap_resolution: float = Field(
        550.0, ge=1, le=10000, title="线条图分辨率",
        description="一位黑白图低于这个 ppi 是警告。\nThe same, for pictures of one bit.",
    )  # fmt: skip
    hairline: Points = Field(
        0.25, title="最细的线",
        description="最细的线，带单位；付印 PDF 里更细的加粗到这么粗。\n"
        "The thinnest line, with its unit; thinner ones are thickened in the press PDF.",
        examples=["0.25pt"],
    )  # fmt: skip
    text: Points = Field(
        5.0, title="最小的字", description="最小的字，带单位。\nThe smallest type, with its unit.", examples=["5pt"],
    )  # fmt: skip
    inked_text: Points = Field(
        10.0, title="多色的最小的字",
        description="用两种以上油墨印的字，最小多大；付印 PDF 里更小的彩色字只用一种墨。\n"
        "The smallest type that is set in more than one ink; smaller coloured type gets one in the press PDF.",
        examples=["10pt"],
    )  # fmt: skip
    sheet: int = Field(
        2, ge=1, le=64, title="版数倍数",
        description="版数应是它的倍数。\nThe number of pages must be a multiple of it.",
    )  # fmt: skip


class WaiverKeys(Keys):
    """A rule of preflight that is not held against this paper's files 豁免."""

    rule: RuleId = Field(title="规则", description="规则编号。\nThe rule's id.", examples=["F-012"])
    page: Numbers = Field(
        (),
        title="版次",
        description="只在这些版次；不写则处处。\nOn these pages only; without it, everywhere.",
    )
    reason: Words = Field(title="理由", description="理由，写进报告。\nThe reason; it goes into the report.")


class PressKeys(Keys):
    """How a newspaper is printed 付印."""

    profile: Words | None = Field(
        None, title="ICC 特性文件",
        description="印刷条件的 CMYK 特性文件：报纸文件夹或 assets/ 里的文件，或系统里装着的特性文件的名字。\n"
        "The CMYK profile of the printing condition: a file of the paper, or the name of an installed one.",
        examples=["ISOnewspaper26v4"],
    )  # fmt: skip
    bleed: Millimetres = Field(
        3.0, title="出血", description="出血，带单位。\nThe bleed, with its unit.", examples=["3mm"]
    )
    tac: float = Field(
        220.0, ge=100, le=400, title="总墨量",
        description="总墨量的上限，百分数；新闻纸 220（ISO 12647-3）。\nThe most ink at one place, in per cent.",
    )  # fmt: skip
    spots: dict[Words, Colour] = Field(
        default_factory=dict, title="专色",
        description="专色油墨的名字，和屏幕上用它印的颜色。\nInks besides the four, and the screen colour that each prints.",
        examples=[{"PANTONE 185 C": "'#e60012'"}],
    )  # fmt: skip
    limits: LimitKeys = Field(
        LimitKeys.model_validate({}), title="限度", description="印前检查的限度。\nThe limits of preflight."
    )
    waivers: tuple[WaiverKeys, ...] = Field(
        (),
        title="豁免",
        description="不计较的规则，各有理由。\nRules that are not held against the files, each for a reason.",
    )
