#!/usr/bin/env bash
# The window with Vite behind it: a change in ui/ shows at once, a change in Rust restarts the app.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

has_screen || [ "$(uname -s)" != Linux ] || die "make dev needs a screen; without one use make run"
scripts/setup.sh run
mkdir -p out/dev
# `tauri dev` builds without the default features, so this is the one build that loads the screens from Vite.
tauri dev -- -- --data "$root/out/dev/shop" "$@"
