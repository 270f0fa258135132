"""The doctor: what it finds, what it calls missing, and how it says to get it."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from publisher import doctor, locale
from publisher.doctor import Check, Need, State, System
from publisher.typeset import fonts
from publisher.typeset.families import ROLES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def checks():
    return {check.id: check for check in doctor.examine()}


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without a font, a library or a program."""

    def refuse(name):
        raise OSError(name)

    monkeypatch.setattr(fonts, "find", lambda role: None)
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "_output", lambda command, seconds=20: None)
    return tmp_path


def program(folder, name, body):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("os_release", "name", "expected"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', "linux", System.APT),
        ("ID=linuxmint\nID_LIKE='ubuntu debian'\n", "linux", System.APT),
        ("ID=fedora\n", "linux", System.DNF),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "linux", System.DNF),
        ("ID=manjaro\nID_LIKE=arch\n", "linux", System.PACMAN),
        ("ID=alpine\n", "linux", System.APK),
        ("ID=plan9\nVARIANT_ID=debian\n", "linux", System.OTHER),
        ("", "win32", System.OTHER),
        ("", "darwin", System.BREW),
    ],
)
def test_the_system_is_told_by_its_package_manager(os_release, name, expected):
    assert doctor.system(os_release, name) is expected


def test_a_machine_that_runs_the_tests_lacks_nothing(checks):
    assert doctor.missing(checks.values(), tests=True) == ()


def test_what_is_found_tells_version_and_place(checks):
    assert checks["python"].found == f"{sys.version.split()[0]} {sys.executable}"
    assert checks["weasyprint"].found == "70.0"
    assert checks["pango"].found.startswith("1.")
    assert Path(checks["font-song-black"].found).is_file()
    assert checks["java"].found.endswith("java")
    assert all(not check.remedy for check in checks.values() if check.state is State.OK)


def test_every_face_of_the_shipped_style_is_examined(checks):
    assert {f"font-{role.key}" for role in ROLES} <= set(checks)


@pytest.mark.parametrize("where", System)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_missing_has_a_remedy_on_every_system(bare, monkeypatch, where, language):
    monkeypatch.setattr(locale, "LANGUAGE", language)
    lacking = [check for check in doctor.examine(where) if check.state is not State.OK]
    named = {check.id for check in lacking}
    assert named >= {"pango", "weasyprint", "font-song", "font-kai", "java", "pdftotext", "chromium"}
    assert all(check.remedy and not check.found for check in lacking)


def test_only_what_publishing_needs_stands_in_its_way(bare):
    lacking = doctor.missing(doctor.examine(System.APT))
    assert {check.need for check in lacking} == {Need.RUN}
    assert {"pango", "font-kai", "weasyprint"} <= {check.id for check in lacking}
    tests = doctor.missing(doctor.examine(System.APT), tests=True)
    assert {check.id for check in tests} - {check.id for check in lacking} == {
        "java",
        "pdftotext",
        "node",
        "npm",
        "ghostscript",
    }


def test_chromium_stands_in_nobodys_way():
    absent = Check(id="chromium", name="Chromium", need=Need.FEATURE, state=State.OPTIONAL_MISSING)
    assert doctor.missing([absent], tests=True) == ()


@pytest.mark.parametrize("where", [System.APT, System.DNF, System.PACMAN, System.APK])
def test_the_packages_that_are_named_are_the_ones_that_are_installed(bare, where):
    listed = {
        package
        for level in ("run", "test")
        for package in (ROOT / f"requirements/{where}-{level}.txt").read_text("utf-8").split()
    }
    remedies = [check.remedy for check in doctor.examine(where) if check.need is not Need.FEATURE]
    commands = [remedy.split()[2:] for remedy in remedies if remedy.startswith(doctor._INSTALL[where])]
    named = {package for command in commands for package in command}
    assert named
    assert named <= listed


def test_a_java_that_only_asks_to_be_installed_is_no_java(monkeypatch, tmp_path):
    program(tmp_path, "java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor._java(System.BREW).remedy == "brew install openjdk"


def test_a_java_tells_its_version_on_the_error_stream(monkeypatch, tmp_path):
    program(tmp_path, "java", """echo 'openjdk version "21.0.1" 2026-10-20' >&2""")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor._java(System.APT).found == f"21.0.1 {tmp_path}/java"


def test_a_program_that_fails_is_passed_over_for_the_next(monkeypatch, tmp_path):
    program(tmp_path, "chromium", "exit 1")
    program(tmp_path, "google-chrome", "echo Google Chrome 150.0.1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor._chromium(System.APT).found == f"150.0.1 {tmp_path}/google-chrome"


def test_a_program_that_hangs_is_given_up():
    assert doctor._output([sys.executable, "-c", "import time; time.sleep(60)"], 0.2) is None


def test_a_broken_weasyprint_does_not_take_the_doctor_along(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    assert doctor._weasyprint().state is State.MISSING


@pytest.mark.parametrize(("level", "status"), [("run", 0), ("test", 8)])
def test_the_setup_asks_the_doctor(tmp_path, level, status):
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/examine.py", level],
        env={"PATH": str(tmp_path), "EPAPER_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert [line.split(":")[1].strip() for line in done.stdout.splitlines()] == (
        ["Java", "pdftotext (Poppler)", "Node", "npm", "Ghostscript (ink in preflight)", "Chromium"]
        if status
        else []
    )
