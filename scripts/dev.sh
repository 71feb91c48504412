#!/usr/bin/env bash
# The window with Vite behind it: a change in ui/ shows at once, a change in Rust restarts the app.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

has_screen || [ "$(uname -s)" != Linux ] || die "make dev needs a screen; without one use make run"
scripts/setup.sh run
mkdir -p out/dev
# Without the embedded screens: this is the one build that loads them from Vite.
exec ui/node_modules/.bin/tauri dev --no-default-features -- -- --data "$root/out/dev/shop" "$@"
