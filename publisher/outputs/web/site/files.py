"""The site's files: each is written whole or not at all, and one run at a time writes."""

from __future__ import annotations

import contextlib
import importlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from publisher.locale import say
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = ".site.lock"
#: Windows has none; there it is the user's to avoid two runs at once.
_FCNTL = importlib.import_module("fcntl") if os.name == "posix" else None


@contextlib.contextmanager
def writing(out: Path) -> Iterator[None]:
    """Let one run write into the site at a time, and tell of what cannot be read or written.

    Raises:
        PublishError: O-001, which names the folder.
    """
    try:
        with (out / _LOCK).open("w") as lock:
            if _FCNTL:
                _FCNTL.flock(lock, _FCNTL.LOCK_EX)
            yield
    except OSError as error:
        problem = error.strerror or str(error) or say("读写失败", "reading or writing failed")
        raise failure(finding("O-001", output=out, problem=problem)) from error
    except TemplateError as error:
        # Only a publication's own templates can be wrong here.
        problem = f"{type(error).__name__}: {error}"
        raise failure(finding("O-001", output=out, problem=problem)) from error


def put(path: Path, content: bytes) -> None:
    """Write a file in one step, unless it is there already as it should be.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        made.chmod(0o644)
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
