from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PIL import ImageFile

from publisher.errors import PublishError
from publisher.model import Credit, Kind, Paragraph, Run, plain

from .building import EDITION, PUBLICATION, Case, make_case, picture

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


RICH = """\
---
id: work-report
title:
  - 加快打造
  - 人民城市建设标杆
kicker: 引题
deck: 副题
summary: |
  第一句
  第二句
byline:
  - 本报记者 程龙
  - {role: 摄影, name: 潘俊强}
dateline: 本报上海1月5日电
column: 007
kind: document
priority: 2
images:
  - src: images/x.png
    caption: 图*说*
    credit: 程龙 摄
    alt: 画面
    focal: [0.25, 1]
editor_note: 编者**按**
source: 2023-01-05
---
正文。
"""


def test_every_key_reaches_the_model(case: Case) -> None:
    case.write("articles/a.md", RICH)
    case.write("images/x.png", picture(size=(12, 8)))
    article = case.load().edition.articles[0]
    assert (article.id, article.title, article.headline) == (
        "work-report",
        ("加快打造", "人民城市建设标杆"),
        "加快打造\u3000人民城市建设标杆",
    )
    assert (article.kicker, article.deck, article.summary) == ("引题", ("副题",), ("第一句", "第二句"))
    assert article.byline == (Credit(name="本报记者 程龙"), Credit(name="潘俊强", role="摄影"))
    assert (article.dateline, article.column, article.source) == ("本报上海1月5日电", "007", "2023-01-05")
    assert (article.kind, article.priority) == (Kind.DOCUMENT, 2)
    image = article.images[0]
    assert (image.width, image.height, image.media_type, image.focal) == (12, 8, "image/png", (0.25, 1.0))
    assert (plain(image.caption), image.credit, image.alt) == ("图*说*", "程龙 摄", "画面")
    assert image.path.is_absolute()
    assert article.editor_note == (Paragraph(runs=(Run(text="编者"), Run(text="按", strong=True))),)
    assert (article.where.line, article.where.column) == (2, 1)


def test_edition_pickles(case: Case) -> None:
    edition = case.load().edition
    assert pickle.loads(pickle.dumps(edition)) == edition


def test_pages_are_sorted_and_weights_follow_the_order(case: Case) -> None:
    entries = "".join(f"      - {{title: 稿{n}, body: 文}}\n" for n in range(4))
    edition = (
        f"date: 2023-01-05\nserial: 8\npages:\n  - number: 10\n    name: 后\n    articles:\n{entries}"
        + EDITION.split("pages:\n")[1]
    )
    case.write("edition.yaml", edition)
    loaded = case.load().edition
    assert [page.folio for page in loaded.pages] == ["01", "10"]
    assert [(article.id, article.priority) for article in loaded.pages[1].articles] == [
        ("10-01", 1), ("10-02", 2), ("10-03", 3), ("10-04", 3)]  # fmt: skip
    assert (loaded.serial, loaded.date, loaded.stem) == (8, date(2023, 1, 5), "paper-2023-01-05")


def test_default_id_gives_way_to_one_written_by_hand(case: Case) -> None:
    case.write("edition.yaml", EDITION + "      - {title: 甲, body: 文, id: 01-01}\n")
    assert [article.id for article in case.load().edition.articles] == ["01-01-2", "01-01"]


def test_text_that_looks_like_something_else_stays_text(case: Case) -> None:
    case.write("edition.yaml", EDITION.replace("要闻", "yes"))
    case.write("articles/a.md", "---\ntitle: 007\ndeck: 1e3\nsource: no\ncolumn: 0x1F\nkicker: ~\n---\n文\n")
    edition = case.load().edition
    article = edition.articles[0]
    assert (edition.pages[0].name, article.title, article.deck) == ("yes", ("007",), ("1e3",))
    assert (article.source, article.column, article.kicker) == ("no", "0x1F", "")


def test_windows_line_ends_and_byte_order_mark(case: Case) -> None:
    case.write("edition.yaml", b"\xef\xbb\xbf" + EDITION.replace("\n", "\r\n").encode())
    case.write(
        "articles/a.md", b"\xef\xbb\xbf---\r\ntitle: \xe7\x94\xb2\r\n---\r\n\r\n![\xe4\xb9\x99](x.png)\r\n"
    )
    assert case.faults() == ["I-001 articles/a.md:5:1"]


def test_inline_body_has_places_in_edition_yaml(case: Case) -> None:
    case.write(
        "edition.yaml",
        EDITION + "      - title: 甲\n        body: |\n          乙\n\n          ![丙](x.png)\n",
    )
    assert case.faults() == ["I-001 edition.yaml:11:11"]


def test_credits_ads_and_imprint(case: Case) -> None:
    case.write("x.png", picture())
    case.write("../assets/logo.png", picture())
    case.write("../publication.yaml", PUBLICATION + "imprint: {刊号: CN 31, 零售价: 1元, sponsor: ~}\n"
               "masthead: {nameplate: logo.png}\n"
               "outputs: [epub, pdf, epub]\n")  # fmt: skip
    case.write("edition.yaml", EDITION + "    credits: {责任编辑: [甲, 乙], 版式: [], 校对: 丙}\n"
               "    ads: [{image: x.png, size: banner, alt: 广告}, {image: logo.png, size: half, alt: 广告}]\n")  # fmt: skip
    edition = case.load().edition
    page = edition.pages[0]
    assert page.credits == (("责任编辑", ("甲", "乙")), ("校对", ("丙",)))
    assert [ad.size for ad in page.ads] == ["banner", "half"]
    assert edition.publication.imprint == (("cn", "CN 31"), ("price", "1元"))
    assert edition.publication.outputs == ("epub", "pdf")
    assert edition.publication.masthead.nameplate is not None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("{}", (270, 390, 6, 11, 9, 12.15)),
        ("{format: broadsheet}", (390, 540, 8, 13, 9, 12.15)),
        (
            "{format: tabloid, columns: 6, characters: 11, body: 9pt, leading: 12.15pt}",
            (270, 390, 6, 11, 9, 12.15),
        ),
        ("{body: 10pt}", (270, 390, 6, 10, 10, 13.5)),
        ("{format: {width: 21cm, height: 29.7cm}}", (210, 297, 4, 14, 9, 12.15)),
        ("{columns: 5}", (270, 390, 5, 14, 9, 12.15)),
    ],
)
def test_page_formats(case: Case, page: str, expected: tuple[float, ...]) -> None:
    case.write("../publication.yaml", PUBLICATION + f"page: {page}\n")
    made = case.load().edition.publication.page
    assert (made.width, made.height, made.columns, made.characters, made.body, made.leading) == pytest.approx(
        expected
    )


def test_damaged_images_are_found_although_weasyprint_lets_them_pass(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = bytearray(picture("PNG", (200, 200)))
    whole[len(whole) // 2] ^= 0xFF
    case.write("images/x.png", bytes(whole))
    case.write("images/y.jpg", picture("JPEG", (300, 300))[:-2000])
    case.write("articles/a.md", "---\ntitle: 甲\n---\n![乙](images/x.png)\n\n![丙](images/y.jpg)\n")
    assert case.faults() == ["I-002 articles/a.md:4:1", "I-002 articles/a.md:6:1"]
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_formats(case: Case, kind: str, media_type: str) -> None:
    case.write("x.dat.png", picture(kind))
    case.write("articles/a.md", "---\ntitle: 甲\nimages: [{src: x.dat.png, alt: 乙}]\n---\n")
    image = case.load().edition.articles[0].images[0]
    assert (image.media_type, image.width) == (f"image/{media_type}", 12)


def test_turned_photograph_has_the_size_that_is_seen(case: Case) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    case.write("x.jpg", picture("JPEG", (40, 20), exif=exif))
    case.write("articles/a.md", "---\ntitle: 甲\nimages: [{src: x.jpg, alt: 乙}]\n---\n")
    image = case.load().edition.articles[0].images[0]
    assert (image.width, image.height) == (20, 40)


def test_what_lies_behind_a_fault_is_looked_at_too(case: Case) -> None:
    """One run tells all: an id that is doubled, a chart and pictures that are wrong, in mappings with other faults."""
    case.write(
        "edition.yaml",
        "date: 2023-01-05\npages:\n  - number: 1\n    name: 版\n    articles:\n"
        "      - {id: a, title: 甲, body: 正文}\n"
        "      - {id: a, titel: 乙, body: 正文}\n"
        "      - {title: 丙, kind: song, body: 文, images: [{src: images/none.png}]}\n"
        "      - title: ''\n        body: |\n          文\n\n"
        "          ```chart\n          type: pie\n          data: {a: 1}\n          ```\n"
        "    ads: [{image: images/gone.png, size: huge}]\n",
    )
    with pytest.raises(PublishError) as caught:
        case.load()
    rules = [finding.rule for finding in caught.value.findings]
    assert {"M-002", "M-003", "M-008", "M-004", "A-005", "I-001"} <= set(rules)
    assert rules.count("I-001") == 2
    assert "A-006" not in rules


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023-01-06", datetime(2023, 1, 6, tzinfo=UTC)),
        ("2023-01-05 15:30", datetime(2023, 1, 5, 15, 30, tzinfo=UTC)),
        ("2023-01-05T23:30:10+08:00", datetime(2023, 1, 5, 15, 30, 10, tzinfo=UTC)),
        # Of the same morning in Beijing, when the day had not begun in Greenwich: later than the issue, which began with it.
        ("2023-01-05 06:30+08:00", datetime(2023, 1, 5, 0, 0, 1, tzinfo=UTC)),
        ("'2023-01-05 23:30 +08:00'", datetime(2023, 1, 5, 15, 30, tzinfo=UTC)),
    ],
)
def test_when_an_issue_was_corrected(case: Case, written: str, meant: datetime) -> None:
    case.write("edition.yaml", EDITION.replace("pages:", f"corrected: {written}\npages:"))
    assert case.load().edition.modified == meant
