#!/usr/bin/env bash
# The real window under a virtual display, driven through WebDriver. One argument: test (default), keychain or tour.
# It gets a home of its own and no session bus, so that nobody's keyring, settings or shop are ever touched.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"

outside() {
  env -u WAYLAND_DISPLAY -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u GNOME_KEYRING_CONTROL \
    HOME="$home" XDG_RUNTIME_DIR="$home/runtime" DBUS_SESSION_BUS_ADDRESS="unix:path=$home/runtime/none" \
    GDK_BACKEND=x11 NO_AT_BRIDGE=1 LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8 TZ=Asia/Shanghai \
    SHOUNUO_APP="$target/debug/shounuo-app" SHOUNUO_CLI="$target/debug/shounuo" \
    xvfb-run -a -s '-screen 0 1920x1200x24 -nolisten tcp' "$@"
}

# A session bus and a keyring daemon of our own around a command.
# shellcheck disable=SC2016 # "$@" belongs to the inner shell
keyring=(dbus-run-session -- bash -c 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"' keyring)
# What hangs is ended, and says so: the longest seen took a third of this.
node_test=(timeout 45m node --test --test-concurrency=1 --test-reporter=spec)

[ "${1:-test}" = tour ] || scripts/setup.sh all
[ -x "$target/debug/shounuo-app" ] || { scripts/ui.sh; cargo build --workspace --bins; }
case ${1:-test} in
  test) outside "${node_test[@]}" tests/e2e/*.test.mjs ;;
  keychain) outside "${keyring[@]}" "${node_test[@]}" tests/e2e/keychain/*.test.mjs ;;
  tour) shift; outside node tests/e2e/tour.mjs "$@" ;;
  *) die "usage: scripts/e2e.sh [test|keychain|tour]" ;;
esac
