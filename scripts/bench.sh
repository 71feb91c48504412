#!/usr/bin/env bash
# Measures the workbench against bare baselines in one run: a table here, the same figures in out/bench.json.
# Arguments are passed on: --quick, --only NAME, --json FILE. docs/BENCHMARKS.md says how to read it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

has cargo || die "Rust is missing: install it from https://rustup.rs (or your system's package, $OLDEST_RUST or newer)"

# On the disk the project lies on: a commit into a file system in memory costs nothing and would flatter the baseline.
TMPDIR=$target/bench
mkdir -p out "$TMPDIR"
export TMPDIR

case " $* " in
  *" --json "* | *" --json="*) json=() ;;
  *) json=(--json "$root/out/bench.json") ;;
esac
say "release build (some minutes the first time), then up to ten minutes of measuring; --quick takes one"
cargo bench --quiet -p shounuo-tests --bench bench -- ${json[@]+"${json[@]}"} "$@"
