"""Runs the painter in a child process, so that no input can hang or bring down the program."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import time
import traceback
from collections import deque
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

from publisher.outputs.pdf.painter import PaintJob, load, paint
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable

#: What the child runs. It imports the painter alone, where ``multiprocessing`` would import the parent's main module again;
#: it lives too short to look for garbage often. An interrupt from the keyboard reaches the whole group; the parent sees to it.
_PROGRAM = (
    "import gc, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); gc.set_threshold(50_000, 20, 100);"
    "from publisher.outputs.pdf import child; child.work(int(sys.argv[1]))"
)
#: So many painters wait at most; more would only share the processors.
_WAITING = 2


def paint_in_child(job: PaintJob, *, timeout: float, progress: Callable[[str], None]) -> list[str]:
    """Paint in a new process; return the painter's complaints.

    Raises:
        PublishError: O-002 when it takes longer than ``timeout`` seconds, O-004 when the process dies, O-001 when a
            file cannot be written.
    """
    return _Child().paint(job, timeout, progress)


class Painters:
    """Painters at the ready: each has started and loaded its tools, paints one job, and is gone."""

    def __init__(self) -> None:
        self._ready: deque[_Child] = deque()
        self._at_work: set[_Child] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def make_ready(self, count: int = _WAITING) -> None:
        """Let so many wait, or as many as can be of use if these are fewer."""
        while len(self._ready) < min(os.cpu_count() or 1, count):
            self._ready.append(_Child())

    def paint(self, job: PaintJob, *, timeout: float, progress: Callable[[str], None]) -> list[str]:
        """Paint as :func:`paint_in_child` does, by one of those that are ready where there is one.

        Raises:
            PublishError: as for that.
        """
        try:
            child = self._ready.popleft()
        except IndexError:
            child = _Child()
        self._at_work.add(child)
        try:
            return child.paint(job, timeout, progress)
        finally:
            self._at_work.discard(child)

    def dismiss(self) -> None:
        """Send all home, those that wait, and those that are at work: their jobs fail."""
        for child in tuple(self._at_work):
            child.stop()
        while self._ready:
            self._ready.popleft().end()


class _Child:
    """A process that paints one job: it is told by its standard input where the job lies, and answers by a pipe."""

    def __init__(self) -> None:
        self._answers, there = Pipe(duplex=False)
        self._process = subprocess.Popen(  # noqa: S603 - the words are ours
            [sys.executable, "-c", _PROGRAM, str(there.fileno())],
            stdin=subprocess.PIPE,
            pass_fds=(there.fileno(),),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        there.close()

    def paint(self, job: PaintJob, timeout: float, progress: Callable[[str], None]) -> list[str]:
        # The job goes by file: a pipe would hold the parent up if the child died before reading it.
        packed = job.work / "job"
        packed.write_bytes(pickle.dumps(job))
        try:
            with contextlib.suppress(BrokenPipeError), cast("IO[bytes]", self._process.stdin) as told:
                told.write(os.fsencode(packed) + b"\0")
            return _listen(self._answers, time.monotonic() + timeout, timeout, progress)
        finally:
            self.end()

    def stop(self) -> None:
        self._process.kill()

    def end(self) -> None:
        # Stopped before its pipe is closed, the child has nobody to complain to.
        with contextlib.suppress(BrokenPipeError):
            cast("IO[bytes]", self._process.stdin).close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.2)
        self._process.kill()
        self._process.wait()
        self._answers.close()


def _listen(pipe: Connection, end: float, timeout: float, progress: Callable[[str], None]) -> list[str]:
    while True:
        if not pipe.poll(max(end - time.monotonic(), 0.0)):
            raise failure(finding("O-002", seconds=round(timeout)))
        try:
            kind, value = pipe.recv()
        except EOFError:
            raise failure(finding("O-004", problem="no answer")) from None
        if kind == "step":
            progress(value)
        elif kind == "done":
            return list(value)
        elif kind == "unwritable":
            raise failure(finding("O-001", output=value[0], problem=value[1]))
        else:
            raise failure(finding("O-004" if kind == "died" else "O-007", problem=value))


def work(pipe: int) -> None:
    """Paint the job that standard input names and say over a pipe how it went: the child's whole life."""
    # What is missing here is missing when it paints too, and then there is somebody to tell.
    with contextlib.suppress(ImportError, OSError):
        load()
    name = sys.stdin.buffer.read().rstrip(b"\0")
    # The parent has gone, or has no work any more.
    if not name:
        return
    packed = Path(os.fsdecode(name)).read_bytes()
    with Connection(pipe, readable=False) as there, contextlib.suppress(BrokenPipeError):
        _say(pickle.loads(packed), there)  # noqa: S301 - the parent wrote it
    # Whoever waits for the pictures need not wait until all that was loaded has been put away.
    os._exit(0)


def _say(job: PaintJob, pipe: Connection) -> None:
    try:
        complaints = paint(job, lambda step: pipe.send(("step", step)))
    except BrokenPipeError:
        raise
    except OSError as error:
        pipe.send(
            (
                "unwritable",
                (str(error.filename or (job.target or job.work).name), error.strerror or str(error)),
            )
        )
    except MemoryError:
        pipe.send(("died", "out of memory"))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(("failed", f"{type(error).__name__}: {error} ({place.name}:{place.lineno})"))
    else:
        pipe.send(("done", complaints))
