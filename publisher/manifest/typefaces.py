"""The typefaces 字体 that a paper chooses for its roles, from the key ``fonts`` of publication.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.manifest.folders import ASSETS
from publisher.manifest.paths import find
from publisher.manifest.publication_keys import WeightKeys
from publisher.model import Typeface

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.manifest.document import Document, KeyPath
    from publisher.manifest.publication_keys import FontKeys
    from publisher.manifest.report import Report

_SUFFIXES = (".otf", ".ttf")


def typefaces(keys: FontKeys, document: Document, folder: Path, report: Report) -> tuple[Typeface, ...]:
    """Return the typefaces that a paper chose; whether a family is known is not asked here.

    Args:
        keys: what stands below ``fonts:``.
        document: tells the places.
        folder: the paper's.
        report: takes T-006 for a file that is not there, M-009 for one outside of the folder.
    """
    chosen = []
    for path, role, weight, value in _values(keys):
        where = document.at(path)
        if not _is_file(value):
            chosen.append(Typeface(role=role, weight=weight, family=value, where=where))
            continue
        found = find(value, (folder, folder / ASSETS, folder / ASSETS / "fonts"))
        if found.path:
            chosen.append(Typeface(role=role, weight=weight, path=found.path, where=where))
        elif found.outside:
            report.add("M-009", where, path=value, root=folder.name)
        else:
            report.add("T-006", where, path=value, similar=found.alike)
    return tuple(chosen)


def _values(keys: FontKeys) -> Iterator[tuple[KeyPath, str, str, str]]:
    """Yield (place, role, weight, value) of everything that is chosen."""
    for role in type(keys).model_fields:
        value = getattr(keys, role)
        if isinstance(value, str):
            yield ("fonts", role), role, "", value
        elif isinstance(value, WeightKeys):
            for weight in type(value).model_fields:
                name = getattr(value, weight)
                if name:
                    yield ("fonts", role, weight), role, weight, name


def _is_file(value: str) -> bool:
    return "/" in value or value.lower().endswith(_SUFFIXES)
