"""Pages of a few stories, and where their modules stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from making import TABLOID, article, edition

from publisher.makeup.grid import Grid, grid_for
from publisher.makeup.issue import MadeUpIssue, make_up_issue
from publisher.model import Article, Page

if TYPE_CHECKING:
    from publisher.makeup.layout import MadeUpPage, Module, Rect

GRID = grid_for(TABLOID)
_TITLES = (
    "城市书房面向社会征求意见",
    "桥头步道修通",
    "老树犹开去岁花",
    "小巷里的共享客厅",
    "公交专用道今起施行",
)
_LENGTHS = ((420, 260), (300, 180), (220, 150), (160,), (240,))


def stories(count: int = 5, **changes: dict[str, object]) -> tuple[Article, ...]:
    """Return some stories ``a0``, ``a1`` … of falling weight; ``changes``: what is different of each, by its name."""
    made = (
        article(f"a{number}", *_LENGTHS[number], title=_TITLES[number], priority=min(number + 1, 3))
        for number in range(count)
    )
    return tuple(replace(story, **changes.get(story.id, {})) for story in made)


def page_of(articles: tuple[Article, ...], number: int = 2, **keys: object) -> Page:
    return Page(number=number, name="要闻", articles=articles, **keys)


def made_up(*pages: Page, **keys: object) -> MadeUpIssue:
    return make_up_issue(edition(made=pages, **keys))


def rules(made: MadeUpIssue) -> set[str]:
    """Return the rules of which make-up found something to say."""
    return {item.rule for item in made.findings}


class Place(NamedTuple):
    """A rectangle on the grid."""

    column: int
    row: int
    columns: int
    rows: int

    @property
    def foot(self) -> int:
        return self.row + self.rows

    @property
    def right(self) -> int:
        return self.column + self.columns


def place(rect: Rect | Module, grid: Grid = GRID) -> Place:
    """Return where a module stands, in standard columns and rows of the type area."""
    rect = getattr(rect, "rect", rect)
    step = (grid.characters + 1) * grid.em
    across = ((rect.x - grid.left) / step, (rect.width + grid.em) / step)
    down = ((rect.y - grid.top) / grid.leading, rect.height / grid.leading)
    return Place(round(across[0]), round(down[0]), round(across[1]), round(down[1]))


def places(page: MadeUpPage) -> dict[str, Place]:
    return {module.article_id: place(module) for module in page.modules}
