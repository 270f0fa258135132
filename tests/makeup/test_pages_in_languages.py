"""Whole pages in four languages: headlines break between words, and every face speaks the language."""

from pathlib import Path

import pytest
from headlines import ENGLISH, JAPANESE, SIMPLIFIED, TRADITIONAL
from making import article, edition

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import spans
from publisher.model import Credit, Paragraph, Run
from publisher.text.reading import visible

TEXT = {
    "zh-Hans-CN": "图书馆里读书的人多了，馆长说：“这么安静，又这么多人，还是头一回。”全年借出3万册，增长4.1%。",
    "zh-Hant-TW": "圖書館裡讀書的人多了，館長說：「這麼安靜，又這麼多人，還是頭一回。」全年借出3萬冊，增加4.1%。",
    "ja": "図書館の利用者が増えた。館長は「これほど静かで、これほど人がいるのは初めて」と話す。貸出は3万冊、4.1％増。",
    "en-GB": "The reading room is fuller than ever. “It is quiet, and yet there is nowhere to sit,” said the librarian. "
    "Loans passed 30,000 and rose by 4.1% — or so the town — which pays for it — has been told. ",
}
HEADLINES = {"zh-Hans-CN": SIMPLIFIED, "zh-Hant-TW": TRADITIONAL, "ja": JAPANESE, "en-GB": ENGLISH}
LANGUAGES = list(HEADLINES)


def marked(language):
    return HEADLINES[language].strip().splitlines()[:8]


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    language = request.param
    heads = [line.replace("/", "").strip() for line in marked(language)]
    articles = tuple(
        article(
            f"a{number}",
            title=title,
            priority=min(number + 1, 4),
            kicker=heads[-1] if number == 0 else "",
            deck=(heads[-2],) if number == 0 else (),
            byline=(Credit(name="程龙"),),
            body=tuple(Paragraph(runs=(Run(text=TEXT[language] * (3 - number % 3)),)) for _ in range(4)),
        )
        for number, title in enumerate(heads[:6])
    )
    return language, make_up_issue(edition(articles, language=language))


def boxes(issue, *roles):
    for page in issue.pages:
        for module in page.modules:
            for element in module.elements:
                if getattr(element, "role", "") in roles:
                    yield element


def test_heads_break_where_words_end(made):
    language, issue = made
    ends = set()
    for line in marked(language):
        at = 0
        whole = visible(line.replace("/", ""))
        for piece in line.split("/"):
            at += len(visible(piece))
            ends.add((whole, at))
    seen = 0
    for box in boxes(issue, "headline", "kicker", "deck"):
        lines = [visible(line.text) for line in box.lines]
        for number in range(1, len(lines)):
            assert ("".join(lines), len("".join(lines[:number]))) in ends, lines
            seen += 1
    assert seen > 2


def test_each_face_has_the_shapes_of_the_language(made):
    language, issue = made
    regions = {"zh-Hans-CN": 2, "zh-Hant-TW": 3, "ja": 0, "en-GB": 2}
    files = {Path(face.path).stem.partition("-")[0] for face in issue.faces}
    assert files == {"NotoSerifCJK", "NotoSansCJK", *({"LXGWWenKai"} if language.startswith("zh") else ())}
    assert {face.index for face in issue.faces if "Noto" in face.path} == {regions[language]}


def test_decks_are_set_in_the_fang_and_bylines_in_the_kai(made):
    language, issue = made
    wanted = {"deck": "fang", "byline": "song" if language == "en-GB" else "kai"}
    for role, face in wanted.items():
        used = {span.style.face for box in boxes(issue, role) for span in spans(box)}
        assert used == {face}, role


def test_quotation_marks_are_narrow_in_western_text_alone(made):
    language, issue = made
    features = [
        span.feature for box in boxes(issue, "body") for span in spans(box) if {"“", "「"} & set(span.text)
    ]
    assert features
    assert all((feature == "pwid") == (language == "en-GB") for feature in features)


def test_a_dash_begins_no_line(made):
    _, issue = made
    starts = [line.text[0] for box in boxes(issue, "body") for line in box.lines if line.text]
    assert len(starts) > 20
    assert not {"—", "–", "…"} & set(starts)
