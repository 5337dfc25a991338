# Makes the environment .venv in the checkout and installs photosim into it, editable.
# Sourced by open.sh and test.sh; $1: the extras to install, as in "[raw]".

cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ! -x .venv/bin/python ]]; then
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "photosim needs Python 3.11 or newer." >&2
        exit 1
    fi
    python3 -m venv .venv || { rm -rf .venv; exit 1; } # half an environment would be taken for one
fi

# pip keeps the wheel of hnswlib that it builds; without this it would only run on processors
# like this one, and the folder in which pip keeps it may be shared with others
export HNSWLIB_NO_NATIVE=1

# the mark is set when all went well, so that an attempt that was cut short is repeated
installed=".venv/installed-${1//[^a-z]/}"
if [[ ! "$installed" -nt pyproject.toml ]]; then
    echo "Installing photosim into .venv; this may take some minutes." >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$1"
    touch "$installed"
fi
