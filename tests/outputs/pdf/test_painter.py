"""The painter reads nothing but what it may, and cannot hang or bring down the program."""

import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.errors import ExitCode, PublishError
from publisher.outputs import pdf
from publisher.outputs.pdf.archive import Archive
from publisher.outputs.pdf.child import Painters, paint_in_child
from publisher.outputs.pdf.painter import PaintJob, readable
from publisher.outputs.pdf.settext import Texts
from publisher.typeset.fonts import faces, subset

HTML = "<!DOCTYPE html><html lang='zh-CN'><head><title>t</title></head><body>{}</body></html>"


@pytest.fixture
def job(tmp_path):
    work = tmp_path / "work"
    (work / "fonts").mkdir(parents=True)
    (tmp_path / "pages").mkdir()
    # The painter sees no other fonts than the edition's, and cannot work without any.
    (work / "fonts" / "hei.otf").write_bytes(subset(faces("zh-Hans-CN")["hei"], "hello x字 t"))
    return PaintJob(
        html=HTML.format("<p>hello</p>"),
        texts=Texts({}, ()),
        work=work,
        allowed=(work,),
        target=tmp_path / "out.pdf",
        pages=tmp_path / "pages",
        folios=("01",),
        identifier=b"0123456789abcdef",
        archive=Archive(paper="报", name="paper-2023-01-05", issue="", labels=("第01版",)),
    )


def paint(job, **options):
    return paint_in_child(job, **{"timeout": 60.0, "progress": lambda step: None, **options})


SECRET = "the words of a file that is none of ours"


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="{url}">',
        '<a rel="attachment" href="{url}">x</a>',
        '<img src="{url}" alt="x">',
        '<style>@import url("{url}");</style>',
        '<style>p::before {{content: url("{url}")}}</style>',
        '<style>@font-face {{font-family: x; src: url("{url}")}} p {{font-family: x}}</style>',
        '<object data="{url}"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}"/></svg>',
    ],
)
@pytest.mark.parametrize("url", ["file", "http://127.0.0.1:9/x.png"])
def test_nothing_else_is_read(job, tmp_path, markup, url):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    address = secret.as_uri() if url == "file" else url
    try:
        told = paint(replace(job, html=HTML.format("<p>hello</p>" + markup.format(url=address))))
    except PublishError as error:
        # Of a refused attachment the painter dies; that ends the run, and nothing is read either.
        told = (
            ["refused"]
            if {item.rule for item in error.findings} == {"O-007"} and "attachment" in markup
            else []
        )
    assert SECRET.encode() not in job.target.read_bytes()
    # Of a refused font or object it says nothing.
    assert any("refused" in message for message in told) or "font-face" in markup or "<object" in markup


def test_what_may_be_read(tmp_path):
    inside, outside = tmp_path / "a" / "x.png", tmp_path / "b.png"
    inside.parent.mkdir()
    inside.touch()
    outside.touch()
    (tmp_path / "a" / "way-out.png").symlink_to(outside)
    allowed = (tmp_path / "a",)
    assert readable(inside.as_uri(), allowed)
    for url in (
        outside.as_uri(),
        (tmp_path / "a" / ".." / "b.png").as_uri(),
        (tmp_path / "a" / "way-out.png").as_uri(),
        (tmp_path / "a" / "none.png").as_uri(),
        (tmp_path / "a").as_uri(),
        "file://other-host" + str(inside),
        "http://example.org/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "data:text/html,x",
    ):
        assert not readable(url, allowed), url
    assert readable("data:image/png;base64,AAAA", allowed)


def test_a_run_that_takes_too_long_is_stopped(job):
    slow = HTML.format(
        "<table>" + "<tr>" + "<td>x</td>" * 300 + "</tr>" * 1 + "</table>" + "<p>" + "字 " * 400_000 + "</p>"
    )
    started = time.monotonic()
    with pytest.raises(PublishError) as caught:
        paint(replace(job, html=slow), timeout=2.0)
    assert caught.value.code == ExitCode.OUTPUT
    assert [item.rule for item in caught.value.findings] == ["O-002"]
    assert time.monotonic() - started < 10


def test_a_file_that_cannot_be_written_is_said(job, tmp_path):
    with pytest.raises(PublishError) as caught:
        paint(replace(job, target=tmp_path / "nowhere" / "out.pdf"))
    assert [item.rule for item in caught.value.findings] == ["O-001"]


def test_a_child_that_fails_is_said(job):
    with pytest.raises(PublishError) as caught:
        paint(replace(job, folios=("01", "02", "03")))
    assert [item.rule for item in caught.value.findings] == ["O-007"]
    assert caught.value.code == ExitCode.OUTPUT


def test_complaints_come_back(job):
    told = paint(replace(job, html=HTML.format("<style>p {unknown-thing: 1}</style><p>x</p>")))
    assert any("unknown-thing" in message for message in told)
    assert Path(job.pages / "01.png").exists()


# Painters at the ready


@pytest.fixture
def painters():
    ready = Painters()
    ready.make_ready()
    yield ready
    ready.dismiss()


def painted(job, painting, folder):
    folder.mkdir()
    job = replace(job, target=folder / "out.pdf", pages=folder)
    painting(job, timeout=60.0, progress=lambda step: None)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_one_that_waited_paints_the_same(job, painters, tmp_path):
    alone = painted(job, paint_in_child, tmp_path / "alone")
    for count in range(3):
        assert painted(job, painters.paint, tmp_path / str(count)) == alone, "also when none waits any more"


def test_pages_alone_and_pictures_that_are_not_compressed(job, painters):
    for rough in (True, False):
        steps = []
        painters.paint(replace(job, target=None, rough=rough), timeout=60.0, progress=steps.append)
        assert steps == ["layout", "01"]
        kind = "ppm" if rough else "png"
        assert sorted(path.name for path in job.pages.iterdir()) == ["01.pdf", f"01.{kind}"]
        with (
            Image.open(job.pages / f"01.{kind}") as found,
            Image.open(BytesIO(pdf.picture(job.pages / "01.pdf"))) as drawn,
        ):
            assert found.tobytes() == drawn.tobytes()
        if not rough:
            assert (job.pages / "01.png").read_bytes() == pdf.picture(job.pages / "01.pdf")
        (job.pages / f"01.{kind}").unlink()


def test_one_that_waits_for_a_run_goes_when_it_ends(job, tmp_path):
    with Painters() as painters:
        painters.make_ready(1)
        (waiting,) = painters._ready
        assert painted(job, painters.paint, tmp_path / "first")
        painters.make_ready(1)
        (other,) = painters._ready
    assert waiting is not other
    assert all(child._process.poll() is not None for child in (waiting, other))


def test_those_that_are_sent_home_leave_nothing(job, painters):
    waiting = list(painters._ready)
    painters.dismiss()
    assert all(child._process.poll() is not None for child in waiting)


def test_one_that_is_at_work_can_be_sent_home(job, painters):
    def progress(step):
        painters.dismiss()

    with pytest.raises(PublishError) as caught:
        painters.paint(job, timeout=60.0, progress=progress)
    assert caught.value.findings[0].rule == "O-004"


def test_one_without_a_parent_goes(tmp_path):
    code = (
        "import os; from publisher.outputs.pdf.child import Painters; painters = Painters(); painters.make_ready();"
        "print(*(child._process.pid for child in painters._ready), flush=True); os._exit(0)"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    for pid in done.stdout.split():
        for _ in range(600):
            if not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes():
                break
            time.sleep(0.1)
        else:
            raise AssertionError(pid)
    assert done.stderr == ""
