"""The check that nothing is lost notices when something is."""

from making import article, edition, paragraphs

from publisher.checks.completeness import check_make_up, first_missing
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TextBox
from publisher.text.reading import count_characters


def test_strings_are_looked_for_in_order():
    assert first_missing(["甲乙", "丙 丁"], "甲乙丙丁") == ""
    assert first_missing(["甲乙", "戊"], "甲乙丙丁") == "戊"
    assert first_missing(["甲乙甲乙"], "甲乙") == "甲乙甲乙"
    assert first_missing(["后", "前"], "前后") == ""


def drop(made, keep):
    """Lose the boxes that ``keep`` does not want."""
    pages = tuple(
        page._replace(
            modules=tuple(
                module._replace(elements=tuple(box for box in module.elements if keep(box)))
                for module in page.modules
            )
        )
        for page in made.pages
    )
    return type(made)(pages=pages, faces=made.faces, findings=made.findings)


def test_a_lost_paragraph_and_a_lost_headline_are_found():
    issue = edition((article("a", body=paragraphs(90, 120)),))
    made = make_up_issue(issue)
    assert check_make_up(issue, made) == ()
    bodies = [
        box for box in made.pages[0].modules[0].elements if isinstance(box, TextBox) and box.role == "body"
    ]
    without_text = drop(made, lambda box: box is not bodies[-1])
    without_head = drop(made, lambda box: getattr(box, "role", "") != "headline")
    for spoilt in (without_text, without_head):
        assert [item.rule for item in check_make_up(issue, spoilt)] == ["C-001"]


def test_a_swapped_line_is_found():
    issue = edition((article("a", body=paragraphs(150)),))
    made = make_up_issue(issue)

    def swap(box):
        lines = getattr(box, "lines", ())
        return box._replace(lines=(lines[1], lines[0], *lines[2:])) if len(lines) > 2 else box

    pages = tuple(
        page._replace(
            modules=tuple(
                module._replace(elements=tuple(map(swap, module.elements))) for module in page.modules
            )
        )
        for page in made.pages
    )
    spoilt = type(made)(pages=pages, faces=made.faces, findings=())
    assert [item.rule for item in check_make_up(issue, spoilt)] == ["C-001"]


def test_characters_are_counted_as_they_are_set():
    issue = edition(
        (
            article(
                "a", 90, 120, kicker="引题", deck=("副题",), column="专栏", summary=("提要",), source="本报"
            ),
        )
    )
    assert make_up_issue(issue).placed == {"a": count_characters(issue.articles[0])}
