"""Showing a site at this machine 预览: a small server, and a newspaper that is built again while it is edited.

The server library is an extra of the package, ``serve``; without it nothing here but :mod:`.session` can be used.
"""

from __future__ import annotations

from importlib.util import find_spec

from publisher.locale import say
from publisher.rules import failure, finding

#: The libraries of the extra.
LIBRARIES = ("starlette", "uvicorn", "watchfiles")


def require() -> None:
    """See whether the libraries are there.

    Raises:
        PublishError: S-001, which says how to install them.
    """
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        remedy = say(
            "在项目的文件夹里用 make serve 会装好；别处：pip install 'epaper-publish[serve]'",
            "make serve installs them in the project's folder; elsewhere: pip install 'epaper-publish[serve]'",
        )
        raise failure(finding("S-001", tool=say("、", ", ").join(missing), remedy=remedy))
