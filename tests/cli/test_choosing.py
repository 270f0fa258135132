"""``--candidates`` on the command line: contact sheets, and nothing else."""

import json

import pytest
from PIL import Image
from test_cli import run

TEXT = "图书馆里读书的人多了起来，公园的梅花也开了。" * 9
PAGE = "  - number: {0}\n    name: 要闻\n    articles:\n" + "".join(
    f"      - {{{{title: 桥头步道修通{name}, body: {TEXT}}}}}\n" for name in "甲乙丙"
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """A paper of two pages with articles and one of an advertisement, built once."""
    root = tmp_path_factory.mktemp("paper")
    folder = root / "editions" / "small" / "2024-03-01"
    folder.mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("id: small\nname: 小报\n", "utf-8")
    Image.new("RGB", (40, 60)).save(folder / "ad.png")
    advert = "  - {number: 3, name: 广告, ads: [{image: ad.png, size: full, alt: 图}]}\n"
    (folder / "edition.yaml").write_text(
        "date: 2024-03-01\npages:\n" + PAGE.format(1) + PAGE.format(2) + advert, "utf-8"
    )
    assert run("2024-03-01", "--pdf-only", cwd=root).returncode == 0
    return root


def files(paper):
    folder = paper / "dist" / "small" / "2024-03-01"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_sheet_of_one_page_and_other_outputs_left_alone(paper):
    before = files(paper)
    done = run("--candidates", "3", "--page", "2", "2024-03-01", cwd=paper)
    assert done.returncode == 0, done.stderr
    after = files(paper)
    sheet = after.pop("candidates/02.png")
    assert after == before
    assert sheet.startswith(b"\x89PNG")
    assert "candidates/02.png" in done.stdout
    assert "candidate:" in done.stdout
    with Image.open(paper / "dist/small/2024-03-01/candidates/02.png") as picture:
        assert picture.width > 3 * 720


def test_sheets_of_all_pages_that_have_articles(paper):
    done = run("2024-03-01", "--candidates", "1", "--json", "--out", "sheets", cwd=paper)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told["candidates"]) == ["01", "02"]
    folder = paper / "sheets" / "small" / "2024-03-01"
    assert sorted(path.name for path in folder.rglob("*")) == ["01.png", "02.png", "candidates"]


@pytest.mark.parametrize(
    "words",
    [
        ("--candidates", "0"), ("--candidates", "25"), ("--candidates", "-1"), ("--candidates", "many"),
        ("--candidates", "2", "--page", "0"), ("--candidates", "2", "--page", "9"),
        ("--candidates", "2", "--page", "1", "--page", "3"), ("--page", "2"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_numbers_are_usage_errors(paper, words):
    before = files(paper)
    done = run("2024-03-01", *words, cwd=paper)
    assert done.returncode == 2
    assert "--page" in done.stderr or "--candidates" in done.stderr or "P-009" in done.stderr
    assert files(paper) == before
