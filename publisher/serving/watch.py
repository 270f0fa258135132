"""Watching an edition's files 监视: its own folder, and what its newspaper brings to every issue."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchfiles import Change, watch

from publisher.manifest.folders import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Milliseconds of silence after which a burst of changes is over, and after which it is told of in any case.
_SILENCE, _LONGEST = 40, 400
#: What editors and systems write beside the file that is saved: swap files, copies, locks, and what vim tries a folder with.
_PASSING = re.compile(
    r"\..*|.*~|.*\.(tmp|temp|swp|swx|swo|bak|orig|part|crdownload|lock)|4913|#.*#|Thumbs\.db", re.IGNORECASE
)


def matters(path: Path, root: Path) -> bool:
    """Tell whether a change of a file below a folder is an edit, and no passing file of an editor's."""
    return not any(_PASSING.fullmatch(part) for part in path.relative_to(root).parts)


class Watcher:
    """Tells of changes from threads of its own, one message for a burst of them.

    Args:
        folder: the edition's folder; the newspaper's is the one above.
        changed: is told.
    """

    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self._folder, self._paper = folder.resolve(), folder.resolve().parent
        self._changed = changed
        self._stopped, self._deep = Event(), Event()
        self._threads = [
            Thread(target=work, daemon=True) for work in (self._watch_paper, self._watch_folders)
        ]

    def start(self) -> None:
        """Begin to watch."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()
        self._deep.set()
        for thread in self._threads:
            thread.join(2.0)

    def folders(self) -> list[Path]:
        """Return the folders that are watched to their depths: the edition's, and those of the paper that are no other's."""
        own = [path for path in self._paper.iterdir() if path.is_dir() and not day_of(path.name)]
        found = [path for path in (self._folder, *own) if path.is_dir() and matters(path, self._paper)]
        return sorted(found)

    def _watch_paper(self) -> None:
        """Watch the paper's folder itself: its manifest, and which folders there are."""

        def concerns(_: Change, name: str) -> bool:
            path = Path(name)
            other = bool(day_of(path.name)) and path != self._folder
            return path != self._paper and matters(path, self._paper) and not other

        for changes in _changes((self._paper,), concerns, self._stopped, recursive=False):
            if any(change is not Change.modified for change, _ in changes):
                self._deep.set()
            named = {Path(name) for _, name in changes}
            if named - {self._folder} or any(change is not Change.modified for change, _ in changes):
                self._changed()

    def _watch_folders(self) -> None:
        """Watch the folders to their depths; begin again when there are others."""
        while not self._stopped.is_set():
            self._deep.clear()
            folders = self.folders()
            if not folders:
                self._deep.wait(1.0)
                continue
            for _ in _changes(folders, lambda _, name: matters(Path(name), self._paper), self._deep):
                self._changed()
            # What has changed while nobody watched is seen now.
            if not self._stopped.is_set():
                self._changed()


def _changes(
    folders: Sequence[Path],
    concerns: Callable[[Change, str], bool],
    stopped: Event,
    *,
    recursive: bool = True,
) -> Iterator[set[tuple[Change, str]]]:
    """Yield bursts of changes, until it is stopped, or a folder is there no more."""
    for polling in (False, True):
        # A system that cannot watch so many folders, or a disk that tells of nothing, is asked again and again.
        with contextlib.suppress(OSError, RuntimeError):
            yield from watch(
                *folders,
                watch_filter=concerns,
                step=_SILENCE,
                debounce=_LONGEST,
                stop_event=stopped,
                rust_timeout=1000,
                raise_interrupt=False,
                force_polling=polling,
                recursive=recursive,
            )
            return
