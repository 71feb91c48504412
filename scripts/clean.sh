#!/usr/bin/env bash
# Removes what was built. The demo shop stays: somebody may have worked in it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

cargo clean
rm -rf ui/dist ui/node_modules gen out/e2e out/tour out/logs
[ ! -d out/demo ] || say "kept: out/demo and out/papers (delete them by hand if nobody needs them)"
