"""The schema of publication.yaml: the paper's own keys 报纸的键, which every issue shares."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from publisher.manifest.fields import (
    Language,
    Lines,
    Markdown,
    Slug,
    Text,
    Words,
)
from publisher.manifest.keys import KEYED, PLAIN, Keys, shape
from publisher.manifest.layout_keys import LayoutKeys
from publisher.manifest.press_keys import PressKeys
from publisher.manifest.schema import ImageKeys, PageFormatKeys

Output: TypeAlias = Literal["pdf", "epub", "web", "facsimile", "press"]


class MastheadKeys(Keys):
    """The nameplate 报头."""

    slogan: Text = Field("", title="报头语", description="报头旁的一句话。\nThe line beside the nameplate.")
    nameplate: Words | None = Field(
        None,
        title="报头图",
        description="报头图片，从报纸文件夹或 assets/ 算起；不写则用报名排字。\n"
        "A drawn nameplate, named from the paper's folder or its assets/; without it the name is set in type.",
        examples=["assets/nameplate.svg"],
    )


def _weights(role: str, example: str) -> Any:  # noqa: ANN401 - pydantic's own way of declaring a field
    return Field(
        None,
        title=role,
        description=f"{role}：字体名、字体文件名，或按粗细写的“键: 值”。\n"
        "A family's name, a font file, or either of them for each weight.",
        examples=[example],
    )


class WeightKeys(Keys):
    """The cuts of a typeface 粗细; a weight that is not given is set in the nearest that is."""

    light: Words | None = Field(None, title="细", description="细。\nLight.")
    regular: Words | None = Field(
        None, title="常规", description="常规。\nRegular.", examples=["assets/fonts/MySong-Regular.otf"]
    )
    medium: Words | None = Field(None, title="中", description="中。\nMedium.")
    bold: Words | None = Field(None, title="粗", description="粗。\nBold.")
    black: Words | None = Field(None, title="特粗", description="特粗。\nBlack.")


FontChoice: TypeAlias = Annotated[
    Annotated[Words, Tag(PLAIN)] | Annotated[WeightKeys, Tag(KEYED)], Discriminator(shape)
]


class FontKeys(Keys):
    """The typefaces of the four roles 宋、黑、楷、仿宋."""

    song: FontChoice | None = _weights("宋", "Noto Serif CJK")
    hei: FontChoice | None = _weights("黑", "Noto Sans CJK")
    kai: FontChoice | None = _weights("楷", "LXGW WenKai")
    fang: FontChoice | None = _weights("仿宋", "assets/fonts/ZhuqueFangsong-Regular.ttf")


class ImprintKeys(Keys):
    """Facts of the imprint 版权事项, all optional; the keys may also be written in Chinese."""

    cn: Text = Field(
        "",
        title="国内统一连续出版物号",
        description="国内统一连续出版物号（刊号）。\nCN number.",
        examples=["CN 31-0000"],
    )
    issn: Text = Field("", title="国际标准连续出版物号", description="国际标准连续出版物号（ISSN）。\nISSN.")
    postal_code: Text = Field(
        "", title="邮发代号", description="邮发代号。\nPostal distribution code.", examples=["3-00"]
    )
    authority: Text = Field("", title="主管", description="主管单位。\nThe supervising body.")
    sponsor: Text = Field("", title="主办", description="主办单位。\nThe sponsoring body.")
    publisher: Text = Field("", title="出版", description="出版单位。\nThe publisher.")
    editor_in_chief: Text = Field("", title="总编辑", description="总编辑。\nThe editor-in-chief.")
    address: Text = Field("", title="地址", description="社址。\nThe address.")
    postcode: Text = Field("", title="邮编", description="邮政编码。\nThe postcode.")
    phone: Text = Field("", title="电话", description="电话。\nThe telephone number.")
    email: Text = Field("", title="电子邮箱", description="电子邮箱。\nThe e-mail address.")
    website: Text = Field("", title="网址", description="网址。\nThe website.")
    printer: Text = Field("", title="印刷", description="印刷单位。\nThe printer.")
    price: Text = Field("", title="零售价", description="零售价。\nThe price.")
    licence: Text = Field("", title="广告许可", description="广告经营许可证。\nThe advertising licence.")
    founded: Text = Field("", title="创刊", description="创刊日期。\nWhen the paper was founded.")
    note: Text = Field("", title="说明", description="其他说明。\nA remark.")


class FillerKeys(Keys):
    """What fills a page that has too little copy 补白: a picture 公益广告, or a few lines of text."""

    image: ImageKeys | None = Field(
        None,
        title="图片",
        description="图片，如公益广告，从不裁；文件从报纸文件夹或 assets/ 算起。\n"
        "A picture, never cropped, from the paper's folder.",
    )
    title: Lines = Field((), title="题目", description="文字补白的题目。\nThe headline of a text.")
    body: Markdown = Field("", title="正文", description="文字补白的正文，Markdown。\nIts text, in Markdown.")


class PublicationKeys(Keys):
    """publication.yaml: a newspaper 报纸."""

    id: Slug = Field(
        title="报纸编号",
        description="报纸编号，用在文件名里，须与文件夹同名。\nThe paper's id, used in file names, the same as its folder's name.",
        examples=["yangpu-times"],
    )
    name: Words = Field(title="报名", description="报名。\nThe paper's name.", examples=["杨浦时报"])
    language: Language = Field(
        "zh-Hans-CN",
        title="语言",
        description="语言标记（BCP 47）。栏目用语有中文、日文、英文，其他语言用英文（M-031）。\n"
        "The language tag. The program's own words are in Chinese, Japanese and English; other languages have the English ones.",
        examples=["zh-Hans-CN", "zh-Hant-TW"],
    )
    page: PageFormatKeys = Field(
        PageFormatKeys.model_validate({}), title="开本与基本栏", description="开本与基本栏。\nPaper and grid."
    )
    imprint: ImprintKeys = Field(
        ImprintKeys.model_validate({}), title="版权事项", description="版权事项。\nThe imprint."
    )
    masthead: MastheadKeys = Field(
        MastheadKeys.model_validate({}), title="报头", description="报头。\nThe nameplate."
    )
    layouts: dict[str, tuple[LayoutKeys, ...]] = Field(
        default_factory=dict,
        title="版式模板",
        description="报纸自己的版式模板：名字和各篇稿件的版式，依稿件次序。\n"
        "The paper's own templates: a name, and the layouts of the first, second and further articles of a page.",
        examples=[{"周末": [{"columns": "all", "position": "top"}]}],
    )
    fillers: tuple[FillerKeys, ...] = Field(
        (),
        title="补白",
        description="稿件不足时用来补白的公益广告和短文。\nWhat may fill a page that has too little copy.",
    )
    fonts: FontKeys = Field(
        FontKeys.model_validate({}),
        title="字体",
        description="宋、黑、楷、仿宋各用什么字体。\nThe typefaces of the four roles.",
        examples=[{"fang": "assets/fonts/ZhuqueFangsong-Regular.ttf"}],
    )
    outputs: tuple[Output, ...] = Field(
        ("pdf", "epub", "web"),
        min_length=1,
        title="成品",
        description="默认制作的成品：pdf 整份 PDF，epub 电子书，web 电子报阅读机，"
        "facsimile 原版版面电子书，press 付印 PDF。\nWhat is made by default.",
    )
    press: PressKeys = Field(
        PressKeys.model_validate({}),
        title="付印",
        description="付印 PDF 和印前检查。\nThe press PDF and preflight.",
    )


#: Chinese names that the imprint's keys may be written by.
IMPRINT_ALIASES = {
    "国内统一连续出版物号": "cn", "刊号": "cn", "国内刊号": "cn", "国内统一刊号": "cn", "国际标准连续出版物号": "issn",
    "邮发代号": "postal_code", "主管": "authority", "主管单位": "authority", "主办": "sponsor", "主办单位": "sponsor",
    "出版": "publisher", "出版单位": "publisher", "总编辑": "editor_in_chief", "总编": "editor_in_chief", "地址": "address",
    "社址": "address", "邮编": "postcode", "邮政编码": "postcode", "电话": "phone", "电子邮箱": "email", "邮箱": "email",
    "网址": "website", "印刷": "printer", "印刷单位": "printer", "零售价": "price", "定价": "price", "广告许可": "licence",
    "广告许可证": "licence", "广告经营许可证": "licence", "创刊": "founded", "创刊日期": "founded", "说明": "note",
}  # fmt: skip
