"""Reading aloud: overlays that say each sentence in its time, the sound itself, and what the package tells of both."""

from __future__ import annotations

import hashlib
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import pytest
from facsimile_edition import printed, sheets
from generated.articles import Wish
from generated.articles import write as write_article
from readers import systems, validators
from rich_edition import CHARTS, article, edition, page, page_pictures, para, rich
from sounds import even, m4a, mp3, opus

from publisher.errors import ExitCode, PublishError
from publisher.labels import labels
from publisher.model import Kind
from publisher.outputs.epub import GENERIC, PROFILES, facsimile, write
from publisher.outputs.epub.plan import plan
from publisher.recording import Cue, Recording
from publisher.text.markup import clean
from publisher.text.reading import visible
from publisher.text.spoken import spoken_sentences

SMIL = "{http://www.w3.org/ns/SMIL}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
KINDS = {
    "audio/mpeg": ("mp3", mp3),
    "audio/mp4": ("m4a", m4a),
    "audio/ogg; codecs=opus": ("opus", opus),
}


def epubcheck(path):
    """Return the messages of EPUBCheck, without the usage that only says that a book has a typeface of its own."""
    return [message for message in validators.epubcheck(path) if message[1] != "CSS-028"]


def recording(folder, milliseconds, times=(), kind="audio/mpeg", **fields):
    ending, make = KINDS[kind]
    content = make(milliseconds)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest[:8]}.{ending}"
    path.write_bytes(content)
    return Recording(
        src=path.name, path=path, digest=digest, media_type=kind, duration=milliseconds,
        cues=tuple(Cue(start=start, end=end) for start, end in times), **fields,
    )  # fmt: skip


def read_aloud(made, folder):
    """Give every article of an edition a recording with a time to each sentence, of another length each."""
    count = iter(range(len(made.articles)))

    def heard(one):
        times = even(len(spoken_sentences(one)), 400 + next(count))
        return replace(one, audio=recording(folder, times[-1][1] if times else 1000, times))

    pages = tuple(replace(one, articles=tuple(map(heard, one.articles))) for one in made.pages)
    return replace(made, pages=pages)


def sentence_ids(tree):
    names = (span.get("id") or "" for span in tree.iter(f"{XHTML}span"))
    return [name for name in names if re.fullmatch(r"s\d+-\d+", name)]


def metas(built):
    found = built.tree("package.opf").iter(f"{OPF}meta")
    return [(meta.get("property"), meta.get("refines"), meta.text) for meta in found]


def values(built, name):
    return [text for property_, _, text in metas(built) if property_ == name]


@pytest.fixture(scope="module")
def aloud(tmp_path_factory):
    folder = tmp_path_factory.mktemp("aloud")
    return read_aloud(rich(folder), folder), folder


def test_a_book_that_is_read_aloud_is_valid(tmp_path):
    """Every kind of sound, with times and without, and an article that is not read."""
    one = article("a", "标题", (para("一句。两句！"), *CHARTS[:1]))
    times = even(len(spoken_sentences(one)))
    timed = [
        replace(one, id=f"timed-{at}", audio=recording(tmp_path, 4000, times, kind, narrator="程龙"))
        for at, kind in enumerate(KINDS)
    ]
    whole = [
        replace(one, id=f"whole-{at}", audio=recording(tmp_path, 3000, kind=kind))
        for at, kind in enumerate(KINDS)
    ]
    write(edition(tmp_path, page(1, one, *timed, *whole)), tmp_path / "made.epub", {})
    assert epubcheck(tmp_path / "made.epub") == []


def test_everything_that_an_article_can_hold_is_read_aloud_in_a_valid_book(aloud, opened):
    made, folder = aloud
    write(made, folder / "rich.epub", page_pictures())
    built = opened(made, folder / "rich.epub")
    assert epubcheck(folder / "rich.epub") == []
    files = [name for name in built.names if name.endswith(".smil")]
    assert len(files) == len(made.articles)
    for name in files:
        smil = built.tree(name.removeprefix("EPUB/"))
        text = name.rpartition("/")[2].replace(".smil", ".xhtml")
        said = [element.get("src") for element in smil.iter(f"{SMIL}text")]
        names = sentence_ids(built.tree(f"text/{text}")) or ["story"]
        assert said == [f"{text}#{name}" for name in names]


def test_the_sentences_that_are_counted_are_those_of_the_book(built):
    for entry in plan(built.edition, labels("zh-Hans-CN"), ()).articles:
        one, tree = entry.article, built.tree(f"text/{entry.file}")
        spans = {span.get("id"): span for span in tree.iter(f"{XHTML}span")}
        found = ["".join(spans[name].itertext()) for name in sentence_ids(tree)]
        # A reading 注音 is in the element, and no part of the sentence as an editor knows it.
        assert [visible(text.replace("hàn", "")) for text in found] == [
            visible(clean(text)) for text in spoken_sentences(one)
        ]


def test_the_sentences_of_generated_articles_are_counted_as_the_book_has_them(build, tmp_path):
    dice = random.Random(7)
    articles = [
        write_article(
            Wish(
                name=f"{kind}-{at}",
                kind=kind,
                length=dice.randint(60, 1500),
                headline=14,
                priority=2,
            ),
            dice,
            tmp_path,
        )
        for kind in Kind
        for at in range(3)
    ]
    built = build(edition(tmp_path, page(1, *articles)))
    for one in articles:
        assert len(sentence_ids(built.tree(f"text/{one.id}.xhtml"))) == len(spoken_sentences(one))


def test_foliate_reads_every_sentence_of_the_issue_aloud_in_its_order(aloud):
    made, folder = aloud
    write(made, folder / "played.epub", page_pictures())
    expected = []
    with zipfile.ZipFile(folder / "played.epub") as book:
        for entry in plan(made, labels("zh-Hans-CN"), ()).articles:
            file = f"EPUB/text/{entry.file}"
            names = sentence_ids(ET.fromstring(book.read(file)))
            expected += [[file, name, "span"] for name in names] or [[file, "story", "article"]]
    sounds = [one.audio for one in made.articles]
    longest = max(sound.duration for sound in sounds) / 1000
    read = systems.read_aloud(folder / "played.epub", longest)
    assert read["failed"] == ""
    assert read["found"] == expected
    assert read["active"] == "-epub-media-overlay-active"
    assert read["duration"] == pytest.approx(sum(sound.duration for sound in sounds) / 1000)


def test_each_sentence_is_said_in_its_time(build, tmp_path):
    sound = recording(tmp_path, 9000, ((0, 1250), (2000, 3000), (3000, 60_005)))
    made = build(edition(tmp_path, page(1, article("a", "标题", (para("一句。两句！"),), audio=sound))))
    smil = made.tree("text/a.smil")
    assert smil.find(f"{SMIL}body").get(f"{OPS}textref") == "a.xhtml#story"
    pars = [(par[0].get("src"), *par[1].attrib.values()) for par in smil.iter(f"{SMIL}par")]
    file = f"../audio/{sound.digest[:16]}.mp3"
    assert pars == [
        ("a.xhtml#s1-1", file, "0.000s", "1.250s"),
        ("a.xhtml#s2-1", file, "2.000s", "3.000s"),
        ("a.xhtml#s2-2", file, "3.000s", "60.005s"),
    ]


def test_without_times_the_whole_article_is_one(build, tmp_path):
    sound = recording(tmp_path, 9000)
    made = build(edition(tmp_path, page(1, article("a", "标题", (para("一句。两句！"),), audio=sound))))
    (par,) = made.tree("text/a.smil").iter(f"{SMIL}par")
    assert par[0].get("src") == "a.xhtml#story"
    assert par[1].attrib == {"src": f"../audio/{sound.digest[:16]}.mp3"}
    (story,) = (one for one in made.tree("text/a.xhtml").iter() if one.get("id") == "story")
    assert story.tag == f"{XHTML}article"
    assert values(made, "media:duration") == ["9.000s", "9.000s"]


def test_footnotes_can_be_skipped(aloud, opened):
    made, folder = aloud
    write(made, folder / "notes.epub", {})
    smil = opened(made, folder / "notes.epub").tree("text/01-01.smil")
    notes = list(smil.iter(f"{SMIL}seq"))
    assert notes
    assert {note.get(f"{OPS}type") for note in notes} == {"footnote"}
    assert notes[0].get(f"{OPS}textref") == "01-01.xhtml#note-1"


def test_the_package_tells_what_is_read_how_long_and_by_whom(build, tmp_path):
    shared = recording(tmp_path, 5000, narrator="程龙")
    one, two = (
        article("a", audio=shared, body=(para("文。"),)),
        article("b", audio=shared, body=(para("文。"),)),
    )
    timed = article("c", "题", (para("文。"),), audio=recording(tmp_path, 9000, ((0, 500), (1000, 2250))))
    made = build(edition(tmp_path, page(1, one, two, timed)))
    items = {item.get("href"): item for item in made.tree("package.opf").iter(f"{OPF}item")}
    overlays = [items[f"text/{name}.xhtml"].get("media-overlay") for name in "abc"]
    assert [items[f"text/{name}.smil"].get("id") for name in "abc"] == overlays
    assert items["nav.xhtml"].get("media-overlay") is None
    durations = [(refines, text) for name, refines, text in metas(made) if name == "media:duration"]
    times = ("5.000s", "5.000s", "1.750s")
    assert durations == [
        *((f"#{uid}", time) for uid, time in zip(overlays, times, strict=True)),
        (None, "11.750s"),
    ]
    assert values(made, "media:active-class") == ["-epub-media-overlay-active"]
    assert values(made, "media:narrator") == ["程龙"]
    sounds = [name for name in made.names if "/audio/" in name]
    assert len(sounds) == 2
    assert {made.archive.getinfo(name).compress_type for name in sounds} == {0}
    assert made.read(f"audio/{shared.digest[:16]}.mp3") == shared.path.read_bytes()


def test_what_is_read_is_framed_in_the_ink_of_the_text(built, build, tmp_path):
    sound = recording(tmp_path, 3000)
    made = build(edition(tmp_path, page(1, article("a", audio=sound, body=(para("文。"),)))))
    style = made.read("styles/epub.css").decode()
    assert "overlay" not in built.read("styles/epub.css").decode()
    (rule,) = re.findall(r"^\.-epub-media-overlay-active \{(.*)\}", style, re.MULTILINE)
    assert "currentColor" in rule
    assert "background" not in rule
    assert not re.search(r"(^|[ ;])color:", rule)


@pytest.mark.parametrize(
    ("parts", "sufficient"),
    [
        ((True, True), "auditory"),
        ((True, False), None),
        ((True, "chart"), "auditory,visual"),
        ((False, False), None),
    ],
)
def test_no_more_is_claimed_than_can_be_heard(build, tmp_path, parts, sufficient):
    sound = recording(tmp_path, 3000)
    articles = [
        article(
            str(at),
            "题",
            (para("文。"), *(CHARTS[:1] if part == "chart" else ())),
            audio=sound if part else None,
        )
        for at, part in enumerate(parts)
    ]
    made = build(edition(tmp_path, page(1, *articles)))
    heard = any(parts)
    assert ("auditory" in values(made, "schema:accessMode")) is heard
    unheard = ["noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard"]
    assert values(made, "schema:accessibilityHazard") == (unheard if heard else ["none"])
    assert ("synchronizedAudioText" in values(made, "schema:accessibilityFeature")) is heard
    claimed = [text for text in values(made, "schema:accessModeSufficient") if "auditory" in text]
    assert claimed == ([sufficient] if sufficient else [])
    assert ("朗读" in values(made, "schema:accessibilitySummary")[0]) is heard


@pytest.mark.parametrize("name", PROFILES)
def test_readers_that_play_nothing_carry_nothing(aloud, opened, name):
    made, folder = aloud
    path = folder / f"profile-{name}.epub"
    write(made, path, {}, profile=PROFILES[name])
    built = opened(made, path)
    silent = name in {"kindle", "kobo"}
    for part in (".smil", "/audio/"):
        assert any(part in file for file in built.names) is not silent
    assert bool(values(built, "media:duration")) is not silent
    assert ("auditory" in values(built, "schema:accessMode")) is not silent
    # The others have the same overlays as the generic book, or as few as this one.
    assert name != "kobo" or epubcheck(path) == []


def test_the_facsimile_is_not_read_aloud(tmp_path, opened):
    plain, issue = printed(tmp_path)
    made = read_aloud(plain, tmp_path)
    facsimile.write(made, tmp_path / "facsimile.epub", sheets(), issue.pages)
    built = opened(made, tmp_path / "facsimile.epub")
    assert not any(".smil" in name or "/audio/" in name for name in built.names)
    assert "auditory" not in values(built, "schema:accessMode")


def test_the_same_recordings_make_the_same_book(aloud):
    made, folder = aloud
    for name in ("one.epub", "two.epub"):
        write(made, folder / name, page_pictures(), profile=GENERIC)
    assert (folder / "one.epub").read_bytes() == (folder / "two.epub").read_bytes()


def test_a_recording_that_is_gone_leaves_no_half_book(tmp_path):
    sound = recording(tmp_path, 3000)
    sound.path.unlink()
    made = edition(tmp_path, page(1, article("a", audio=sound, body=(para("文。"),))))
    with pytest.raises(PublishError) as caught:
        write(made, tmp_path / "made.epub", {})
    assert caught.value.code is ExitCode.OUTPUT
    assert [finding.rule for finding in caught.value.findings] == ["O-001"]
    assert not (tmp_path / "made.epub").exists()


def test_no_overlay_is_made_of_cues_that_do_not_fit(build, tmp_path):
    sound = recording(tmp_path, 3000, even(7, 100))
    with pytest.raises(ValueError, match="argument"):
        build(edition(tmp_path, page(1, article("a", "题", (para("文。"),), audio=sound))))


def test_a_hundred_thousand_sentences_are_read_aloud(build, tmp_path):
    count = 100_000
    sound = recording(tmp_path, 60_000, even(count, 1))
    # The headline is the first of them.
    body = (*(para("文。" * 1000) for _ in range(count // 1000 - 1)), para("文。" * 999))
    made = build(edition(tmp_path, page(1, article("a", "题", body, audio=sound))))
    assert len(list(ET.fromstring(made.read("text/a.smil")).iter(f"{SMIL}par"))) == count


@pytest.mark.proof
def test_a_book_that_is_read_aloud_is_accessible(aloud, tmp_path):
    write(aloud[0], tmp_path / "aloud.epub", page_pictures())
    assert validators.ace(tmp_path / "aloud.epub", tmp_path / "report") == []
