#!/usr/bin/env bash
# Writes a generated, committed file anew. The tests that check these files also write them when told to.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

case ${1:-} in
  bindings | flows) ;;
  *) die "usage: scripts/generate.sh bindings|flows" ;;
esac
declare -A tests=([bindings]=typescript_is_up_to_date [flows]=flows_page_is_up_to_date)
SHOUNUO_WRITE=1 cargo test --quiet -p shounuo-desk --test it -- "${tests[$1]}"
