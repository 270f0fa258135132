"""What a command costs with all the processes that it starts, whoever of them waits for whom.

``/usr/bin/time`` and ``getrusage`` see only processes that their parents waited for; a browser leaves most of its own behind.
So the command runs below a process that is its descendants' reaper (Linux: ``PR_SET_CHILD_SUBREAPER``), and every one of them is
waited for and counted. That process is one of its own: it must have no other children.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PR_SET_CHILD_SUBREAPER = 36
#: Where the packages lie that the reaper and the commands import.
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost.

    Attributes:
        cpu: seconds of all its processes, in the program and in the system for it.
        wall: seconds until it ended.
        memory: MB that the largest of its processes held at once.
    """

    cpu: float
    wall: float
    memory: float


def measure(command: Sequence[str], log: Path, *, timeout: float = 1800.0) -> Cost:
    """Run a command to its end and return what it cost.

    Args:
        command: the words of the command.
        log: the file for what it says.
        timeout: seconds after which it is stopped.

    Raises:
        RuntimeError: if it fails or is stopped.
    """
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.processes", str(log), str(timeout), *command],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=environment,
        check=True,
    )
    answer = json.loads(done.stdout)
    if answer.pop("status"):
        raise RuntimeError(f"{command[0]} failed, see {log}")
    return Cost(**answer)


def reap(command: Sequence[str], log: Path, timeout: float) -> dict[str, float]:
    """Run a command as the reaper of its descendants; return its status and the fields of its cost."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    cpu = wall = memory = 0.0
    status = 0
    started = time.perf_counter()
    with log.open("wb") as said:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, timeout)
        while True:
            try:
                # What this returns counts the processes that the one waited for has itself waited for.
                pid, code, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            cpu += usage.ru_utime + usage.ru_stime
            memory = max(memory, usage.ru_maxrss / 1024)
            if pid == child.pid:
                wall = time.perf_counter() - started
                status = os.waitstatus_to_exitcode(code)
    return {"status": status, "cpu": cpu, "wall": wall, "memory": memory}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(reap(sys.argv[3:], Path(sys.argv[1]), float(sys.argv[2]))))
