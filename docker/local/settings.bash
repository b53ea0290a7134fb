# shellcheck shell=bash
# Where things are: the checkout, the state directory, the names of what runs.

root=$(cd "$here/../.." && pwd)
# Everything below is created for the owner alone unless a line says otherwise.
umask 077

local_directory=${COOPT_LOCAL:-.local}
[[ $local_directory == /* ]] || local_directory=$root/$local_directory
configuration=${CONFIGURATION:-release}

services=(members offers recommendations qualification rewards notifications webhooks)
# Who reports from outside: a file that `coopt-topology` and the services read.
outside_systems=${COOPT_OUTSIDE_SYSTEMS_FILE:-$root/docker/outside-systems.json}
# Who has an AMQP user, but for the systems outside: the services' users are named as the services.
amqp_users=("${services[@]}" "${services[@]/%/-replies}" staff console console-letters site company coopt-admin)

# The stack has one of everything, under its plain name. The cluster says how many `copies` it wants of `rabbitmq`,
# `postgres` and each `service`, which are then numbered: rabbitmq-1, members-2.
declare -A copies

# numbered NAME KIND: the names of what there is of that kind.
numbered() {
  local number
  [[ -n ${copies[$2]:-} ]] || printf '%s\n' "$1"
  for ((number = 1; number <= ${copies[$2]:-0}; number++)); do
    printf '%s-%s\n' "$1" "$number"
  done
}

# joined WORD...: the words with commas between them.
joined() {
  local IFS=,
  printf '%s\n' "$*"
}

mapfile -t rabbitmq_nodes < <(numbered rabbitmq rabbitmq)
mapfile -t postgres_servers < <(numbered postgres postgres)
mapfile -t service_processes < <(for service in "${services[@]}"; do numbered "$service" service; done)
process_names=("${postgres_servers[@]}" epmd "${rabbitmq_nodes[@]}" mail "${service_processes[@]}" identity console)
# What needs a port of its own; a node of RabbitMQ needs three.
mapfile -t port_names < <(printf '%s\n' "${process_names[@]}" | grep -v '^rabbitmq' &&
  for kind in amqp management distribution; do numbered "$kind" rabbitmq; done)
port_names+=(amqps management_tls console_operations)

logs_directory=$local_directory/log
run_directory=$local_directory/run
secrets_directory=$local_directory/secrets
environment_file=$local_directory/stack.env

# fail MESSAGE...: says what is wrong and what to do, then ends.
fail() {
  line_begin >&2
  printf 'stack: %s\n' "$@" >&2
  exit 1
}

settings_prepare() {
  [[ -r /proc/self/stat ]] || fail "the local stack needs Linux: it recognises its processes by /proc"
  # The servers' users pass through this one; what it holds is closed to them but for their own folders.
  (umask 022 && mkdir -p "$local_directory")
  mkdir -p "$logs_directory" "$run_directory" "$secrets_directory"
}

# service_named NAME: the name again when there is such a service.
service_named() {
  local process
  for process in "${service_processes[@]}"; do
    [[ $process == "$1" ]] && printf '%s\n' "$process" && return
  done
  fail "no service '$1'; there are: ${service_processes[*]}"
}

# become USER: sets `became`, the words that make a command run as that user. A plain user runs everything as itself.
become() {
  became=()
  [[ $(id -u) -ne 0 ]] || became=(setpriv --reuid "$1" --regid "$1" --init-groups --)
}

as_user() {
  local became
  become "$1"
  shift
  "${became[@]}" "$@"
}

# server_directory USER NAME: where a server keeps its data; made at first use and given to that user.
# A directory that the user cannot reach (a checkout under /root) is replaced by one under /var/tmp, remembered in the
# state directory so that later calls and `clean` find it.
server_directory() {
  local user=$1 name=$2 remembered=$local_directory/$2.directory directory
  if [[ -r $remembered ]]; then
    cat "$remembered"
    return
  fi
  directory=$local_directory/$name
  mkdir -p "$directory"
  if [[ $(id -u) -eq 0 ]]; then
    if ! as_user "$user" test -x "$local_directory"; then
      rmdir "$directory"
      directory=$(mktemp -d "/var/tmp/coopt-$name-XXXXXX")
      printf 'stack: %s cannot enter %s; its data are in %s\n' "$user" "$local_directory" "$directory" >&2
    fi
    chown "$user:" "$directory"
  fi
  chmod 700 "$directory"
  printf '%s\n' "$directory" >"$remembered"
  printf '%s\n' "$directory"
}
