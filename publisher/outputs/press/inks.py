"""Screen colours as inks 油墨: black and grey are black ink alone, the rest goes through the profile of the printing condition.

Inks are shares from 0 to 1 in the order cyan, magenta, yellow, black 青、品红、黄、黑; screen colours are sRGB (IEC 61966-2-1),
which is what the painter works in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from PIL import Image as Pillow
from PIL import ImageCms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from publisher.outputs.press.profile import Profile

Colour: TypeAlias = tuple[float, float, float]
Pixels: TypeAlias = "NDArray[np.uint8]"

#: How far the channels of a grey may lie apart: rounding of colours, no tone that anyone sees.
_NEUTRAL = 3.5 / 255
#: Type this dark is meant as black, whatever tone a designer gave it: #111 of the style sheet, #181b20 of a drawing.
_DARK, _DARK_SPREAD = 36.5 / 255, 15.5 / 255
#: In a strong colour an ink below this share only adds a screen that can misregister.
_TRACE, _STRONG = 0.05, 0.5
#: The luminance (IEC 61966-2-1) above which small type is no black any more: paper has but twice as much, so that it stands on a
#: dark ground.
_LIGHT = 0.45
#: How far a JPEG may stray from what it was made of, in all four inks together: pictures stay so far below the limit.
_RINGING = 0.15
#: Ink that goes into black for each part of grey taken from cyan, magenta and yellow.
_REPLACED = 0.5


class Inks(NamedTuple):
    """Shares of the four inks."""

    cyan: float
    magenta: float
    yellow: float
    black: float


BLACK = Inks(0.0, 0.0, 0.0, 1.0)
WHITE = Inks(0.0, 0.0, 0.0, 0.0)


class Separation:
    """Makes inks of screen colours for one printing condition.

    Args:
        profile: the printing condition.
        limit: the most ink at one place 总墨量, in per cent.
    """

    def __init__(self, profile: Profile, limit: float) -> None:
        self.limit = limit / 100
        self._opened = profile.open()
        screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        # Flat colours keep their hue (relative colorimetric); photographs keep their gradation (perceptual).
        self._flat = _transform(screen, self._opened, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        self._photograph = _transform(screen, self._opened, "RGB", ImageCms.Intent.PERCEPTUAL)
        #: For each of 256 greys the black ink, from 0 to 255, that looks like it.
        self.greys: Pixels = _grey_curve(self._opened)
        self.inks_of = lru_cache(maxsize=4096)(self._inks_of)

    def _inks_of(self, colour: Colour) -> Inks:
        """Return the inks of a flat colour: text, a rule or a tint."""
        low, high = min(colour), max(colour)
        if high <= _DARK and high - low <= _DARK_SPREAD:
            return BLACK
        if high - low <= _NEUTRAL:
            return Inks(0.0, 0.0, 0.0, self.black_of(colour))
        return self.toned(colour)

    def black_of(self, colour: Colour) -> float:
        """Return the black ink that looks like a grey."""
        return round(int(self.greys[round(sum(colour) / 3 * 255)]) / 255, 3)

    def toned(self, colour: Colour) -> Inks:
        """Return the inks of a colour through the profile, whatever it is; for the steps of a gradient 渐变."""
        pixel = Pillow.new("RGB", (1, 1), tuple(round(value * 255) for value in colour))
        shares = np.asarray(_applied(pixel, self._flat), dtype=np.uint8).reshape(1, 1, 4)
        found = [float(value) / 255 for value in limited(shares, self.limit).reshape(4)]
        if max(found) >= _STRONG:
            found = [value if value >= _TRACE else 0.0 for value in found]
        return Inks(*(round(value, 3) for value in found))

    def small(self, colour: Colour) -> Inks:
        """Return the one ink of type so small that several would not meet on it: black, and of a light colour its strongest ink."""
        inks = self.inks_of(colour)
        if sum(map(bool, inks)) < 2:
            return inks
        if _luminous(colour) <= _LIGHT:
            return BLACK
        strongest = max(inks)
        at = inks.index(strongest)
        return Inks(*(strongest if ink == at else 0.0 for ink in range(4)))

    def drawing(self, picture: Pillow.Image) -> Pixels:
        """Return the inks of a drawing in RGB, rows by columns by four: of each colour those that it has as a flat one.

        Args:
            picture: the drawing; it has no transparent parts.
        """
        values = np.asarray(picture)
        shares = np.asarray(_applied(picture, self._flat)).copy()
        shares = limited(shares, self.limit).copy()
        traces = (shares < round(_TRACE * 255)) & (shares.max(axis=2) >= round(_STRONG * 255))[..., None]
        shares[traces] = 0
        low, high = values.min(axis=2).astype(np.int16), values.max(axis=2).astype(np.int16)
        dark = (high <= int(_DARK * 255)) & (high - low <= int(_DARK_SPREAD * 255))
        for where, black in (
            (high - low <= int(_NEUTRAL * 255), self.greys[values.mean(axis=2).round().astype(np.uint8)]),
            (dark, np.full(low.shape, 255, dtype=np.uint8)),
        ):
            shares[where] = 0
            shares[where, 3] = black[where]
        return shares

    def photograph(self, picture: Pillow.Image, source: ImageCms.ImageCmsProfile | None = None) -> Pixels:
        """Return the inks of a picture in RGB, rows by columns by four.

        Args:
            picture: the picture.
            source: the profile of its colours, where they are not sRGB.
        """
        transform = self._from(source, "RGB") if source else self._photograph
        return limited(np.asarray(_applied(picture, transform)), self.limit - _RINGING)

    def inks(self, picture: Pillow.Image, source: ImageCms.ImageCmsProfile | None = None) -> Pixels:
        """Return the inks of a picture in CMYK: its own, unless it was separated for another printing condition."""
        known = self._opened.profile.profile_description
        if source and source.profile.profile_description != known:
            picture = _applied(picture, self._from(source, "CMYK"))
        return limited(np.asarray(picture), self.limit - _RINGING)

    def _from(self, source: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
        return _transform(source, self._opened, mode, ImageCms.Intent.PERCEPTUAL)


def limited(inks: Pixels, limit: float) -> Pixels:
    """Return inks of which no place has more than the limit.

    The grey that cyan, magenta and yellow share is replaced by black first (grey component replacement 灰成分替代), which
    hardly shows; where that is not enough the three are lessened alike, so that the hue stays.

    Args:
        inks: 0 to 255, in the last dimension the four inks.
        limit: the most that they may sum up to, 1 for each full ink.
    """
    most = limit * 255
    total = inks.sum(axis=-1, dtype=np.int32)
    over = total > most
    if not over.any():
        return inks
    made = inks.copy()
    places = inks[over].astype(np.float64)
    colours, black = places[:, :3], places[:, 3]
    excess = places.sum(axis=1) - most
    # Each part taken from all three saves three parts and costs the black that stands in for it.
    taken = np.minimum(colours.min(axis=1), excess / (3 - _REPLACED))
    black = np.minimum(black + taken * _REPLACED, 255)
    colours -= taken[:, None]
    room = np.maximum(most - black, 0)
    sums = np.maximum(colours.sum(axis=1), 1e-9)
    colours *= np.minimum(1.0, room / sums)[:, None]
    made[over] = np.floor(np.column_stack([colours, black])).astype(np.uint8)
    return made


def _luminous(colour: Colour) -> float:
    """Return the luminance of a screen colour relative to white (IEC 61966-2-1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _transform(
    source: ImageCms.ImageCmsProfile,
    target: ImageCms.ImageCmsProfile,
    mode: str,
    intent: ImageCms.Intent,
) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source, target, mode, "CMYK", intent, ImageCms.Flags.BLACKPOINTCOMPENSATION
    )


def _applied(picture: Pillow.Image, transform: ImageCms.ImageCmsTransform) -> Pillow.Image:
    """Return a picture in other colours, without the profile that Pillow would copy into each: a megabyte to every pixel."""
    picture.load()
    made = Pillow.new(transform.output_mode, picture.size)
    transform.transform.apply(picture.getim(), made.getim())
    return made


def _grey_curve(profile: ImageCms.ImageCmsProfile) -> Pixels:
    """Return the black ink for each grey, by luminance relative to paper and to full black (black-point compensation)."""
    ramp = np.zeros((1, 256, 4), dtype=np.uint8)
    ramp[0, :, 3] = np.arange(256)
    to_lab = ImageCms.buildTransform(
        profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    lab = _applied(Pillow.fromarray(ramp, "CMYK"), to_lab)
    printed = _luminance(np.asarray(lab)[0, :, 0] / 2.55)
    printed = np.minimum.accumulate((printed - printed[-1]) / (printed[0] - printed[-1]))
    values = np.arange(256) / 255
    wanted = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    found = np.interp(wanted, printed[::-1], np.arange(256)[::-1])
    curve: Pixels = found.round().astype(np.uint8)
    curve[0], curve[255] = 255, 0
    return curve


def _luminance(lightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Y of L* (CIE 15), from 0 to 1."""
    cubed: NDArray[np.float64] = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / 903.3)
    return cubed
