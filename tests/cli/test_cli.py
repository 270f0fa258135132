"""The command line as its users meet it: words, exit codes, and where they are written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words, cwd=ROOT, **env):
    done = subprocess.run(
        [sys.executable, "-m", "publisher", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "EPAPER_LANG": "zh", "COLUMNS": "120", **env},
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture
def small(tmp_path):
    """A paper that the program itself has begun."""
    assert run("new", "2024-03-01", "--paper", "small", "--name", "小报", cwd=tmp_path).returncode == 0
    return tmp_path


def test_new_check_build(small):
    assert "清单无误" in run("check", "2024-03-01", cwd=small).stdout
    done = run("2024-03-01", "--format", "pdf,epub", cwd=small)
    assert done.returncode == 0, done.stderr
    folder = small / "dist" / "small" / "2024-03-01"
    assert (folder / "small-2024-03-01.pdf").is_file()
    assert "small-2024-03-01.epub" in done.stdout
    assert "版面" in done.stdout


def test_the_edition_pdf_alone(small):
    done = run("2024-03-01", "--pdf-only", cwd=small)
    assert done.returncode == 0, done.stderr
    folder = small / "dist" / "small" / "2024-03-01"
    assert sorted(path.name for path in folder.iterdir()) == ["report.json", "small-2024-03-01.pdf"]
    assert "pages/" not in done.stdout
    assert run("2024-03-01", "--pdf-only", "--format", "epub", cwd=small).returncode == 2


def test_short_and_long_form_are_one(small):
    first = run("2024-03-01", "--format", "epub", "--json", cwd=small)
    second = run("build", "2024-03-01", "--format", "epub", "--json", cwd=small)
    one, two = json.loads(first.stdout), json.loads(second.stdout)
    assert one["outputs"] == two["outputs"] == {"epub": "small-2024-03-01.epub"}
    assert "━" not in first.stdout


def test_options_may_come_before_the_date(small):
    assert run("--format", "epub", "--paper", "small", "2024-03-01", "-q", cwd=small).returncode == 0


def test_plain_has_no_ornament(small):
    done = run("2024-03-01", "-f", "pdf", "--plain", cwd=small)
    assert done.returncode == 0
    assert not set("━│┃╭\x1b") & set(done.stdout + done.stderr)
    assert done.stdout.splitlines()[0].split("\t")[0].endswith(".pdf")


def test_a_mistyped_command_is_named():
    done = run("bild", "2023-01-05")
    assert done.returncode == 2
    assert "bild" in done.stderr
    assert "build" in done.stderr


def test_a_time_out_says_one_thing(small):
    done = run("2024-03-01", "-f", "pdf", "--timeout", "1", cwd=small)
    if done.returncode:
        assert done.returncode == 6
        assert [line.split()[1] for line in done.stderr.splitlines()[:-1]] == ["O-002"]
    assert "Process" not in done.stderr


@pytest.mark.parametrize(("end", "by"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)])
def test_an_interrupt_leaves_nothing_and_says_so(small, end, by):
    for _ in range(8):
        code, told = interrupted(small, end, by)
        if not any((small / "dist").rglob("report.json")):
            break
        # On a busy machine all may be done before the signal comes, and it ends an interpreter that is shutting down.
        shutil.rmtree(small / "dist")
    # Interrupted within exec(), as when a data class is made, CPython ends by the signal: a shell calls both 130.
    assert code in {130, -signal.SIGINT}
    assert "Traceback" not in told
    assert not (small / "dist").exists() or not any((small / "dist").rglob("*"))


def interrupted(small, end, by):
    """End the program while it paints; return its exit code and what it said."""
    words = [sys.executable, "-m", "publisher", "2024-03-01"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "EPAPER_LANG": "zh"}
    process = subprocess.Popen(
        words,
        cwd=small,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for _ in range(3000):
        if any((small / "dist").glob("small/.*/pages")):
            break
        time.sleep(0.01)
    end(process.pid, by)
    _, told = process.communicate(timeout=30)
    return process.returncode, told


def test_quiet_says_nothing(small):
    done = run("2024-03-01", "-f", "pdf", "-q", cwd=small)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("words", [("-f", "pdf,web"), ("--pdf-only",), ()])
def test_sheets_of_no_press_are_refused(small, words):
    done = run("2024-03-01", *words, "--impose", cwd=small)
    assert done.returncode == 2
    assert "--impose" in done.stderr
    assert not (small / "dist").exists()


@pytest.mark.parametrize("words", [("-f", "pdf,web"), ("--pdf-only",)])
def test_a_profile_of_no_book_is_refused(small, words):
    done = run("2024-03-01", *words, "--profile", "kobo", cwd=small)
    assert done.returncode == 2
    assert "--profile" in done.stderr
    assert not (small / "dist").exists()


def test_all_errors_at_once_with_their_places(small):
    edition = small / "editions" / "small" / "2024-03-01" / "edition.yaml"
    edition.write_text(
        "date: 2024-03-01\npages:\n  - number: 1\n    nmae: 要闻\n"
        "    articles: [articles/none.md]\n  - number: 1\n    articles: []\n",
        encoding="utf-8",
    )
    done = run("2024-03-01", cwd=small)
    assert done.returncode == 3
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert any("edition.yaml:4:5" in line and "M-002" in line and "name" in line for line in lines)
    assert any("M-010" in line and "edition.yaml:5:" in line for line in lines)
    assert not (small / "dist").exists()
    record = json.loads(run("check", "2024-03-01", "--json", cwd=small).stdout)
    assert record["exit"] == 3
    assert {"M-002", "M-010"} <= {item["rule"] for item in record["findings"]}


def test_check_looks_for_the_typefaces_that_the_paper_chose(small):
    path = small / "editions" / "small" / "publication.yaml"
    path.write_text(path.read_text("utf-8") + "\nfonts: {song: No Such Song}\n", "utf-8")
    done = run("check", "2024-03-01", cwd=small)
    assert done.returncode == 3
    assert "publication.yaml:" in done.stderr
    assert "T-003" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2023-13-45",), 2),
        (("2023-01-05", "--format", "docx"), 2),
        (("2023-01-05", "--frmat", "pdf"), 2),
        (("2019-09-09",), 4),
        (("2023-01-05", "--editions", "nowhere"), 4),
        (("check", "2023-01-05", "--paper", "nobody"), 4),
        (("import", "README.md"), 4),
        (("import", "nowhere.txt"), 4),
        (("schema", "novel"), 2),
    ],
)
def test_exit_codes(words, code):
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip()


def test_two_papers_on_a_day_must_be_told_apart(small):
    assert run("new", "2024-03-01", "--paper", "other", cwd=small).returncode == 0
    done = run("2024-03-01", cwd=small)
    assert done.returncode == 2
    assert "--paper" in done.stderr
    assert "other" in done.stderr
    assert run("check", "2024-03-01", "--paper", "other", cwd=small).returncode == 0


def test_new_does_not_overwrite(small):
    assert run("new", "2024-03-01", "--paper", "small", cwd=small).returncode == 2


def test_import_shows_and_writes(small):
    capture = ROOT / "tests" / "importers" / "yangpu-times-2023-01-05-page-02.txt"
    shown = run("import", capture, cwd=small)
    assert shown.returncode == 0
    assert "title: 加快打造人民城市建设标杆" in shown.stdout
    assert "U-002" in shown.stderr
    target = small / "report.md"
    assert run("import", capture, "--to", target, cwd=small).returncode == 0
    assert target.read_text(encoding="utf-8") == shown.stdout
    again = run("import", capture, "--to", target, cwd=small)
    assert again.returncode == 2
    assert "U-004" in again.stderr


def test_schema_prints_and_writes(tmp_path):
    schema = json.loads(run("schema", "article").stdout)
    assert "title" in schema["properties"]
    assert run("schema", "--to", tmp_path / "schemas").returncode == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        "publication.schema.json",
        "edition.schema.json",
        "article.schema.json",
    }


def test_doctor_names_what_there_is():
    done = run("doctor", "--json")
    checks = {item["id"]: item for item in json.loads(done.stdout)["checks"]}
    assert done.returncode == 0
    assert checks["font-song"]["state"] == "ok"
    assert {"python", "java", "chromium"} <= set(checks)


def test_the_program_speaks_english_too(small):
    done = run("check", "2024-03-01", cwd=small, EPAPER_LANG="en")
    assert "the manifest is sound" in done.stdout


def test_help_has_examples():
    assert "epaper-publish 2023-01-05" in run("--help").stdout
    for command in ("build", "check", "new", "import", "schema"):
        assert "epaper-publish" in run(command, "--help").stdout


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m publisher schema article | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in done.stderr
