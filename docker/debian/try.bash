# shellcheck shell=bash
# Trying what was built: units, settings, package, installation. A tool that is not here is named, and what it would show is not known.

# The units are looked at where all of them are: the package's beside those of this machine's systemd.
try_units() {
  local stage=$1 folder=$state/units unit units score
  command -v systemd-analyze >/dev/null || { printf '  not tried: units; apt-get install systemd\n'; return 0; }
  cp -a "$stage" "$folder"
  mkdir -p "$folder/bin"
  cp --no-clobber /usr/lib/systemd/system/*.{target,slice,socket,mount} "$folder/usr/lib/systemd/system/" 2>/dev/null || true
  cp /bin/sh "$folder/bin/sh"
  cp /usr/bin/curl "$folder/usr/bin/curl"
  units=("${services[@]/#/coopt@}")
  units=("${units[@]/%/.service}" coopt-migrate@members.service coopt-topology.service coopt-console.service coopt.target)
  systemd-analyze verify --man=no --root="$folder" "${units[@]}" >"$state/units.log" 2>&1 || true
  # Of ours alone: what the machine's own units lack here is not our matter.
  ! grep 'coopt' "$state/units.log" | sort -u >&2 || fail "systemd-analyze verify finds the above in docker/systemd"
  for unit in coopt@offers.service coopt-migrate@offers.service coopt-topology.service coopt-console.service; do
    # The threshold is in tenths: 1.5 of 10, where less is better.
    score=$(systemd-analyze security --offline=true --no-pager --threshold=15 --root="$folder" "$unit" 2>&1 | tail -n 1) ||
      fail "$unit is exposed more than 1.5: $score"
    printf '  %s\n' "$score"
  done
  rm -rf "$folder"
}

try_package() {
  command -v lintian >/dev/null || { printf '  not tried: lintian is not installed\n'; return 0; }
  lintian --allow-root --tag-display-limit 0 --fail-on error --suppress-tags-from-file "$here/lintian" "$1" ||
    fail "lintian finds the above in the package"
  printf '  lintian finds no error\n'
}

# What the units give, against what the programs know and what write-secrets writes.
try_settings() {
  /usr/bin/python3 -c 'import pytest' 2>/dev/null || { printf '  not tried: settings of the units; apt-get install python3-pytest\n'; return 0; }
  COOPT_PRODUCTS=$products PYTHONDONTWRITEBYTECODE=1 \
    /usr/bin/python3 -m pytest --quiet -p no:cacheprovider "$root/Tests/Systemd" || fail "the units do not fit the programs"
}

# Installs the package with apt, in a Debian that is made for it, and has each program there say what it is.
try_installation() {
  local package=$1 version=$2 folder=$state/installed
  if ! command -v mmdebstrap >/dev/null || [[ $(id -u) -ne 0 ]]; then
    printf '  not tried: installing it in a fresh Debian; that takes mmdebstrap and root\n'
    try_unpacked "$package" "$version"
    return 0
  fi
  mmdebstrap --quiet --variant=apt --include=systemd bookworm "$folder" \
    --customize-hook="copy-in $package /" \
    --customize-hook="chroot \"\$1\" sh -c 'apt-get install --yes --no-install-recommends /${package##*/}'" \
    >"$state/installed.log" 2>&1 || { tail -n 20 "$state/installed.log" >&2; fail "it cannot be installed in a fresh Debian"; }
  # A program finds its libraries beside itself by way of /proc.
  # shellcheck disable=SC2016  # the inner shell expands it
  try_programs "$version" unshare --mount sh -c 'mount --bind /proc "$0/proc" && exec chroot "$0" "$@"' "$folder"
  chroot "$folder" getent passwd coopt >/dev/null || fail "installed, it has no user coopt"
  [[ $(stat --format=%a "$folder/etc/coopt/credentials") == 700 ]] || fail "installed, its credentials are not root's alone"
  chroot "$folder" dpkg --purge coopt >>"$state/installed.log" 2>&1 || fail "it cannot be purged"
  [[ ! -e $folder/etc/coopt && ! -e $folder/usr/lib/coopt ]] || fail "purged, it leaves something behind"
  printf '  installed in a fresh Debian, every program runs; purged, nothing is left\n'
  rm -rf "$folder"
}

# Unpacked beside the system: the programs run with this machine's libraries, but not with its Swift.
try_unpacked() {
  local folder=$state/unpacked
  dpkg-deb --extract "$1" "$folder"
  try_programs "$2" env "PATH=$folder/usr/bin"
  printf '  unpacked, every program runs\n'
  rm -rf "$folder"
}

# try_programs VERSION COMMAND…: each program, started by the command, says its version.
try_programs() {
  local version=$1 program said
  shift
  for program in "${programs[@]}"; do
    said=$("$@" "$program" --version 2>&1) || fail "installed, $program does not run: $said"
    [[ $said == *"$version"* ]] || fail "installed, $program says it is '$said', not $version"
  done
}
