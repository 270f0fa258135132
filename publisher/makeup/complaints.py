"""What is said of a page that cannot be made up, or not as somebody has asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.rules import finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.errors import Finding
    from publisher.makeup.page import PageJob
    from publisher.model import Article


def dropped(job: PageJob, articles: Sequence[Article]) -> Finding:
    """Say of which articles what was asked for had to be given up (P-005)."""
    titles = "、".join(f"《{article.headline[:20]}》" for article in articles)
    quoted = ", ".join(f"“{article.headline[:20]}”" for article in articles)
    return finding("P-005", articles[0].where, page=f"{job.number:02d}", titles=titles, quoted=quoted)


def impossible(job: PageJob, *, cramped: bool, ads: bool) -> Finding:
    """Say why a page's first article finds no room (P-003).

    Args:
        job: the page.
        cramped: there is no room for any article.
        ads: advertisements take a part of it.
    """
    first = job.copies[0].article
    if cramped:
        problem = say("广告和报头占满了版面", "the ads and the nameplate leave no room")
        hint = say("减少广告或另起一版", "use fewer ads, or another page")
    elif ads:
        problem = say(
            f"广告旁边放不下《{first.headline[:40]}》",
            f"“{first.headline[:40]}” finds no room beside the ads",
        )
        hint = say("减少广告、改小广告，或另起一版", "use fewer or smaller ads, or another page")
    else:
        problem = say(f"放不下《{first.headline[:40]}》", f"“{first.headline[:40]}” finds no room")
        hint = say(
            "缩短它的标题、提要或过高的表格行",
            "shorten its headline, its summary, or a table row that is too high",
        )
    return finding("P-003", first.where, page=job.number, problem=problem, hint=hint)
