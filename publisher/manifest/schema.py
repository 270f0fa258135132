"""The schema of the manifests 清单结构: every key, its field term, and what it takes.

From here come validation, the JSON Schemas and the manifest reference. A key's ``title`` is its Chinese field
term; its ``description`` has a Chinese and an English line. Those of publication.yaml stand in
:mod:`publisher.manifest.publication_keys`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Tag

from publisher.locale import say
from publisher.manifest.audio_keys import AudioKeys
from publisher.manifest.fields import (
    Day,
    FilledLines,
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
from publisher.manifest.keys import KEYED, PLAIN, Keys, shape
from publisher.manifest.layout_keys import LayoutKeys
from publisher.model import Kind

AdSize: TypeAlias = Literal["banner", "full", "half", "third", "quarter", "eighth", "strip"]
Paper: TypeAlias = Literal["tabloid", "broadsheet"]
Fraction: TypeAlias = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


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
        Annotated[Annotated[Words, Tag(PLAIN)] | Annotated[CreditKeys, Tag(KEYED)], Discriminator(shape)],
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
        Annotated[Annotated[Words, Tag(PLAIN)] | Annotated[AudioKeys, Tag(KEYED)], Discriminator(shape)]
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
            Annotated[Words, Tag(PLAIN)] | Annotated[InlineArticleKeys, Tag(KEYED)], Discriminator(shape)
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
        Annotated[Paper, Tag(PLAIN)] | Annotated[SizeKeys, Tag(KEYED)], Discriminator(shape)
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
