#!/usr/bin/env bash
# Finds the Debian packages that are missing and installs them. One argument: build, run or all (build, run and tests).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

build=(libwebkit2gtk-4.1-dev build-essential libxdo-dev libssl-dev libayatana-appindicator3-dev librsvg2-dev pkg-config file perl make)
# The window shows Chinese; without such a font it shows boxes.
run=(fonts-noto-cjk)
tests=(webkit2gtk-driver xvfb xauth imagemagick poppler-utils dbus dbus-x11 gnome-keyring libsecret-tools shellcheck)

wanted() {
  case $1 in
    build) printf '%s\n' "${build[@]}" ;;
    run) printf '%s\n' "${build[@]}" "${run[@]}" ;;
    all) printf '%s\n' "${build[@]}" "${run[@]}" "${tests[@]}" ;;
    *) die "usage: scripts/system.sh build|run|all" ;;
  esac
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# A person is asked before anything is installed with their rights; a build machine and root are not.
may_install() {
  [ "$(id -u)" = 0 ] && return 0
  has sudo || return 1
  unattended && { sudo -n true 2>/dev/null; return; }
  local answer
  read -r -p "Install them now with sudo? [Y/n] " answer
  [[ ${answer:-y} =~ ^[Yy] ]]
}

install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

elsewhere() {
  case $(uname -s) in
    Linux) warn "not a Debian or Ubuntu: install the counterparts of these packages by hand, see https://tauri.app/start/prerequisites/"
           wanted "$1" | paste -sd' ' - >&2 ;;
    Darwin) xcode-select -p >/dev/null 2>&1 || die "install Xcode's command line tools: xcode-select --install" ;;
    *) warn "on Windows install the Microsoft C++ Build Tools, Strawberry Perl (SQLCipher's OpenSSL needs it) and WebView2" ;;
  esac
}

main() {
  local purpose=${1:-all} missing=()
  has dpkg-query || { elsewhere "$purpose"; return 0; }
  local package
  while read -r package; do
    is_installed "$package" || missing+=("$package")
  done < <(wanted "$purpose")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "missing system packages: ${missing[*]}"
  may_install || die "install them by hand: sudo apt-get install --no-install-recommends ${missing[*]}"
  install "${missing[@]}"
}

main "$@"
