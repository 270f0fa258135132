from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.manifest import load
from publisher.scaffold import create

DAY = date(2024, 2, 29)


def test_new_edition_builds_as_it_is(tmp_path: Path) -> None:
    made = create(tmp_path / "editions", None, DAY, name="我的'报': 早")
    loaded = load(made.folder)
    assert loaded.findings == ()
    assert loaded.edition.publication.name == "我的'报': 早"
    assert [page.number for page in loaded.edition.pages] == [1, 2]
    assert all(file.is_file() for file in made.files)
    assert sorted(path.name for path in made.folder.parent.iterdir()) == [
        "2024-02-29",
        "assets",
        "publication.yaml",
    ]


def test_second_edition_keeps_the_publication(tmp_path: Path) -> None:
    first = create(tmp_path, "daily", DAY)
    before = (first.folder.parent / "publication.yaml").read_bytes()
    second = create(tmp_path, None, date(2024, 3, 1), name="其他")
    assert second.paper == "daily"
    assert (first.folder.parent / "publication.yaml").read_bytes() == before
    assert load(second.folder).findings == ()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made = create(tmp_path, "daily", DAY)
    (made.folder / "edition.yaml").write_text("mine")
    with pytest.raises(PublishError) as caught:
        create(tmp_path, "daily", DAY)
    assert caught.value.findings[0].rule == "M-019"
    assert (made.folder / "edition.yaml").read_text() == "mine"


def test_several_papers_must_be_named(tmp_path: Path) -> None:
    create(tmp_path, "a", DAY)
    create(tmp_path, "b", DAY)
    with pytest.raises(PublishError) as caught:
        create(tmp_path, None, date(2024, 3, 1))
    assert caught.value.findings[0].rule == "M-016"


@pytest.mark.parametrize("paper", ["../x", "a/b", "报", "-a", "a b", "."])
def test_paper_must_be_a_slug(tmp_path: Path, paper: str) -> None:
    with pytest.raises(PublishError) as caught:
        create(tmp_path, paper, DAY)
    assert caught.value.findings[0].rule == "M-004"
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "daily").mkdir()
    monkeypatch.setattr(Path, "write_text", broken)
    with pytest.raises(PublishError) as caught:
        create(tmp_path, "daily", DAY)
    assert caught.value.findings[0].rule == "O-001"
    assert list((tmp_path / "daily").iterdir()) == []
