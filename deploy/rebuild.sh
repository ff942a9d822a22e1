#!/bin/sh
# On compose, while it runs: build sharing's public catalogue and search anew from what the owners say now. People search on.
set -eu
cd "$(dirname "$0")/.."
run() { service=$1; shift; docker compose run --rm --no-deps "$service-setup" python -m "services.$service" "$@"; }

run sharing rebuild
for owner in identity ideas experiments; do
  run "$owner" restate --to sharing
done
run sharing finish-rebuild
