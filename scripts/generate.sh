#!/usr/bin/env bash
# Writes a generated, committed file anew. The tests that check these files also write them when told to.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

case ${1:-} in
  bindings) test=bindings::typescript ;;
  flows) test=declarations::flows_page ;;
  *) die "usage: scripts/generate.sh bindings|flows" ;;
esac
SHOUNUO_WRITE=1 cargo test --quiet -p shounuo-desk --test it "$test"
