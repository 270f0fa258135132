"""Runs the painter in a child process, so that no input can hang or bring down the program."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
import traceback
from typing import TYPE_CHECKING

from publisher.outputs.pdf.painter import PaintJob, paint
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection


def paint_in_child(job: PaintJob, *, timeout: float, progress: Callable[[str], None]) -> list[str]:
    """Paint in a new process; return the painter's complaints.

    Raises:
        PublishError: O-002 when it takes longer than ``timeout`` seconds, O-004 when the process dies, O-001 when a
            file cannot be written.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(job, there), daemon=True)
    process.start()
    there.close()
    try:
        return _listen(here, time.monotonic() + timeout, timeout, progress)
    finally:
        # Stopped before its pipe is closed, the child has nobody to complain to.
        if process.is_alive():
            process.join(0.2)
            process.kill()
        process.join()
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


def _run(job: PaintJob, pipe: Connection) -> None:
    """Paint, and say over the pipe how it went; the child's whole life."""
    # An interrupt from the keyboard reaches the whole group; the parent sees to its child.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        _say(job, pipe)


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
