"""The tags of an edition's PDF, as a screen reader is told them."""

import subprocess
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from making import article, edition, paragraphs, picture, prose
from readers.verapdf import failed_rules
from tagged import Element, characters_of, words_of

from publisher.makeup.issue import make_up_issue
from publisher.model import Ad, Align, ListBlock, Note, Paragraph, Run, Table
from publisher.outputs import pdf
from publisher.text.reading import visible

LINK = "网址很长很长很长很长很长要过行"
RUNS = (
    Run(text="加点", emphasis=True),
    Run(text="漢", ruby="hàn"),
    Run(text="1", note="n1"),
    Run(text=LINK, href="https://example.org/"),
    Run(text="。"),
)
ITEMS = ((Paragraph(runs=(Run(text="第一项" * 9),)),), (Paragraph(runs=(Run(text="第二项"),)),))
ROWS = (
    ((Run(text="甲"),), (Run(text="1"),)),
    ((Run(text="乙", href="https://example.org/cell"),), (Run(text="2"),)),
)
TABLE = Table(
    header=((Run(text="姓名"),), (Run(text="数"),)),
    rows=ROWS,
    align=(Align.LEFT, Align.RIGHT),
    row_heads=True,
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("structure")
    (folder / "pages").mkdir()
    photo = replace(picture(folder, caption=(Run(text="图片说明"),), credit="本报"), alt="")
    note = Note(id="n1", label="1", blocks=(Paragraph(runs=(Run(text="注文。"),)),))
    long = Paragraph(runs=(Run(text=prose(9000)),))
    body = (Paragraph(runs=RUNS), ListBlock(items=ITEMS), TABLE, *paragraphs(40), long, *paragraphs(60))
    inside = article("b", 300, title="里面的一条")
    issue = edition(
        (article("a", body=body, notes=(note,), images=(photo,), priority=1),), (inside,), folder=folder
    )
    made = make_up_issue(issue)
    assert pdf.write(issue, made, folder / "whole.pdf", folder / "pages").findings == ()
    with pikepdf.open(folder / "whole.pdf") as file:
        root = Element(file.Root.StructTreeRoot.K[0], words_of(file))
        yield file, root, folder


def only(root, *kinds):
    (found,) = root.all(*kinds)
    return found


def test_a_paragraph_is_one_element_over_columns_and_pages(tree):
    file, root, _ = tree
    (found,) = [item for item in root.all("P") if item.text == prose(9000)]
    pages = {
        kid.Pg.objgen if isinstance(kid, pikepdf.Dictionary) else found.item.Pg.objgen for kid in found.item.K
    }
    assert len(pages) >= 2
    assert pages <= {page.obj.objgen for page in file.pages}


def test_readings_notes_and_links_stand_in_their_paragraph(tree):
    _, root, _ = tree
    (found,) = [item for item in root.all("P") if LINK in item.text]
    assert [kid.kind for kid in found.kids] == ["Ruby", "Reference", "Link"]
    assert [str(kid.item.get("/Lang", "")) for kid in found.kids[0].kids] == ["", "zh-Latn-pinyin"]
    assert [(kid.kind, kid.text) for kid in found.kids[0].kids] == [("RB", "漢"), ("RT", "hàn")]
    assert found.text == f"加点漢hàn1{LINK}。"


def test_a_link_says_what_its_text_says_wherever_it_is_clicked(tree):
    file, root, _ = tree
    for link in root.all("Link"):
        held = [kid for kid in link.item.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        assert held
        for kid in held:
            assert str(kid.Obj.Contents) == link.text
            place = list(file.Root.StructTreeRoot.ParentTree.Nums).index(kid.Obj.StructParent)
            assert file.Root.StructTreeRoot.ParentTree.Nums[place + 1].objgen == link.item.objgen
    assert "里面的一条" in {link.text for link in root.all("Link")}
    everywhere = [note.objgen for page in file.pages for note in page.get("/Annots", ())]
    told = [
        kid.Obj.objgen
        for link in root.all("Link")
        for kid in link.item.K
        if not isinstance(kid, int) and "/Obj" in kid
    ]
    assert sorted(everywhere) == sorted(told)


def test_items_are_lists_and_refers_are_too(tree):
    _, root, _ = tree
    refers, items = root.all("L")
    assert [[(part.kind, part.text) for part in kid.kids] for kid in items.kids] == [
        [("Lbl", "•"), ("LBody", "第一项" * 9)],
        [("Lbl", "•"), ("LBody", "第二项")],
    ]
    assert [[(part.kind, part.text) for part in kid.kids] for kid in refers.kids] == [
        [("Lbl", "02"), ("LBody", "里面的一条")]
    ]


LISTING = tuple(
    run
    for number in range(70)
    # Every seventh line is empty.
    for run in (Run(text=f"def line_{number}(x): return x", code=True), Run(text="\n"), Run(text="\n"))[: 3 - (number % 7 > 0)]
)[:-1]  # fmt: skip
WORDS = (
    Run(text="用"),
    Run(text="pip install", code=True),
    Run(text="和"),
    Run(text="ls", code=True, href="https://example.org/ls"),
    Run(text="cd", code=True),
    Run(text="，或" * 30),
    Run(text="1", note="n1"),
)


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A file with code in a paragraph, a listing over two columns, and a note of two paragraphs."""
    note = Note(
        id="n1",
        label="1",
        blocks=(
            Paragraph(runs=(Run(text="注文一。" * 40),)),
            Paragraph(runs=(Run(text="3\u00a0000字的第二段。"),)),
        ),
    )
    body = (Paragraph(runs=WORDS), *paragraphs(700), Paragraph(runs=LISTING), *paragraphs(900))
    issue = edition((article("a", body=body, notes=(note,)),))
    target = tmp_path_factory.mktemp("coded") / "whole.pdf"
    assert pdf.write(issue, make_up_issue(issue), target, None).findings == ()
    with pikepdf.open(target) as file:
        yield Element(file.Root.StructTreeRoot.K[0], words_of(file)), target


def test_code_is_told_as_code(coded):
    root, _ = coded
    words = next(item for item in root.all("P") if "pip install" in item.text)
    assert [(kid.kind, kid.text) for kid in words.kids][:3] == [
        ("Code", "pip install"),
        ("Link", "ls"),
        ("Code", "cd"),
    ]
    assert [(kid.kind, kid.text) for kid in words.kids[1].kids] == [("Code", "ls")]
    (listing,) = [item for item in root.all("P") if "line_0" in item.text]
    # One piece of code, over lines, empty lines and columns.
    assert [(kid.kind, kid.text) for kid in listing.kids] == [("Code", listing.text)]
    assert listing.text == " ".join(run.text for run in LISTING if run.code)


def test_a_note_holds_its_label_and_all_its_paragraphs(coded):
    root, _ = coded
    note = only(root, "Note")
    assert [kid.kind for kid in note.kids] == ["Lbl", "P"]
    assert note.kids[0].text.strip() == "1"
    assert visible(note.kids[1].text) == "3000字的第二段。"
    assert visible(note.text) == visible("1" + "注文一。" * 40 + "3000字的第二段。")


@pytest.mark.proof
def test_code_and_notes_are_sound_tags(coded):
    assert failed_rules(coded[1]) == []


def test_lists_stand_in_the_items_that_they_belong_to(tmp_path):
    def item(text, *inner):
        return (Paragraph(runs=(Run(text=text),)), *inner)

    deepest = ListBlock(items=(item("丙"),))
    inner = ListBlock(items=(item("乙一", deepest), item("乙二")), ordered=True)
    body = (ListBlock(items=(item("甲一", inner), item("甲二"))), *paragraphs(60))
    issue = edition((article("a", body=body),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        root = Element(file.Root.StructTreeRoot.K[0], words_of(file))

    def told(element):
        return [(kid.kids[-1].text, [told(kid) for kid in kid.kids[-1].kids]) for kid in element.kids]

    outer = next(root.all("L"))
    assert told(outer) == [
        ("甲一1.乙一•丙2.乙二", [[("乙一•丙", [[("丙", [])]]), ("乙二", [])]]),
        ("甲二", []),
    ]


def test_an_item_holds_all_its_paragraphs_and_lists_of_two_kinds_are_two(tmp_path):
    def item(text, *inner):
        return (Paragraph(runs=(Run(text=text),)), *inner)

    further = Paragraph(runs=(Run(text="甲一又一段"),))
    mixed = (ListBlock(items=(item("丙"),)), ListBlock(items=(item("丁"),), ordered=True))
    bullets = ListBlock(items=(item("甲一", further), item("甲二", *mixed, further)))
    numbers = ListBlock(items=(item("乙一"), item("乙二")), ordered=True)
    issue = edition((article("a", body=(bullets, numbers, numbers, *paragraphs(60))),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        root = Element(file.Root.StructTreeRoot.K[0], words_of(file))
        for one in root.all("L", "LI", "LBody"):
            assert all(kid.item.P.objgen == one.item.objgen for kid in one.kids)
    lists = list(root.all("L"))
    assert [one.text for one in lists] == [
        "•甲一甲一又一段•甲二•丙1.丁甲一又一段",
        "•丙",
        "1.丁",
        "1.乙一2.乙二",
        "1.乙一2.乙二",
    ]
    assert [[kid.kind for kid in one.kids] for one in lists[0].all("LI")][:2] == [["Lbl", "LBody"]] * 2
    assert [[kid.kind for kid in one.kids[-1].kids] for one in lists[0].kids] == [["P"], ["L", "L", "P"]]
    assert failed_rules(tmp_path / "whole.pdf") == []


def test_heads_of_tables_tell_what_they_head(tree):
    _, root, _ = tree
    table = only(root, "Table")
    assert [(cell.text, str(cell.item.A.Scope)) for cell in table.all("TH")] == [
        ("姓名", "/Column"),
        ("数", "/Column"),
        ("甲", "/Row"),
        ("乙", "/Row"),
    ]
    assert [link.text for link in table.all("Link")] == ["乙"]


def test_a_note_has_a_name_and_is_led_to_and_a_caption_its_figure(tree):
    file, root, _ = tree
    note = only(root, "Note")
    assert note.text.endswith("注文。")
    assert str(note.item.ID)
    (call,) = root.all("Reference")
    (held,) = [kid for kid in call.kids[0].item.K if isinstance(kid, pikepdf.Dictionary)]
    names = dict(zip(*[iter(file.Root.Names.Dests.Names)] * 2, strict=True))
    page, _, _, top, _ = names[held.Obj.Dest]
    assert page.objgen == note.item.Pg.objgen
    assert 0 < float(top) < float(page.MediaBox[3])
    # The picture has no alt in the manifest; what it is stands for it, never the name of a file.
    assert str(only(root, "Figure").item.Alt) == "图片"
    assert [kid.text for kid in only(root, "Figure").all("Caption")] == ["图片说明\u3000本报"]


def test_every_stretch_is_told_once(tree):
    file, root, _ = tree
    nums = file.Root.StructTreeRoot.ParentTree.Nums
    count = 0
    for page in file.pages:
        place = list(nums)[::2].index(page.StructParents) * 2 + 1
        # Of what recurs on every page nothing is told.
        told = [item for item in nums[place] if item is not None]
        assert all("/S" in item for item in told)
        count += len(told)
    assert count > 40
    words = words_of(file)
    everything = "".join(words[key] for key in sorted(words))
    assert Counter(root.text) == Counter(everything)


def test_the_page_alone_is_told_alike(tree):
    _, root, folder = tree
    with pikepdf.open(folder / "pages" / "01.pdf") as file:
        alone = Element(file.Root.StructTreeRoot.K[0], words_of(file))
    wanted = [item.kind for item in root.kids[0].all("P", "L", "LI", "Table", "Note", "Ruby", "H2")]
    assert [item.kind for item in alone.all("P", "L", "LI", "Table", "Note", "Ruby", "H2")] == wanted
    # What leads to another page leads nowhere in a file that lacks it.
    assert [link.text for link in alone.all("Link")] == [LINK, "乙"]


def test_words_of_the_program_say_which_language_they_are_in(tmp_path):
    long = article("a", *[600] * 14, priority=1)
    issue = edition((long,), language="fr")
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        root = Element(file.Root.StructTreeRoot.K[0], words_of(file))
    told = {item.text: str(item.item.get("/Lang", "")) for item in root.all("P")}
    assert {told[words] for words in told if words.startswith("Continued")} == {"en"}
    assert "en" not in {told[words] for words in told if "书" in words}


def test_a_character_without_a_glyph_is_read_all_the_same(tmp_path):
    (tmp_path / "pages").mkdir()
    text = "缺字\U0003134f\U00031350在此"
    issue = edition((article("a", body=(Paragraph(runs=(Run(text=text),)), *paragraphs(60))),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "whole.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert text in done.stdout


def test_advertisements_and_the_foot_are_read_behind_the_articles(tmp_path):
    ad = picture(tmp_path)
    issue = edition((article("a", 300),), folder=tmp_path)
    page = replace(issue.pages[0], ads=(Ad(image=ad, size="half"),), credits=(("编辑", ("某人",)),))
    issue = replace(issue, pages=(page,))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        root = Element(file.Root.StructTreeRoot.K[0], words_of(file))
    (sect,) = root.all("Sect")
    told = [kid.text or kid.kind for kid in sect.kids]
    place = next(at for at, kid in enumerate(sect.kids) if kid.kind == "Art")
    assert "广告" in told[place:]
    assert any("某人" in words for words in told[place:])


@pytest.mark.parametrize(
    "text",
    [
        "葛\U000e0100城，空\u200d白",
        "\u200d开头",
        "\u200d",
        "x\u0338与z\u0329",
        "n\u0304、ŋ\u030d、1\u20e3",
        "每\u00a0页",
    ],
    ids=ascii,
)
def test_no_glyph_is_without_a_character(tmp_path, text):
    """ISO 19005-3, 6.2.11.7.2 and 6.2.11.8: every glyph says what it shows, and none is .notdef."""
    issue = edition((article("a", body=(Paragraph(runs=(Run(text=text + "。"),)), *paragraphs(60))),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", None)
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "whole.pdf", "-"], capture_output=True, text=True, check=True
    )
    # A joiner that stands alone has nothing to join, and no glyph to be read from.
    assert visible(text if text != "\u200d" else "。") in visible(done.stdout)
    with pikepdf.open(tmp_path / "whole.pdf") as file:
        shown = shown_codes(file)
        for name, font in file.pages[0].Resources.Font.items():
            assert 0 not in shown.get(name, set())
            assert shown.get(name, set()) <= set(characters_of(font))


def shown_codes(file):
    """Return the glyphs that are shown in each font of a file's first page, by their numbers."""
    found, font = {}, ""
    for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in {"Tj", "TJ"}:
            for part in operands[0] if str(operator) == "TJ" else [operands[0]]:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    found.setdefault(font, set()).update(
                        int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)
                    )
    return found


def test_figures_stand_where_the_page_shows_them(tree):
    file, root, _ = tree
    (left, foot, right, top) = map(float, only(root, "Figure").item.A.BBox)
    width, height = (float(size) for size in file.pages[0].MediaBox[2:])
    assert 0 < left < right < width
    assert 0 < foot < top < height
    # The picture stands at the head of the page.
    assert top > height / 2
