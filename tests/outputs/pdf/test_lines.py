"""Text that is painted directly says what it said and stands where it was measured, in fonts of its own."""

import subprocess
from collections import Counter

import pikepdf
import pytest
from making import article, edition, paragraphs, prose

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import DrawingBox, PictureBox, RuleBox, TextBox
from publisher.model import Credit, Paragraph, Run
from publisher.outputs import pdf
from publisher.outputs.pdf.glyphs import Shaper
from publisher.outputs.pdf.lines import TextRun, Typist, gather
from publisher.text.reading import reading_text, visible
from publisher.typeset.atoms import TextStyle
from publisher.typeset.lines import Line, Span


def box(*texts, x=10.0, role="body", **style):
    look = TextStyle("song", 9.0, **style)
    lines = tuple(Line((Span(text, look),), 0.0, 0.0) for text in texts)
    return TextBox(x, 20.0, 99.0, 12.0, lines, "p", role)


@pytest.fixture
def shaper(all_faces):
    return Shaper(all_faces, "zh-Hans-CN")


def words(path, *options):
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def written(folder, *articles, **keys):
    """Write an edition of some articles, and return it and its file."""
    (folder / "pages").mkdir()
    issue = edition(articles, **keys)
    painted = pdf.write(issue, make_up_issue(issue), folder / "whole.pdf", folder / "pages")
    assert painted.findings == ()
    return issue, folder / "whole.pdf"


def test_columns_of_body_are_painted_together_and_the_rest_apart():
    rule = RuleBox(0.0, 0.0, 9.0, 1.0, "rule")
    elements = [
        box("一"),
        box("二", x=120.0, emphasis=True),
        rule,
        box("三"),
        box("题", role="deck"),
        box("题", role="deck"),
    ]
    found = list(gather(elements))
    assert [len(item.boxes) if isinstance(item, TextRun) else item for item in found] == [2, rule, 1, 1, 1]
    assert (found[0].x, found[0].width) == (10.0, 209.0)
    assert [
        line.text for run in found if isinstance(run, TextRun) for part in run.boxes for line in part.lines
    ] == [*("一", "二", "三", "题", "题")]


def test_stretches_tell_what_they_are(shaper):
    look = TextStyle("song", 9.0)
    link = look._replace(href="https://example.org/")
    first = Line((Span("前", look), Span("汉", look._replace(ruby="hàn")), Span("网址", link)), 0.0, 0.0)
    second = Line((Span("又", link), Span("一", look._replace(note="n1"))), 0.0, 0.0)
    typist = Typist(shaper)
    address, links = typist.take((TextBox(0.0, 0.0, 99.0, 12.0, (first, second), "p", "body"),))
    (paragraph,) = typist.finish().pieces[address].paragraphs
    kinds = [[tag.kind for tag in stretch.tags] for stretch in paragraph]
    # The reading is written last, and yet it is told over its character.
    assert kinds == [[], ["Ruby", "RB"], ["Link"], ["Reference"], ["Ruby", "RT"]]
    assert paragraph[1].tags[0] == paragraph[4].tags[0]
    assert [(round(link.x, 2), link.y, link.height) for link in links] == [
        (18.0, 0.0, 12.0),
        (0.0, 12.0, 12.0),
    ]
    assert {(link.number, link.words) for link in links} == {(paragraph[2].tags[0].number, "网址又")}


def test_two_paragraphs_that_lead_to_one_place_have_a_link_each(shaper):
    boxes = tuple(box(text, x=x, href="#page-2") for text, x in (("甲", 0.0), ("乙", 120.0)))
    _, links = Typist(shaper).take(boxes)
    assert len({link.number for link in links}) == 2


def test_the_rest_of_an_item_stays_in_its_body(shaper):
    typist = Typist(shaper)
    look = TextStyle("song", 9.0)
    first = TextBox(
        0.0, 0.0, 99.0, 12.0, (Line((Span("1.", look), Span("甲", look)), 0.0, 0.0),), "p", "list"
    )
    rest = box("乙", role="list")._replace(rest=True)
    addresses = [typist.take((item,), "a")[0] for item in (first, rest)]
    pieces = typist.finish().pieces
    found = [
        [[tag.kind for tag in stretch.tags] for stretch in pieces[address].paragraphs[0]]
        for address in addresses
    ]
    assert found == [[["Lbl"], ["LBody"]], [["LBody"]]]
    assert [(pieces[address].kind, pieces[address].rest) for address in addresses] == [
        ("LI", False),
        ("LI", True),
    ]


def test_lines_stand_on_the_grid_from_the_first_to_the_last(shaper):
    typist = Typist(shaper)
    address, _ = typist.take((box(*"甲乙丙丁"),))
    moves = [
        line.split()
        for line in typist.finish().pieces[address].operators.decode().splitlines()
        if line.endswith("Td")
    ]
    assert len(moves) == 4
    # The baseline of Noto Serif: half of what the line has over the face's height, below its ascent of 1151.
    assert float(moves[0][1]) == pytest.approx(-((12.0 - (1.151 + 0.286) * 9.0) / 2 + 1.151 * 9.0), abs=0.001)
    assert [move[:2] for move in moves[1:]] == [["0", "-12"]] * 3


def test_spacing_and_white_are_written_as_measured(shaper):
    typist = Typist(shaper)
    style = TextStyle("song", 10.0)
    line = Line(
        (Span("甲", style, 0.0, 0.0, 0.25), Span("乙", style, -5.0, 0.8), Span("丙", style)), 2.0, 0.0
    )
    address, _ = typist.take((TextBox(0.0, 0.0, 99.0, 12.0, (line,), "p", "body"),))
    operators = typist.finish().pieces[address].operators.decode().splitlines()
    assert operators[1].startswith("2 ")
    assert operators[2:4] == ["/song 10 Tf", "0.25 Tc"]
    # Five points to the left of where the first character and its spacing end.
    assert operators[5] == "5.25 0 Td"
    assert operators[6] == "0 Tc"
    assert operators[8] == "10.8 0 Td"


def test_characters_that_share_a_glyph_are_told_apart(tmp_path):
    # Kangxi radical one and the character one, middle dots, bars: one drawing each in these faces.
    text = "一字⼀字，二⼆，水⽔。" + prose(60)
    issue, file = written(tmp_path, article("a", body=(Paragraph(runs=(Run(text=text),)),)))
    found = visible(words(file, "-raw"))
    assert all(visible(string) in found for string in reading_text(issue.articles[0]))


def test_a_mark_on_a_letter_stands_where_the_face_puts_it(shaper):
    # LXGW WenKai has no glyph for both together; it sets the second mark above the letter that bears the first.
    typist = Typist(shaper)
    style = TextStyle("kai", 10.0)
    line = Line((Span("ā\u0301b", style), Span("c", style)), 0.0, 0.0)
    address, _ = typist.take((TextBox(0.0, 0.0, 99.0, 12.0, (line,), "p", "body"),))
    piece = typist.finish().pieces[address]
    operators = piece.operators.decode()
    raised = shaper.shape("ā\u0301b", "kai", "").rises[1]
    assert raised > 0
    assert [line for line in operators.splitlines() if line.endswith(" Ts")] == [
        *("0 Ts", f"{raised * 10:.3f}".rstrip("0") + " Ts", "0 Ts")
    ]
    (stretches,) = piece.paragraphs
    assert [stretch.actual for stretch in stretches] == ["ā\u0301b", ""]


def test_characters_with_marks_are_found_again(tmp_path):
    _, file = written(tmp_path, article("a", 60, byline=(Credit(name="Nǐ Hā\u0301b"),)))
    assert visible("Hā\u0301b") in visible(words(file, "-raw"))


def test_text_before_and_behind_marks_keeps_its_order(tmp_path):
    runs = (Run(text="开头，"), Run(text="着重", emphasis=True), Run(text="，结尾。"))
    body = (*paragraphs(120), Paragraph(runs=runs), *paragraphs(150))
    issue, file = written(tmp_path, article("a", body=body))
    found, at = visible(words(file, "-raw")), 0
    for string in reading_text(issue.articles[0]):
        at = found.index(visible(string), at) + len(visible(string))


def test_tags_call_text_text_and_pictures_figures(sample, tmp_path):
    made = make_up_issue(sample)
    pdf.write(sample, made, tmp_path / "whole.pdf", None)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        elements = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
        kinds = Counter(str(item.S) for item in elements)
        alternatives = [str(item.Alt) for item in elements if "/Alt" in item]
    boxes = [element for page in made.pages for module in page.modules for element in module.elements]
    assert kinds["/H2"] == sum(getattr(item, "tag", "") == "h2" for item in boxes)
    assert kinds["/Figure"] == sum(isinstance(item, PictureBox | DrawingBox) for item in boxes)
    assert not [text for text in alternatives if ":" in text]


def test_fonts_are_real_subsets_and_a_page_alone_has_smaller_ones(tmp_path):
    articles = ([article("a", 400)], [article("b", body=(Paragraph(runs=(Run(text="别的字眼。"),)),))])
    issue = edition(*articles)
    (tmp_path / "pages").mkdir()
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", tmp_path / "pages")

    def programs(path):
        with pikepdf.open(path) as file:
            fonts = [
                item
                for item in file.objects
                if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item
            ]
            assert not [
                item
                for item in file.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type3"
            ]
            descriptors = [font.FontDescriptor for font in fonts]
            return {
                str(item.FontName).partition("+")[2]: len(
                    (item.get("/FontFile3") or item.FontFile2).read_bytes()
                )
                for item in descriptors
            }

    whole, alone = programs(tmp_path / "whole.pdf"), programs(tmp_path / "pages" / "02.pdf")
    assert whole["NotoSerifCJKsc-Regular"] > alone["NotoSerifCJKsc-Regular"] > 0


def test_the_edition_alone_can_be_written(sample, tmp_path):
    pdf.write(sample, make_up_issue(sample), tmp_path / "whole.pdf", None)
    assert [path.name for path in tmp_path.iterdir()] == ["whole.pdf"]
