#!/usr/bin/env bash
# Release build and installer for this system: .deb on Linux, .dmg on macOS, setup .exe on Windows. Unsigned.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

bundles() {
  case $(uname -s) in
    Linux) echo deb ;;
    Darwin) echo app,dmg ;;
    *) echo nsis ;;
  esac
}

main() {
  scripts/setup.sh run
  say "release build: about 15 minutes on two cores the first time"
  # The command line travels in the .deb; `--workspace` builds it in the same pass as the app.
  local config='{"bundle":{"linux":{"deb":{"files":{"/usr/bin/shounuo":"'"$target"'/release/shounuo"}}}}}'
  [ "$(uname -s)" = Linux ] || config='{}'
  tauri build --ci --bundles "$(bundles)" --config "$config" "$@" -- --workspace --locked
  say "done; installers:"
  # Cross builds lie one folder deeper; a folder that is not there is no error.
  find "$target" -path '*/release/bundle/*' -type f \( -name '*.deb' -o -name '*.dmg' -o -name '*.exe' \)
}

main "$@"
