"""How far a run is, where no bar can be drawn."""

import pytest

from publisher.cli import console


@pytest.fixture
def piped():
    """A console whose output nobody watches; afterwards it speaks as before."""
    before = console._Mode.plain, console._Mode.quiet, console._Mode.as_json
    yield
    console.configure(plain=before[0], quiet=before[1], as_json=before[2])


def told(capsys, *, quiet=False, as_json=False):
    console.configure(plain=True, quiet=quiet, as_json=as_json)
    with console.progress() as progress:
        progress("make_up", "第01版\u300040%")
        progress("make_up", "第02版\u300080%")
    return capsys.readouterr().err


def test_a_run_of_the_usual_length_says_nothing_on_its_way(piped, capsys):
    assert told(capsys) == ""


def test_a_long_run_says_now_and_then_how_far_it_is(piped, capsys, monkeypatch):
    monkeypatch.setattr(console, "_SELDOM", 0.0)
    assert [line[-8:] for line in told(capsys).splitlines()] == ["第01版\u300040%", "第02版\u300080%"]
    assert told(capsys, quiet=True) == told(capsys, as_json=True) == ""
