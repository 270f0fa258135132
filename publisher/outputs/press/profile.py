"""The profile of the printing condition 印刷条件的特性文件: where it is found, and whether it can be used.

ISO 15930-7 wants an ICC profile of a printer, in the inks that the file is separated into; here those are always four.
"""

from __future__ import annotations

import io
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageCms

from publisher.locale import say
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.errors import Finding, Position
    from publisher.pressroom import Press

#: Profiles of newsprint that are taken where nobody names one, the best first: ISO 12647-3:2013, then its editions before.
NEWSPRINT = ("WAN-IFRAnewspaper26v5", "ISOnewspaper26v4", "PSO SNP Paper (ECI)", "PSO_SNP_Paper_eci")
_SUFFIXES = frozenset({".icc", ".icm"})
#: Bytes of a profile that say what it is, and the longest that is read (ICC.1:2010, 7.2).
_HEADER, _LARGEST = 132, 32 << 20


@dataclass(frozen=True, slots=True)
class Profile:
    """A CMYK printer profile: what it calls itself, and its bytes as they are embedded."""

    name: str
    data: bytes

    def open(self) -> ImageCms.ImageCmsProfile:
        """Return the profile for a transform."""
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))


def find_profile(press: Press, given: Path | None = None) -> Profile:
    """Return the profile to print with: the one given, else the newspaper's own, else one for newsprint that is installed.

    Args:
        press: how the newspaper is printed.
        given: a file that goes before what the newspaper says.

    Raises:
        PublishError: O-020 where a profile cannot be used; S-003 where none of that name is installed; S-002 where nobody
            names one and none for newsprint is installed.
    """
    if given:
        return _read(given, None)
    if press.path:
        return _read(press.path, press.where)
    if press.profile:
        found = _installed(press.profile)
        if not found:
            known = say("、", ", ").join(sorted(_names())) or say("没有", "none")
            raise failure(finding("S-003", press.where, name=press.profile, known=known, remedy=remedy()))
        return _read(found, press.where)
    for name in NEWSPRINT:
        found = _installed(name)
        if found:
            return _read(found, None)
    raise failure(finding("S-002", remedy=remedy()))


def remedy() -> str:
    """Say how to get a profile for newsprint on this system, and where to name it."""
    if sys.platform.startswith("linux"):
        get = say(
            "Debian、Ubuntu：启用 non-free（multiverse），apt-get install icc-profiles；其他系统从 WAN-IFRA 或 ECI 下载",
            "Debian, Ubuntu: enable non-free (multiverse) and apt-get install icc-profiles; else download it from WAN-IFRA or ECI",
        )
    else:
        get = say(
            f"从 WAN-IFRA 或 ECI 下载新闻纸的特性文件，放进 {folders()[-1]}",
            f"download a profile for newsprint from WAN-IFRA or ECI into {folders()[-1]}",
        )
    return get + say(
        "；或用印厂给的文件，写在 publication.yaml 的 press: profile:，或用 --icc",
        "; or use the file that your printer gives you: name it by press: profile: in publication.yaml, or --icc",
    )


def folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps profiles; ``EPAPER_ICC`` names further ones, searched first."""
    named = [Path(item) for item in os.environ.get("EPAPER_ICC", "").split(os.pathsep) if item]
    home = Path.home()
    if sys.platform == "darwin":
        known = [
            home / "Library/ColorSync/Profiles",
            Path("/System/Library/ColorSync/Profiles"),
            Path("/Library/ColorSync/Profiles"),
        ]
    elif sys.platform == "win32":
        known = [Path(os.environ.get("WINDIR", "C:/Windows")) / "System32/spool/drivers/color"]
    else:
        known = [
            home / ".local/share/icc",
            home / ".color/icc",
            Path("/usr/local/share/color/icc"),
            Path("/usr/share/color/icc"),
        ]
    return (*named, *known)


def _files() -> Iterator[Path]:
    """Yield the installed files that are CMYK printer profiles by their header; those of Ghostscript are nobody's condition."""
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and "ghostscript" not in path.parts and path.is_file():
                with path.open("rb") as file:
                    header = file.read(_HEADER)
                if header[12:20] == b"prtrCMYK":
                    yield path


def _installed(name: str) -> Path | None:
    """Return the installed profile of a name: that of its file, or what it calls itself."""
    wanted = _plain(name)
    files = list(_files())
    by_file = next((path for path in files if _plain(path.stem) == wanted), None)
    return by_file or next((path for path in files if _plain(_description(path)) == wanted), None)


def _names() -> list[str]:
    return [path.stem for path in _files()]


def _plain(name: str) -> str:
    return re.sub(r"[\s_()-]+", "", name.removesuffix(".icc").removesuffix(".icm")).lower()


def _description(path: Path) -> str:
    try:
        return _called(ImageCms.ImageCmsProfile(io.BytesIO(path.read_bytes()))) or path.stem
    except (OSError, ImageCms.PyCMSError):
        return ""


def _called(profile: ImageCms.ImageCmsProfile) -> str:
    return (profile.profile.profile_description or "").strip("\0 \n")


def _read(path: Path, where: Position | None) -> Profile:
    """Read a profile and see that a press can be described by it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise failure(_unusable(path, where, say("文件过大", "the file is too large")))
        data = path.read_bytes()
    except OSError as error:
        raise failure(_unusable(path, where, error.strerror or str(error))) from error
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(data))
        space, kind = opened.profile.xcolor_space.strip(), opened.profile.device_class
        name = _called(opened) or path.stem
    except (OSError, ValueError, ImageCms.PyCMSError) as error:
        raise failure(_unusable(path, where, say("不是 ICC 特性文件", "it is no ICC profile"))) from error
    if space != "CMYK" or kind != "prtr":
        problem = say(
            f"它描述的是 {space}（{kind}），不是 CMYK 印刷", f"it describes {space} ({kind}), no CMYK printer"
        )
        raise failure(_unusable(path, where, problem))
    return Profile(name, data)


def _unusable(path: Path, where: Position | None, problem: str) -> Finding:
    return finding("O-020", where, path=path, problem=problem)
