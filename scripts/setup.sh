#!/bin/sh
# Prepares this machine: system packages, virtual environment, Python packages and reading systems from their locks.
#
#   scripts/setup.sh run     what publishing needs
#   scripts/setup.sh serve   that, and the small server of `epaper-publish serve`
#   scripts/setup.sh test    that, and what the tests need: a browser, Java, reading systems
#   scripts/setup.sh proof   that, and what the long runs need: Ace, Lighthouse, calibre
#   scripts/setup.sh bench   what publishing needs, and whom the benchmark measures it against
#
# Installs only what is missing. Exit status: 0 ready, 8 something is missing that only the user can install.
# PYTHON names the interpreter to build the virtual environment with (3.11 or later).
set -eu

cd "$(dirname "$0")/.."
root=$(pwd -P)
level=${1:-run}
os_release=${EPAPER_OS_RELEASE:-/etc/os-release}
missing_status=8
# A user's own pip settings (mirror, proxy, certificate) stay in force; these three would install past the environment.
unset PIP_TARGET PIP_PREFIX PYTHONHOME
export PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONNOUSERSITE=1

case $level in
    run | serve | test | proof | bench) ;;
    *)
        echo "usage: $0 run|serve|test|proof|bench" >&2
        exit 2
        ;;
esac
# In Python the long runs need what the tests need.
lock=$level
[ "$level" != proof ] || lock=test

# The program speaks both languages by the same rule; see publisher/locale.py.
language() {
    for value in "${EPAPER_LANG:-}" "${LC_ALL:-}" "${LC_MESSAGES:-}" "${LANG:-}"; do
        case $value in
            '' | C | POSIX | C.UTF-8 | C.utf8) ;;
            [zZ][hH]*) echo zh && return ;;
            *) echo en && return ;;
        esac
    done
    echo zh
}
language=$(language)

say() {
    if [ "$language" = zh ]; then echo "$1" >&2; else echo "$2" >&2; fi
}

give_up() {
    say "$1" "$2"
    exit "$missing_status"
}

# ---- which system ----------------------------------------------------------------------------------------------------

# The package manager of this system: apt, brew, dnf, pacman, apk, windows or other.
manager() {
    case $(uname -s) in
        Darwin) echo brew && return ;;
        MINGW* | MSYS* | CYGWIN*) echo windows && return ;;
    esac
    families=
    [ ! -r "$os_release" ] || families=$(sed -n 's/^ID\(_LIKE\)\{0,1\}=//p' "$os_release" | tr -d "\"'" | tr '\n' ' ')
    for family in $families; do
        case $family in
            debian | ubuntu) echo apt && return ;;
            fedora | rhel | centos) echo dnf && return ;;
            arch) echo pacman && return ;;
            alpine) echo apk && return ;;
        esac
    done
    echo other
}
manager=$(manager)

# The packages of this level, one to a line.
packages() {
    cat "requirements/$manager-run.txt"
    [ "$level" != proof ] || cat "requirements/$manager-test.txt"
    case $level in run | serve) ;; *) cat "requirements/$manager-$level.txt" ;; esac
}

listed() { packages | tr '\n' ' '; }

# Says exactly what to install, and ends.
explain() {
    say "请先安装以下软件，再运行一次：" "Please install the following, then run this again:"
    kai="LXGWWenKai-Regular.ttf: https://github.com/lxgw/LxgwWenKai/releases  ->  ~/.local/share/fonts/"
    case $manager in
        apt) say "  apt-get install $(listed)" "  apt-get install $(listed)" ;;
        brew) say "  brew install $(listed)" "  brew install $(listed)" && macos_fonts_by_hand ;;
        dnf) say "  sudo dnf install $(listed)" "  sudo dnf install $(listed)" && say "  $kai" "  $kai" ;;
        pacman)
            say "  sudo pacman -S $(listed)" "  sudo pacman -S $(listed)"
            say "  AUR：ttf-lxgw-wenkai" "  from the AUR: ttf-lxgw-wenkai"
            ;;
        apk) say "  apk add $(listed)" "  apk add $(listed)" && say "  $kai" "  $kai" ;;
        windows) say "  WSL 里的 Debian 12（wsl --install Debian），在其中运行 make publish" \
            "  Debian 12 under WSL (wsl --install Debian); run make publish inside it" ;;
        *)
            say "  Python 3.11 或更高版本，带 venv 和 ensurepip" "  Python 3.11 or later with venv and ensurepip"
            say "  共享库：GObject、Pango、PangoFT2、HarfBuzz、HarfBuzz-Subset、Fontconfig" \
                "  shared libraries: GObject, Pango, PangoFT2, HarfBuzz, HarfBuzz-Subset, Fontconfig"
            say "  字体：Noto Serif CJK 与 Noto Sans CJK（各字重的 .ttc），霞鹜文楷 LXGW WenKai" \
                "  fonts: Noto Serif CJK and Noto Sans CJK (a .ttc for each weight), LXGW WenKai"
            [ "$level" != bench ] || say "  基准还要：Chromium，pdftotext（Poppler）" \
                "  for the benchmark: Chromium, pdftotext (Poppler)"
            [ "$lock" != test ] || say "  测试还要：Java 11 或更高版本，pdftotext（Poppler），Ghostscript，Chromium，Node 18 或更高版本和 npm" \
                "  for the tests: Java 11 or later, pdftotext (Poppler), Ghostscript, Chromium, Node 18 or later with npm"
            [ "$level" != proof ] || say "  长时间的验证还要：calibre" "  for the long runs: calibre"
            ;;
    esac
    exit "$missing_status"
}

# ---- system packages -------------------------------------------------------------------------------------------------

# Debian packages of this level that are not installed. A Python that can already make environments needs no
# python3-venv, and a Node from elsewhere serves as well, with its own npm.
apt_missing() {
    # shellcheck disable=SC2016  # dpkg-query fills these in
    installed=$(packages | xargs dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2>/dev/null |
        sed -n 's/ installed$//p' || true)
    for package in $(packages); do
        case $package in
            python3-venv) ! makes_environments || continue ;;
            nodejs) ! command -v node >/dev/null || continue ;;
            npm) ! command -v npm >/dev/null || continue ;;
        esac
        printf '%s\n' "$installed" | grep -qxF "$package" || echo "$package"
    done
    [ -n "$python" ] || echo python3
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# Waits for another package run to end instead of failing on its lock.
apt() { as_root apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"; }

install_apt() {
    missing=$(apt_missing | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        ready || give_up "缺少系统软件包，又没有 sudo。请以 root 运行：apt-get update && apt-get install $missing" \
            "System packages are missing and there is no sudo. Run as root: apt-get update && apt-get install $missing"
        return 0
    fi
    say "安装系统软件包：$missing" "Installing system packages: $missing"
    # The Java package links its manual pages and fails where a slim image has dropped their folder.
    [ -d /usr/share/man/man1 ] || as_root mkdir -p /usr/share/man/man1
    for attempt in 1 2 3; do
        apt update || true
        # shellcheck disable=SC2086  # a list of names
        if apt install -y --no-install-recommends $missing; then changed=yes && return 0; fi
        [ "$attempt" = 3 ] || say "没有装好，再试一次" "That did not work; trying again"
        as_root dpkg --configure -a || true
        sleep "$((attempt * ${EPAPER_PAUSE:-5}))"
    done
    ready || give_up "系统软件包没有装好。请看上面的原因，再运行：sudo apt-get install $missing" \
        "The system packages could not be installed. See the reason above, then run: sudo apt-get install $missing"
}

# Noto CJK for macOS: release, archive and its SHA-256. Homebrew has dropped the casks of these fonts.
macos_fonts="Serif2.003/09_NotoSerifCJKsc.zip=4bcdbff95cedfb6a4c0640403f0de8b69480d869331c24c8eff91f7bb834df04
Sans2.004/08_NotoSansCJKsc.zip=a927e56f53bd6c3b920bc139c0b94aa36c7d9ad0cf009b159437a1a003581140"
macos_source=https://github.com/notofonts/noto-cjk/releases/download

macos_fonts_by_hand() {
    for entry in $macos_fonts; do
        say "  $macos_source/${entry%%=*}  ->  ~/Library/Fonts/" "  $macos_source/${entry%%=*}  ->  ~/Library/Fonts/"
    done
}

install_macos_fonts() {
    for entry in $macos_fonts; do
        archive=${entry%%=*}
        family=${archive##*_} family=${family%.zip}
        [ ! -e "$HOME/Library/Fonts/$family-Black.otf" ] || continue
        say "下载字体 $family" "Downloading the font $family"
        folder=$(mktemp -d)
        curl -fL --retry 3 -o "$folder/font.zip" "$macos_source/$archive" || explain
        [ "$(shasum -a 256 "$folder/font.zip" | cut -d ' ' -f 1)" = "${entry#*=}" ] ||
            give_up "$archive 的校验和不符，没有安装" "The checksum of $archive is wrong; it was not installed"
        mkdir -p "$HOME/Library/Fonts"
        unzip -qoj "$folder/font.zip" '*.otf' -d "$folder"
        # Black comes last: it is what tells a finished installation from a broken one.
        find "$folder" -name '*.otf' ! -name '*-Black.otf' -exec mv {} "$HOME/Library/Fonts/" \;
        mv "$folder/$family-Black.otf" "$HOME/Library/Fonts/"
        rm -rf "$folder"
    done
}

install_brew() {
    command -v brew >/dev/null || give_up "请先安装 Homebrew：https://brew.sh" "Please install Homebrew first: https://brew.sh"
    prefix=$(brew --prefix)
    missing=
    for package in $(packages) $([ -n "$python" ] || echo python@3.13); do
        [ -e "$prefix/opt/$package" ] || [ -e "$prefix/Caskroom/$package" ] || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        say "用 Homebrew 安装：$missing" "Installing with Homebrew:$missing"
        # shellcheck disable=SC2086  # a list of names
        brew install $missing || explain
        changed=yes
    fi
    install_macos_fonts
}

# ---- Python ----------------------------------------------------------------------------------------------------------

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

makes_environments() { [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; }

# The interpreter to build with: the one that PYTHON names, else the first that is recent enough; empty when there is none.
find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.14 python3.13 python3.12 python3.11; fi
    for candidate in "$@"; do
        if command -v "$candidate" >/dev/null && recent "$candidate"; then echo "$candidate" && return; fi
    done
}

# An older Python is the user's to replace: outside Homebrew no package manager holds a newer one beside it.
refuse_old_python() {
    old=${PYTHON:-python3}
    [ "$manager" != brew ] || [ -n "${PYTHON:-}" ] || return 0
    [ -n "$python" ] || ! command -v "$old" >/dev/null || give_up \
        "需要 Python 3.11 或更高版本，这里的 $old 是 $("$old" -V 2>&1)。装好之后运行：make PYTHON=python3.11 publish" \
        "Python 3.11 or later is needed; $old is $("$old" -V 2>&1). Install one, then run: make PYTHON=python3.11 publish"
}

# A half-made environment, one of an old Python, or one whose folder has moved is made anew.
environment_works() {
    [ ! -e .venv/unfinished ] && [ -x .venv/bin/python ] && recent .venv/bin/python &&
        .venv/bin/python -c 'import pip' 2>/dev/null && grep -qF "$root/.venv" .venv/bin/activate
}

make_environment() {
    ! environment_works || return 0
    makes_environments || explain
    say "建立虚拟环境 .venv" "Making the virtual environment .venv"
    mkdir -p .venv
    : >.venv/unfinished
    "$python" -m venv --clear "$root/.venv" || explain
}

checksum() {
    if command -v sha256sum >/dev/null; then sha256sum; elif command -v shasum >/dev/null; then shasum -a 256; else cksum; fi
}

# What the installed packages were installed from, for a level.
stamp_key() {
    {
        cat requirements/build.txt requirements/source.txt requirements/run.txt pyproject.toml
        [ "$1" = run ] || cat "requirements/$1.txt"
    } | checksum
}

# A stamp holds its key and then every installed package; a package that somebody has removed makes it stale.
stamp_holds() {
    stamp=.venv/stamp-$1
    [ -r "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$(stamp_key "$1")" ] || return 1
    sed 1d "$stamp" | while IFS= read -r package; do [ -d "$package" ] || exit 1; done
}

write_stamp() {
    { stamp_key "$1" && ls -d .venv/lib/python*/site-packages/*.dist-info; } >.venv/stamp.new
    mv .venv/stamp.new ".venv/stamp-$1"
}

pip() {
    .venv/bin/python -m pip -q "$@" || give_up \
        "Python 软件包没有装好。请看上面的原因（网络、代理、镜像），再运行一次" \
        "The Python packages could not be installed. See the reason above (network, proxy, mirror), then run this again"
}

install_python() {
    if environment_works && stamp_holds "$lock"; then return 0; fi
    make_environment
    say "安装 Python 软件包（requirements/$lock.txt）" "Installing Python packages (requirements/$lock.txt)"
    : >.venv/unfinished
    rm -f .venv/stamp-*
    pip install --require-hashes --no-deps -r requirements/build.txt
    PIP_USE_PEP517=1 pip install --require-hashes --no-deps --no-build-isolation -r requirements/source.txt
    pip install --require-hashes --no-deps -r "requirements/$lock.txt"
    pip install --no-index --no-deps --no-build-isolation -e .
    write_stamp run
    [ "$lock" = run ] || write_stamp "$lock"
    rm -f .venv/unfinished
    changed=yes
}

# ---- the reading systems that the tests ask, from npm ----------------------------------------------------------------

readers=tests/readers

# The packages of a level are all there; those of the long runs hold those of the tests.
readers_hold() {
    [ -r "$readers/node_modules/.stamp" ] && read -r what sum <"$readers/node_modules/.stamp" || return 1
    [ "$sum" = "$(checksum <"$readers/package-lock.json" | cut -d ' ' -f 1)" ] || return 1
    [ "$what" = "$level" ] || [ "$what" = proof ]
}

install_readers() {
    [ "$lock" = test ] || return 0
    ! readers_hold || return 0
    command -v npm >/dev/null || return 1
    say "安装阅读系统（$readers/package-lock.json）" "Installing reading systems ($readers/package-lock.json)"
    only=
    [ "$level" = proof ] || only=--omit=dev
    # Their install scripts would fetch browsers and build what is not used.
    (cd "$readers" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error $only >&2) || give_up \
        "阅读系统没有装好。请看上面的原因（网络、代理、镜像），再运行一次" \
        "The reading systems could not be installed. See the reason above (network, proxy, mirror), then run this again"
    echo "$level $(checksum <"$readers/package-lock.json" | cut -d ' ' -f 1)" >"$readers/node_modules/.stamp"
    changed=yes
}

examine() { .venv/bin/python scripts/examine.py "$level" >&2; }

# Whether everything is here already, however it came.
ready() { { makes_environments || environment_works; } && install_python && install_readers && examine; }

# ---- the way through -------------------------------------------------------------------------------------------------

# Two runs at once would install into the same environment; the second waits.
if command -v flock >/dev/null && mkdir -p .setup 2>/dev/null; then
    exec 9>.setup/lock
    flock 9
fi

changed=no
python=$(find_python)
if environment_works && [ -z "$python" ]; then python=.venv/bin/python; fi
refuse_old_python
case $manager in
    apt) install_apt ;;
    brew) install_brew ;;
    *)
        [ -n "$python" ] || explain
        ready || explain
        ;;
esac
python=$(find_python)
install_python
install_readers || explain
if [ "$changed" = yes ]; then examine || explain; fi
