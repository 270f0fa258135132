"""The words that an output adds for its reader 栏目用语, in the edition's own language.

They stand beside the articles' text (folio, navigation, jumps, imprint). What the program says to
its *user* is in ``locale``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.text.languages import Variety, spaced, variety
from publisher.text.reading import count_characters, count_words

if TYPE_CHECKING:
    from publisher.model import Article

#: The imprint's keys 版权事项 in the order of printing, with their labels in simplified and
#: traditional Chinese, Japanese and English.
_IMPRINT: dict[str, tuple[str, str, str, str]] = {
    "cn": ("国内统一连续出版物号", "國內統一連續出版物號", "中国国内統一刊行物番号", "CN serial number"),
    "issn": ("国际标准连续出版物号", "國際標準期刊號", "ISSN", "ISSN"),
    "postal_code": ("邮发代号", "郵發代號", "郵便発行コード", "Postal subscription code"),
    "authority": ("主管", "主管", "主管", "Supervised by"),
    "sponsor": ("主办", "主辦", "主催", "Sponsored by"),
    "publisher": ("出版", "出版", "発行", "Published by"),
    "editor_in_chief": ("总编辑", "總編輯", "編集長", "Editor-in-chief"),
    "address": ("地址", "地址", "住所", "Address"),
    "postcode": ("邮编", "郵遞區號", "郵便番号", "Postcode"),
    "phone": ("电话", "電話", "電話", "Telephone"),
    "email": ("电子邮箱", "電子郵箱", "メール", "E-mail"),
    "website": ("网址", "網址", "ウェブサイト", "Website"),
    "printer": ("印刷", "印刷", "印刷", "Printed by"),
    "price": ("零售价", "零售價", "定価", "Price"),
    "licence": ("广告许可", "廣告許可", "広告許可", "Advertising licence"),
    "founded": ("创刊", "創刊", "創刊", "Founded"),
    "note": ("说明", "說明", "備考", "Note"),
}
_COLUMN = {Variety.HANS: 0, Variety.HANT: 1, Variety.JA: 2, Variety.EN: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one language; patterns hold ``{}`` for a number or a name that a method fills in.

    Where a language has a form for one thing and another for several, a bar parts them: ``{} page|{} pages``.

    Attributes:
        counted: what an article's length is counted in, ``characters`` 字数 or ``words``.
        length_pattern: the length of an article, in what is counted.
        previous, next, this_page, contents: the links of an article 上一篇, 下一篇, 本版, 目录.
        previous_page, next_page: the links of a page 上一版, 下一版.
        refers: the list on the front page that leads inside 导读.
        continuation: the name of a page that takes what found no room on its own 续版.
        cover, start, page_list, landmarks: parts of a book's navigation 封面, 正文, 版面, 导航标志.
        imprint_title, issue_date, newspaper: the colophon 版权信息.
        page_picture: the picture of a printed page 版面图; ``{}`` is its folio.
        back_pattern: leads from a footnote back to its call; ``{}`` is the note's label.
        colon, comma: between a label and its words, and between names.
        quote: how a title is quoted.
        stops: between the items of a row, and between sentences, where a chart is told in words.
        accessibility, accessibility_fixed: what a book, and a facsimile, says of its own accessibility 无障碍说明.
        accessibility_heard: what a book with recordings says besides.
        facsimile_pattern: the title of the facsimile 原版版面; ``{}`` is the issue's.
        print_pattern: the printed issue, from which a book has its pages 印刷版; ``{}`` is the issue's title.
        back_to_page: leads from an article's text back to the printed page 返回版面.
        home, skip, headlines, page_pdf: the links of a web page 首页, 跳到正文, 本版标题, 本版PDF.
        text_size, larger, smaller: its control of the type size 字号.
    """

    variety: Variety
    page_pattern: str
    to_pattern: str
    from_pattern: str
    counted: str
    length_pattern: str
    minutes_pattern: str
    serial_pattern: str
    pages_pattern: str
    page_picture: str
    back_pattern: str
    previous: str
    next: str
    previous_page: str
    next_page: str
    this_page: str
    contents: str
    refers: str
    continuation: str
    cover: str
    start: str
    page_list: str
    landmarks: str
    imprint_title: str
    issue_date: str
    newspaper: str
    article: str
    summary: str
    editor_note: str
    key_facts: str
    notes: str
    source: str
    picture: str
    chart: str
    advertisement: str
    unit: str
    colon: str
    comma: str
    quote: str
    stops: tuple[str, str]
    accessibility: str
    accessibility_fixed: str
    accessibility_heard: str
    facsimile_pattern: str
    print_pattern: str
    back_to_page: str
    home: str
    skip: str
    headlines: str
    page_pdf: str
    text_size: str
    larger: str
    smaller: str
    progress_pattern: str

    def folio(self, number: int) -> str:
        """Return the number of a page as print bears it: 02 in Chinese, 2 in English."""
        return f"{number:02d}" if self.variety.han else str(number)

    def page(self, number: int) -> str:
        """Return the folio as spoken: 第02版, ``Page 2``."""
        return self.page_pattern.format(self.folio(number))

    def page_named(self, number: int, name: str) -> str:
        """Return folio and name of a page: 第02版：特刊两会; the folio alone when the page bears no name."""
        return f"{self.page(number)}{self.colon}{name}" if name else self.page(number)

    def continued_to(self, number: int) -> str:
        """Return the jump line 转版 at the foot of the first part: 下转第03版."""
        return self.to_pattern.format(self.folio(number))

    def continued_from(self, number: int) -> str:
        """Return the jump line at the head of the continuation: 上接第02版."""
        return self.from_pattern.format(self.folio(number))

    def count(self, article: Article) -> int:
        """Return how long an article is, in what the language counts."""
        return count_words(article) if self.counted == "words" else count_characters(article)

    def length(self, article: Article) -> str:
        """Return an article's length 字数 as its readers count it: 4497字, ``2,310 words``."""
        return self._counted(self.length_pattern, self.count(article))

    def minutes(self, count: int) -> str:
        """Return how long an article takes to read 阅读时间: 约4分钟."""
        return self.minutes_pattern.format(count)

    def progress(self, at: int, count: int) -> str:
        """Return how far into the issue an article stands 阅读进度: 第5/41篇."""
        return self.progress_pattern.format(at, count)

    def serial(self, number: int) -> str:
        """Return the serial number of the issue 总期号: 总第1024期."""
        return self.serial_pattern.format(number)

    def pages(self, count: int) -> str:
        """Return how many pages the issue has: 今日4版."""
        return self._counted(self.pages_pattern, count)

    def labelled(self, label: str, words: str) -> str:
        """Return ``label`` and ``words`` with the language's colon between them: 来源：新华社."""
        return f"{label}{self.colon}{words}"

    def names(self, names: tuple[str, ...]) -> str:
        """Return several names in a row, parted as the language parts them: 程龙、潘俊强."""
        return self.comma.join(names)

    def imprint(self, key: str) -> str:
        """Return the label of an imprint key 版权事项, or the key itself if it is not known."""
        known = _IMPRINT.get(key)
        return known[_COLUMN[self.variety]] if known else key

    def _counted(self, pattern: str, count: int) -> str:
        one, _, several = pattern.partition("|")
        form = several if several and count != 1 else one
        return form.format(str(count) if self.variety.han else f"{count:,}")


_HANS = Labels(
    variety=Variety.HANS, page_pattern="第{}版", to_pattern="下转第{}版", from_pattern="上接第{}版",
    counted="characters", length_pattern="{}字", minutes_pattern="约{}分钟", serial_pattern="总第{}期", pages_pattern="今日{}版",
    page_picture="{}版面图", back_pattern="返回正文注{}", previous="上一篇", next="下一篇",
    previous_page="上一版", next_page="下一版", this_page="本版", contents="目录", refers="导读",
    continuation="续版",
    cover="封面", start="正文",
    page_list="版面", landmarks="导航标志", imprint_title="版权信息",
    issue_date="出版日期", newspaper="报纸", article="稿件", summary="提要", editor_note="编者按",
    key_facts="要点", notes="注释", source="来源", picture="图片", chart="图表", advertisement="广告",
    unit="单位", colon="：", comma="、", quote="《{}》", stops=("；", "。"),
    accessibility="正文为可重排文字，按阅读顺序排列；"
    "目录分版面、文章两级，并列出与印刷版一致的版面。",
    accessibility_fixed="固定版式，字号不能改变。版面是印刷版的图片，图下有按阅读顺序排列的文字；"
    "各篇稿件另有文字页，可从版面点开。目录分版面、文章两级，并列出与印刷版一致的版面。",
    accessibility_heard="有朗读录音的稿件，录音与文字同步。",
    facsimile_pattern="{}（原版版面）", print_pattern="{}（印刷版）", back_to_page="返回版面",
    home="首页", skip="跳到正文", headlines="本版标题", page_pdf="本版PDF", text_size="字号",
    larger="放大字号", smaller="缩小字号", progress_pattern="第{}/{}篇",
)  # fmt: skip
_HANT = Labels(
    variety=Variety.HANT, page_pattern="第{}版", to_pattern="下轉第{}版", from_pattern="上接第{}版",
    counted="characters", length_pattern="{}字", minutes_pattern="約{}分鐘", serial_pattern="總第{}期", pages_pattern="今日{}版",
    page_picture="{}版面圖", back_pattern="返回正文註{}", previous="上一篇", next="下一篇",
    previous_page="上一版", next_page="下一版", this_page="本版", contents="目錄", refers="導讀",
    continuation="續版",
    cover="封面", start="正文",
    page_list="版面", landmarks="導覽標誌", imprint_title="版權資訊",
    issue_date="出版日期", newspaper="報紙", article="稿件", summary="提要", editor_note="編者按",
    key_facts="要點", notes="註釋", source="來源", picture="圖片", chart="圖表", advertisement="廣告",
    unit="單位", colon="：", comma="、", quote="《{}》", stops=("；", "。"),
    accessibility="正文為可重排文字，依閱讀順序排列；"
    "目錄分版面、文章兩級，並列出與印刷版一致的版面。",
    accessibility_fixed="固定版式，字級不能改變。版面是印刷版的圖片，圖下有依閱讀順序排列的文字；"
    "各篇稿件另有文字頁，可從版面點開。目錄分版面、文章兩級，並列出與印刷版一致的版面。",
    accessibility_heard="有朗讀錄音的稿件，錄音與文字同步。",
    facsimile_pattern="{}（原版版面）", print_pattern="{}（印刷版）", back_to_page="返回版面",
    home="首頁", skip="跳到正文", headlines="本版標題", page_pdf="本版PDF", text_size="字級",
    larger="放大字級", smaller="縮小字級", progress_pattern="第{}/{}篇",
)  # fmt: skip
_JA = Labels(
    variety=Variety.JA, page_pattern="第{}面", to_pattern="第{}面へ続く", from_pattern="第{}面から続く",
    counted="characters", length_pattern="{}字", minutes_pattern="約{}分", serial_pattern="通算第{}号", pages_pattern="全{}面",
    page_picture="{}の紙面", back_pattern="本文の注{}へ戻る", previous="前の記事", next="次の記事",
    previous_page="前の面", next_page="次の面", this_page="この面", contents="目次", refers="紙面案内",
    continuation="続き",
    cover="表紙", start="本文",
    page_list="紙面", landmarks="ランドマーク", imprint_title="奥付",
    issue_date="発行日", newspaper="新聞", article="記事", summary="要旨", editor_note="編集部注",
    key_facts="要点", notes="注", source="出典", picture="写真", chart="図表", advertisement="広告",
    unit="単位", colon="：", comma="、", quote="「{}」", stops=("；", "。"),
    accessibility="本文はリフロー可能なテキストで、読む順に並ぶ。"
    "目次は紙面と記事の二段で、印刷版の紙面一覧を備える。",
    accessibility_fixed="固定レイアウトで、文字の大きさは変えられない。紙面は印刷版の画像で、その下に読む順のテキストがある。"
    "各記事は文字のページでも読め、紙面から開ける。目次は紙面と記事の二段で、印刷版の紙面一覧を備える。",
    accessibility_heard="朗読のある記事では、音声と本文が同期する。",
    facsimile_pattern="{}（紙面イメージ）", print_pattern="{}（印刷版）", back_to_page="紙面へ戻る",
    home="トップ", skip="本文へ進む", headlines="この面の見出し", page_pdf="この面のPDF",
    text_size="文字サイズ", larger="文字を大きく", smaller="文字を小さく", progress_pattern="{}／{}本目",
)  # fmt: skip
_EN = Labels(
    variety=Variety.EN, page_pattern="Page {}", to_pattern="Continued on page {}",
    from_pattern="Continued from page {}", counted="words", length_pattern="{} word|{} words",
    minutes_pattern="about {} min", serial_pattern="No. {}",
    pages_pattern="{} page|{} pages", page_picture="{} as printed", back_pattern="Back to note {} in the text",
    previous="Previous", next="Next", previous_page="Previous page", next_page="Next page",
    this_page="This page", contents="Contents", refers="Inside",
    continuation="Continued", cover="Cover",
    start="Start of the issue", page_list="Pages", landmarks="Landmarks", imprint_title="Imprint",
    issue_date="Date of issue", newspaper="Newspaper", article="Article", summary="Summary",
    editor_note="Editor’s note", key_facts="Key facts", notes="Notes", source="Source", picture="Picture",
    chart="Chart", advertisement="Advertisement", unit="Unit", colon=": ", comma=", ", quote="“{}”", stops=("; ", ". "),
    accessibility="Reflowable text in reading order, with contents by page and article, "
    "and the pages of the printed issue.",
    accessibility_fixed="Fixed layout: the size of type cannot be changed. The printed pages are pictures with their text "
    "behind them in reading order; every article also has pages of text, reached from the printed page. "
    "Contents by page and article, and the pages of the printed issue.",
    accessibility_heard=" Articles with a recording are read aloud in step with their text.",
    facsimile_pattern="{} (facsimile)", print_pattern="{} (print edition)", back_to_page="Back to the page",
    home="Home", skip="Skip to content", headlines="Headlines", page_pdf="Page as PDF", text_size="Text size",
    larger="Larger text", smaller="Smaller text", progress_pattern="Article {} of {}",
)  # fmt: skip
#: For languages that part no words, which are served in English.
_EN_UNSPACED = replace(_EN, counted="characters", length_pattern="{} character|{} characters")
_ALL = {labels_.variety: labels_ for labels_ in (_HANS, _HANT, _JA, _EN)}


def labels(language: str) -> Labels:
    """Return the words for a BCP 47 tag; a language that the program does not speak is served in English."""
    found = _ALL[variety(language)]
    return found if found is not _EN or spaced(language) else _EN_UNSPACED
