"""Everything that a command starts is counted, even what it does not wait for."""

import sys

import pytest

from bench.processes import measure

#: Works for about so many seconds of CPU.
WORK = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass\n"
#: Starts a process that starts another, which runs the first word, and waits for neither.
LEAVES = """
import subprocess, sys
child = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', sys.argv[1]])"
subprocess.Popen([sys.executable, "-c", child, sys.argv[1]])
"""


def test_a_grandchild_that_nobody_waits_for_is_counted(tmp_path):
    cost = measure([sys.executable, "-c", LEAVES, WORK.format(0.5)], tmp_path / "log")
    assert 0.5 <= cost.cpu < 3.0


def test_memory_is_that_of_the_largest_process(tmp_path):
    cost = measure([sys.executable, "-c", "held = bytearray(200_000_000)"], tmp_path / "log")
    assert 190 < cost.memory < 400


def test_what_a_command_says_is_kept_and_its_failure_told(tmp_path):
    with pytest.raises(RuntimeError, match="failed"):
        measure([sys.executable, "-c", "print('said'); raise SystemExit(3)"], tmp_path / "log")
    assert (tmp_path / "log").read_text() == "said\n"


def test_a_command_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(RuntimeError, match="failed"):
        measure([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log", timeout=0.5)
