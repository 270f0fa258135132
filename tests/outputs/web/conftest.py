import pytest
from site_edition import Site, made_up, page_pictures, rich

from publisher.outputs.web import write


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rich")
    edition, issue = rich(folder)
    write(edition, issue, folder / "out" / "web", page_pictures())
    return Site(edition, issue, folder / "out" / "web")


@pytest.fixture
def build(tmp_path):
    def make(edition, issue=None, pictures=None):
        issue = issue or made_up(*((page.number, page.name, ()) for page in edition.pages))
        write(edition, issue, tmp_path / "web", pictures or {})
        return Site(edition, issue, tmp_path / "web")

    return make
