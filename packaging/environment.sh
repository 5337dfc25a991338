# What photosim needs of the system, then the environment .venv in the checkout with photosim in it,
# editable. Sourced by open.sh and test.sh; $1: the extras to install, as in "[raw]".
#
# Debian packages that are missing are installed by root and named to everybody else. Without them
# this goes on where it can; where it cannot, it says what is missing, and ends with 1.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "$*" >&2; }

is_missing() { [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" != installed ]]; }

missing_packages() {
    local package
    while read -r package; do
        if is_missing "$package"; then echo "$package"; fi
    done <packaging/debian-packages.txt
}

# newest first; PYTHON=/path/to/python3.13 chooses one
find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

has_headers() {
    "$1" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
}

has_compiler() { command -v "${CXX:-c++}" >/dev/null || command -v g++ >/dev/null; }

debian_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} == 0)); then return; fi
    if ((EUID == 0)); then
        say "Installing Debian packages: ${missing[*]}"
        if apt-get update --quiet >&2 && DEBIAN_FRONTEND=noninteractive \
            apt-get install --quiet --yes --no-install-recommends "${missing[@]}" >&2; then
            return
        fi
        say "They could not be installed; going on with what is here."
    else
        local line="apt-get install ${missing[*]}" who="as root" # not everybody has a sudo
        if command -v sudo >/dev/null; then line="sudo $line" who=""; fi
        say "These Debian packages are missing. Please run this line${who:+ $who}, then the command again:"
        say ""
        say "  $line"
        say ""
    fi
}

# what an environment cannot be made without; ends with 1 when something is missing
require_tools() {
    local python lacking=()
    python="$(find_python)"
    if [[ -z "$python" ]]; then
        say "photosim needs Python 3.11 or newer; $(python3 --version 2>/dev/null || echo "no Python") is here."
        say "With another one: PYTHON=/path/to/python3.13 bash packaging/$(basename "$0")"
        exit 1
    fi
    has_venv "$python" || lacking+=("Python's venv and ensurepip (Debian: python3-venv)")
    has_headers "$python" || lacking+=("Python's headers (Debian: python3-dev)")
    has_compiler || lacking+=("a C++ compiler (Debian: g++)")
    if ((${#lacking[@]})); then
        say "photosim cannot be installed yet, this is missing:"
        printf '  %s\n' "${lacking[@]}" >&2
        exit 1
    fi
    PYTHON="$python"
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    debian_packages
elif [[ ! -x .venv/bin/python ]]; then
    say "This is no Debian: going on with the libraries that are here. packaging/debian-packages.txt"
    say "lists what is needed, by the names it has there."
fi

# a Python that is gone since, or half an environment, is no environment
if [[ -e .venv ]] && ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    say "The environment .venv does not work any more; it is made anew."
    rm -rf .venv
fi

if [[ ! -e .venv ]]; then
    require_tools
    "$PYTHON" -m venv .venv || { rm -rf .venv; exit 1; }
fi

# pip keeps the wheel of hnswlib that it builds; without this it would only run on processors
# like this one, and the folder in which pip keeps it may be shared with others
export HNSWLIB_NO_NATIVE=1

# the mark is set when all went well, so that an attempt that was cut short is repeated
installed=".venv/installed-${1//[^a-z]/}"
if [[ ! "$installed" -nt pyproject.toml ]]; then
    say "Installing photosim into .venv; this may take some minutes."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$1" >&2
    touch "$installed"
fi
