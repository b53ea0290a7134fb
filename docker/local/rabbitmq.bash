# shellcheck shell=bash
# RabbitMQ: a node of our own with an epmd of our own, both on loopback; in a cluster several nodes with one epmd. It
# never has a user `guest`: the administrator is made at the first boot in its place. Everything of ours comes over
# TLS; for others, whose client may know nothing of this stack's authority, it listens in clear too, on loopback
# (docker/local/Decisions).

rabbitmq_scripts=/usr/lib/rabbitmq/bin

# rabbitmq_port KIND NODE: the number of a node's port.
rabbitmq_port() {
  port "$1${2#rabbitmq}"
}

# rabbitmq_run NODE PROGRAM ARGUMENT...: sets `rabbitmq_command`, one of RabbitMQ's programs in the environment of a node
# of ours.
rabbitmq_run() {
  local node=$1 directory loopback='-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false' became
  shift
  [[ -x $rabbitmq_scripts/rabbitmq-server ]] || fail "RabbitMQ is not installed: run 'docker/local/stack packages'"
  directory=$(server_directory rabbitmq "$node")
  become rabbitmq
  rabbitmq_command=(
    env -C / "${became[@]}" env -i PATH="$PATH" LANG=C.UTF-8 HOME="$directory"
    ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$(port epmd)"
    RABBITMQ_NODENAME="$(rabbitmq_node "$node")" RABBITMQ_DIST_PORT="$(rabbitmq_port distribution "$node")"
    RABBITMQ_CONF_ENV_FILE="$directory/environment.conf" RABBITMQ_CONFIG_FILE="$directory/rabbitmq.conf"
    RABBITMQ_ADVANCED_CONFIG_FILE="$directory/advanced.config" RABBITMQ_GENERATED_CONFIG_DIR="$directory/generated"
    RABBITMQ_ENABLED_PLUGINS_FILE="$directory/plugins" RABBITMQ_MNESIA_BASE="$directory/data"
    RABBITMQ_PID_FILE="$directory/pid" RABBITMQ_LOG_BASE="$directory" RABBITMQ_LOGS=-
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="$loopback" RABBITMQ_CTL_ERL_ARGS="$loopback"
    # Become the Erlang machine rather than a shell that waits for it: then its pid is the one that we know.
    RABBITMQ_ALLOW_INPUT=1
    "$@"
  )
}

# rabbitmq_node NODE: the name that Erlang knows a node by. It carries the port that the node first had, and stays when
# the port changes, since the data belong to the name.
rabbitmq_node() {
  local file=$local_directory/$1.node
  [[ -s $file ]] || printf 'coopt-%s@localhost\n' "$(rabbitmq_port amqp "$1")" >"$file"
  cat "$file"
}

rabbitmq_configure() {
  local node=$1 directory=$2
  : | rabbitmq_file environment.conf
  printf '[rabbitmq_management].\n' | rabbitmq_file plugins
  rabbitmq_file rabbitmq.conf <<CONF
listeners.tcp.1 = 127.0.0.1:$(rabbitmq_port amqp "$node")
management.tcp.ip = 127.0.0.1
management.tcp.port = $(rabbitmq_port management "$node")
# Far above what the platform sends, far below what would fill memory; services take less still.
max_message_size = 8388608
# A peer that vanished without a word is known within half a minute.
heartbeat = 10
tcp_listen_options.keepalive = true
tcp_listen_options.nodelay = true
default_vhost = coopt
default_user = coopt-admin
default_pass = $(secret amqp coopt-admin)
default_user_tags.administrator = true
default_permissions.configure = .*
default_permissions.write = .*
default_permissions.read = .*
$(rabbitmq_cluster_settings)
CONF
  ! tls_is_on || rabbitmq_encrypt "$directory" | as_user rabbitmq tee -a "$directory/rabbitmq.conf" >/dev/null
  [[ -s $directory/.erlang.cookie ]] || secret keys erlang-cookie | tr -d '\n' | rabbitmq_file .erlang.cookie
}

# What makes nodes a cluster; nothing where there is one. Queues have three members by RabbitMQ's own default.
rabbitmq_cluster_settings() {
  local number
  ((${#rabbitmq_nodes[@]} > 1)) || return 0
  printf '%s\n' 'cluster_formation.peer_discovery_backend = classic_config'
  for number in "${!rabbitmq_nodes[@]}"; do
    printf 'cluster_formation.classic_config.nodes.%s = %s\n' $((number + 1)) "$(rabbitmq_node "${rabbitmq_nodes[number]}")"
  done
  # Who is cut off with fewer than half stops taking messages, rather than go on with half the truth. A node that is
  # silent is missed within 7.5 to 12.5 seconds.
  printf '%s\n' 'cluster_partition_handling = pause_minority' 'net_ticktime = 10'
  # Else the node that the topology was posted to would lead every queue.
  printf '%s\n' 'queue_leader_locator = balanced'
}

# What the configuration says of TLS. A client may show a certificate, which is looked at then; passwords say who it is.
rabbitmq_encrypt() {
  local listener
  printf '%s\n' "listeners.ssl.1 = 127.0.0.1:$(port amqps)" 'ssl_options.verify = verify_peer' \
    'ssl_options.fail_if_no_peer_cert = false' 'management.ssl.ip = 127.0.0.1' \
    "management.ssl.port = $(port management_tls)"
  for listener in ssl_options management.ssl; do
    printf '%s\n' "$listener.cacertfile = $1/tls-authority.pem" "$listener.certfile = $1/tls-certificate.pem" \
      "$listener.keyfile = $1/tls-key.pem" "$listener.versions.1 = tlsv1.3" "$listener.versions.2 = tlsv1.2"
  done
}

rabbitmq_certify() {
  tls_certify rabbitmq "$(server_directory rabbitmq rabbitmq)" "${1:-}"
}

# Erlang remembers the files for two minutes; told to forget them, it reads them for the next connection.
rabbitmq_reload_certificates() {
  local rabbitmq_command
  rabbitmq_run rabbitmq "$rabbitmq_scripts/rabbitmqctl" --quiet eval 'ssl:clear_pem_cache().'
  "${rabbitmq_command[@]}" >>"$logs_directory/rabbitmq.log" 2>&1 || fail "RabbitMQ does not read its certificate again"
}

# rabbitmq_file NAME: standard input into a file that the node's user owns and nobody else reads.
rabbitmq_file() {
  as_user rabbitmq tee "$directory/$1" >/dev/null
}

# rabbitmq_start NODE...: all at once, since one that was not the last to stop waits for those that were.
rabbitmq_start() {
  local node starting=()
  for node in "$@"; do
    rabbitmq_listens "$node" || starting+=("$node")
  done
  for node in "${starting[@]}"; do
    rabbitmq_launch "$node"
  done
  for node in "${starting[@]}"; do
    rabbitmq_await "$node"
  done
}

rabbitmq_launch() {
  local node=$1 directory became rabbitmq_command
  # Half a broker (a node whose application ended, or whose epmd is gone) is no use: begun again.
  rabbitmq_stop "$node"
  directory=$(server_directory rabbitmq "$node")
  rabbitmq_run "$node" "$rabbitmq_scripts/rabbitmq-server" -noshell -noinput
  ! tls_is_on || rabbitmq_certify
  rabbitmq_configure "$node" "$directory"
  rm -f "$directory/pid"
  epmd_start
  process_start "$node" "${rabbitmq_command[@]}"
}

epmd_start() {
  local became
  process_runs epmd && return
  become rabbitmq
  process_start epmd "${became[@]}" epmd -address 127.0.0.1 -port "$(port epmd)"
}

rabbitmq_listens() {
  process_runs "$1" && process_runs epmd || return 1
  (: <>"/dev/tcp/127.0.0.1/$(rabbitmq_port amqp "$1")") 2>/dev/null
}

rabbitmq_await() {
  local node=$1 rabbitmq_command waiting
  rabbitmq_run "$node" "$rabbitmq_scripts/rabbitmqctl" --quiet wait --timeout 300 "$(server_directory rabbitmq "$node")/pid"
  "${rabbitmq_command[@]}" >>"$logs_directory/$node.log" 2>&1 &
  waiting=$!
  while kill -0 "$waiting" 2>/dev/null; do
    process_runs "$node" || kill "$waiting" 2>/dev/null || true
    pause 0.1
  done
  wait "$waiting" || {
    process_explain "$node"
    rabbitmq_stop "$node"
    fail "RabbitMQ does not start ($node)"
  }
}

# rabbitmq_stop NODE...: one after the other, since what the last one knows is what the cluster knows; epmd with the last.
rabbitmq_stop() {
  local node
  for node in "$@"; do
    process_stop "$node" TERM 60
  done
  for node in "${rabbitmq_nodes[@]}"; do
    ! process_runs "$node" || return 0
  done
  process_stop epmd TERM 10
}

# management PATH CURL-ARGUMENT...: one request as the administrator; the password stays out of the process list.
management() {
  local path=$1 address encryption=()
  shift
  address=$(management_url)
  ! tls_is_on || encryption=(--cacert "$tls_authority")
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused --max-time 30 \
    --config <(printf 'user = "coopt-admin:%s"\n' "$(secret amqp coopt-admin)") \
    "${encryption[@]}" "$@" "$address$path"
}

# management_url: with encryption, where there is any.
management_url() {
  if tls_is_on; then
    printf 'https://127.0.0.1:%s\n' "$(port management_tls)"
  else
    printf 'http://127.0.0.1:%s\n' "$(rabbitmq_port management "${rabbitmq_nodes[0]}")"
  fi
}

# amqp_url USER: with every node; in clear, for programs of others on this machine.
amqp_url() {
  local node hosts=()
  for node in "${rabbitmq_nodes[@]}"; do
    hosts+=("127.0.0.1:$(rabbitmq_port amqp "$node")")
  done
  printf 'amqp://%s:%s@%s/coopt\n' "$1" "$(secret amqp "$1")" "$(joined "${hosts[@]}")"
}

# amqps_url USER: over TLS, for everything of ours; in clear where the whole stack is.
amqps_url() {
  if tls_is_on; then
    printf 'amqps://%s:%s@127.0.0.1:%s/coopt?cacertfile=%s\n' "$1" "$(secret amqp "$1")" "$(port amqps)" \
      "$(url_encoded "$tls_authority")"
  else
    amqp_url "$1"
  fi
}

# rabbitmq_apply_password USER: gives a user that is there the password that the secrets hold; the rest stays.
rabbitmq_apply_password() {
  management "/api/users/$1" |
    jq --rawfile password "$secrets_directory/amqp/$1" \
      '{password: ($password | rtrimstr("\n")), tags: (.tags | if type == "array" then join(",") else . end)}' |
    management "/api/users/$1" --request PUT --header 'content-type: application/json' --data-binary @- \
      >>"$logs_directory/topology.log" || fail "RabbitMQ did not take a new password of $1"
}

# Exchanges, queues, bindings, users, permissions and policies, as `coopt-topology` renders them: declared here alone.
rabbitmq_apply_topology() {
  local definitions executable
  executable=$(product coopt-topology)
  definitions=$(COOPT_AMQP_PASSWORDS_DIR=$secrets_directory/amqp COOPT_OUTSIDE_SYSTEMS_FILE=$outside_systems "$executable") ||
    fail "the topology could not be rendered"
  management /api/definitions --header 'content-type: application/json' --data-binary @- <<<"$definitions" \
    >>"$logs_directory/topology.log" 2>&1 || {
    process_explain topology
    fail "RabbitMQ did not take the topology"
  }
  rabbitmq_remove_leftovers "$executable"
}

# What an earlier version declared and this one does not: it is told of what cannot go yet, such as a queue that is not empty.
rabbitmq_remove_leftovers() {
  local path leftovers queues=$run_directory/queues.json staying=$run_directory/staying
  management /api/queues >"$queues" 2>>"$logs_directory/topology.log" || fail "RabbitMQ does not say what is in its queues"
  leftovers=$(management /api/definitions 2>>"$logs_directory/topology.log" |
    COOPT_OUTSIDE_SYSTEMS_FILE=$outside_systems "$1" leftovers - "$queues" 2>"$staying") ||
    fail "what is left over at RabbitMQ could not be found out: $(<"$staying")"
  sed 's/^coopt-topology: /  left at RabbitMQ: /' "$staying"
  rm -f "$queues" "$staying"
  while read -r path; do
    [[ -n $path ]] || continue
    management "$path" --request DELETE >>"$logs_directory/topology.log" 2>&1 ||
      printf '  left at RabbitMQ, since it could not be removed: %s\n' "$path"
  done <<<"$leftovers"
}
