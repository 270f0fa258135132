"""Moving into place: all or nothing."""

from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.outputs.staging import move_into_place, staging


def fill(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_what_is_new_replaces_what_bears_its_name(tmp_path):
    target = fill(tmp_path / "target", a="old", b="kept")
    fill(target / "pages", x="old")
    made = fill(tmp_path / "made", a="new", c="more")
    fill(made / "pages", y="new")
    move_into_place(made, target)
    assert contents(target) == {"a": "new", "b": "kept", "c": "more"}
    assert contents(target / "pages") == {"y": "new"}
    assert sorted(path.name for path in target.iterdir()) == ["a", "b", "c", "pages"]


def test_a_refusal_half_way_puts_everything_back(tmp_path, monkeypatch):
    target = fill(tmp_path / "target", a="old", b="old")
    made = fill(tmp_path / "made", a="new", b="new", c="new")
    rename = Path.rename

    def refuse(self, goal):
        if self == made / "b":
            raise OSError(28, "No space left on device", str(goal))
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PublishError) as caught:
        move_into_place(made, target)
    monkeypatch.undo()
    assert caught.value.findings[0].rule == "O-001"
    assert contents(target) == {"a": "old", "b": "old"}


def test_what_is_outdated_goes_with_the_move_and_comes_back_with_a_refusal(tmp_path, monkeypatch):
    target = fill(tmp_path / "target", a="old", stale="x")
    made = fill(tmp_path / "made", a="new")
    rename = Path.rename

    def refuse(self, goal):
        if self.name == "stale":
            raise OSError(13, "Permission denied", str(goal))
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PublishError):
        move_into_place(made, target, ["stale", "absent"])
    monkeypatch.undo()
    assert contents(target) == {"a": "old", "stale": "x"}
    made = fill(tmp_path / "again", a="new")
    move_into_place(made, target, ["stale", "absent"])
    assert contents(target) == {"a": "new"}


def test_the_staging_folder_goes_whatever_happens(tmp_path):
    def interrupted():
        with staging(tmp_path / "dist" / "paper") as folder:
            (folder / "half.pdf").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_before_stays(tmp_path):
    (tmp_path / "dist").mkdir()
    with staging(tmp_path / "dist" / "paper"):
        pass
    assert list(tmp_path.iterdir()) == [tmp_path / "dist"]


def test_a_target_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "dist").write_text("a file where the folder should be")
    with pytest.raises(PublishError) as caught, staging(tmp_path / "dist" / "paper"):
        pass
    assert caught.value.findings[0].rule == "O-001"
