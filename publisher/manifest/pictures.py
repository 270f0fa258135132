"""From the manifest's image keys to the model's images 图片."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.model import Image, Run

if TYPE_CHECKING:
    from publisher.errors import Position
    from publisher.manifest.images import Inspector
    from publisher.manifest.report import Report
    from publisher.manifest.schema import ImageKeys


class Pictures:
    """Makes images; asks for the alternative text that is missing (I-005)."""

    def __init__(self, inspector: Inspector, report: Report) -> None:
        self._inspector = inspector
        self._report = report

    def from_keys(self, keys: ImageKeys, where: Position) -> Image | None:
        """Make an image as ``images:`` of an article describes it."""
        return self.make(
            keys.src,
            where,
            alt=keys.alt,
            caption=keys.caption,
            credit=keys.credit,
            focal=keys.focal,
            crop=keys.crop,
        )

    def make(
        self,
        src: str,
        where: Position,
        *,
        alt: str,
        caption: str = "",
        credit: str = "",
        focal: tuple[float, float] = (0.5, 0.5),
        crop: bool = True,
        spoken: bool = True,
    ) -> Image | None:
        """Make an image of a file that the edition has.

        Args:
            src: its name as the manifest has it.
            where: the place that names it.
            alt: the alternative text.
            caption: plain text.
            credit: plain text.
            focal: the point to keep.
            crop: whether a sliver may be cut off.
            spoken: whether an alternative text is expected.

        Returns:
            The image, or None after a finding.
        """
        facts = self._inspector.find(src, where)
        if facts is None:
            return None
        if spoken and not alt:
            self._report.add("I-005", where, path=src)
        return Image(
            src=src, path=facts.path, digest=facts.digest, media_type=facts.media_type, width=facts.width, height=facts.height,
            caption=(Run(text=caption),) if caption else (), credit=credit, alt=alt, focal=focal, crop=crop,
        )  # fmt: skip
