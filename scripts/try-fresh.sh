#!/usr/bin/env bash
# Tries the project where nothing is installed: a minimal Debian 12 root with python3, git, make and certificates,
# and in it a fresh clone of this checkout.
#
#   scripts/try-fresh.sh [--work-tree] [--slim] [--keep] [TARGET...]
#
#   TARGET       make targets in their order; publish publish test unless given
#   --work-tree  with what is not committed yet
#   --slim       without manual pages, as the slim container images are
#   --keep       leave the root behind, and say where
#
# Needs root and debootstrap. The mirror, proxy, certificates, pip and npm settings are the host's own; they reach the trial
# alone. BASE names a tar file in which the bare root is kept for the next trial, FOLDER where the trial is made.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
work_tree=no slim=no keep=no targets=()
for word in "$@"; do
    case $word in
        --work-tree) work_tree=yes ;;
        --slim) slim=yes ;;
        --keep) keep=yes ;;
        -*) sed -n '2,14s/^# \{0,1\}//p' "$0" && exit 2 ;;
        *) targets+=("$word") ;;
    esac
done
[[ ${#targets[@]} -gt 0 ]] || targets=(publish publish test)
if [[ $(id -u) -ne 0 ]] || ! command -v debootstrap >/dev/null; then
    echo "needs root and debootstrap: sudo apt-get install debootstrap; sudo $0" >&2
    exit 8
fi

folder=$(mktemp -d "${FOLDER:-/var/tmp}/epaper fresh.XXXXXX")
# mktemp closes its folder to others, and apt downloads as a user of its own.
chmod 755 "$folder"
root="$folder/root"
cleanup() {
    if [[ $keep = yes ]]; then echo "kept: $root"; else rm -rf --one-file-system "$folder"; fi
}
trap cleanup EXIT

make_root() {
    if [[ -n ${BASE:-} && -e ${BASE:-} ]]; then
        mkdir "$root"
        tar -C "$root" -xf "$BASE"
        return
    fi
    # The host's own mirror where the host is a Debian 12 too, else debootstrap's.
    local mirror
    # shellcheck disable=SC2016  # apt fills it in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' | head -n 1)
    # debootstrap takes no space in a path.
    local plain
    plain=$(mktemp -d "${FOLDER:-/var/tmp}/epaper-base.XXXXXX")
    debootstrap --variant=minbase --include=python3,git,make,ca-certificates bookworm "$plain" ${mirror:+"$mirror"} >"$folder/log" ||
        { tail -n 20 "$folder/log" && return 1; }
    [[ -z ${BASE:-} ]] || tar -C "$plain" -cf "$BASE" .
    mv "$plain" "$root"
}

take_settings() {
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    apt-config dump | grep -E '^Acquire::(http|https|Check)' >"$root/etc/apt/apt.conf.d/90host" || true
    if [[ -e /etc/ssl/certs/ca-certificates.crt ]]; then
        cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    fi
    local value
    value=$(python3 -m pip config get global.index-url 2>/dev/null || true)
    printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"
    [[ -z $value ]] || printf 'index-url = %s\n' "$value" >>"$root/etc/pip.conf"
    value=$(npm config get registry 2>/dev/null || true)
    printf 'cafile=/etc/ssl/certs/ca-certificates.crt\n' >"$root/root/.npmrc"
    [[ -z $value ]] || printf 'registry=%s\n' "$value" >>"$root/root/.npmrc"
}

make_slim() {
    printf 'path-exclude /usr/share/man/*\npath-exclude /usr/share/doc/*\n' >"$root/etc/dpkg/dpkg.cfg.d/slim"
    rm -rf "$root/usr/share/man" "$root/usr/share/doc"
}

take_checkout() {
    git clone -q --no-hardlinks . "$folder/source"
    if [[ $work_tree = yes ]]; then
        git -C "$folder/source" rm -rqf .
        git ls-files -coz --exclude-standard | tar --null --ignore-failed-read -T - -cf - | tar -C "$folder/source" -xf -
        git -C "$folder/source" add -A
        git -C "$folder/source" -c user.name=trial -c user.email=trial@localhost commit -qm 'The work tree' || true
    fi
    git -C "$folder/source" bundle create -q "$root/srv/source.bundle" HEAD
}

# A namespace of its own for the mounts: they end with the process, however it ends. No variable of the host comes along
# but the proxy.
inside() {
    # shellcheck disable=SC2016  # the inner shell fills these in
    unshare --mount --pid --fork sh -c 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"' \
        "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" "$@"
}

make_root
take_settings
[[ $slim = no ]] || make_slim
take_checkout
# A space in the checkout's path, because users have such folders.
inside git -c advice.detachedHead=false clone -q /srv/source.bundle "/srv/my paper"
for target in "${targets[@]}"; do
    echo "== make $target"
    started=$SECONDS
    inside make -C "/srv/my paper" "$target" || { echo "== make $target failed after $((SECONDS - started)) s" && exit 1; }
    echo "== make $target: $((SECONDS - started)) s"
done
