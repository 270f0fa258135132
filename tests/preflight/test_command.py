"""``epaper-publish preflight``: words, exit codes, JSON and the proof sheet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pdfs import content, examined, saved, sound

from publisher.preflight.sheet import sheet
from publisher.pressroom import Limits

ROOT = Path(__file__).parents[2]


def run(*words, cwd=ROOT, **env):
    done = subprocess.run(
        [sys.executable, "-m", "publisher", "preflight", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "EPAPER_LANG": "zh", "COLUMNS": "140", **env},
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    saved(sound(), folder / "sound.pdf")
    content(folder / "red.pdf", "1 0 0 rg 9 9 90 90 re f")
    content(folder / "thin.pdf", "0 0 0 1 k 9 9 90 0.1 re f")
    return folder


def test_a_sound_file_passes(files):
    done = run(files / "sound.pdf", "--press", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "可以付印" in done.stdout
    assert "100.0 × 120.0" in done.stdout


def test_errors_end_it_with_7_and_warnings_under_strict(files):
    done = run(files / "red.pdf", "--no-ink")
    assert done.returncode == 7
    assert "错误 F-016 第1版" in done.stderr
    assert "没有写出" not in done.stderr
    assert "不能付印" in done.stdout
    assert run(files / "thin.pdf", "--no-ink").returncode == 0
    assert run(files / "thin.pdf", "--no-ink", "--strict").returncode == 7


def test_english(files):
    assert "error F-016 page 1" in run(files / "red.pdf", "--no-ink", EPAPER_LANG="en").stderr


def test_json(files):
    done = run(files / "red.pdf", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit"], told["passed"]) == (7, 7, False)
    (fault,) = told["faults"]
    assert (fault["rule"], fault["page"], fault["count"]) == ("F-016", 1, 1)
    assert len(fault["places"][0]) == 4
    assert told["pages"][0]["ink"]["coverage"].keys() == {"Cyan", "Magenta", "Yellow", "Black"}


def test_a_file_that_cannot_be_opened_is_4_and_a_wrong_word_2(files):
    done = run(files / "none.pdf")
    assert done.returncode == 4
    assert "F-001" in done.stderr
    assert run().returncode == 2
    assert run(files / "sound.pdf", "--colour").returncode == 2


def test_the_limits_of_a_paper(files, tmp_path):
    paper = tmp_path / "editions" / "small"
    paper.mkdir(parents=True)
    text = "id: small\nname: 小报\npress:\n  bleed: 5mm\n  waivers:\n    - {rule: F-016, reason: 客户要求}\n"
    (paper / "publication.yaml").write_text(text, "utf-8")
    done = run(files / "red.pdf", "--paper", "small", "--no-ink", cwd=tmp_path)
    assert done.returncode == 0
    assert "F-012" in done.stderr
    assert "已豁免：客户要求" in done.stderr
    unknown = run(files / "red.pdf", "--paper", "other", cwd=tmp_path)
    assert unknown.returncode == 4
    assert "small" in unknown.stderr
    (paper / "publication.yaml").write_text("id: small\nname: 小报\npress: {bleed: much}\n", "utf-8")
    assert run(files / "red.pdf", "--paper", "small", cwd=tmp_path).returncode == 3


def test_the_proof_sheet_needs_no_other_file(files, tmp_path):
    done = run(files / "red.pdf", "--html", tmp_path / "sheet.html")
    assert done.returncode == 7
    text = (tmp_path / "sheet.html").read_text("utf-8")
    assert text.count("data:image/jpeg") == text.count("data:image/png") == 1
    assert "F-016" in text
    assert 'class="mark error"' in text
    assert "http" not in text
    # On a telephone each figure bears its head.
    assert text.count("data-head=") == 11
    again = tmp_path / "again.html"
    run(files / "red.pdf", "--html", again)
    assert again.read_text("utf-8") == text
    assert run(files / "red.pdf", "--html", tmp_path).returncode == 6


def test_the_proof_sheet_escapes_what_a_file_says(tmp_path):
    path = content(tmp_path / "<script>.pdf", "1 0 0 rg 9 9 90 90 re f")
    text = sheet(examined(path), Limits())
    assert "<script>" not in text
