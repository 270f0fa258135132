import uharfbuzz as hb
from rich_edition import publication, rich

from publisher.errors import ExitCode, Position, PublishError
from publisher.model import Typeface
from publisher.outputs.epub import typeface
from publisher.outputs.epub.typeface import headline_typeface
from publisher.typeset.fonts import Metrics, faces

XHTML = "{http://www.w3.org/1999/xhtml}"


def characters(content):
    return {chr(code) for code in hb.Face(content).unicodes}


def test_headlines_bring_their_face_and_no_more(built):
    assert 'src: url("../fonts/headline.otf")' in built.read("styles/epub.css").decode()
    held = characters(built.read("fonts/headline.otf"))
    shown = set()
    for name in built.names:
        if name.endswith(".xhtml"):
            for element in built.tree(name.removeprefix("EPUB/")).iter():
                if element.tag == f"{XHTML}h1" or element.get("class") == "headline":
                    shown |= set("".join(element.itertext()))
    paper = built.edition.publication
    metrics = Metrics(faces(paper.language)["song-black"], paper.language)
    assert held >= {char for char in shown if metrics.has(char)}
    assert held <= shown | set("".join(built.tree("nav.xhtml").itertext()))
    assert len(built.read("fonts/headline.otf")) < 1000 * len(held)


def test_the_style_speaks_of_no_face_that_is_not_there(tmp_path, build, monkeypatch):
    def missing(*_):
        raise PublishError((), ExitCode.MISSING)

    monkeypatch.setattr(typeface, "faces", missing)
    made = build(rich(tmp_path))
    assert not any("fonts/" in name for name in made.names)
    assert b"font-face" not in made.read("styles/epub.css")


def test_a_headline_in_no_script_of_the_face_brings_none(tmp_path):
    assert headline_typeface(publication(tmp_path), ["\U000f0000", " "]) is None


def test_a_chosen_face_of_another_format_is_called_what_it_is(tmp_path):
    paper = publication(
        tmp_path, fonts=(Typeface(role="song", where=Position("publication.yaml"), family="LXGW WenKai"),)
    )
    made = headline_typeface(paper, ["图书馆"])
    assert (made.name, made.media_type) == ("fonts/headline.ttf", "font/ttf")
    assert characters(made.content) == set("图书馆")


def test_the_facsimile_has_none(facsimile_built):
    assert not any("fonts/" in name for name in facsimile_built.names)
