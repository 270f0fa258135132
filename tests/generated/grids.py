"""The grids for which pages are generated, with what a real page of each holds."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model import PageFormat

TABLOID = PageFormat(width=270, height=390, columns=6, characters=11, body=9.0, leading=12.15)
BROADSHEET = PageFormat(width=390, height=540, columns=8, characters=13, body=9.0, leading=12.15)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What pages of a grid hold: the medians of stories and of body characters, and the most of stories.

    A broadsheet's figures are those of 278 pages of a national daily; other grids' are scaled to their room.
    """

    form: PageFormat
    stories: float
    characters: float
    most: int


GRIDS = {
    "tabloid": Habits(form=TABLOID, stories=6.5, characters=3_150, most=18),
    "broadsheet": Habits(form=BROADSHEET, stories=11.0, characters=6_700, most=25),
    # A berliner, an office newsletter on A4, and a paper in large type.
    "berliner": Habits(
        form=PageFormat(width=315, height=470, columns=6, characters=14, body=9.0, leading=12.15),
        stories=8.0,
        characters=4_700,
        most=20,
    ),
    "newsletter": Habits(
        form=PageFormat(width=210, height=297, columns=4, characters=12, body=9.0, leading=13.0),
        stories=4.0,
        characters=1_500,
        most=9,
    ),
    "large-type": Habits(
        form=PageFormat(width=270, height=390, columns=4, characters=11, body=12.0, leading=16.2),
        stories=4.5,
        characters=1_750,
        most=10,
    ),
}

#: Seeds by which make-up may be tuned, and those of the published figures. They never mix.
TUNING = range(1000, 1200)
PUBLISHED = range(5000, 5200)
