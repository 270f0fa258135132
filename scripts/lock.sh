#!/bin/sh
# Resolves pyproject.toml into requirements/*.txt: every package, every version, every hash, for every system.
# Names no index, so that a user's own mirror serves. Pins that still fit are kept; `scripts/lock.sh --upgrade` moves them.
set -eu

cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
if ! command -v uv >/dev/null; then
    echo "缺少 uv：.venv/bin/pip install uv    uv is missing: .venv/bin/pip install uv" >&2
    exit 8
fi

compile() {
    uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
        --custom-compile-command 'make lock' "$@"
}

compile "$@" pyproject.toml -o requirements/run.txt
compile "$@" pyproject.toml --extra serve -c requirements/run.txt -o requirements/serve.txt
compile "$@" pyproject.toml --group test -c requirements/serve.txt -o requirements/test.txt
# The same versions as for the tests: both levels are installed into one environment.
compile "$@" pyproject.toml --group bench -c requirements/test.txt -o requirements/bench.txt
# lunar-python comes as source only. It is built without isolation, so that what builds it is locked as well; the same
# goes for the editable install of the project itself, for which hatchling asks for editables.
echo lunar-python | compile "$@" - -c requirements/run.txt -o requirements/source.txt
python3 - <<'END' | compile "$@" - -c requirements/test.txt -o requirements/build.txt
import tomllib
with open("pyproject.toml", "rb") as file:
    print("\n".join([*tomllib.load(file)["build-system"]["requires"], "editables>=0.5", "setuptools>=80"]))
END
