"""The documentation tells the truth: what it names exists, and what exists is told."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import typer.main
from PIL import Image

from publisher import rules
from publisher.cli.app import app
from publisher.errors import ExitCode, Severity
from publisher.pipeline import FORMATS
from publisher.rules_page import EXIT_CODES, LETTERS, rules_page

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app)
CLI = (ROOT / "docs/cli.md").read_text(encoding="utf-8")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(text):
    """Return the addresses that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(text):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)


# Links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in ("".join(pair) for pair in links(text)):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name} leads to {target}"
        assert file.resolve().is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{page.name} leads to {target}"


def test_every_page_of_the_documentation_is_reached_from_the_readme():
    told = {"".join(pair) for pair in links(read("README.md"))}
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in told, page.name


# Rules and exit codes


def test_the_list_of_rules_is_the_table():
    assert read("docs/rules.md") == rules_page(), "run: python -m publisher.rules_page > docs/rules.md"


def test_every_rule_and_exit_code_is_on_the_page():
    page = rules_page()
    for rule in rules.RULES.values():
        assert rule.id[0] in LETTERS, rule.id
        row = re.search(rf"^\| {rule.id} \|.*$", page, re.MULTILINE)
        assert row, rule.id
        assert len(re.findall(r"(?<!\\)\|", row[0].replace("\\\\", ""))) == 6, "a cell ends too early"
        if rule.severity is Severity.ERROR:
            assert f"| {rule.code.value} |" in row[0]
    assert list(EXIT_CODES) == list(ExitCode)
    assert len(re.findall(r"^\| \d+ \|", page, re.MULTILINE)) == len(ExitCode)


def test_exit_codes_rank_as_the_page_says():
    order = re.search(r"first of ([\d, ]+)\.", rules_page())[1]
    codes = [ExitCode(int(number)) for number in order.split(", ")]
    by_code = {rule.code: rules.Finding(rule.id, rule.severity, "") for rule in rules.RULES.values()}
    assert set(codes) == set(by_code), "every code that a rule can bear has its rank"
    for graver, lesser in pairwise(codes):
        assert rules.failure(by_code[lesser], by_code[graver]).code is graver


# The command line


def section(name):
    found = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no section {name}"
    return found[1]


def options(command):
    return {
        name
        for parameter in command.get_params(typer.Context(command, help_option_names=["-h", "--help"]))
        if parameter.param_type_name == "option"
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


@pytest.mark.parametrize("name", ["epaper-publish", *COMMANDS.commands])
def test_options_are_told_and_no_others(name):
    command = COMMANDS.commands.get(name, COMMANDS)
    first_cells = "\n".join(re.findall(r"^\| .*?\|", section(name), re.MULTILINE))
    told = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", first_cells))
    assert told == options(command)


@pytest.mark.parametrize("name", COMMANDS.commands)
def test_commands_say_how_they_are_called(name):
    arguments = [
        (parameter.metavar or parameter.name).strip("[]")
        for parameter in COMMANDS.commands[name].params
        if parameter.param_type_name == "argument"
    ]
    call = re.search(rf"`epaper-publish {name}([^`]*)`", section(name))
    assert call, name
    assert re.findall(r"[A-Z]+", call[1]) == arguments


def test_no_other_commands_are_told():
    told = set(re.findall(r"^## (\S+)$", CLI, re.MULTILINE))
    assert told == {"epaper-publish", *COMMANDS.commands}
    for page in PAGES:
        called = re.findall(r"epaper-publish ([a-z]+)\b", page.read_text(encoding="utf-8"))
        assert set(called) <= set(COMMANDS.commands), page.name


def test_formats_are_told():
    for name in FORMATS:
        assert f"`{name}`" in section("build")


# The README


def test_readme_names_what_exists():
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[A-Z]\w+)`", read("README.md"))
    checked = [name for name in named if not name.startswith(("dist/", "pages/", "web/"))]
    assert {"publisher/", "editions/", "LICENSE"} <= set(checked)
    for name in checked:
        assert (ROOT / name).exists(), name


def test_readme_calls_make_as_it_is():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets, page.name


def test_readme_shows_the_pages():
    shown = re.findall(r"docs/images/page-\d\d\.png", read("README.md"))
    assert sorted(set(shown)) == [f"docs/images/page-{number:02d}.png" for number in range(1, 5)]
    for name in shown:
        assert (ROOT / name).stat().st_size <= 250 * 1024
        with Image.open(ROOT / name) as image:
            assert abs(image.height / image.width - 390 / 270) < 0.01, "a tabloid page"


def test_version_has_its_changes():
    version = re.search(r'__version__ = "(.+)"', read("publisher/__init__.py"))[1]
    assert f"## [{version}]" in read("CHANGELOG.md")


# Architecture


def test_the_picture_of_layers_is_the_contract():
    drawn = re.search(r"```layers\n(.*?)```", read("docs/architecture.md"), re.DOTALL)[1].splitlines()
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    assert drawn == next(contract["layers"] for contract in contracts if contract["type"] == "layers")


def test_every_room_is_described():
    table = "\n".join(re.findall(r"^\| .*?\|", read("docs/architecture.md"), re.MULTILINE))
    package = ROOT / "publisher"
    rooms = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    rooms |= {f"outputs.{path.stem}" for path in (package / "outputs").glob("*.py")}
    rooms |= {f"outputs.{path.parent.name}" for path in (package / "outputs").glob("*/__init__.py")}
    for room in rooms - {"__init__", "__main__", "outputs", "outputs.__init__"}:
        assert f"`{room}`" in table, room


def test_files_that_are_named_exist():
    for page in PAGES:
        for name in re.findall(
            r"`((?:publisher|styles|templates|tests|scripts|requirements|docs)/[\w./-]+)`",
            page.read_text(encoding="utf-8"),
        ):
            assert "NAME" in name or (ROOT / name).exists(), f"{page.name} names {name}"


# The tutorial


STEP = re.compile(r"`(editions/[^`]+)` 的内容换成：\n\n```\w+\n(.*?)```|```console\n(.*?)```", re.DOTALL)


def steps(text):
    """Yield the tutorial's steps: (path, text) of a file to write, or (command, output) to see."""
    for path, content, console in STEP.findall(text):
        if path:
            yield "write", path, content
        else:
            command, _, shown = console.removeprefix("$ ").partition("\n")
            yield "run", command, shown


def follow(command, folder):
    """Run a command of the tutorial as its reader does; return what is seen."""
    tools = folder / ".bin"
    if not tools.exists():
        tools.mkdir()
        tool = tools / "epaper-publish"
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m publisher "$@"\n')
        tool.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "EPAPER_LANG": "zh",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        f"exec 2>&1; {command}", shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())


def prepare(folder):
    shutil.copytree(ROOT / "editions", folder / "editions")
    (folder / "tests/importers").mkdir(parents=True)
    for capture in (ROOT / "tests/importers").glob("*.txt"):
        shutil.copy(capture, folder / "tests/importers")


def alike(text):
    """Return an output without what changes from run to run and from machine to machine."""
    return re.sub(r"[\d,.]+", "N", re.sub(r"[\s━┃│┡╇┩└┴┘┏┳┓]+", " ", text))


def walk_through(folder, *, builds):
    prepare(folder)
    for kind, what, text in steps(read("docs/tutorial.md")):
        if kind == "write":
            (folder / what).write_text(text, encoding="utf-8")
        elif builds or not re.match(r"epaper-publish \d", what):
            seen = follow(what, folder)
            if re.match(r"epaper-publish \d", what):
                assert alike(seen) == alike(text), what
            else:
                assert seen == text, what


def test_tutorial_is_true_up_to_the_printing(tmp_path):
    walk_through(tmp_path, builds=False)


@pytest.mark.proof
def test_tutorial_is_true(tmp_path):
    walk_through(tmp_path, builds=True)


# The project speaks of itself alone


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    # An export without its history: everything but hidden folders, such as the virtual environment.
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def test_no_path_of_one_machine():
    # /var/tmp and ./tmp are not meant; only paths that begin at the root of somebody's machine.
    pattern = re.compile(rb"(?<![\w.~])/(?:work|tmp|root|home/\w+|Users/\w+)/")
    for path in tracked():
        if path.is_relative_to(ROOT / "tests") or not path.exists():
            continue
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            assert not pattern.search(content), path.relative_to(ROOT)
