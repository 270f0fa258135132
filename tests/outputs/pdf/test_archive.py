"""The edition's PDF for archives and screen readers: what it claims, its tags, its page labels and the manifest within."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pikepdf
import pytest
from making import article, edition, paragraphs, prose
from readers.verapdf import failed_rules

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TextBox
from publisher.model import Crosshead, Paragraph, Run, plain
from publisher.outputs import pdf
from publisher.text.reading import visible

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"


def write(issue, folder):
    (folder / "pages").mkdir(parents=True)
    pdf.write(issue, make_up_issue(issue), folder / "whole.pdf", folder / "pages")
    return folder / "whole.pdf"


@pytest.fixture(scope="module")
def whole(sample, tmp_path_factory):
    return write(sample, tmp_path_factory.mktemp("archive"))


class Tags:
    """The tags of a file with the words of each, read from its content streams."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.words = {page.objgen: _marked(page) for page in file.pages}
        self.found: list[tuple[str, str]] = []
        self._walk(file.Root.StructTreeRoot.K[0], None)

    def of(self, *kinds: str) -> list[str]:
        return [words for kind, words in self.found if kind in kinds]

    def _walk(self, element, page) -> str:
        page = element.get("/Pg", page)
        at = len(self.found)
        self.found.append((str(element.S)[1:], ""))
        words = ""
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                words += self.words[page.objgen].get(kid, "")
            elif kid.get("/Type") == "/OBJR":
                continue
            else:
                words += self._walk(kid, page)
        self.found[at] = (self.found[at][0], words)
        return words


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """Return the words of each marked content of a page."""
    maps = {name: _characters(font) for name, font in page.Resources.Font.items()}
    words: dict[int, str] = {}
    open_: list[int | None] = []
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in {"BDC", "BMC"}:
            told = operands[1] if len(operands) > 1 else {}
            open_.append(
                int(told["/MCID"])
                if "/MCID" in told
                else open_[-1]
                if open_ and operands[0] == "/Span"
                else None
            )
        elif str(operator) == "EMC":
            open_.pop()
        elif str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in {"Tj", "TJ"} and open_ and open_[-1] is not None:
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            shown = "".join(maps[font].get(codes[at : at + 2], "") for at in range(0, len(codes), 2))
            words[open_[-1]] = words.get(open_[-1], "") + shown
    return words


def _characters(font) -> dict[bytes, str]:
    entries = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in entries
    }


@pytest.fixture(scope="module")
def tags(whole):
    with pikepdf.open(whole) as file:
        return Tags(file)


def test_every_paragraph_is_one_element(tmp_path):
    long = tuple(Paragraph(runs=(Run(text=prose(150 + 7 * at, at)),)) for at in range(16))
    body = (*long[:8], Crosshead(runs=(Run(text="小标题"),)), *long[8:])
    issue = edition((article("a", body=body), article("b", body=paragraphs(90, 120))))
    made = make_up_issue(issue)
    boxes = [box for module in made.pages[0].modules for box in module.elements if isinstance(box, TextBox)]
    assert len(made.pages) == 1
    assert any(box.rest for box in boxes), "no paragraph runs over columns"
    with pikepdf.open(write(issue, tmp_path / "out")) as file:
        found = [visible(words) for words in Tags(file).of("P")]
    for block in long:
        assert found.count(visible(plain(block.runs))) == 1


def test_headings_leave_out_no_level(whole, tags):
    levels = [int(kind[1]) for kind, _ in tags.found if re.fullmatch("H[1-6]", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for alone in (whole.parent / "pages").glob("*.pdf"):
        with pikepdf.open(alone) as file:
            kinds = [kind for kind, _ in Tags(file).found if re.fullmatch("H[1-6]", kind)]
            assert kinds[0] == "H1", alone.name


def test_pages_are_headed_by_their_names(sample, tags):
    assert [visible(words) for words in tags.of("H1")][1:] == [
        visible(page.name) for page in sample.pages[1:]
    ]


def test_headlines_are_headings_of_their_articles(sample, tags):
    found = [visible(words) for words in tags.of("H2")]
    assert all(visible("".join(item.title)) in found for item in sample.articles if item.headline)


def test_what_recurs_on_every_page_is_not_read(sample, tags):
    furniture = [
        box for page in make_up_issue(sample).pages[1:] for box in page.furniture if isinstance(box, TextBox)
    ]
    facts = [
        visible("".join(line.text for line in box.lines)) for box in furniture if box.role == "folio-facts"
    ]
    assert len(facts) == len(sample.pages) - 1
    assert not set(facts) & {visible(words) for words in tags.of("P", "H1")}


def test_nothing_is_tagged_that_holds_nothing(tags):
    assert not [kind for kind, words in tags.found if kind in {"Div", "P"} and not words]


def test_every_number_leads_to_an_element_and_back(whole):
    with pikepdf.open(whole) as file:
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in file.pages:
            held = parents[int(page.StructParents)]
            shown = _marked(page)
            assert set(shown) <= set(range(len(held)))
            for number in shown:
                kids = held[number].get("/K", [])
                assert number in [kid for kid in kids if isinstance(kid, int)]


def test_pages_are_called_as_the_newspaper_calls_them(whole, sample):
    with pikepdf.open(whole) as file:
        assert [page.label for page in file.pages] == [f"第{page.folio}版1" for page in sample.pages] or [
            page.label for page in file.pages
        ] == [f"第{page.folio}版" for page in sample.pages]
    with pikepdf.open(whole.parent / "pages/02.pdf") as file:
        assert file.pages[0].label.startswith("第02版")


def test_it_says_what_it_is(whole, sample):
    with pikepdf.open(whole) as file:
        raw = file.Root.Metadata.read_bytes()
        assert file.Root.Metadata.get("/Filter") is None
        assert [str(intent.S) for intent in file.Root.OutputIntents] == ["/GTS_PDFA1"]
    tree = ET.fromstring(raw[raw.index(b"<x:xmpmeta") : raw.index(b"<?xpacket end")])
    told = {one.tag.partition("}")[2]: "".join(one.itertext()).strip() for one in tree.iter()}
    assert told["title"] == "杨浦时报 2023年1月5日 星期四"
    assert told["language"] == "zh-Hans-CN"
    assert told["publisher"] == "杨浦时报"
    assert told["identifier"] == "yangpu-times-2023-01-05"
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in raw
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw


def test_the_manifest_is_within(whole, sample):
    folder = sample.publication.folder
    with pikepdf.open(whole) as file:
        held = {name: one.get_file().read_bytes() for name, one in file.attachments.items()}
        assert len(file.Root.AF) == len(held)
    assert {"publication.yaml", "2023-01-05/edition.yaml"} <= set(held)
    assert len(held) > 2
    assert all((folder / name).read_bytes() == content for name, content in held.items())
    with pikepdf.open(whole.parent / "pages/01.pdf") as file:
        assert not file.attachments


@pytest.mark.proof
def test_verapdf_finds_no_fault(whole):
    assert failed_rules(whole, *sorted((whole.parent / "pages").glob("*.pdf"))) == []


@pytest.mark.proof
def test_verapdf_would_find_one(whole, tmp_path):
    with pikepdf.open(whole) as file:
        del file.Root.MarkInfo
        del file.Root.OutputIntents
        file.save(tmp_path / "broken.pdf")
    assert failed_rules(tmp_path / "broken.pdf")
