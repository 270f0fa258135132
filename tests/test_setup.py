"""The two commands on a machine that lacks things: Makefile, ``scripts/setup.sh`` and ``.ci/run``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = (
    *("cat", "chmod", "cp", "cut", "dirname", "env", "find", "flock", "grep", "head", "ls", "mkdir"),
    *("mktemp", "mv", "rm", "sed", "sh", "sha256sum", "sleep", "tr", "unzip", "xargs"),
)

# ---- the Makefile ----


def make(*words):
    # The flags of the make that runs these tests are not for this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", *words], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_every_target_is_explained_by_make_help():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split()
    lines = dict(line.split(" — ", 1) for line in make("-s", "help").splitlines())
    assert set(lines) == set(phony) >= {"publish", "test", "proof", "lint", "lock", "clean", "help"}
    assert all(re.search(r"[a-z]{3}", words) for words in lines.values())


@pytest.mark.parametrize(
    ("target", "level", "then"),
    [
        ("publish", "run", "epaper-publish 2023-01-05"),
        ("serve", "serve", "epaper-publish serve 2023-01-05 --watch --open"),
        ("test", "test", "pytest"),
        ("proof", "proof", "(.*\n)*.*pytest"),
        ("bench", "bench", "python -m bench"),
    ],
)
def test_a_target_sets_up_before_it_runs(target, level, then):
    assert re.search(rf"scripts/setup\.sh {level}\n.*{then}", make("-n", target))


def test_ci_passes_the_tests_and_their_failure_on(tmp_path):
    script(tmp_path / "make", f'echo "$@" >"{tmp_path}/asked"; exit 7')
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run([shutil.which("bash"), ROOT / ".ci/run"], env=environment, check=False)
    assert (done.returncode, (tmp_path / "asked").read_text()) == (7, "test\n")


# ---- scripts/setup.sh, in a world of its own ----


def script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


#: Plays Python, venv and pip: notes what it is asked, and leaves behind what they would.
PYTHON = """
echo "python $*" >>"$LOG"
case "$*" in
    *"version_info < (3, 11)"*) exit "${OLD:-0}" ;;
    -V) echo "Python 3.9.2" ;;
    *"import ensurepip"*) exit "${NO_ENSUREPIP:-0}" ;;
    "-m venv"*)
        rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python
        echo "VIRTUAL_ENV='$PWD/.venv'" >.venv/bin/activate ;;
    "-m pip"*)
        [ "${PIP_FAILS:-0}" = 0 ] || exit 1
        mkdir -p .venv/lib/python3.11/site-packages/weasyprint-70.0.dist-info ;;
    scripts/examine.py*) exit "${EXAMINED:-0}" ;;
esac
"""

#: Plays npm where it installs from a lock.
NPM = """
echo "npm $*" >>"$LOG"
[ "${NPM_FAILS:-0}" = 0 ] || exit 1
mkdir -p node_modules
"""


@dataclass
class World:
    """A checkout, a PATH with a few real tools and fakes of the rest, and what the fakes were asked."""

    checkout: Path
    bin: Path
    log: Path

    def setup(self, level="run", *, system="ID=debian", **variables):
        (self.bin / "os-release").write_text(system + "\n")
        self.log.write_text("")
        environment = {"PATH": str(self.bin), "LOG": str(self.log), "HOME": str(self.bin.parent / "home")}
        environment |= {"EPAPER_OS_RELEASE": str(self.bin / "os-release")}
        environment |= {"EPAPER_LANG": "en", "EPAPER_PAUSE": "0"}
        return subprocess.run(
            ["sh", self.checkout / "scripts/setup.sh", level],
            env=environment | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    def asked(self, prefix):
        return [line for line in self.log.read_text().splitlines() if line.startswith(prefix)]


@pytest.fixture
def world(tmp_path):
    """A Debian as root where every system package is installed and nothing of Python's."""
    made = World(tmp_path / "my paper", tmp_path / "bin", tmp_path / "log")
    made.bin.mkdir()
    made.checkout.mkdir()
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, made.checkout / name)
    shutil.copy(ROOT / "pyproject.toml", made.checkout)
    (made.checkout / "tests/readers").mkdir(parents=True)
    shutil.copy(ROOT / "tests/readers/package-lock.json", made.checkout / "tests/readers")
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (made.bin / tool).symlink_to(found)
    script(made.bin / "python3", PYTHON)
    script(made.bin / "npm", NPM)
    script(made.bin / "node", "")
    script(made.bin / "uname", 'echo "${SYSTEM:-Linux}"')
    script(made.bin / "id", 'echo "${USER_ID:-0}"')
    installed = 'shift 2; for name; do [ "$name" = "${ABSENT:-}" ] || echo "$name installed"; done'
    script(made.bin / "dpkg-query", installed)
    script(made.bin / "apt-get", 'echo "apt-get $*" >>"$LOG"; case "$*" in *install*) exit "${APT:-0}"; esac')
    script(made.bin / "dpkg", 'echo "dpkg $*" >>"$LOG"')
    return made


def test_a_fresh_debian_gets_what_is_missing_and_no_more(world):
    done = world.setup(ABSENT="fonts-lxgw-wenkai")
    assert done.returncode == 0, done.stderr
    update, install = world.asked("apt-get")
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends fonts-lxgw-wenkai")
    assert "Lock::Timeout" in install
    assert [line.split(" -r ")[1] for line in world.asked("python -m pip") if " -r " in line] == [
        "requirements/build.txt",
        "requirements/source.txt",
        "requirements/run.txt",
    ]
    assert all("--require-hashes" in line for line in world.asked("python -m pip") if " -r " in line)


def test_apt_is_left_alone_when_every_package_is_there(world):
    assert world.setup("test").returncode == 0
    assert world.asked("apt-get") == []


def test_only_the_tests_need_java(world):
    world.setup(ABSENT="default-jre-headless")
    assert world.asked("apt-get") == []
    world.setup("test", ABSENT="default-jre-headless")
    assert world.asked("apt-get")[-1].endswith(" default-jre-headless")


def test_publishing_needs_no_browser(world):
    world.setup(ABSENT="chromium")
    assert world.asked("apt-get") == []
    for level in ("test", "bench"):
        world.setup(level, ABSENT="chromium")
        assert world.asked("apt-get")[-1].endswith(" chromium")


def test_the_server_takes_no_more_of_the_system_than_publishing(world):
    assert world.setup("serve", ABSENT="chromium").returncode == 0
    assert world.asked("apt-get") == world.asked("npm") == []
    assert any("requirements/serve.txt" in line for line in world.asked("python -m pip"))
    world.setup("run")
    assert world.asked("python -m") == []


def test_only_the_long_runs_need_calibre(world):
    world.setup("test", ABSENT="calibre")
    assert world.asked("apt-get") == []
    world.setup("proof", ABSENT="calibre")
    assert world.asked("apt-get")[-1].endswith(" calibre")


def test_the_tests_bring_the_reading_systems_and_the_long_runs_ace_too(world):
    world.setup("run")
    assert world.asked("npm") == []
    world.setup("test")
    assert [line.split()[-1] for line in world.asked("npm ci")] == ["--omit=dev"]
    assert all("--ignore-scripts" in line for line in world.asked("npm ci"))
    world.setup("proof")
    assert "--omit=dev" not in world.asked("npm ci")[0]
    assert world.asked("python -m") == []
    world.setup("test")
    assert world.asked("npm") == []


def test_a_change_of_the_reading_systems_installs_them_again(world):
    world.setup("test")
    with (world.checkout / "tests/readers/package-lock.json").open("a") as file:
        file.write("\n")
    world.setup("test")
    assert world.asked("npm ci")
    assert world.asked("python -m") == []


def test_reading_systems_that_cannot_be_installed_stop_the_way(world):
    done = world.setup("test", NPM_FAILS="1")
    assert (done.returncode, "reading systems could not be installed" in done.stderr) == (8, True)
    assert world.setup("test").returncode == 0


def test_a_node_from_elsewhere_serves(world):
    world.setup("test", ABSENT="npm")
    assert world.asked("apt-get") == []
    (world.bin / "npm").unlink()
    world.setup("test", ABSENT="npm")
    assert world.asked("apt-get")[-1].endswith(" npm")


def test_a_python_that_makes_environments_needs_no_package_for_it(world):
    assert world.setup(ABSENT="python3-venv").returncode == 0
    assert world.asked("apt-get") == []
    world.setup(ABSENT="python3-venv", NO_ENSUREPIP="1")
    assert world.asked("apt-get")[-1].endswith(" python3-venv")


def test_a_user_installs_through_sudo(world):
    script(world.bin / "sudo", 'echo "sudo $*" >>"$LOG"; "$@"')
    assert world.setup(ABSENT="libpango-1.0-0", USER_ID="1000").returncode == 0
    asked = [line.split()[0] for line in world.log.read_text().splitlines() if "install -y" in line]
    assert asked == ["sudo", "apt-get"]


def test_a_user_without_sudo_is_told_what_to_run(world):
    done = world.setup(ABSENT="libpango-1.0-0", USER_ID="1000", EXAMINED="8")
    assert done.returncode == 8
    assert "apt-get install libpango-1.0-0" in done.stderr
    assert world.asked("apt-get") == []


def test_a_user_without_sudo_who_has_all_of_it_otherwise_goes_on(world):
    assert world.setup(ABSENT="fonts-noto-cjk", USER_ID="1000").returncode == 0


def test_apt_is_tried_three_times(world):
    done = world.setup(ABSENT="libpango-1.0-0", APT="100", EXAMINED="8")
    assert done.returncode == 8
    assert sum("install -y" in line for line in world.asked("apt-get")) == 3
    assert "sudo apt-get install libpango-1.0-0" in done.stderr


@pytest.mark.parametrize(
    ("system", "words"),
    [
        ("ID=fedora", ["sudo dnf install", "google-noto-serif-cjk-fonts", "LxgwWenKai"]),
        ('ID=manjaro\nID_LIKE="arch"', ["sudo pacman -S", "noto-fonts-cjk", "ttf-lxgw-wenkai"]),
        ("ID=alpine", ["apk add", "so:libpango-1.0.so.0", "font-noto-cjk-extra"]),
        ("ID=plan9", ["Python 3.11", "HarfBuzz-Subset", "Noto Serif CJK", "LXGW WenKai"]),
    ],
)
def test_another_system_is_told_exactly_what_to_install(world, system, words):
    done = world.setup(system=system, NO_ENSUREPIP="1")
    assert done.returncode == 8
    assert not [word for word in words if word not in done.stderr]
    assert not (world.checkout / ".venv").exists()


def test_another_system_that_has_it_all_goes_on(world):
    assert world.setup(system="ID=plan9").returncode == 0
    for level, words in (("test", "Node 18"), ("bench", "Chromium"), ("proof", "calibre")):
        done = world.setup(level, system="ID=plan9", EXAMINED="8")
        assert done.returncode == 8
        assert words in done.stderr


def test_the_instructions_speak_the_users_language(world):
    assert "请先安装" in world.setup(system="ID=plan9", NO_ENSUREPIP="1", EPAPER_LANG="zh_CN.UTF-8").stderr
    unset = world.setup(system="ID=plan9", NO_ENSUREPIP="1", EPAPER_LANG="", LANG="C.UTF-8")
    assert "请先安装" in unset.stderr


def test_an_old_python_is_named_and_nothing_is_installed(world):
    done = world.setup(OLD="1", ABSENT="libpango-1.0-0")
    assert done.returncode == 8
    assert "Python 3.9.2" in done.stderr
    assert world.asked("apt-get") == world.asked("python -m") == []


def test_the_python_that_is_named_is_the_one_that_is_used(world):
    (world.bin / "python3").rename(world.bin.parent / "my python")
    assert world.setup(PYTHON=str(world.bin.parent / "my python")).returncode == 0
    assert (world.checkout / ".venv/bin/python").exists()


def test_a_second_run_installs_nothing(world):
    assert world.setup().returncode == 0
    again = world.setup()
    assert (again.returncode, again.stderr) == (0, "")
    assert world.asked("python -m") == []


def test_the_tests_bring_what_publishing_needs(world):
    world.setup("run")
    world.setup("test")
    assert any("requirements/test.txt" in line for line in world.asked("python -m pip"))
    world.setup("run")
    assert world.asked("python -m") == []


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/build.txt", "pyproject.toml"])
def test_a_change_of_the_locks_installs_again(world, name):
    world.setup()
    with (world.checkout / name).open("a") as file:
        file.write("# moved\n")
    world.setup()
    assert world.asked("python -m pip")


def test_the_lock_of_the_tests_concerns_the_tests_alone(world):
    world.setup("test")
    with (world.checkout / "requirements/test.txt").open("a") as file:
        file.write("# moved\n")
    world.setup("run")
    assert world.asked("python -m") == []
    world.setup("test")
    assert world.asked("python -m pip")


def test_a_package_that_was_removed_comes_back(world):
    world.setup()
    (world.checkout / ".venv/lib/python3.11/site-packages/weasyprint-70.0.dist-info").rmdir()
    world.setup()
    assert world.asked("python -m pip")


def test_an_interrupted_installation_starts_clean(world):
    failed = world.setup(PIP_FAILS="1")
    assert failed.returncode == 8
    assert "could not be installed" in failed.stderr
    assert world.setup().returncode == 0
    assert world.asked("python -m venv --clear")
    world.setup()
    assert world.asked("python -m") == []


def test_a_checkout_that_was_moved_gets_a_new_environment(world):
    world.setup()
    world.checkout = world.checkout.rename(world.checkout.parent / "moved")
    assert world.setup().returncode == 0
    assert world.asked("python -m venv --clear")


def test_macos_installs_with_homebrew_and_refuses_a_font_that_is_not_the_one(world):
    prefix = world.bin.parent / "homebrew"
    (prefix / "opt/pango").mkdir(parents=True)
    script(world.bin / "brew", f'echo "brew $*" >>"$LOG"; [ "$1" != --prefix ] || echo "{prefix}"')
    script(world.bin / "curl", 'while [ "$1" != -o ]; do shift; done; echo other >"$2"')
    script(world.bin / "shasum", 'sha256sum "$3"')
    done = world.setup(SYSTEM="Darwin")
    assert world.asked("brew install") == ["brew install font-lxgw-wenkai"]
    assert done.returncode == 8
    assert "checksum" in done.stderr
    assert not list((world.bin.parent / "home").rglob("*.otf"))
