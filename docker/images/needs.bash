# shellcheck shell=bash
# What the test runs with, installed where it is missing: Debian's packages, and two of Python in a folder of their own.

needed=(podman buildah runc netavark aardvark-dns fuse-overlayfs uidmap iptables mmdebstrap docker-compose
  python3-venv python3-pika python3-psycopg2 shellcheck git curl jq)

needs_install() {
  local package missing=()
  for package in "${needed[@]}"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  if ((${#missing[@]})); then
    [[ $(id -u) -eq 0 ]] || fail "these packages are needed: apt-get install --no-install-recommends ${missing[*]}"
    long_phase "packages" needs_describe env DEBIAN_FRONTEND=noninteractive sh -c \
      'apt-get --quiet update && apt-get --yes --quiet install --no-install-recommends "$@"' - "${missing[@]}" ||
      fail "the packages could not be installed: ${missing[*]}"
  fi
  command -v swift >/dev/null || fail "swift is not on the PATH: it is what the builder's stand-in compiles with"
  needs_python
}

needs_describe() {
  case $1 in
    'Unpacking '* | 'Setting up '*) cut -d' ' -f1-3 <<<"$1" ;;
  esac
}

# Made again when what it is to hold changes.
needs_python() {
  local list=$here/requirements.txt target=$state/python
  ! cmp --silent "$list" "$target/requirements.txt" || return 0
  rm -rf "$target"
  /usr/bin/python3 -m venv "$target"
  long_phase "python packages" needs_describe "$target/bin/pip" install --quiet --disable-pip-version-check --requirement "$list" ||
    fail "the packages of docker/images/requirements.txt could not be installed"
  cp "$list" "$target/requirements.txt"
}
