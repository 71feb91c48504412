#!/usr/bin/env bash
# Everything that has to pass: cheap checks first, the first failure ends the run. Closes with a table and one line of
# the tests counted: "N passed, N failed". Needs the package registries and nothing else.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

logs=out/logs
passed=0 failed=0
table=()

# "passed failed" of whatever test runners wrote into the log $1: cargo, vitest, node.
count() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^test result: / { for (i = 1; i < NF; i++) { if ($(i+1) == "passed;") p += $i; if ($(i+1) == "failed;") f += $i } }
    /^ *Tests  / { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } }
    /^(#|ℹ) pass [0-9]+$/ { p += $3 }
    /^(#|ℹ) fail [0-9]+$/ { f += $3 }
    END { print p + 0, f + 0 }'
}

close() {
  printf '\n%-34s %8s %8s %8s\n' step seconds passed failed
  printf '%s\n' "${table[@]}"
  printf 'logs: %s\n' "$logs"
  printf '%s passed, %s failed\n' "$passed" "$failed"
}

# Runs the step named $1: the rest is its command. Its output is shown and kept.
step() {
  local name=$1 log begun=$SECONDS ok=1 p f
  log="$logs/$(printf '%02d' "${#table[@]}")-${name// /-}.log"
  shift
  say "$name (after $((SECONDS / 60)) min)"
  "$@" 2>&1 | tee "$log" || ok=0
  read -r p f < <(count "$log")
  # A step that fails without a failed test (a warning, a compile error) counts as one failure.
  if [ "$ok" = 0 ] && [ "$f" = 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f))
  table+=("$(printf '%-34s %8s %8s %8s' "$name" $((SECONDS - begun)) "$p" "$f")")
  if [ "$ok" = 0 ] || [ "$f" != 0 ]; then
    warn "$name failed"
    close
    exit 1
  fi
}

ui() { npm --prefix ui run --silent "$@"; }
shells() { shellcheck -x scripts/*.sh .ci/run; }

rm -rf "$logs"
mkdir -p "$logs"
export NO_COLOR=1 CARGO_TERM_COLOR=never
# A build machine builds once: state for building again only costs disk.
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=0; fi

step "setup" scripts/setup.sh all
step "shell scripts" shells
step "rust format" cargo fmt --all --check
step "ui lint" ui lint
step "ui build" ui build
step "ui tests" ui test
step "clippy" cargo clippy --quiet --workspace --all-targets -- -D warnings
step "rust tests" cargo test --quiet --workspace --no-fail-fast
step "crash harness" scripts/faults.sh short
step "app and command line" cargo build --quiet --workspace --bins
step "real window" scripts/e2e.sh test
step "real window with a keychain" scripts/e2e.sh keychain
close
