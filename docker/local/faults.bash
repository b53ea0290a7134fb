# shellcheck shell=bash
# What happens to parts of a cluster: they end, freeze, are cut off, come back. For tests, and for whoever wants to see it.

# part_start|stop|kill NAME: a node, a server or a process of a service.
part_start() {
  part_exists "$1"
  case $1 in
    rabbitmq*) rabbitmq_start "$1" ;;
    postgres*) postgres_start "$1" ;;
    mail | identity | console) "$1_start" ;;
    *) service_start "$1" ;;
  esac
}

part_stop() {
  part_exists "$1"
  case $1 in
    # epmd stays for the others.
    rabbitmq*) process_stop "$1" TERM 60 ;;
    postgres*) postgres_stop "$1" ;;
    mail | identity | console) "$1_stop" ;;
    *) service_stop "$1" ;;
  esac
}

part_exists() {
  local name
  for name in "${process_names[@]}"; do
    [[ $name != "$1" ]] || return 0
  done
  fail "no part '$1'; there are: ${process_names[*]}"
}

# part_kill NAME...: SIGKILL, all at one moment, with the processes that they have: PostgreSQL's do not end at once when
# their parent does.
part_kill() {
  local name
  parts_signal KILL "$@"
  for name in "$@"; do
    process_await_end "$name" 10 || fail "$name cannot be killed"
    rm -f "$run_directory/$name.pid"
  done
}

# Frozen: it holds its connections and says nothing, as a machine does that is out of memory.
part_freeze() {
  parts_signal STOP "$@"
}

part_thaw() {
  parts_signal CONT "$@"
}

parts_signal() {
  local signal=$1 name pids=()
  shift
  for name in "$@"; do
    part_exists "$name"
    mapfile -t -O ${#pids[@]} pids < <(process_family "$name")
  done
  ((${#pids[@]} == 0)) || kill -s "$signal" "${pids[@]}" 2>/dev/null || true
}

# A node is cut off from the others, in both directions, while clients reach it as before: it takes nobody's cookie and
# nobody takes its own.
node_cut_off() {
  node_evaluate "$1" '[begin erlang:set_cookie(N, cut_off), erlang:disconnect_node(N) end || N <- nodes()].'
}

node_rejoin() {
  local node others=()
  for node in "${rabbitmq_nodes[@]}"; do
    [[ $node == "$1" ]] || others+=("'$(rabbitmq_node "$node")'")
  done
  node_evaluate "$1" "[erlang:set_cookie(N, erlang:get_cookie()) || N <- [$(joined "${others[@]}")]]."
}

# node_evaluate NODE EXPRESSION: an expression of Erlang in a node.
node_evaluate() {
  local rabbitmq_command
  part_exists "$1"
  [[ $1 == rabbitmq* ]] || fail "'$1' is no node of RabbitMQ"
  rabbitmq_run "$1" "$rabbitmq_scripts/rabbitmqctl" --quiet eval "$2"
  "${rabbitmq_command[@]}" >>"$logs_directory/$1.log" 2>&1 || fail "$1 does not do what it is told: see its log"
}
