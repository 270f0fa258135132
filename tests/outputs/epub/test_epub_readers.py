"""Reading systems find in the book what the edition holds: contents, pages, landmarks, links and text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from readers import systems, wanted
from readers.validators import ace, epubcheck
from rich_edition import page_pictures, rich

from publisher.manifest import load
from publisher.outputs.epub import write

EDITIONS = Path(__file__).parents[3] / "editions"
BOOKS = (
    "rich",
    *sorted(path.parent.relative_to(EDITIONS).as_posix() for path in EDITIONS.glob("*/*/edition.yaml")),
)
SCRIPTED = ("foliate", "epubjs", "readium")
ALL = (*SCRIPTED, "mupdf", pytest.param("calibre", marks=pytest.mark.proof))


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """Return an edition by its name, and its book."""

    @lru_cache
    def make(name):
        folder = tmp_path_factory.mktemp("readers")
        made = rich(folder) if name == "rich" else load(EDITIONS / name).edition
        write(made, folder / "book.epub", page_pictures() if name == "rich" else {})
        return made, folder / "book.epub"

    return make


@pytest.fixture(scope="session")
def read(book):
    """Return the edition, and what a reading system finds in its book."""

    @lru_cache
    def reading(system, name):
        made, path = book(name)
        left = (wanted.ADDED,) if system in SCRIPTED else ()
        return made, getattr(systems, system)(path, *left)

    return reading


@pytest.fixture(scope="session")
def read_old(book):
    """Return the edition, and what a reading system finds in its book when it knows EPUB 2 alone."""

    @lru_cache
    def reading(system, name):
        made, path = book(name)
        return made, getattr(systems, system)(wanted.aged(path, path.with_name("old.epub")))

    return reading


def titles(reading):
    return [
        (title, [leaf for leaf, _, below in leaves if not below]) for title, _, leaves in reading.contents
    ]


def addresses(reading):
    return [address for _, _, leaves in reading.contents for _, address, _ in leaves]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", ALL)
def test_contents_are_pages_and_their_articles(read, system, name):
    made, reading = read(system, name)
    assert titles(reading) == wanted.contents(made)


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", SCRIPTED)
def test_each_article_of_the_contents_leads_to_all_its_text(read, system, name):
    made, reading = read(system, name)
    found = [wanted.without_units(reading.texts[address], made) for address in addresses(reading)]
    assert found == [wanted.without_units(wanted.article_text(article), made) for article in made.articles]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", SCRIPTED)
def test_the_spine_is_read_whole_and_in_order(read, book, system, name):
    _, reading = read(system, name)
    assert list(reading.texts) == list(wanted.spine(book(name)[1]))


@pytest.mark.parametrize("name", BOOKS)
def test_mupdf_shows_every_character_and_nothing_that_is_hidden(read, book, name):
    _, reading = read("mupdf", name)
    documents = wanted.spine(book(name)[1]).values()
    assert [wanted.visible(text) for text in reading.texts.values()] == [
        wanted.shown(document) for document in documents
    ]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", SCRIPTED)
def test_pages_are_those_of_the_print(read, system, name):
    made, reading = read(system, name)
    # epub.js takes a label for a number, and 第01版 begins with none.
    labels = ["NaN"] * len(made.pages) if system == "epubjs" else wanted.pages(made)
    assert [label for label, _ in reading.pages] == labels
    starts = [address for _, address, _ in reading.contents]
    assert [address.partition("#")[0] for _, address in reading.pages] == starts


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", [*SCRIPTED, ALL[-1]])
def test_landmarks_lead_to_cover_contents_and_beginning(read, system, name):
    made, reading = read(system, name)
    assert [(kind, title) for kind, title, _ in reading.landmarks] == wanted.landmarks(made)
    assert reading.landmarks[-1][2] == reading.contents[0][1]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", [*SCRIPTED, ALL[-1]])
def test_every_link_leads_to_a_place(read, book, system, name):
    _, reading = read(system, name)
    assert [link for link in reading.links if not link[2]] == []
    known = wanted.spine(book(name)[1])
    inward = [
        (path, link.get("href"))
        for path, document in known.items()
        for link in document.iter(f"{wanted.XHTML}a")
        if ":" not in link.get("href")
    ]
    assert sorted(path for path, _, _ in reading.links) == sorted(path for path, _ in inward)


@pytest.mark.parametrize("name", BOOKS)
def test_every_link_that_mupdf_shows_leads_to_its_document(read, book, name):
    _, reading = read("mupdf", name)
    documents = wanted.spine(book(name)[1])
    chapters = {path: str(at) for at, path in enumerate(documents)}
    # MuPDF takes an address of mail for a place in the book, and finds none.
    found = {(start, end) for start, end, placed in reading.links if placed}
    assert found == {(chapters[start], chapters[end]) for start, end in wanted.inward(documents)}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("system", [system for system in ALL if system != "epubjs"])
def test_title_and_series_are_told(read, system, name):
    made, reading = read(system, name)
    assert made.publication.name in reading.title
    assert reading.series in ("" if system == "mupdf" else made.publication.name)


@pytest.mark.parametrize("name", ["rich", BOOKS[-1]])
@pytest.mark.parametrize("system", ALL)
def test_an_old_system_finds_the_same_contents(read, read_old, system, name):
    made, old = read_old(system, name)
    _, new = read(system, name)
    assert titles(old) == wanted.contents(made)
    assert addresses(old) == addresses(new)


@pytest.mark.parametrize("name", ["rich", BOOKS[-1]])
@pytest.mark.parametrize("system", ["foliate", "readium", ALL[-1]])
def test_an_old_system_finds_the_pages(read_old, system, name):
    made, old = read_old(system, name)
    # calibre tells the number of a page, not its label.
    labels = [str(page.number) for page in made.pages] if system == "calibre" else wanted.pages(made)
    assert [label for label, _ in old.pages] == labels


@pytest.mark.parametrize(
    "name", [*(pytest.param(name, marks=pytest.mark.proof) for name in BOOKS[1:-1]), BOOKS[-1]]
)
def test_epubcheck_has_nothing_to_say_of_the_samples(book, name):
    assert epubcheck(book(name)[1]) == []


@pytest.mark.proof
@pytest.mark.parametrize("name", BOOKS[1:])
def test_ace_finds_no_violation_in_the_samples(book, name, tmp_path):
    assert ace(book(name)[1], tmp_path / "report") == []
