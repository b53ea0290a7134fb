# shellcheck shell=bash
# A standby: a second PostgreSQL that has every commit before the client hears of it, and takes over when it is promoted.
# Who is the primary is remembered in the state directory; whatever else there is follows it.

# postgres_start_standby SERVER PRIMARY
postgres_start_standby() {
  local server=$1 primary=$2 directory
  process_runs "$server" && return
  process_runs "$primary" || fail "$server follows $primary, which does not run"
  directory=$(server_directory postgres "$server")
  standby_copy "$server" "$primary" "$directory"
  postgres_launch "$server" "$directory" -c "cluster_name=$server" -c "primary_conninfo=$(standby_source "$server" "$primary" "$directory")"
  postgres_await "$server"
  standby_is_waited_for "$server" "$primary"
}

# Where the standby hears from. The password is in a file: an argument would be seen by everybody on the machine.
standby_source() {
  printf 'host=127.0.0.1 port=%s user=standby application_name=%s passfile=%s\n' "$(port "$2")" "$1" "$3/passwords"
}

# A copy of the primary, unless there is one that can go on. What a former primary has, and the new one has not, was told
# to nobody: it is left out.
standby_copy() {
  local server=$1 primary=$2 directory=$3
  standby_login "$primary"
  printf '127.0.0.1:%s:*:standby:%s\n' "$(port "$primary")" "$(secret postgres standby)" |
    as_user postgres tee "$directory/passwords" >/dev/null
  [[ -e $directory/data/standby.signal ]] && return
  rm -rf "$directory/data"
  as_user postgres "$(postgres_binary pg_basebackup)" --pgdata "$directory/data" --checkpoint fast \
    --dbname "$(standby_source "$server" "$primary" "$directory")" >>"$logs_directory/$server.log" 2>&1 || {
    process_explain "$server"
    fail "$primary could not be copied to $server"
  }
  as_user postgres touch "$directory/data/standby.signal"
}

# The role that copies and follows, on the primary. Its password reaches psql as a variable, not as an argument.
standby_login() {
  secret_make postgres standby
  PGOPTIONS='-c synchronous_commit=local' postgres_administer "$1" >>"$logs_directory/roles.log" 2>&1 <<SQL
select 'create role standby replication login' where not exists (select from pg_roles where rolname = 'standby') \gexec
alter role standby password '$(secret postgres standby)';
SQL
}

# From now on a commit is told to its client when the standby has it.
standby_is_waited_for() {
  local server=$1 primary=$2 deadline=$((SECONDS + 60)) state
  postgres_administer "$primary" --command "alter system set synchronous_standby_names = '\"$server\"'" \
    --command 'select pg_reload_conf()' >/dev/null
  until state=$(postgres_administer "$primary" --tuples-only --no-align \
    --command "select sync_state from pg_stat_replication where application_name = '$server'") && [[ $state == sync ]]; do
    if ! process_runs "$server" || ((SECONDS >= deadline)); then
      process_explain "$server"
      fail "$server does not follow $primary"
    fi
    pause 0.1
  done
}

# The standby becomes the primary, whatever the former one does; it waits for nobody until it is followed itself. Nothing
# here ends the former primary: whoever promotes has to know that it cannot come back (as `cluster kill` makes sure).
standby_promote() {
  local former server
  former=$(postgres_primary)
  for server in "${postgres_servers[@]}"; do
    [[ $server != "$former" ]] || continue
    process_runs "$server" || fail "$server does not run: there is nobody to promote"
    postgres_administer "$server" --command 'alter system reset synchronous_standby_names' \
      --command 'select pg_reload_conf()' --command 'select pg_promote()' >/dev/null
    printf '%s\n' "$server" >"$local_directory/postgres.primary"
    printf '%s takes writes, %s does not any more\n' "$server" "$former"
    return
  done
}
