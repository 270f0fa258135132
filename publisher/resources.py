"""Where the shipped styles and templates lie 随程序带的样式和模板: in the checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

from publisher import rules

_PACKAGE = Path(__file__).resolve().parent


def styles_dir() -> Path:
    """Return the folder of the shipped style sheets.

    Raises:
        PublishError: S-001, the installation is incomplete.
    """
    return _folder("styles")


def templates_dir() -> Path:
    """Return the folder of the shipped Jinja templates.

    Raises:
        PublishError: S-001, the installation is incomplete.
    """
    return _folder("templates")


def _folder(name: str) -> Path:
    # A wheel carries them in publisher/_data; a checkout has them beside publisher/.
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise rules.failure(
        rules.finding("S-001", tool=f"{name}/", remedy="pip install --force-reinstall epaper-publish")
    )
