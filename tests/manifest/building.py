"""Folders with editions for the tests, and what is found wrong with them."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from publisher.errors import Finding, Position, PublishError
from publisher.manifest import Loaded, load
from publisher.manifest.document import TextLines
from publisher.manifest.images import Inspector
from publisher.manifest.markdown import read_body
from publisher.manifest.pictures import Pictures
from publisher.manifest.report import Report
from publisher.model import Block, Kind, Note, Run

PUBLICATION = "id: paper\nname: 试报\n"
EDITION = "date: 2023-01-05\npages:\n  - number: 1\n    name: 要闻\n    articles:\n      - articles/a.md\n"
ARTICLE = "---\ntitle: 标题\n---\n正文。\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (12, 8), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 60).convert("L").save(stream, kind, **options)
    return stream.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A sound PNG header that announces a picture of any size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]


@dataclass(frozen=True)
class Case:
    """An edition's folder below ``root``, sound until a test plants a fault."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "paper" / "2023-01-05"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self) -> Loaded:
        return load(self.folder)

    def faults(self) -> list[str]:
        """All findings as ``RULE file:line:column``, whether or not the edition can be made."""
        return [f"{finding.rule} {finding.where.relative_to(self.folder)}" for finding in self.findings()]

    def findings(self) -> tuple[Finding, ...]:
        try:
            return self.load().findings
        except PublishError as error:
            return error.findings


def make_case(root: Path) -> Case:
    case = Case(root)
    case.write("../publication.yaml", PUBLICATION)
    case.write("edition.yaml", EDITION)
    case.write("articles/a.md", ARTICLE)
    return case


@dataclass(frozen=True)
class Read:
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    faults: list[str]


def read(text: str, kind: Kind = Kind.NEWS, folder: Path = Path("/nonexistent")) -> Read:
    """Read Markdown that begins on line 1 of its file; faults are ``RULE line:column``."""
    report = Report()
    pictures = Pictures(Inspector((folder,), report), report)
    body = read_body(text, TextLines(start=Position("a.md", 1, 1)), kind, pictures, report)
    faults = [f"{finding.rule} {finding.where.line}:{finding.where.column}" for finding in report.sorted()]
    return Read(body.blocks, body.notes, faults)


def marked(runs: tuple[Run, ...]) -> str:
    """Runs in a short form to compare: strong [b:…], emphasis [i:…], code [c:…], ruby [漢/hàn], links, notes."""
    parts = []
    for run in runs:
        text = run.text
        text = f"[{text}/{run.ruby}]" if run.ruby else text
        text = f"[note:{text}]" if run.note else text
        text = f"[{run.href}:{text}]" if run.href else text
        flags = (
            ("c", run.code),
            ("up", run.raised),
            ("down", run.lowered),
            ("i", run.emphasis),
            ("b", run.strong),
            ("proper", run.proper_name),
            ("title", run.book_title),
        )
        for name, wanted in flags:
            text = f"[{name}:{text}]" if wanted else text
        parts.append(text)
    return "".join(parts)
