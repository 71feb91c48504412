#!/usr/bin/env bash
# Runs every fuzz target for SECONDS (60 when not said), as many at once as there are cores, and prints a table. A finding fails
# the run and is left in out/fuzz/<target>/. Arguments name targets; without them all run.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

seconds=${FUZZ_SECONDS:-60}
built=$target/fuzz
found=out/fuzz
# Fuzzing needs coverage counters, which the compiler calls unstable; the stable one does it when told to. Sanitizers would need
# a standard library built for them: there is next to no unsafe code of ours for them to watch.
host=$(rustc -vV | awk '/^host:/ { print $2 }')
options=(--fuzz-dir fuzz --sanitizer none --target "$host" --target-dir "$built")

build() {
  say "building the fuzz targets (the first time about as long as a release build)"
  RUSTC_BOOTSTRAP=1 cargo fuzz build --release --debug-assertions "${options[@]}"
}

# One target: the corpus of tests/fuzz is read, what is new goes to a folder of its own.
run() {
  local name=$1 log=$found/$1.log
  mkdir -p "$found/$name" "$built/corpus/$name"
  # Exit status of libFuzzer: 0 when time is up, anything else is a finding.
  "$built/$host/release/$name" "$built/corpus/$name" "tests/fuzz/corpus/$name" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=1 \
    -artifact_prefix="$found/$name/" >"$log" 2>&1 || echo finding >>"$log"
}
export -f run
export found built host seconds

row() {
  local name=$1 log=$found/$1.log executions findings=0
  executions=$(awk '/stat::number_of_executed_units/ { print $2 }' "$log")
  if [ "$(tail -n1 "$log")" = finding ]; then findings=1; fi
  printf '%-16s %12s %8s %8s\n' "$name" "${executions:-0}" "$seconds" "$findings"
  return "$findings"
}

has cargo-fuzz || scripts/setup.sh fuzz
names=("$@")
if [ ${#names[@]} = 0 ]; then
  for file in fuzz/targets/*.rs; do names+=("$(basename "$file" .rs)"); done
fi
build
mkdir -p "$found"
say "${#names[@]} targets, $seconds seconds each"
printf '%s\n' "${names[@]}" | xargs -P "$(nproc 2>/dev/null || sysctl -n hw.ncpu)" -I{} bash -c 'run {}'

all=0
printf '\n%-16s %12s %8s %8s\n' target executions seconds findings
for name in "${names[@]}"; do row "$name" || all=$((all + 1)); done
printf '%s targets, %s findings\n' "${#names[@]}" "$all"
if [ "$all" != 0 ]; then die "inputs are in $found/; put each into tests/fuzz/corpus/<target>/ when it is mended"; fi
