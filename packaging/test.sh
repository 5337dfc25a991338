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
# the tests start thousands of processes: each would compile photosim anew
unset PYTHONDONTWRITEBYTECODE

failed=()
check() {
    echo "== $*"
    ".venv/bin/$1" "${@:2}" || failed+=("$1")
}

# not .venv/bin/pytest: what is the main program is imported by each process that photosim starts
run_pytest() { .venv/bin/python -m pytest "$@"; }

declare -A running=() output=() # process id: arguments of pytest, file with what it prints

begin() {
    echo "== pytest $* begins"
    local file
    file="$(mktemp)"
    run_pytest "$@" >"$file" 2>&1 &
    running[$!]="$*" output[$!]="$file"
}

# wait for one of those that run
finish() {
    local pid code=0
    wait -n -p pid "${!running[@]}" || code=$?
    echo "== pytest ${running[$pid]}"
    cat "${output[$pid]}"
    rm "${output[$pid]}"
    if ((code)); then failed+=("pytest"); fi
    unset "running[$pid]" "output[$pid]"
}

check ruff format --check
check ruff check
check mypy
check lint-imports
check vulture
if (($#)); then
    echo "== pytest $*"
    run_pytest "$@" || failed+=("pytest")
else
    # two at once, for two cores, the long ones first so that both end together
    rooms=(tests/stories tests/promises tests/services tests/cases tests/gui)
    begin "${rooms[0]}"
    begin tests "${rooms[@]/#/--ignore=}"
    for room in "${rooms[@]:1}"; do
        finish
        begin "$room"
    done
    while ((${#running[@]})); do finish; done
fi

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}" >&2
    exit 1
fi
