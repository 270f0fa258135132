import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from facsimile_edition import printed, sheets
from rich_edition import page_pictures, rich

from publisher.outputs.epub import facsimile, write


class Built:
    """A book that was written, and its files."""

    def __init__(self, edition, content: bytes) -> None:
        self.edition = edition
        self.content = content
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.archive.namelist()

    def read(self, name: str) -> bytes:
        return self.archive.read(f"EPUB/{name}")

    def tree(self, name: str) -> ET.Element:
        return ET.fromstring(self.read(name))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rich")
    edition = rich(folder)
    write(edition, folder / "rich.epub", page_pictures())
    return Built(edition, (folder / "rich.epub").read_bytes())


@pytest.fixture
def build(tmp_path):
    def make(edition, pictures=None):
        write(edition, tmp_path / "made.epub", pictures or {})
        return Built(edition, (tmp_path / "made.epub").read_bytes())

    return make


@pytest.fixture(scope="session")
def facsimile_built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facsimile")
    edition, issue = printed(folder)
    facsimile.write(edition, folder / "made.epub", sheets(), issue.pages)
    made = Built(edition, (folder / "made.epub").read_bytes())
    made.issue = issue
    return made


@pytest.fixture
def opened():
    def read(edition, path):
        return Built(edition, path.read_bytes())

    return read
