#!/usr/bin/env bash
# Opens photosim from a checkout; the first time it sees to the Debian packages, makes the environment
# .venv and installs into it. Arguments go to photosim: `bash packaging/open.sh demo`, `--help`.
set -euo pipefail

called_from=$PWD
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh" "[raw]"
photosim=$PWD/.venv/bin/photosim
cd "$called_from"
exec "$photosim" "$@"
