# shellcheck shell=bash
# Which program builds and runs images. A machine with Docker or Podman uses what it has. A machine that reaches no registry
# gets a Podman of its own, whose images, settings and sockets lie in $state alone (docker/images/stand-ins).

programs=(coopt coopt-topology coopt-members coopt-offers coopt-recommendations coopt-qualification coopt-rewards coopt-notifications coopt-webhooks coopt-console)
# What compose needs besides: the step that makes secrets, and the mail catcher.
companions=(coopt-setup coopt-mail)
own_options=()
registry=${COOPT_IMAGE_PREFIX:-coopt}

fail() {
  line_begin >&2
  printf 'images: %s\n' "$@" >&2
  exit 1
}

# engine_choose: sets `engine`, the words that call it.
engine_choose() {
  if [[ -n ${COOPT_ENGINE:-} ]]; then
    read -ra engine <<<"$COOPT_ENGINE"
  elif docker info >/dev/null 2>&1; then
    engine=(docker)
  elif command -v podman >/dev/null; then
    engine=(podman)
  else
    fail "neither Docker nor Podman answers; install one, or name it by COOPT_ENGINE"
  fi
}

# engine_own: a Podman whose state is this folder's alone, beside whatever else the machine runs.
engine_own() {
  own_options=(--network host --format docker --pull-never)
  local settings=$state/engine
  mkdir -p "$settings" "$state/tmp"
  # Limits that may not be raised here must not be asked for; without systemd nobody else keeps cgroups.
  printf '%s\n' '[containers]' "default_ulimits = [\"nofile=$(ulimit -n):$(ulimit -n)\", \"nproc=16384:16384\"]" 'log_driver = "k8s-file"' \
    '[engine]' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"' 'runtime = "runc"' \
    '[network]' 'network_backend = "netavark"' "network_config_dir = \"$settings/networks\"" >"$settings/containers.conf"
  printf '%s\n' '[storage]' 'driver = "overlay"' "graphroot = \"$state/storage\"" "runroot = \"$state/run\"" >"$settings/storage.conf"
  printf '%s\n' 'unqualified-search-registries = []' >"$settings/registries.conf"
  export CONTAINERS_CONF=$settings/containers.conf CONTAINERS_STORAGE_CONF=$settings/storage.conf \
    CONTAINERS_REGISTRIES_CONF=$settings/registries.conf TMPDIR=$state/tmp
  engine=(podman)
}
