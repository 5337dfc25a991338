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

# two cores, but tests also wait: for the disk, for timers, for processes that start
AT_ONCE=3
CHECKS=("ruff format --check" "ruff check" "mypy" "lint-imports" "vulture")
# with all others before them: the long ones first, so that all end together
ROOMS=(tests/promises tests/stories tests/faults tests/services tests/cases tests/core tests/cli tests/gui)

failed=()
declare -A running=() output=() # process id: the command, file with what it prints

# not .venv/bin/pytest: what is the main program is imported by each process that photosim starts
run() {
    if [[ "$1" == pytest ]]; then
        .venv/bin/python -m "$@"
    else
        ".venv/bin/$1" "${@:2}"
    fi
}

begin() {
    if ((${#running[@]} == AT_ONCE)); then finish; fi
    echo "== $* begins"
    local file
    file="$(mktemp)"
    run "$@" >"$file" 2>&1 &
    running[$!]="$*" output[$!]="$file"
}

# wait for one of those that run
finish() {
    local pid code=0
    wait -n -p pid "${!running[@]}" || code=$?
    echo "== ${running[$pid]}"
    cat "${output[$pid]}"
    rm "${output[$pid]}"
    if ((code)); then failed+=("${running[$pid]%% *}"); fi
    unset "running[$pid]" "output[$pid]"
}

finish_all() {
    while ((${#running[@]})); do finish; done
}

# shellcheck disable=SC2086 # a command is words
for check in "${CHECKS[@]}"; do begin $check; done
if (($#)); then
    finish_all
    echo "== pytest $*"
    run pytest "$@" || failed+=("pytest")
else
    begin pytest tests "${ROOMS[@]/#/--ignore=}"
    for room in "${ROOMS[@]}"; do begin pytest "$room"; done
    finish_all
fi

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}" >&2
    exit 1
fi
