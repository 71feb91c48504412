#!/usr/bin/env bash
# Builds ui/dist when something in ui/ is newer than it: the window embeds that folder when it is compiled.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

is_fresh() {
  [ -f ui/dist/index.html ] || return 1
  [ -z "$(find ui/src ui/index.html ui/package.json ui/package-lock.json ui/vite.config.ts ui/tsconfig.json -newer ui/dist/index.html -print -quit)" ]
}

is_fresh && exit 0
npm --prefix ui run --silent build
