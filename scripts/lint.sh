#!/usr/bin/env bash
# What can be judged without running anything.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/setup.sh all
cargo fmt --all --check
rustfmt --edition 2024 --check fuzz/targets/*.rs
npm --prefix ui run --silent lint
scripts/ui.sh
cargo clippy --workspace --all-targets -- -D warnings
shellcheck -x scripts/*.sh .ci/run
