from __future__ import annotations

import pytest

from publisher.errors import Position
from publisher.model import Article, Callout, Paragraph, Run
from publisher.text.callouts import Aside, aside, story

SAID = "会上，王校长说：“书是一辈子的朋友，读书要趁早。”大家鼓掌。"


def _callout(*items: str) -> Callout:
    return Callout(items=tuple((Run(text=item),) for item in items))


@pytest.fixture
def text() -> str:
    body = tuple(Paragraph(runs=(Run(text=part), Run(text="。"))) for part in (SAID, "第二段的文字"))
    return story(Article(id="a", title=("题",), where=Position("a.md", 1, 1), body=body))


@pytest.mark.parametrize(
    ("items", "kind"),
    [
        (("书是一辈子的朋友，读书要趁早。",), Aside.PULL_QUOTE),
        (("“书是一辈子的朋友，读书要趁早。”", "——王校长"), Aside.PULL_QUOTE),
        (("“别处说过的话，文中没有。”",), Aside.QUOTATION),
        (("「別處說過的話。」",), Aside.QUOTATION),
        (("别处说过的话，文中没有。", "——张三"), Aside.QUOTATION),
        (("财政收入增长0.3%", "新增就业4.1万人"), Aside.FACTS),
        (("“放管服”改革提速",), Aside.FACTS),
        (("朋友",), Aside.FACTS),
        (("书是一辈子的朋友，读书要趁早。", "新增就业4.1万人"), Aside.FACTS),
        (("——张三",), Aside.FACTS),
    ],
)
def test_what_a_callout_is(text: str, items: tuple[str, ...], kind: Aside) -> None:
    assert aside(_callout(*items), text) is kind
