"""The locks hold what the project asks for, each of it with its hash, and name no place to get it from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("build", "source", "run", "serve", "test", "bench")


def locked(name):
    """Return the lines of a lock by package: the requirement, and its hashes."""
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pairs = [entry.split(" --hash=", 1) for entry in entries]
    return {canonicalize_name(Requirement(spec).name): (Requirement(spec), hashes) for spec, hashes in pairs}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def wanted(name):
    data = project()
    chosen = {"build": data["build-system"]["requires"], "run": data["project"]["dependencies"]}
    chosen["source"] = []
    chosen["serve"] = chosen["run"] + data["project"]["optional-dependencies"]["serve"]
    chosen |= {group: chosen["run"] + wished for group, wished in data["dependency-groups"].items()}
    return [Requirement(line) for line in chosen[name]]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name):
    lock = locked(name)
    for requirement in wanted(name):
        (pin,) = lock[canonicalize_name(requirement.name)][0].specifier
        assert pin.operator == "=="
        assert requirement.specifier.contains(pin.version), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_hashed_and_names_no_place(name):
    lock = locked(name)
    hashed = re.compile(r"sha256:[0-9a-f]{64}( +--hash=sha256:[0-9a-f]{64})*")
    assert all(hashed.fullmatch(hashes.strip()) for _, hashes in lock.values())
    assert all(requirement.url is None for requirement, _ in lock.values())
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|file:", text)


@pytest.mark.parametrize(
    ("part", "whole"), [("source", "run"), ("run", "serve"), ("serve", "test"), ("run", "bench")]
)
def test_what_two_locks_hold_is_the_same(part, whole):
    assert locked(part).items() <= locked(whole).items()


def test_the_tests_have_what_the_extra_asks_for():
    data = project()
    asked = (data["project"]["optional-dependencies"]["serve"], data["dependency-groups"]["test"])
    extra, group = (
        {Requirement(line).name: Requirement(line).specifier for line in lines} for lines in asked
    )
    assert extra.items() <= group.items()


def test_what_comes_as_source_is_built_with_locked_tools():
    assert all(hashes.count("sha256") == 1 for _, hashes in locked("source").values())
    assert {"hatchling", "editables", "setuptools"} <= set(locked("build"))


def test_what_tests_and_benchmark_share_is_the_same():
    test, bench = locked("test"), locked("bench")
    assert {name: test[name] for name in test.keys() & bench.keys()}.items() <= bench.items()


def test_the_lock_of_the_reading_systems_is_hashed_and_names_no_place():
    lock = json.loads((ROOT / "tests/readers/package-lock.json").read_text("utf-8"))
    packages = [entry for path, entry in lock["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert not any("resolved" in entry for entry in packages)
    wished = json.loads((ROOT / "tests/readers/package.json").read_text("utf-8"))
    pins = wished["dependencies"] | wished["devDependencies"]
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in pins} == pins
