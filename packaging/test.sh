#!/usr/bin/env bash
# Runs every check of photosim from a checkout: form, rules, types, import contracts and tests.
# The first time it sees to the Debian packages, makes the environment .venv and installs into it.
# Arguments go to pytest.
# Every check runs, also after one has failed; the exit code says whether all were passed.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/environment.sh" "[dev]"
exec </dev/null # nothing asks anybody
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" # no screen is needed
export ORT_DISABLE_TELEMETRY=1                         # before any test imports onnxruntime

failed=()
check() {
    echo "== $*"
    ".venv/bin/$1" "${@:2}" || failed+=("$1")
}

check ruff format --check
check ruff check
check mypy
check lint-imports
if (($#)); then
    check pytest "$@"
else
    # two at once, for two cores: what shows windows, and everything else
    rest="$(mktemp)"
    .venv/bin/pytest --ignore=tests/gui --ignore=tests/stories --ignore=tests/promises >"$rest" 2>&1 &
    check pytest tests/gui tests/stories tests/promises
    echo "== pytest --ignore=tests/gui --ignore=tests/stories --ignore=tests/promises"
    wait $! || failed+=("pytest")
    cat "$rest"
    rm "$rest"
fi

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}" >&2
    exit 1
fi
