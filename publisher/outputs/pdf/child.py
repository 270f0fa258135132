"""Runs the painter in a child process, so that no input can hang or bring down the program."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
import traceback
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.outputs.pdf.painter import PaintJob, paint
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable

#: What the child runs. It imports the painter alone, where ``multiprocessing`` would import the parent's main module again;
#: it lives too short to look for garbage often.
_PROGRAM = (
    "import gc, sys; gc.set_threshold(50_000, 20, 100);"
    "from publisher.outputs.pdf import child; child.work(sys.argv[1], int(sys.argv[2]))"
)


def paint_in_child(job: PaintJob, *, timeout: float, progress: Callable[[str], None]) -> list[str]:
    """Paint in a new process; return the painter's complaints.

    Raises:
        PublishError: O-002 when it takes longer than ``timeout`` seconds, O-004 when the process dies, O-001 when a
            file cannot be written.
    """
    # The job goes by file: a pipe would hold the parent up if the child died before reading it.
    packed = job.work / "job"
    packed.write_bytes(pickle.dumps(job))
    here, there = Pipe(duplex=False)
    process = subprocess.Popen(  # noqa: S603 - the words are ours
        [sys.executable, "-c", _PROGRAM, str(packed), str(there.fileno())],
        stdin=subprocess.DEVNULL,
        pass_fds=(there.fileno(),),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    there.close()
    try:
        return _listen(here, time.monotonic() + timeout, timeout, progress)
    finally:
        # Stopped before its pipe is closed, the child has nobody to complain to.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
        process.kill()
        process.wait()
        here.close()


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


def work(job: str, pipe: int) -> None:
    """Paint the job in a file and say over a pipe how it went: the child's whole life."""
    # An interrupt from the keyboard reaches the whole group; the parent sees to its child.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    packed = Path(job).read_bytes()
    with Connection(pipe, readable=False) as there, contextlib.suppress(BrokenPipeError):
        _say(pickle.loads(packed), there)  # noqa: S301 - the parent wrote it


def _say(job: PaintJob, pipe: Connection) -> None:
    try:
        complaints = paint(job, lambda step: pipe.send(("step", step)))
    except BrokenPipeError:
        raise
    except OSError as error:
        pipe.send(("unwritable", (str(error.filename or job.target.name), error.strerror or str(error))))
    except MemoryError:
        pipe.send(("died", "out of memory"))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(("failed", f"{type(error).__name__}: {error} ({place.name}:{place.lineno})"))
    else:
        pipe.send(("done", complaints))
