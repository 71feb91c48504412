# shellcheck shell=bash
# What every script needs: where things lie, how to speak, how to stop. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
target=${CARGO_TARGET_DIR:-$root/target}
export root target

# Version of the driver between WebDriver and the window; 2.x goes with Tauri 2.
TAURI_DRIVER_VERSION=2.1.0
TAURI_CLI=@tauri-apps/cli@2.12.5
OLDEST_NODE=20.19.0
OLDEST_RUST=1.92.0
CARGO_FUZZ_VERSION=0.13.2
export TAURI_DRIVER_VERSION CARGO_FUZZ_VERSION

say() { printf '== %s\n' "$*"; }
warn() { printf '!! %s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# True when version $1 is at least $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

# True when nobody can answer a question: a build machine, or no terminal.
unattended() { [ -n "${CI:-}" ] || [ ! -t 0 ]; }

has_screen() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# cargo and tauri-driver may lie in cargo's own folder without it being on the path.
PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
export PATH

require_tools() {
  has cargo || die "Rust is missing: install it from https://rustup.rs (or your system's package, $OLDEST_RUST or newer)"
  if ! has node || ! has npm; then die "Node.js is missing: install $OLDEST_NODE or newer from https://nodejs.org"; fi
  local rust node
  rust=$(rustc --version | cut -d' ' -f2)
  node=$(node --version)
  at_least "$rust" "$OLDEST_RUST" || die "Rust $rust is too old: $OLDEST_RUST or newer is needed (rustup update)"
  at_least "${node#v}" "$OLDEST_NODE" || die "Node.js $node is too old: $OLDEST_NODE or newer is needed"
}

# Tauri's own command line. Not a dependency of ui/: its packages for other systems are not in every registry, and
# without them npm refuses the lock file.
tauri() { npm exec --yes --package="$TAURI_CLI" -- tauri "$@"; }
