"""The PDF as its readers get it: text, outline, links, fonts, and the same bytes every time."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from making import article, edition, paragraphs, picture
from tests_support import REPORT

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TableBox, TextBox
from publisher.model import Align, Crosshead, Paragraph, Run, Table
from publisher.outputs import pdf
from publisher.text.reading import reading_text, visible
from publisher.typeset.lines import HYPHEN

ROOT = Path(__file__).parents[3]


def write(issue, folder):
    (folder / "pages").mkdir(parents=True)
    made = make_up_issue(issue)
    painted = pdf.write(issue, made, folder / "whole.pdf", folder / "pages")
    return made, painted


@pytest.fixture(scope="module")
def sample_pdf(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    made, painted = write(sample, folder)
    return folder, made, painted


def words(path):
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return visible(done.stdout)


def test_the_painter_has_nothing_to_complain_of(sample_pdf):
    assert sample_pdf[2].findings == ()


def test_every_character_of_every_article_is_there_in_order(sample, sample_pdf):
    text = words(sample_pdf[0] / "whole.pdf")
    for item in sample.articles:
        at = 0
        for string in reading_text(item):
            found = text.find(visible(string), at)
            # A refer, a chart or another page may hold the same words; within an article they follow each other.
            assert found >= 0, (item.id, string)
            at = found + len(visible(string))


def test_each_page_alone_holds_its_own_articles(sample, sample_pdf):
    folder, made, _ = sample_pdf
    for page, mine in zip(made.pages, sample.pages, strict=True):
        text = words(folder / "pages" / f"{page.number:02d}.pdf")
        assert all(visible(item.headline) in text for item in mine.articles)
        assert (folder / "pages" / f"{page.number:02d}.png").read_bytes()[:4] == b"\x89PNG"


def test_outline_is_pages_then_articles(sample, sample_pdf):
    with pikepdf.open(sample_pdf[0] / "whole.pdf") as file, file.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    wanted = [
        (f"第{page.folio}版：{page.name}", [item.headline for item in page.articles]) for page in sample.pages
    ]
    assert found == wanted


def test_title_author_language_and_tags(sample_pdf):
    with pikepdf.open(sample_pdf[0] / "whole.pdf") as file:
        assert str(file.docinfo["/Title"]) == "杨浦时报 2023年1月5日 星期四"
        assert str(file.docinfo["/Author"]) == "杨浦时报"
        assert str(file.Root.Lang) == "zh-Hans-CN"
        assert file.Root.MarkInfo.Marked
        assert [float(size) for size in file.pages[0].MediaBox[2:]] == pytest.approx(
            [765.35, 1105.51], abs=0.1
        )


def test_refers_lead_to_their_articles(sample_pdf):
    with pikepdf.open(sample_pdf[0] / "whole.pdf") as file:
        targets = [
            str(link.A.D if "/A" in link else link.Dest)
            for link in file.pages[0].Annots
            if link.Subtype == "/Link"
        ]
    assert any("article-02-01" in target for target in targets)
    assert any("article-04-01" in target for target in targets)


def assert_clickable(path):
    """Hold that every link has an area, and none two."""
    with pikepdf.open(path) as file:
        found = [
            (str(link.get("/Dest", link.get("/A"))), tuple(round(float(edge), 1) for edge in link.Rect))
            for page in file.pages
            for link in page.get("/Annots", ())
            if link.Subtype == "/Link"
        ]
    assert found
    assert len(set(found)) == len(found)
    for _, (left, top, right, foot) in found:
        assert right - left > 5
        assert top - foot > 5


def test_links_have_an_area_to_be_clicked_on(sample_pdf):
    assert_clickable(sample_pdf[0] / "whole.pdf")


def test_fonts_are_embedded_subsets(sample_pdf):
    path = sample_pdf[0] / "whole.pdf"
    table = subprocess.run(
        ["pdffonts", str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert len(table) >= 5
    for line in table:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line
        assert "Type 3" not in line
    assert path.stat().st_size < 900_000


CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from test_pdf import write
from publisher.manifest import load
if __name__ == "__main__":
    write(load(Path({edition!r})).edition, Path(sys.argv[1]))
"""


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Shanghai"), ("77", "America/New_York")])
def test_another_process_writes_the_same_bytes(sample, sample_pdf, tmp_path, seed, zone):
    script = tmp_path / "child.py"
    paths = {"root": str(ROOT), "tests": str(ROOT / "tests"), "edition": str(sample.folder)}
    text = CHILD.format(**paths).replace(
        "sys.path[:0] = [", f"sys.path[:0] = [{str(Path(__file__).parent)!r}, "
    )
    script.write_text(text, encoding="utf-8")
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    subprocess.run([sys.executable, str(script), str(tmp_path / "out")], check=True, env=env, cwd=tmp_path)
    for name in ("whole.pdf", "pages/01.pdf", "pages/01.png", "pages/04.pdf"):
        assert (tmp_path / "out" / name).read_bytes() == (sample_pdf[0] / name).read_bytes(), name


def test_marks_on_text_reach_the_page(tmp_path):
    runs = (
        Run(text="加点的字", emphasis=True),
        Run(text="漢", ruby="hàn"),
        Run(text="1", note="n1"),
        Run(text="网址", href="https://example.org/"),
        Run(text="<b>&amp;"),
    )
    body = (Paragraph(runs=runs), Crosshead(runs=(Run(text="小标题"),)), *paragraphs(80))
    write(edition((article("a", body=body),)), tmp_path)
    text = words(tmp_path / "whole.pdf")
    for wanted in ("加点的字", "hàn", "网址", "<b>&amp;", "小标题"):
        assert visible(wanted) in text
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        addresses = [str(link.A.URI) for link in file.pages[0].Annots if "/A" in link and "/URI" in link.A]
        assert set(addresses) == {"https://example.org/"}
        assert max(abs(float(link.Rect[3]) - float(link.Rect[1])) for link in file.pages[0].Annots) > 8


def test_pictures_and_jumps(tmp_path):
    photo = picture(tmp_path, caption=(Run(text="图片说明"),), credit="本报")
    issue = edition((article("a", *[600] * 12, images=(photo,), priority=1),), folder=tmp_path)
    made, painted = write(issue, tmp_path / "out")
    assert painted.findings == ()
    text = words(tmp_path / "out" / "whole.pdf")
    assert "图片说明本报" in text
    assert "下转第02版" in text
    assert "上接第01版" in text
    with pikepdf.open(tmp_path / "out" / "whole.pdf") as file:
        assert len(file.pages) == len(made.pages)
        assert any(page.get_images() for page in file.pages)
        leads = {str(link.Dest) for page in file.pages for link in page.get("/Annots", ()) if "/Dest" in link}
    assert any(lead.endswith("page-2") for lead in leads)
    assert_clickable(tmp_path / "out" / "whole.pdf")


def test_the_lines_measured_are_the_lines_printed(tmp_path):
    """Every line ends where it was measured to end, to a twentieth of a point."""
    text = "".join(REPORT[:6]) + "共4.1万家次，见“PDF”（第2版），the international organization。"
    body = (Paragraph(runs=(Run(text=text[:60], strong=True), Run(text=text[60:]))),)
    made, _ = write(edition((article("a", body=body),)), tmp_path)
    lines = 0
    for page, found in zip(made.pages, glyph_edges(tmp_path / "whole.pdf"), strict=True):
        boxes = [element for module in page.modules for element in module.elements]
        for box in (item for item in boxes if getattr(item, "role", "") == "body"):
            for number, line in enumerate(box.lines):
                top = box.y + number * box.line_height
                edge = box.x + line.offset + line.width - min(line.spans[-1].after, 0.0)
                if line.spans[-1].text:
                    near = [x for x, y in found if top < y < top + box.line_height]
                    assert min(abs(x - edge) for x in near) < 0.05, line.text
                    lines += 1
    assert lines > 60


def test_the_cells_of_a_table_are_printed_where_they_were_set(tmp_path):
    table = Table(
        header=((Run(text="园区"),), (Run(text="产值"),), (Run(text="每亩税收"),)),
        rows=tuple(
            ((Run(text=name),), (Run(text="74.8"),), (Run(text="22.4"),)) for name in ("江东园", "沙洲园")
        ),
        align=(Align.LEFT, Align.CENTER, Align.RIGHT),
    )
    made, _ = write(edition((article("a", body=(*paragraphs(60), table)),)), tmp_path)
    (found,) = glyph_edges(tmp_path / "whole.pdf")
    (box,) = [item for item in made.pages[0].modules[0].elements if isinstance(item, TableBox)]
    count, top = 0, box.y
    for row in box.rows:
        for cell in row.cells:
            for line in cell.lines:
                edge = box.x + cell.x + line.offset + line.width
                near = [x for x, y in found if top < y < top + row.height]
                assert min(abs(x - edge) for x in near) < 0.3, line.text
                count += 1
        top += row.height
    assert count == 9


def glyph_edges(path):
    """Return, for each page, where the glyphs end, in pt from its top left."""
    with pymupdf.open(path) as file:
        return [
            [(box[2], origin[1]) for span in page.get_texttrace() for _, _, origin, box in span["chars"]]
            for page in file
        ]


def test_the_hyphen_of_a_parted_word_is_drawn_and_not_written(tmp_path):
    text = "Municipal administration and international telecommunications recovered substantially. " * 6
    issue = edition((article("a", body=(Paragraph(runs=(Run(text=text),)),)),), language="en-GB")
    made, painted = write(issue, tmp_path)
    assert painted.findings == ()
    boxes = [element for module in made.pages[0].modules for element in module.elements]
    lines = [line for box in boxes if isinstance(box, TextBox) for line in box.lines]
    assert any(span.feature == HYPHEN for line in lines for span in line.spans)
    found = words(tmp_path / "whole.pdf")
    assert visible(text) in found
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        content = pikepdf.parse_content_stream(file.pages[0])
        # A rectangle is named several times, for its clip and for its fill.
        drawn = {tuple(map(float, item.operands)) for item in content if str(item.operator) == "re"}
    # A hyphen is 0.28 em wide.
    widths = [width for _, _, width, _ in drawn]
    hyphens = sum(span.feature == HYPHEN for line in lines for span in line.spans)
    assert sum(width == pytest.approx(0.28 * 9, abs=0.01) for width in widths) == hyphens
