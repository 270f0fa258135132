"""The benchmark's edition: one seed, one edition, and the same words and pictures for every engine."""

import html
import re
from pathlib import Path

import pytest
from PIL import Image

from bench import columns, corpus, manifest, typst_source
from bench.edition import Size, draw
from bench.photographs import photograph
from publisher import manifest as reader
from publisher.text.reading import reading_text

EDITIONS = Path(__file__).parents[2] / "editions"


@pytest.fixture(scope="module")
def text():
    return corpus.sentences(EDITIONS)


def test_the_text_is_that_of_the_editions(text):
    assert len(text) == len(set(text)) > 100
    articles = [
        article
        for folder in reader.find_editions(EDITIONS)
        for article in reader.load(folder.folder).edition.articles
    ]
    whole = "\n".join(string for article in articles for string in reading_text(article))
    assert all(sentence in whole for sentence in text)
    assert all(sentence.count("“") == sentence.count("”") for sentence in text)


def test_a_folder_without_editions_has_no_text(tmp_path):
    with pytest.raises(ValueError, match="no sentences"):
        corpus.sentences(tmp_path)


def test_one_seed_draws_one_edition(text):
    assert draw(Size.of(8), text, 1) == draw(Size.of(8), text, 1)
    assert draw(Size.of(8), text, 1) != draw(Size.of(8), text, 2)


@pytest.mark.parametrize(("pages", "articles", "photographs"), [(1, 5, 2), (8, 40, 12), (64, 320, 96)])
def test_an_edition_has_what_its_size_says(text, pages, articles, photographs):
    assert Size.of(pages) == Size(pages, articles, photographs)
    sheets = draw(Size.of(pages), text, 1)
    stories = [story for sheet in sheets for story in sheet.stories]
    pictured = [story.photograph.number for story in stories if story.photograph]
    assert (len(sheets), len(stories)) == (pages, articles)
    assert pictured == list(range(1, photographs + 1))
    assert all(story.characters >= 300 for story in stories)


def test_a_page_cannot_take_any_number_of_articles(text):
    with pytest.raises(ValueError, match="7 articles"):
        draw(Size(1, 7, 2), text, 1)


def test_photographs_are_the_same_every_time_and_differ_by_seed(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        photograph(seed, tmp_path / name, (60, 40))
    first, same, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == same != other
    with Image.open(tmp_path / "a") as picture:
        assert (picture.format, picture.size) == ("JPEG", (60, 40))


def test_a_photograph_weighs_what_press_pictures_weigh(tmp_path):
    photograph(1, tmp_path / "a.jpg")
    assert 300_000 < (tmp_path / "a.jpg").stat().st_size < 400_000


@pytest.fixture(scope="module")
def written(text, tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    sheets = draw(Size.of(1), text, 1)
    photographs = folder / "photographs"
    photographs.mkdir()
    for number in (1, 2):
        photograph(number, photographs / f"photo-{number:02d}.jpg", (60, 40))
    issue = manifest.write(sheets, photographs, folder / "editions")
    columns.write(sheets, photographs, folder / "edition.html")
    typst_source.write(sheets, photographs, folder / "edition.typ")
    return sheets, folder, issue


def test_our_manifest_holds_every_word_and_picture(written):
    sheets, _, issue = written
    loaded = reader.load(issue)
    assert loaded.findings == ()
    (page,) = loaded.edition.pages
    for article, story in zip(page.articles, sheets[0].stories, strict=True):
        strings = set(reading_text(article))
        assert {story.title, story.byline, *story.paragraphs} <= strings
        assert len(article.images) == (story.photograph is not None)


def test_html_and_typst_hold_every_word_and_picture(written):
    sheets, folder, _ = written
    page = html.unescape((folder / "edition.html").read_text(encoding="utf-8"))
    source = (folder / "edition.typ").read_text(encoding="utf-8")
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), source)
    for story in sheets[0].stories:
        for string in (story.title, story.kicker, story.byline, *story.paragraphs):
            assert string in page
            assert string in plain
    assert page.count("<img") == plain.count("#photo(") == 2
