#!/usr/bin/env bash
# Asks a served simulated store what its own description allows, and much that it does not, by schemathesis: no answer may be a
# failure of the server (5xx). Usage: bench/fuzz_api.sh [--seconds N] [PROGRAM] [EXAMPLES]; the program is target/debug/bellwether and 20
# examples an operation unless said otherwise; with --seconds the fuzzer is stopped after so long, and skipped where it cannot be
# installed. Needs python3 with venv and pip; the first run installs schemathesis into target/fuzz-venv.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/serve_demo.sh

seconds=
[ "${1:-}" != --seconds ] || { seconds=$2; shift 2; }
program=${1:-target/debug/bellwether}
examples=${2:-20}
venv=target/fuzz-venv
if ! [ -x "$venv/bin/st" ] && ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "schemathesis>=4.32,<5"; }; then
  echo "skipped: schemathesis cannot be installed" >&2
  [ -n "$seconds" ] && exit 0
  exit 1
fi

serve_demo "$program"
# Values at and beyond each bound of the description first, then such as nobody thought of. Within a minute only these.
phases=coverage,fuzzing
[ -z "$seconds" ] || phases=fuzzing
"$venv/bin/st" run "${address}api/v1/openapi.json" --checks not_a_server_error --max-examples "$examples" \
  --phases "$phases" --seed 1 --request-timeout 300 ${seconds:+--max-time "$seconds"}
