#!/usr/bin/env bash
# From a fresh clone to a shop one can work in: install, build, make a demo shop, open the window.
# Without a screen the same is done under a virtual one: the main job is walked through once and pictures are left.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

demo=out/demo

prepare() {
  say "1/4 what this machine needs"
  if has_screen; then scripts/setup.sh run; else scripts/setup.sh all; fi
  say "2/4 the screens (ui/)"
  scripts/ui.sh
  say "3/4 the app: the first build takes about 10 minutes on two cores, later ones seconds"
  # A person sees cargo's own progress; a log does not need it.
  local quiet=()
  [ -t 2 ] || quiet=(--quiet)
  cargo build ${quiet[@]+"${quiet[@]}"} --workspace --bins
}

# Made once. Without the mark an earlier run was cut short, and what it left is no shop.
demo_shop() {
  say "4/4 the demo shop in $demo/shop"
  [ -f "$demo/.made" ] && return 0
  rm -rf "$demo"
  mkdir -p "$demo"
  "$target/debug/shounuo" new --data "$demo/shop" --shop 守诺演示店 --owner 林晓岚 --demo --no-keychain --recovery-out "$demo/recovery-code.txt"
  touch "$demo/.made"
}

open_window() {
  say "opening the window; its first screen lists the demo accounts. The recovery code lies in $demo/recovery-code.txt"
  exec "$target/debug/shounuo-app" --data "$demo/shop" --recovery-file "$demo/recovery-code.txt"
}

main() {
  prepare
  demo_shop
  if has_screen || [ "$(uname -s)" != Linux ]; then open_window; fi
  say "no screen here: walking through the main job in the real window, under a virtual display"
  scripts/e2e.sh tour --data "$demo/shop" --recovery-file "$demo/recovery-code.txt"
  echo "  $demo/shop         the demo shop; with a screen, make run opens its window"
}

main "$@"
