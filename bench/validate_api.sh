#!/usr/bin/env bash
# Holds what a served demo store answers against validators: Atom (jing, by a grammar written from RFC 4287), JSON Feed 1.1 (a
# schema written from its text), STIX 2.1 (OASIS), OGC API Features (GDAL's ogrinfo, against our own counts).
# Usage: bench/validate_api.sh [--all] [PROGRAM]; the program is target/debug/bellwether unless said otherwise. Debian's jing and gdal-bin and, in
# target/validate-venv, what validate-requirements.txt names; what is not there is named and skipped, with --all a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/serve_demo.sh

all=()
[ "${1:-}" != --all ] || { all=(--all); shift; }
program=${1:-target/debug/bellwether}
venv=target/validate-venv
if ! [ -x "$venv/bin/stix2_validator" ]; then
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet -r bench/validate-requirements.txt ||
    echo "validate: the packages of bench/validate-requirements.txt cannot be installed" >&2
fi
python=$venv/bin/python
[ -x "$python" ] || python=python3

serve_demo "$program"
"$python" bench/validate_api.py "${all[@]}" "$address" "$group"
