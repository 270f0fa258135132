"""How a newspaper is printed 付印, from the key ``press`` of publication.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.manifest.folders import ASSETS
from publisher.manifest.paths import find
from publisher.pressroom import Limits, Press, Spot, Waiver

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.errors import Position
    from publisher.manifest.document import Document
    from publisher.manifest.press_keys import PressKeys
    from publisher.manifest.report import Report

_SUFFIXES = (".icc", ".icm")


def read_press(keys: PressKeys, document: Document, folder: Path, report: Report) -> Press:
    """Return how a newspaper is printed; whether a profile of that name is installed is not asked here.

    Args:
        keys: what stands below ``press:``.
        document: tells the places.
        folder: the paper's.
        report: takes M-015 for a profile that is not there, M-009 for one outside of the folder.
    """
    where = document.at(("press", "profile"))
    limits = Limits(tac=keys.tac, **keys.limits.model_dump())
    waivers = tuple(
        Waiver(
            rule=item.rule, reason=item.reason, pages=item.page, where=document.at(("press", "waivers", at))
        )
        for at, item in enumerate(keys.waivers)
    )
    return Press(
        profile=keys.profile or "", path=_profile(keys.profile or "", where, folder, report), where=where,
        bleed=keys.bleed, limits=limits, waivers=waivers,
        spots=tuple(Spot(name=name, colour=colour) for name, colour in keys.spots.items()),
    )  # fmt: skip


def _profile(name: str, where: Position, folder: Path, report: Report) -> Path | None:
    if not ("/" in name or name.lower().endswith(_SUFFIXES)):
        return None
    found = find(name, (folder, folder / ASSETS))
    if found.outside:
        report.add("M-009", where, path=name, root=folder.name)
    elif not found.path:
        hint = say(f"相似的文件：{found.alike}", f"similar files: {found.alike}")
        report.add("M-015", where, what=name, suggestion=hint)
    return found.path
