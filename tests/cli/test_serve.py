"""The command ``serve`` as its users meet it: what stands in the way is said in plain words, and it ends quietly."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def environment(**more):
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), *filter(None, sys.path))),
        "EPAPER_LANG": "en",
        "COLUMNS": "120",
        **more,
    }


def serve(*words, cwd, **env):
    done = subprocess.run(
        [sys.executable, "-m", "publisher", "serve", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment(**env),
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_nothing_built_yet(tmp_path):
    done = serve(cwd=tmp_path)
    assert done.returncode == 4
    assert "build an issue first" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_no_such_date_and_no_date(tmp_path):
    assert serve("2024-13-41", cwd=ROOT).returncode == 2
    done = serve("2001-01-01", "--watch", cwd=ROOT)
    assert (done.returncode, "M-015" in done.stderr) == (4, True)
    done = serve("--watch", "--editions", tmp_path, cwd=tmp_path)
    assert (done.returncode, "M-015" in done.stderr) == (4, True)


def test_a_newspaper_that_there_is_not(tmp_path):
    for folder in ("sample-times/2024-03-20/web", "sample-times"):
        (tmp_path / "dist" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / folder / "index.html").touch()
    done = serve("-p", "sample-tmies", cwd=tmp_path)
    assert (done.returncode, "M-015" in done.stderr) == (4, True)
    assert "sample-tmies" in done.stderr
    done = serve("-p", "sample-dialy", "--watch", cwd=ROOT)
    assert (done.returncode, "M-015" in done.stderr) == (4, True)
    assert "sample-daily" in done.stderr, "what may be meant is named"


def test_a_port_that_is_taken_and_a_host_that_is_not_ours(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = serve("2023-01-05", "--port", taken.getsockname()[1], "--out", tmp_path, cwd=ROOT)
    assert done.returncode == 6
    assert "--port" in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is built in vain"
    done = serve("2023-01-05", "--host", "192.0.2.1", "--out", tmp_path, cwd=ROOT)
    assert (done.returncode, "O-030" in done.stderr) == (6, True)


def test_without_the_extra_it_says_how_to_install_it(tmp_path):
    """Python finds none of its libraries; everything else is there."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name in {'starlette', 'uvicorn', 'watchfiles'} else find(name, *more)\n"
    )
    path = os.pathsep.join((str(tmp_path), str(ROOT), *filter(None, sys.path)))
    done = serve("2023-01-05", "--out", tmp_path / "dist", cwd=ROOT, PYTHONPATH=path)
    assert done.returncode == 8
    assert "make serve" in done.stderr
    assert "epaper-publish[serve]" in done.stderr
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_shows_what_is_there_until_it_is_ended(tmp_path, how):
    (tmp_path / "index.html").write_text("<!DOCTYPE html><html><head></head><body>paper</body></html>")
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "serve", "--out", str(tmp_path), "--port", "0", "--plain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())[0]
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
        process.send_signal(how)
        out, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert "paper" in page
    assert "reload.js" not in page
    assert (process.returncode, out, errors) == (130, "stopped\n", "")
