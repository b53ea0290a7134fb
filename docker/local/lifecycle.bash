# shellcheck shell=bash
# The verbs on the whole stack: up, down, clean, status, logs. Each step leaves alone what is done already, so that a
# second `up` only starts what does not run.

# Two calls at once on the same state would start everything twice. The lock is let go of when this process ends.
stack_lock() {
  exec 9>"$local_directory/lock"
  flock --wait 300 9 || fail "another call works on $local_directory"
}

stack_up() {
  local scope=${1:-}
  settings_prepare
  stack_lock
  ports_prepare
  secrets_prepare
  tls_remember
  tls_prepare
  phase PostgreSQL postgres_start "${postgres_servers[@]}"
  phase RabbitMQ rabbitmq_start "${rabbitmq_nodes[@]}"
  ! mail_is_wanted || phase "mail server" mail_start
  phase "roles and schemas" postgres_apply_roles
  environment_write
  if [[ $scope != --servers-only ]]; then
    phase topology rabbitmq_apply_topology
    phase migrations services_migrate
    phase services services_start
    ! console_is_wanted || console_up
  fi
  printf '  the stack runs: %s\n' "$environment_file"
  [[ $scope == --servers-only ]] || ! console_is_wanted || console_tell
}

stack_down() {
  local name pids=()
  [[ -d $local_directory ]] || return 0
  settings_prepare
  stack_lock
  for name in "${process_names[@]}"; do
    mapfile -t -O ${#pids[@]} pids < <(process_pid "$name")
  done
  phase "console ends" console_down
  phase "services end" services_stop
  phase "mail server ends" mail_stop
  phase "RabbitMQ ends" rabbitmq_stop "${rabbitmq_nodes[@]}"
  phase "PostgreSQL ends" postgres_stop "${postgres_servers[@]}"
  processes_reaped "${pids[@]}"
}

stack_clean() {
  local server
  [[ -d $local_directory ]] || return 0
  stack_down
  for server in "${postgres_servers[@]}" "${rabbitmq_nodes[@]}"; do
    [[ ! -r $local_directory/$server.directory ]] || rm -rf "$(cat "$local_directory/$server.directory")"
    rm -rf "${local_directory:?}/$server" "$local_directory/$server".{directory,node}
  done
  # Another stack's state may lie inside this one's directory (.local/test inside .local): it is not ours to delete.
  rm -rf "${local_directory:?}"/{log,run,secrets,tls,tls.mode,ports,mail,lock,stack.env,stack.sh,postgres.primary}
  rmdir --ignore-fail-on-non-empty "$local_directory"
}

stack_status() {
  local name pid
  for name in "${process_names[@]}"; do
    pid=$(process_pid "$name")
    printf '%-16s %s\n' "$name" "${pid:+runs, pid $pid}"
  done
  [[ ! -r $environment_file ]] || printf 'addresses and passwords: %s\n' "$environment_file"
}

stack_logs() {
  local name=${1:-}
  [[ -r $logs_directory/$name.log ]] || fail "no log of '$name'; there are: $(cd "$logs_directory" && echo -- *.log)"
  exec tail -n 100 -F "$logs_directory/$name.log"
}
