"""The sample editions for the press: examined as a printer would, built twice in two processes, with the edition's text."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from account import record

from publisher.preflight import preflight
from publisher.pressroom import Limits

ROOT = Path(__file__).parents[2]
ICC = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
EDITIONS = (("sample-daily", "2024-03-20"), ("sample-daily", "2024-06-21"), ("yangpu-times", "2023-01-05"))
#: The pictures' JPEG strays by so many per cent of ink on a few dots; no place of any size lies above the limit.
_STRAY = 5


def build(paper, day, out, **env):
    done = subprocess.run(
        [sys.executable, "-m", "publisher", day, "--paper", paper, "--format", "pdf,press", "--impose",
         "--strict", "--icc", str(ICC), "--out", str(out), "--plain"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out / paper / day


def words(path, first=0, last=0):
    """Return the text of some pages, or of all, in its order; white is what the reader of the file guesses from distances."""
    pages = [*(("-f", str(first)) if first else ()), *(("-l", str(last)) if last else ())]
    command = ["pdftotext", "-raw", *pages, str(path), "-"]
    return "".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def examined(path):
    """Examine a file and return the most ink on it, in per cent."""
    found = preflight(path, Limits(sheet=1), finished=True)
    assert {item.rule for item in found.faults} <= {"F-026"}, [item.message for item in found.faults]
    assert all(page.ink.most <= Limits().tac + _STRAY for page in found.pages)
    return max(page.ink.most for page in found.pages)


@pytest.mark.proof
@pytest.mark.parametrize(("paper", "day"), EDITIONS)
def test_sample_editions_for_the_press(paper, day, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(build, paper, day, tmp_path / seed, PYTHONHASHSEED=seed, TZ=zone)
            for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
        ]
        first, second = (run.result() for run in runs)
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    differing = [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()]
    assert differing == [Path("report.json")], differing

    stem = f"{paper}-{day}"
    for path in first.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == [], path
    report = json.loads((first / "report.json").read_text(encoding="utf-8"))
    assert (report["preflight"]["errors"], report["preflight"]["warnings"]) == (0, 0)
    whole, press = first / f"{stem}.pdf", first / "press" / f"{stem}-press.pdf"
    assert words(press) == words(whole)
    numbers = [int(page["number"]) for page in report["pages"]]
    for at, number in enumerate(numbers, 1):
        assert words(first / "press" / f"{number:02d}.pdf") == words(whole, at, at), number
    most = [examined(path) for path in sorted((first / "press").glob("*.pdf"))]
    sizes = {path.name: path.stat().st_size for path in (first / "press").glob("*.pdf")}
    record(
        f"付印 For the press: {stem}",
        [
            (
                f"文件 files: {len(sizes)}；整份 whole: {sizes[press.name] / 1e6:.2f} MB，"
                f"各版 pages: {sum(sizes[f'{number:02d}.pdf'] for number in numbers) / 1e6:.2f} MB"
            ),
            f"印前检查 preflight: 0 errors, 0 warnings（{len(report['preflight']['faults'])} waived）",
            f"最高墨量 most ink: {max(most):.0f}%",
            "文字 text: 付印 PDF 与整份 PDF 逐字相同；the same in the press and the edition PDF",
            "两次做出的文件逐字节相同（不同的散列种子和时区）；byte for byte the same in two processes",
            f"印前检查秒数 seconds of preflight: {report['preflight']['seconds']['total']:.1f}",
        ],
    )
