# To be sourced: `serve_demo PROGRAM` makes a simulated store of two sources, put together and watched, in a folder of its own, serves
# it on a free port, sets `address` and `group`, and stops the server and removes the folder when the script ends.

serve_demo() {
  local program file
  program=$(realpath "$1")
  demo_work=$(mktemp -d)
  demo_server=
  trap '[ -z "$demo_server" ] || kill "$demo_server" 2>/dev/null || true; rm -rf "$demo_work"' EXIT
  # A build without optimisation on a busy machine is slow; how long it takes is not what is tested here.
  printf '[serve]\nrequest_seconds = "240"\n' >"$demo_work/config.toml"
  export BELLWETHER_STORE=$demo_work/store BELLWETHER_CONFIG=$demo_work/config.toml
  group=$(cd "$demo_work" && "$program" simulate world --quiet --reconciliation 2 --reports 1000 --seed 3 --json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["headline_group"])')
  for file in "$demo_work"/world/*.csv "$(ls "$demo_work"/world/acled/*.csv | head -n 1)"; do
    "$program" ingest "$file" --published 2025-07-01 --quiet >/dev/null
  done
  "$program" reconcile --quiet >/dev/null
  # One source alone and all of its past, so that there are alerts.
  "$program" watch add first --actor "$group" --source sim-ged --unit reports --facet tempo --facet lethality --quiet >/dev/null
  "$program" watch run --back 5000 --quiet >/dev/null
  "$program" serve --listen 127.0.0.1:0 >"$demo_work/address" 2>"$demo_work/log" &
  demo_server=$!
  for _ in $(seq 300); do [ -s "$demo_work/address" ] && break; sleep 0.1; done
  address=$(cat "$demo_work/address")
  [ -n "$address" ] || { cat "$demo_work/log" >&2; return 1; }
}
