"""Two hundred generated pages in each grid, made up by two processes; the figures go to ``proof/account.md``.

Make-up is tuned with other seeds (``grids.TUNING``), so these pages are new to it.
"""

import json
import statistics
from dataclasses import asdict

import pytest
from account import FOLDER, record
from generated.figures import measure_all, share, summary
from generated.grids import GRIDS, PUBLISHED

PROCESSES = 2
OTHERS = [grid for grid in GRIDS if grid not in {"tabloid", "broadsheet"}]


def assert_sound(pages):
    """Hold what may fail on no page at all."""
    for page in pages:
        assert page.error == "", page
        assert page.overset == 0, page
        assert page.lost == "", page
        assert page.doubled == "", page
        assert page.overlaps == (), page
        assert page.outside == (), page
        assert page.off_grid == (), page


def write_account(grid, pages):
    form = GRIDS[grid].form
    heading = f"组版 Make-up: {grid} {form.columns}×{form.characters}"
    facts = [f"{name}: {value}" for name, value in summary(pages).items()]
    record(heading, [f"seeds {pages[0].seed}–{pages[-1].seed}, {PROCESSES} processes", *facts])
    figures = json.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=1)
    (FOLDER / f"make-up-{grid}.json").write_text(figures, encoding="utf-8")


@pytest.mark.proof
@pytest.mark.parametrize("grid", ["tabloid", "broadsheet"])
def test_two_hundred_generated_pages(grid):
    pages = measure_all(grid, PUBLISHED, PROCESSES)
    write_account(grid, pages)
    assert len(pages) == 200
    assert_sound(pages)
    full = [page for page in pages if page.sufficient]
    assert len(full) > 160
    assert statistics.median(page.fill for page in full) >= 0.99
    assert [(page.seed, page.fill) for page in full if page.fill < 0.97] == []
    assert sum(page.across > 0 for page in pages) <= 0.05 * len(pages)
    seconds = [page.seconds for page in pages]
    assert statistics.median(seconds) <= 1.0
    assert share(seconds, 0.95) <= 5.0


@pytest.mark.proof
@pytest.mark.parametrize("grid", OTHERS)
def test_pages_in_other_grids(grid):
    pages = measure_all(grid, PUBLISHED[:40], PROCESSES)
    write_account(grid, pages)
    assert_sound(pages)
    assert statistics.median(page.fill for page in pages if page.sufficient) >= 0.98
