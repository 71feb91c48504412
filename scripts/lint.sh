#!/usr/bin/env bash
# What can be judged without running anything.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/setup.sh all
cargo fmt --all --check
npm --prefix ui run --silent lint
scripts/ui.sh
cargo clippy --workspace --all-targets -- -D warnings
shellcheck -x scripts/*.sh .ci/run
