#!/usr/bin/env bash
# Asks a served demo store what its own description allows, and much that it does not, by schemathesis: no answer may be a
# failure of the server (5xx). Usage: bench/fuzz_api.sh [PROGRAM] [EXAMPLES]; the program is target/debug/bellwether and
# 20 examples an operation unless said otherwise. Needs python3 with venv and pip; the first run installs schemathesis into target/fuzz-venv.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:-target/debug/bellwether}
examples=${2:-20}
venv=target/fuzz-venv
[ -x "$venv/bin/st" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "schemathesis>=4.32,<5"; }

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
"$program" demo --quiet --reports 1000 --keep "$work/world" >/dev/null
store=$work/world/store

"$program" --store "$store" serve --listen 127.0.0.1:0 >"$work/address" 2>"$work/log" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; sleep 0.1; done
address=$(cat "$work/address")
[ -n "$address" ] || { cat "$work/log" >&2; exit 1; }

"$venv/bin/st" run "${address}api/v1/openapi.json" --checks not_a_server_error --max-examples "$examples" \
  --phases coverage,fuzzing --seed 1 --request-timeout 60
