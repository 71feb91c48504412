#!/usr/bin/env bash
# Makes this machine ready. One argument: run (build and open the window), all (tests too) or fuzz (fuzzing only).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# The packages of ui/, when the lock file changed since they were last installed. The stamp lies inside node_modules,
# so that whoever deletes the folder is served too.
ui_packages() {
  local stamp=ui/node_modules/.installed-from
  [ -f "$stamp" ] && cmp -s "$stamp" ui/package-lock.json && return 0
  say "installing the packages of ui/ (about half a minute)"
  npm --prefix ui ci --no-audit --no-fund --loglevel=error
  cp ui/package-lock.json "$stamp"
}

driver() {
  has tauri-driver && return 0
  say "installing tauri-driver $TAURI_DRIVER_VERSION (about two minutes, once)"
  # In a folder of its own, lest its target directory be ours and its lock wait for ours.
  env -u CARGO_TARGET_DIR cargo install --quiet --locked --version "$TAURI_DRIVER_VERSION" tauri-driver
}

rust_parts() {
  local part
  for part in fmt clippy; do
    cargo "$part" --version >/dev/null 2>&1 && continue
    has rustup || die "cargo $part is missing: install your system's package for it"
    rustup component add "${part/fmt/rustfmt}"
  done
}

# The driver of `make fuzz`; nothing else needs it.
fuzz_driver() {
  has cargo-fuzz && return 0
  say "installing cargo-fuzz $CARGO_FUZZ_VERSION (about a minute, once)"
  env -u CARGO_TARGET_DIR cargo install --quiet --locked --version "$CARGO_FUZZ_VERSION" cargo-fuzz
}

main() {
  local purpose=${1:-all}
  if [ "$purpose" = fuzz ]; then
    has c++ || die "a C++ compiler is missing: fuzzing needs one to build libFuzzer"
    fuzz_driver
    return
  fi
  scripts/system.sh "$purpose"
  require_tools
  ui_packages
  [ "$purpose" = all ] || return 0
  rust_parts
  if [ "$(uname -s)" = Linux ]; then driver; fi
}

main "$@"
