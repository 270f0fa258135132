"""Generated pages: their sorts, how many stories they hold, and how full they are."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.model import Ad, Edition, Kind, Page, Publication

from . import words
from .articles import Wish, image, write
from .demand import demand, load
from .grids import GRIDS, Habits
from .prose import Writer

if TYPE_CHECKING:
    from publisher.model import Article, PageFormat

#: With so much of its room taken by its own copy a page must come out full: pictures and heads give the rest.
SUFFICIENT = 0.85

#: Sorts of pages with their shares in percent, and the load that is aimed at.
SORTS: dict[str, tuple[int, float, float]] = {
    "inside": (53, 0.90, 1.05),
    "front": (11, 0.90, 1.05),
    "supplement": (6, 0.90, 1.02),
    "service": (4, 0.90, 1.02),
    "photo": (4, 0.90, 1.02),
    "briefs": (4, 0.90, 1.04),
    "document": (4, 0.90, 1.30),
    "full": (8, 1.10, 1.50),
    "thin": (6, 0.25, 0.70),
}
_PICTURES = {"document": 2, "briefs": 1, "service": 2, "photo": 6}
_CORRECTIONS = 6


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An edition of one page, and what is known of it beforehand.

    Attributes:
        grid: the name of its grid; ``sort``: of its page; ``seed``: by which it was drawn.
        target: the load that was aimed at; ``load``: the one that it has, 1 for a page that is just full.
    """

    grid: str
    seed: int
    sort: str
    target: float
    load: float
    edition: Edition

    @property
    def sufficient(self) -> bool:
        """Whether the page's own copy is enough to fill it."""
        return self.load >= SUFFICIENT


def draw(grid: str, seed: int, folder: Path = Path("pictures"), sort: str = "") -> Drawn:
    """Draw an edition of one page; the same seed draws the same page."""
    dice = random.Random(f"{grid} {seed}")
    names = list(SORTS)
    sort = sort or dice.choices(names, [SORTS[name][0] for name in names])[0]
    page, target = _page(
        sort, GRIDS[grid], dice, folder, number=1 if sort == "front" else dice.randint(2, 16)
    )
    fillers = fill_ups(seed, folder) if seed % 2 else ()
    edition = issue((page,), GRIDS[grid].form, folder, fillers=fillers)
    return Drawn(
        grid=grid, seed=seed, sort=sort, target=target, load=load(page, GRIDS[grid].form), edition=edition
    )


def draw_issue(seed: int, folder: Path) -> Edition:
    """Draw an issue of one to four pages, in any grid and either script."""
    dice = random.Random(f"issue {seed}")
    grid = dice.choices(list(GRIDS), (5, 3, 1, 1, 1))[0]
    sorts = [name for name in SORTS if name != "front"]
    pages = [_page("front", GRIDS[grid], dice, folder, number=1)[0]]
    for number in range(2, dice.randint(1, 4) + 1):
        sort = dice.choices(sorts, [SORTS[name][0] for name in sorts])[0]
        pages.append(_page(sort, GRIDS[grid], dice, folder, number=number)[0])
    return issue(
        tuple(pages),
        GRIDS[grid].form,
        folder,
        dice.choice(("zh-Hans-CN",) * 4 + ("zh-Hant-TW",)),
        fill_ups(seed, folder),
    )


def fill_ups(seed: int, folder: Path) -> tuple[Article, ...]:
    """Write the fillers 补白 of a paper: pictures without a title, and short texts."""
    dice = random.Random(f"fillers {seed}")
    made = []
    for number in range(dice.randint(1, 4)):
        photo = dice.random() < 0.4
        kind = Kind.PHOTO if photo else Kind.BRIEF
        length = 0 if photo else dice.randint(50, 220)
        name = f"filler-{number + 1}"
        wish = Wish(name=name, kind=kind, length=length, headline=8, priority=5, pictures=int(photo))
        filler = write(wish, dice, folder)
        made.append(
            replace(filler, title=(), byline=(), kicker="", deck=(), summary=(), column="")
            if photo
            else filler
        )
    return tuple(made)


def issue(
    pages: tuple[Page, ...],
    form: PageFormat,
    folder: Path,
    language: str = "zh-Hans-CN",
    fillers: tuple[Article, ...] = (),
) -> Edition:
    """Return an issue of some pages."""
    paper = Publication(
        id="drawn-daily",
        name="虚构日报",
        language=language,
        page=form,
        folder=folder,
        fillers=fillers,
        imprint=(("cn", "CN 00-0000"), ("publisher", "虚构日报社"), ("price", "1.00元")),
    )
    return Edition(publication=paper, date=date(2023, 1, 5), folder=folder, pages=pages, serial=4321)


def _page(sort: str, habits: Habits, dice: random.Random, folder: Path, number: int) -> tuple[Page, float]:
    _, least, most = SORTS[sort]
    target = dice.uniform(least, most)
    writer = Writer(random.Random(dice.getrandbits(64)))
    page = Page(
        number=number,
        name=dice.choice(words.PAGES),
        articles=(),
        credits=(("责任编辑", (dice.choice(words.NAMES),)), ("版式", (dice.choice(words.NAMES),))),
        ads=_ads(sort, dice, writer, folder, number),
    )
    wishes = _wishes(sort, habits, dice, number)
    seeds = [dice.getrandbits(64) for _ in wishes]
    return _filled(page, wishes, seeds, habits, target, sort, folder), target


def _ads(sort: str, dice: random.Random, writer: Writer, folder: Path, number: int) -> tuple[Ad, ...]:
    if sort in {"briefs", "photo"}:
        return ()
    chosen: tuple[str, ...] = dice.choices(
        (
            (), ("banner",), ("strip",), ("third",), ("half",), ("eighth", "eighth"), ("quarter", "quarter"),
            ("banner", "strip"), ("eighth", "eighth", "banner"), ("eighth",), ("quarter",),
        ),
        (64, 9, 7, 3, 2, 6, 3, 2, 2, 1, 1),
    )[0]  # fmt: skip
    shape = {"banner": 5.0, "strip": 10.0, "third": 2.0, "half": 1.4, "eighth": 1.4, "quarter": 0.7}
    ads = []
    for order, size in enumerate(chosen):
        drawn = image(f"{number:02d}-ad-{order + 1}", writer, folder, shape[size])
        ads.append(Ad(image=replace(drawn, caption=(), credit="", alt="广告"), size=size))
    return tuple(ads)


def _wishes(sort: str, habits: Habits, dice: random.Random, number: int) -> list[Wish]:
    count, characters = _count(sort, habits, dice), _characters(sort, habits, dice)
    lengths = _lengths(sort, count, characters, dice)
    ranks = _priorities(count, dice)
    wishes = []
    for order, (length, rank) in enumerate(zip(lengths, ranks, strict=True)):
        kind = _kind(sort, length, rank, dice)
        if kind in {Kind.BRIEF, Kind.NOTICE} and rank < 3:
            kind = Kind.NEWS
        wishes.append(
            Wish(
                name=f"{number:02d}-{order + 1:02d}",
                kind=kind,
                length=_bounded(kind, length),
                headline=_headline(kind, length * count / max(characters, 1.0), dice),
                priority=rank,
                figure=length > 900 and dice.random() < 0.08,
                plain=count > 12,
            )
        )
    return wishes


def _count(sort: str, habits: Habits, dice: random.Random) -> int:
    if sort == "document":
        return 1
    if sort == "briefs":
        return dice.randint(round(habits.most * 0.75), habits.most)
    share = {"photo": 0.35, "supplement": 0.6, "full": 1.1, "thin": 0.6, "service": 0.9}.get(sort, 1.0)
    drawn = dice.lognormvariate(math.log(habits.stories * share), 0.38)
    return max(1 if sort in {"thin", "photo"} or dice.random() < 0.5 else 3, min(round(drawn), habits.most))


def _characters(sort: str, habits: Habits, dice: random.Random) -> float:
    share = {"photo": 0.3, "thin": 0.55, "full": 1.35, "service": 0.8, "document": 1.2}.get(sort, 1.0)
    return dice.lognormvariate(math.log(habits.characters * share), 0.197)


def _lengths(sort: str, count: int, characters: float, dice: random.Random) -> list[int]:
    """Share a page's characters out; the longest story mostly comes first."""
    spread = 0.35 if sort == "briefs" else dice.uniform(0.45, 1.15)
    weights = [dice.lognormvariate(0.0, spread) for _ in range(count)]
    if dice.random() < 0.6:
        longest = max(range(count), key=weights.__getitem__)
        weights[0], weights[longest] = weights[longest], weights[0]
    whole = sum(weights)
    return [max(40, round(characters * weight / whole)) for weight in weights]


def _priorities(count: int, dice: random.Random) -> list[int]:
    """Return priorities: as the manifest gives them by order, finer ones, or any."""
    style = dice.random()
    if style < 0.65:
        return [min(order + 1, 3) for order in range(count)]
    if style < 0.85:
        return [min(1 + order * 5 // max(count, 5), 5) if order else 1 for order in range(count)]
    ranks = [dice.choices((2, 3, 4, 5), (2, 5, 3, 2))[0] for _ in range(count)]
    ranks[dice.randrange(count)] = 1
    return ranks


_KINDS: dict[str, dict[Kind, float]] = {
    "supplement": {Kind.FEATURE: 6, Kind.POEM: 3, Kind.COMMENT: 2},
    "service": {Kind.NOTICE: 4, Kind.TABLE: 3, Kind.NEWS: 3, Kind.BRIEF: 2},
    "photo": {Kind.PHOTO: 5, Kind.BRIEF: 2, Kind.NEWS: 1},
}
_USUAL: dict[Kind, float] = {
    Kind.NEWS: 66, Kind.FEATURE: 10, Kind.COMMENT: 10, Kind.BRIEF: 7, Kind.NOTICE: 3, Kind.POEM: 1, Kind.TABLE: 1.5,
    Kind.PHOTO: 2,
}  # fmt: skip


def _kind(sort: str, length: int, rank: int, dice: random.Random) -> Kind:
    if sort == "document":
        return Kind.DOCUMENT
    if sort == "briefs":
        return Kind.BRIEF if rank > 1 else Kind.NEWS
    if sort == "photo" and rank == 1:
        return Kind.PHOTO
    shares = dict(_KINDS.get(sort, _USUAL))
    if length < 160:
        shares[Kind.BRIEF] = shares.get(Kind.BRIEF, 0.0) + sum(shares.values()) * 0.6
    if length > 700:
        for short in (Kind.BRIEF, Kind.NOTICE, Kind.POEM, Kind.PHOTO, Kind.TABLE):
            shares.pop(short, None)
    if not shares:
        return Kind.NEWS
    return dice.choices(list(shares), list(shares.values()))[0]


def _bounded(kind: Kind, length: int) -> int:
    least, most = {
        Kind.BRIEF: (50, 260), Kind.NOTICE: (100, 500), Kind.POEM: (20, 400), Kind.PHOTO: (0, 400), Kind.TABLE: (60, 400),
    }.get(kind, (80, 60_000))  # fmt: skip
    return max(least, min(length, most))


def _headline(kind: Kind, size: float, dice: random.Random) -> int:
    """Draw a headline's length; ``size``: of the story beside the page's average, for short stories have short headlines."""
    median = {Kind.POEM: 6.0, Kind.BRIEF: 13.0, Kind.NOTICE: 12.0}.get(kind, 19.5 * size**0.2)
    return max(3, min(round(dice.lognormvariate(math.log(median), 0.404)), 66))


def _filled(
    page: Page, wishes: list[Wish], seeds: list[int], habits: Habits, target: float, sort: str, folder: Path
) -> Page:
    """Write the articles, with pictures until the load is reached; where these do not reach or go beyond, text makes it up."""
    dice = random.Random(seeds[0] + 1)
    form = habits.form
    most = _PICTURES.get(sort, dice.choice((1, 2, 3, 3, 4, 5, 6)))

    def written() -> Page:
        made = (write(wish, random.Random(seed), folder) for wish, seed in zip(wishes, seeds, strict=True))
        return replace(page, articles=tuple(made))

    for _ in range(2 if sort == "photo" else dice.choice((0, 0, 0, 1, 1, 2, 3))):
        if (chosen := _pictured(wishes, dice)) is not None and sort != "document":
            wishes[chosen] = replace(wishes[chosen], pictures=wishes[chosen].pictures + 1)
    best = written()
    for _ in range(_CORRECTIONS):
        while load(best, form) < target and sum(wish.pictures for wish in wishes) < most:
            chosen = _pictured(wishes, dice)
            if chosen is None:
                break
            before, wishes[chosen] = (
                wishes[chosen],
                replace(wishes[chosen], pictures=wishes[chosen].pictures + 1),
            )
            tried = written()
            if load(tried, form) > target + 0.03:
                wishes[chosen] = before
                break
            best = tried
        share = _correction(best, form, target)
        if share is None:
            break
        wishes[:] = [replace(wish, length=_bounded(wish.kind, round(wish.length * share))) for wish in wishes]
        best = written()
    return best


def _correction(page: Page, form: PageFormat, target: float) -> float | None:
    """Return the factor by which text must be longer for the load aimed at; None where it is near enough."""
    now = load(page, form)
    if abs(now - target) < 0.02:
        return None
    taken = sum(demand(article, form) for article in page.articles)
    text = sum(_prose(article) for article in page.articles) / form.characters
    return min(max(1.0 + (target / now - 1.0) * taken / max(text, 1.0), 0.4), 2.5)


def _prose(article: Article) -> int:
    return sum(len(run.text) for block in article.body for run in getattr(block, "runs", ()))


def _pictured(wishes: list[Wish], dice: random.Random) -> int | None:
    """Choose the article that gets a further picture: the lead first, and what has text enough beside it."""
    weights = [
        0.0
        if wish.kind in {Kind.BRIEF, Kind.NOTICE, Kind.POEM, Kind.TABLE}
        or (wish.kind != Kind.PHOTO and wish.length < 180)
        else {1: 5.0, 2: 3.0}.get(wish.priority, 1.0)
        * (3.0 if wish.kind == Kind.PHOTO else 1.0)
        / (1 + 2 * wish.pictures)
        for wish in wishes
    ]
    if not any(weights):
        return None
    return dice.choices(range(len(wishes)), weights)[0]
