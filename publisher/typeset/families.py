"""Typeface families 字体家族 that the program knows by name, and the roles that they play on a page: 宋, 黑, 楷, 仿宋."""

from __future__ import annotations

from dataclasses import dataclass

#: Weights 粗细 from the thinnest to the heaviest; a cut that a family lacks is replaced by its nearest.
WEIGHTS = ("light", "regular", "medium", "bold", "black")
REGIONS = {"JP": 0, "KR": 1, "SC": 2, "TC": 3, "HK": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family whose files have names of a known pattern.

    Attributes:
        name: as a publication writes it; ``others``: further names of it.
        stem: how the names of its files begin; ``cuts``: (weight, the end of that name).
        regional: it comes in the glyph shapes of several regions.
        packages: the Debian package of each cut, or one for all.
        source: where it can be had without a package.
    """

    name: str
    others: tuple[str, ...] = ()
    stem: str
    cuts: tuple[tuple[str, str], ...]
    regional: bool = False
    packages: tuple[str, ...] = ()
    source: str = ""

    def nearest(self, weight: str) -> str:
        """Return that of its weights that is nearest to a wished one, the heavier of two."""
        return nearest(weight, tuple(cut for cut, _ in self.cuts))

    def package(self, weight: str) -> str:
        """Return the Debian package that has a weight, or an empty string."""
        at = [cut for cut, _ in self.cuts].index(weight)
        return self.packages[min(at, len(self.packages) - 1)] if self.packages else ""

    def files(self, weight: str, region: str) -> tuple[str, ...]:
        """Return the names that the file of one of its weights may have.

        The best comes first: all regions in one, then the wanted region's own. Another region's own file serves as well, for
        each of these files holds the shapes of all regions and chooses by language.
        """
        end = dict(self.cuts)[weight]
        stem = f"{self.stem}-{end}" if end else self.stem
        regions = [region, *(name for name in REGIONS if name != region)] if self.regional else []
        alone = [f"{self.stem}{name.lower()}-{end}.otf" for name in regions]
        return (f"{stem}.ttc", f"{stem}.otc", *alone, f"{stem}.ttf", f"{stem}.otf")


def nearest(weight: str, given: tuple[str, ...]) -> str:
    """Return that of some weights that is nearest to a wished one, the heavier of two."""
    wanted = WEIGHTS.index(weight)
    return min(given, key=lambda name: (abs(WEIGHTS.index(name) - wanted), -WEIGHTS.index(name)))


def _cuts(*weights: str) -> tuple[tuple[str, str], ...]:
    return tuple((weight, weight.title()) for weight in weights)


_NOTO = (
    "fonts-noto-cjk-extra",
    "fonts-noto-cjk",
    "fonts-noto-cjk-extra",
    "fonts-noto-cjk",
    "fonts-noto-cjk-extra",
)
_NOTO_SOURCE = "https://github.com/notofonts/noto-cjk/releases"
_FANDOL = ("texlive-lang-chinese",)

SERIF = Family(
    name="Noto Serif CJK", others=("思源宋体", "Noto Serif SC", "Noto Serif TC", "Noto Serif JP", "Noto Serif"),
    stem="NotoSerifCJK", cuts=_cuts(*WEIGHTS), regional=True, packages=_NOTO, source=_NOTO_SOURCE,
)  # fmt: skip
SANS = Family(
    name="Noto Sans CJK", others=("思源黑体", "Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans"),
    stem="NotoSansCJK", cuts=_cuts(*WEIGHTS), regional=True, packages=_NOTO, source=_NOTO_SOURCE,
)  # fmt: skip
WENKAI = Family(
    name="LXGW WenKai", others=("霞鹜文楷",), stem="LXGWWenKai", cuts=_cuts("light", "regular"),
    packages=("fonts-lxgw-wenkai",), source="https://github.com/lxgw/LxgwWenKai/releases",
)  # fmt: skip
#: Every family that a publication can name; others it names by their files.
FAMILIES = (
    SERIF,
    SANS,
    WENKAI,
    Family(name="Zhuque Fangsong", others=("朱雀仿宋",), stem="ZhuqueFangsong", cuts=_cuts("regular"),
           source="https://github.com/TrionesType/zhuque/releases"),
    Family(name="FandolFang", others=("Fandol 仿宋",), stem="FandolFang", cuts=_cuts("regular"), packages=_FANDOL),
    Family(name="FandolSong", others=("Fandol 宋",), stem="FandolSong", cuts=_cuts("regular", "bold"), packages=_FANDOL),
    Family(name="FandolHei", others=("Fandol 黑",), stem="FandolHei", cuts=_cuts("regular", "bold"), packages=_FANDOL),
    Family(name="FandolKai", others=("Fandol 楷",), stem="FandolKai", cuts=_cuts("regular"), packages=_FANDOL),
    Family(name="cwTeX FangSong", others=("cwTeX 仿宋",), stem="cwfs", cuts=(("regular", ""),), packages=("fonts-cwtex-fs",)),
    Family(name="cwTeX Kai", others=("cwTeX 楷",), stem="cwkai", cuts=(("regular", ""),), packages=("fonts-cwtex-kai",)),
)  # fmt: skip
#: Families of the role 仿宋; the doctor tells which of them are there.
FANGSONG = ("Zhuque Fangsong", "FandolFang", "cwTeX FangSong")


def family(name: str) -> Family | None:
    """Return the family of a name, whatever its capitals and spaces, or None where there is none."""
    wanted = _folded(name)
    return next((item for item in FAMILIES if wanted in map(_folded, (item.name, *item.others))), None)


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Role:
    """What a face is for: 宋 for text, 黑 for emphasis, 楷 for a second voice, 仿宋 for decks.

    ``key`` begins with the name of the role and ends with its weight, if that is not the regular one.
    """

    key: str
    label: str
    family: Family

    @property
    def part(self) -> str:
        """The role by which a publication chooses its typeface: ``song``, ``hei``, ``kai`` or ``fang``."""
        return self.key.partition("-")[0]

    @property
    def weight(self) -> str:
        """The weight that it wishes for."""
        return self.key.partition("-")[2] or "regular"

    @property
    def name(self) -> str:
        """Role, family and weight of the shipped style, for a person."""
        return f"{self.label} {self.family.name} {self.weight.title()}"

    @property
    def package(self) -> str:
        """The Debian package that has it."""
        return self.family.package(self.weight)

    def files(self, region: str) -> tuple[str, ...]:
        """Return the names that its file may have, the best first."""
        return self.family.files(self.weight, region)


#: The faces of the shipped style. 仿宋 is set in the 楷 until a publication names one: no package has a free one for
#: simplified characters alone.
ROLES = (
    Role("song", "宋", SERIF),
    Role("song-bold", "宋", SERIF),
    Role("song-black", "宋", SERIF),
    Role("hei-light", "黑", SANS),
    Role("hei", "黑", SANS),
    Role("hei-medium", "黑", SANS),
    Role("hei-bold", "黑", SANS),
    Role("kai", "楷", WENKAI),
    Role("fang", "仿宋", WENKAI),
)
