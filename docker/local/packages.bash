# shellcheck shell=bash
# Debian packages: what is missing is installed, what is there is left alone. Debian starts a server as soon as it is
# installed; that is prevented, since the stack runs servers of its own.

packages=(
  postgresql-15 rabbitmq-server librabbitmq-dev libpq-dev libcurl4-openssl-dev libssl-dev pkg-config
  python3 python3-pika python3-psycopg2 python3-pytest python3-aiosmtpd python3-jsonschema
  curl jq openssl util-linux shellcheck
  valgrind binutils
  prometheus python3-yaml python3-pip
)

packages_missing() {
  local package
  for package in "${packages[@]}"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      printf '%s\n' "$package"
  done
}

packages_install() {
  local missing
  settings_prepare
  command -v dpkg-query >/dev/null || packages_refuse "${packages[@]}"
  mapfile -t missing < <(packages_missing)
  ((${#missing[@]})) || return 0
  [[ $(id -u) -eq 0 ]] || packages_refuse "${missing[@]}"
  printf '  missing: %s\n' "${missing[*]}"
  packages_without_servers "${missing[@]}"
}

# packages_refuse PACKAGE...: what somebody who may do it has to do.
packages_refuse() {
  fail "these Debian packages are needed and only root can install them: $*" \
    "run: sudo apt-get install --no-install-recommends $*" \
    "and keep Debian's own servers from running: sudo systemctl disable --now postgresql rabbitmq-server"
}

# policy-rc.d is what invoke-rc.d asks before it starts a service; 101 forbids it. One that is there already, as in
# container images, is put back afterwards.
packages_without_servers() {
  local policy=/usr/sbin/policy-rc.d settings=/etc/postgresql-common/createcluster.conf code=0
  [[ ! -e $policy ]] || mv "$policy" "$policy.before-coopt"
  trap 'packages_restore_policy' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  if [[ ! -e $settings ]]; then
    (umask 022 && mkdir -p "${settings%/*}")
    printf '# Left by the local stack of coopt: PostgreSQL is wanted here, a cluster that starts by itself is not.\n%s\n' \
      'create_main_cluster = false' >"$settings"
    chmod 644 "$settings"
  fi
  packages_fetch "$@" || code=$?
  packages_restore_policy
  trap - EXIT
  ((code == 0)) || fail "the packages could not be installed; without a network, add them to the image: $*"
}

packages_restore_policy() {
  rm -f /usr/sbin/policy-rc.d
  [[ ! -e /usr/sbin/policy-rc.d.before-coopt ]] || mv /usr/sbin/policy-rc.d.before-coopt /usr/sbin/policy-rc.d
}

packages_fetch() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet --option Dpkg::Use-Pty=0
    --option Dpkg::Options::=--force-confold --option DPkg::Lock::Timeout=120)
  long_phase "package lists" packages_describe "${apt[@]}" update &&
    long_phase "packages" packages_describe "${apt[@]}" install --no-install-recommends "$@"
}

# Lines of apt and dpkg worth telling.
packages_describe() {
  case $1 in
    Get:*) printf 'fetching %s\n' "$(cut -d' ' -f5 <<<"$1")" ;;
    'Unpacking '* | 'Setting up '*) cut -d' ' -f1-3 <<<"$1" ;;
  esac
}
