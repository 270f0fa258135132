"""The schema of the manifests 清单结构: every key, its field term, and what it takes.

From here come validation, the JSON Schemas and the manifest reference. A key's ``title`` is its Chinese field
term; its
``description`` has a Chinese and an English line.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Discriminator, Field, Tag

from publisher.locale import say
from publisher.manifest.audio_keys import AudioKeys
from publisher.manifest.fields import (
    Day,
    FilledLines,
    Language,
    Lines,
    Markdown,
    Millimetres,
    Moment,
    Names,
    Points,
    Slug,
    Text,
    Words,
    one_or_more,
    refuse,
)
from publisher.manifest.keys import Keys
from publisher.manifest.layout_keys import LayoutKeys
from publisher.model import Kind

#: Tags of unions; no key can look like them, so that a place in a manifest is never mistaken.
_PLAIN, _KEYED = "·plain", "·keyed"

AdSize: TypeAlias = Literal["banner", "full", "half", "third", "quarter", "eighth", "strip"]
Output: TypeAlias = Literal["pdf", "epub", "web", "facsimile", "press"]
Paper: TypeAlias = Literal["tabloid", "broadsheet"]
Fraction: TypeAlias = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def _shape(value: Any) -> str | None:  # noqa: ANN401 - the value as YAML has it, before it is checked
    return _PLAIN if isinstance(value, str) else _KEYED if isinstance(value, dict | BaseModel) else None


class CreditKeys(Keys):
    """A name in a byline with its role 署名."""

    name: Words = Field(title="姓名", description="姓名。\nThe name.", examples=["程龙"])
    role: Text = Field(
        "",
        title="身份",
        description="身份，如本报记者、摄影。\nThe role, such as staff reporter.",
        examples=["本报记者"],
    )


class ImageKeys(Keys):
    """A picture 图片."""

    src: Words = Field(
        title="文件",
        description="图片文件，从本期文件夹算起（稿件文件里也是），找不到再到报纸的 assets/ 里找。JPEG、PNG、WebP、GIF 或 SVG。\n"
        "The file, named from the edition's folder (in article files too), else from the paper's assets/. "
        "JPEG, PNG, WebP, GIF or SVG.",
        examples=["images/bridge.jpg"],
    )
    caption: Text = Field(
        "", title="图片说明", description="图片说明，印在图下。\nThe caption below the picture."
    )
    credit: Text = Field(
        "", title="摄影、制图", description="作者，印在说明之后。\nWhose picture it is.", examples=["程龙 摄"]
    )
    alt: Text = Field(
        "",
        title="替代文字",
        description="替代文字：给看不见图片的读者说出画面内容。缺了会警告。\n"
        "What the picture shows, for those who cannot see it. A warning if missing.",
    )
    focal: tuple[Fraction, Fraction] = Field(
        (0.5, 0.5),
        title="焦点",
        description="裁切时必须保留的点：从左上角起，占宽和高的比例，0 到 1。\n"
        "The point to keep when cropping: fractions of width and height from the top left.",
        examples=[[0.5, 0.3]],
    )
    crop: bool = Field(
        True,
        title="可裁",
        description="照片可裁去不到一成，以合行格；写 false 则一点不裁（SVG 从来不裁）。\n"
        "Whether a sliver of a photograph may be cut off so that it ends on a line; drawings in SVG never are.",
    )


class AdKeys(Keys):
    """An advertisement 广告."""

    image: Words = Field(
        title="文件",
        description="广告图片，规则同图片的 src。\nThe picture, named as src is.",
        examples=["images/ad.png"],
    )
    size: AdSize = Field(
        title="规格",
        description="规格：banner 通栏，full 整版，half 半版，third 三分之一版，quarter 四分之一版，eighth "
        "八分之一版，strip 报眼或窄条。\n"
        "The size by its usual name.",
    )
    alt: Text = Field(
        "", title="替代文字", description="替代文字：说出广告内容。\nWhat the advertisement says."
    )


Byline: TypeAlias = Annotated[
    tuple[
        Annotated[Annotated[Words, Tag(_PLAIN)] | Annotated[CreditKeys, Tag(_KEYED)], Discriminator(_shape)],
        ...,
    ],
    one_or_more,
]


class ArticleKeys(Keys):
    """The front matter of an article file 稿件; the body follows its second ``---`` in Markdown."""

    title: FilledLines = Field(
        title="主题",
        description="主标题；多行写成列表，每项一行。\nThe headline; a list has a line in each item.",
        examples=["加快打造人民城市建设标杆", ["加快打造", "人民城市建设标杆"]],
    )
    id: Slug | None = Field(
        None,
        title="编号",
        description="稿件编号，一期之内不能重复；不写则为“版次-序号”，如 02-01。\n"
        "The article's id, unique in the edition; PP-NN (page, order) if not given.",
        examples=["02-01", "work-report"],
    )
    kicker: Text = Field(
        "", title="引题", description="引题、眉题，在主题之上。\nThe line above the headline."
    )
    deck: Lines = Field(
        (), title="副题", description="副题，一行或列表。\nThe line or lines below the headline."
    )
    summary: Lines = Field(
        (), title="提要", description="提要，一句或列表。\nKey sentences in a summary box."
    )
    byline: Byline = Field(
        (),
        title="署名",
        description="署名列表；每项是一个姓名，或 {role: 本报记者, name: 程龙}。“本报记者 程龙”这样的文字按原样作一个名字。\n"
        "Names, or {role, name}. A plain text is one name as it stands.",
        examples=[["程龙"], [{"role": "本报记者", "name": "程龙"}]],
    )
    dateline: Text = Field(
        "", title="电头", description="电头。\nThe dateline.", examples=["本报上海1月5日电"]
    )
    column: Text = Field(
        "", title="专栏", description="专栏名。\nThe standing column it belongs to.", examples=["人民时评"]
    )
    kind: Kind = Field(
        Kind.NEWS,
        title="体裁",
        description="体裁：news 消息，comment 评论，feature 通讯特写，document 文件全文，photo 图片，brief 简讯，poem 诗词，"
        "table 数据表，notice 启事公告。诗词的每一行单独成行。\n"
        "What the article is. In a poem every line of the text is a line.",
    )
    priority: int | None = Field(
        None,
        ge=1,
        le=5,
        title="轻重",
        description="轻重：1 头条，2 次条，直到 5。不写则按版面上的次序：第一篇 1，第二篇 2，其余 3。\n"
        "1 (lead) to 5. By default by order on the page: the first 1, the second 2, the others 3.",
    )
    images: tuple[ImageKeys, ...] = Field((), title="图片", description="配图列表。\nIts pictures.")
    editor_note: Markdown = Field(
        "", title="编者按", description="编者按，Markdown。\nThe editor's note, in Markdown."
    )
    source: Text = Field("", title="来源", description="来源，如据何处转载。\nWhere it was taken from.")
    related: Annotated[tuple[Slug, ...], one_or_more] = Field(
        (),
        title="相关稿件",
        description="与哪些稿件相关（编号）；排在一处。\nThe ids of articles that belong with it; they are placed together.",
        examples=[["02-03"]],
    )
    layout: LayoutKeys | None = Field(
        None,
        title="版式",
        description="指定这篇稿件的版式；不写的由程序安排。\nHow and where it stands; what is left open is made up.",
        examples=[{"columns": 4, "position": "top-left"}],
    )
    audio: (
        Annotated[Annotated[Words, Tag(_PLAIN)] | Annotated[AudioKeys, Tag(_KEYED)], Discriminator(_shape)]
        | None
    ) = Field(
        None,
        title="朗读",
        description="朗读录音：文件名，或 {src: …, cues: …}；电子书里一边朗读一边标出文字。\n"
        "A recording of the article read aloud: its file, or {src, cues}. The EPUB plays it with the text.",
        examples=["audio/02-01.mp3", {"src": "audio/02-01.mp3", "cues": "audio/02-01.vtt"}],
    )


class InlineArticleKeys(ArticleKeys):
    """An article written in edition.yaml: the keys of an article file, and its text as ``body``."""

    body: Markdown = Field(
        "", title="正文", description="正文，Markdown；写作 body: | 并缩进。\nThe text, in Markdown."
    )


class PageKeys(Keys):
    """A page 版面."""

    number: int = Field(
        ge=1, le=999, title="版次", description="版次；2 印作、读作第02版。\nThe page number.", examples=[2]
    )
    name: Words = Field(title="版名", description="版名。\nThe page's name.", examples=["要闻", "特刊两会"])
    credits: dict[str, Names | None] = Field(
        default_factory=dict,
        title="版面职务",
        description="职务与姓名，如 {责任编辑: [程龙], 版式: []}；没有姓名的不印。\n"
        "Posts and names, such as the page's editor; posts without names are not printed.",
        examples=[{"责任编辑": ["程龙"], "版式": []}],
    )
    articles: tuple[
        Annotated[
            Annotated[Words, Tag(_PLAIN)] | Annotated[InlineArticleKeys, Tag(_KEYED)], Discriminator(_shape)
        ],
        ...,
    ] = Field(
        (),
        title="稿件",
        description="本版稿件，次序即轻重；每项是稿件文件名（从本期文件夹算起），或直接写稿件的键。\n"
        "The page's articles, in order of weight: file names from the edition's folder, or the article's keys inline.",
        examples=[["articles/work-report.md"]],
    )
    ads: tuple[AdKeys, ...] = Field((), title="广告", description="本版广告。\nThe page's advertisements.")
    layout: Words | None = Field(
        None,
        title="版式模板",
        description="版式模板的名字：lead-across 通栏头条，lead-left 左头条，lead-right 右头条，lead-below 左头条加倒头条，"
        "或报纸自己在 layouts: 里写的。\n"
        "The name of a template: one of these, or one of the publication's own layouts.",
        examples=["lead-left"],
    )
    candidate: int = Field(
        1,
        ge=1,
        le=99,
        title="选用版式",
        description="用第几个候选版式；候选版式由 --candidates 给出。\nWhich of the best pages is used; --candidates shows them.",
    )


class SizeKeys(Keys):
    """Paper of another size 自定纸张."""

    width: Millimetres = Field(
        title="宽", description="宽，带单位 mm、cm、in 或 pt。\nWidth with its unit.", examples=["270mm"]
    )
    height: Millimetres = Field(
        title="高", description="高，带单位。\nHeight with its unit.", examples=["390mm"]
    )


class PageFormatKeys(Keys):
    """Paper and grid 开本与基本栏."""

    format: Annotated[
        Annotated[Paper, Tag(_PLAIN)] | Annotated[SizeKeys, Tag(_KEYED)], Discriminator(_shape)
    ] = Field(
        "tabloid",
        title="开本",
        description="开本：tabloid 四开（270×390 mm），broadsheet 对开（390×540 mm），或 {width: 270mm, height: 390mm}。\n"
        "The paper: tabloid, broadsheet, or a size.",
    )
    columns: int | None = Field(
        None,
        ge=1,
        le=24,
        title="基本栏数",
        description="基本栏数。默认：四开 6，对开 8，其他按纸宽。\nStandard columns. By default 6, 8, or what the paper holds.",
    )
    characters: int | None = Field(
        None,
        ge=1,
        le=120,
        title="每栏字数",
        description="每栏字数；栏距一个字。默认：四开 11，对开 13，其他按纸宽。\nCharacters to a column; the gutter is one.",
    )
    body: Points | None = Field(
        None,
        title="正文字号",
        description="正文字号，带单位；默认 9pt（小五）。\nSize of body type.",
        examples=["9pt"],
    )
    leading: Points | None = Field(
        None,
        title="行距",
        description="行距（行高），带单位；默认字号的 1.35 倍。\nLeading; 1.35 of the body by default.",
        examples=["12.15pt"],
    )


def _some_pages(pages: tuple[PageKeys, ...]) -> tuple[PageKeys, ...]:
    if not pages:
        refuse(say("一个版面也没有", "there is no page"), say("至少写一个版面", "write one page at least"))
    return pages


class EditionKeys(Keys):
    """edition.yaml: one issue 一期."""

    date: Day = Field(
        title="期号日期",
        description="出版日期，须与文件夹同名。\nThe issue's date, the same as the folder's name.",
        examples=["2023-01-05"],
    )
    page: PageFormatKeys | None = Field(
        None,
        title="本期开本",
        description="本期另用的开本与基本栏；不写则同报纸的。\nPaper and grid of this issue, if not the publication's.",
        examples=[{"format": "broadsheet"}],
    )
    serial: int | None = Field(
        None, ge=1, title="总期号", description="总第几期；不知道就不写。\nThe issue's serial number."
    )
    corrected: Moment | None = Field(
        None,
        title="更正时间",
        description="已发行的一期改动后重新出版，写改动的日期或日期与时刻；电子书的识别号不变，修改日期改为此时，"
        "阅读器据此更新。时区写在后面，如 +08:00；不写是世界时。\n"
        "When an issue that had been published was corrected; its EPUB keeps its identifier and takes this as its modified date. "
        "A time zone stands behind, such as +08:00; without one it is UTC.",
        examples=["2023-01-06 15:30+08:00"],
    )
    pages: Annotated[tuple[PageKeys, ...], AfterValidator(_some_pages)] = Field(
        title="版面",
        description="版面列表；按版次排列，书写次序不限。\nThe pages; they are put in the order of their numbers.",
    )


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
    Annotated[Words, Tag(_PLAIN)] | Annotated[WeightKeys, Tag(_KEYED)], Discriminator(_shape)
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
        description="语言标记（BCP 47）。\nThe language tag.",
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


#: Chinese names of keys: those of the imprint are accepted, the others only suggested.
ALIASES = {
    "标题": "title", "主题": "title", "题目": "title", "主标题": "title", "编号": "id", "引题": "kicker", "眉题": "kicker",
    "肩题": "kicker", "副题": "deck", "副标题": "deck", "提要": "summary", "摘要": "summary", "署名": "byline", "作者": "byline",
    "记者": "byline", "电头": "dateline", "专栏": "column", "栏目": "column", "体裁": "kind", "类型": "kind", "轻重": "priority",
    "优先级": "priority", "图片": "images", "配图": "images", "编者按": "editor_note", "来源": "source", "正文": "body",
    "内容": "body", "文件": "src", "图片说明": "caption", "图注": "caption", "摄影": "credit", "替代文字": "alt", "焦点": "focal",
    "版次": "number", "版号": "number", "版名": "name", "报名": "name", "名称": "name", "姓名": "name", "身份": "role",
    "稿件": "articles", "文章": "articles", "广告": "ads", "责任编辑": "credits", "规格": "size", "日期": "date",
    "期号": "serial", "总期号": "serial", "版面": "pages", "语言": "language", "开本": "format", "栏数": "columns",
    "字数": "characters", "字号": "body", "行距": "leading", "宽": "width", "高": "height", "版权": "imprint", "报头": "masthead",
    "字体": "fonts", "宋": "song", "宋体": "song", "黑": "hei", "黑体": "hei",
    "楷": "kai", "楷体": "kai", "仿宋": "fang", "仿宋体": "fang",
    "报头语": "slogan", "报头图": "nameplate", "输出": "outputs", "成品": "outputs", "headline": "title", "subtitle": "deck",
    "author": "byline", "authors": "byline", "content": "body", "text": "body", "image": "images", "pictures": "images",
    "朗读": "audio", "录音": "audio", "朗读者": "narrator",
    "file": "src", "path": "src", "url": "src", "lang": "language", "section": "name",
}  # fmt: skip

#: Chinese names that the imprint's keys may be written by.
IMPRINT_ALIASES = {
    "国内统一连续出版物号": "cn", "刊号": "cn", "国内刊号": "cn", "国内统一刊号": "cn", "国际标准连续出版物号": "issn",
    "邮发代号": "postal_code", "主管": "authority", "主管单位": "authority", "主办": "sponsor", "主办单位": "sponsor",
    "出版": "publisher", "出版单位": "publisher", "总编辑": "editor_in_chief", "总编": "editor_in_chief", "地址": "address",
    "社址": "address", "邮编": "postcode", "邮政编码": "postcode", "电话": "phone", "电子邮箱": "email", "邮箱": "email",
    "网址": "website", "印刷": "printer", "印刷单位": "printer", "零售价": "price", "定价": "price", "广告许可": "licence",
    "广告许可证": "licence", "广告经营许可证": "licence", "创刊": "founded", "创刊日期": "founded", "说明": "note",
}  # fmt: skip
