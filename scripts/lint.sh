#!/usr/bin/env bash
# What can be judged without running anything.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/setup.sh run
cargo fmt --all --check
npm --prefix ui run --silent lint
scripts/ui.sh
cargo clippy --workspace --all-targets -- -D warnings
if has shellcheck; then shellcheck -x scripts/*.sh .ci/run; else warn "shellcheck is not installed: shell scripts were not looked at"; fi
