"""The house rules, held by the tools that know them: who may import whom, style, and types."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [["importlinter.cli", "lint-imports"], ["ruff", "check", "."], ["mypy"]],
    ids=["layers", "style", "types"],
)
def test_the_house_is_in_order(command, tmp_path):
    if command[0] == "importlinter.cli":
        code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
        words = [sys.executable, "-c", code]
    else:
        words = [sys.executable, "-m", *command, *(["--cache-dir", str(tmp_path)])]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_a_broken_layer_would_be_noticed(tmp_path):
    """The contracts bite: the same house with one wrong import fails."""
    shutil.copytree(ROOT / "publisher", tmp_path / "publisher", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    wrong = tmp_path / "publisher" / "text" / "dates.py"
    wrong.write_text(
        wrong.read_text(encoding="utf-8") + "\nfrom publisher.makeup import grid as _grid\n", encoding="utf-8"
    )
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode != 0
    assert "One way through the code BROKEN" in done.stdout
