#!/usr/bin/env bash
# The crash harness (tests/faults): the real desk in a child process, killed at every call that changes the disk, with the power
# going, with calls failing. `short` is what `make test` runs, from the same seed every time. Prints one table; a line that
# failed is tried again with FAULTS_POINT="<line>", and goes to tests/faults/seeds/kept.txt.
# FAULTS_POINTS, FAULTS_IMAGES, SEED: how many kill points and power-loss images, and from which seed.
# FAULTS_ONLY: a part of an operation's name. FAULTS_ERRORS: one in so many of the failing calls; 0 for none.
# FAULTS_FULLY=1: every call fails in every way, once and from then on for ever.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# Somewhat more kill points than two and ten thousand: a call is not always reached.
if [ "${1:-}" = short ]; then
  : "${FAULTS_POINTS:=2100}" "${FAULTS_IMAGES:=2000}" "${FAULTS_FULLY:=0}" "${FAULTS_ERRORS:=4}" "${SEED:=1}"
  export SEED
else
  : "${FAULTS_POINTS:=11500}" "${FAULTS_IMAGES:=20000}" "${FAULTS_FULLY:=1}" "${FAULTS_ERRORS:=1}"
fi
export FAULTS_POINTS FAULTS_IMAGES FAULTS_FULLY FAULTS_ERRORS
# What is tried is what the harness says of the disk, not the disk: memory spares it.
shm=/dev/shm disk=${TMPDIR:-/tmp}
if [ -z "${TMPDIR:-}" ] && [ -w $shm ] && [ "$(df -Pk $shm | awk 'END { print $4 }')" -gt 2000000 ]; then export TMPDIR=$shm; fi
cargo test --quiet -p shounuo-faults --lib
cargo test --quiet -p shounuo-faults --test faults
# The long run also damages every page and every frame in every way, of which `make test` takes a part, and grows a shop beyond
# 4 GiB, with its backup and what that is restored to: on a disk with 14 GB of room.
[ "${1:-}" = short ] || TMPDIR=$disk cargo test --quiet -p shounuo-desk --test it -- --ignored --nocapture
