# shellcheck shell=bash
# PostgreSQL: a cluster of our own, with checksums and fsync, on loopback TCP alone (no socket file, whose path would
# have to be short), over TLS alone, passwords by SCRAM. Where there are two servers, the second follows the first (standby.bash).

postgres_binary() {
  local directory
  directory=$(pg_config --bindir 2>/dev/null || true)
  for directory in "$directory" /usr/lib/postgresql/{18,17,16,15}/bin; do
    [[ -x $directory/initdb && -x $directory/$1 ]] && printf '%s\n' "$directory/$1" && return
  done
  fail "PostgreSQL's server is not installed: run 'docker/local/stack packages'"
}

# postgres_url USER DATABASE: with every server; which of them takes writes is the client's to find out.
postgres_url() {
  local server hosts=() wanted=
  ! tls_is_on || wanted="?sslmode=verify-full&sslrootcert=$(url_encoded "$tls_authority")"
  for server in "${postgres_servers[@]}"; do
    hosts+=("127.0.0.1:$(port "$server")")
  done
  ((${#hosts[@]} == 1)) || wanted='?target_session_attrs=read-write'
  printf 'postgresql://%s:%s@%s/%s%s\n' "$1" "$(secret postgres "$1")" "$(joined "${hosts[@]}")" "$2" "$wanted"
}

# The server that takes writes: the first, until another is promoted.
postgres_primary() {
  local file=$local_directory/postgres.primary
  if [[ -s $file ]]; then cat "$file"; else printf '%s\n' "${postgres_servers[0]}"; fi
}

# postgres_initialise SERVER DIRECTORY
postgres_initialise() {
  local data=$2/data
  [[ -s $data/PG_VERSION ]] && return
  # An interrupted first start leaves half a cluster: begun again, for nothing is in it yet.
  rm -rf "$data"
  secret postgres postgres | as_user postgres tee "$2/password" >/dev/null
  as_user postgres "$(postgres_binary initdb)" --pgdata "$data" --username postgres --pwfile "$2/password" \
    --auth scram-sha-256 --data-checksums --encoding UTF8 --locale C.UTF-8 >>"$logs_directory/$1.log" 2>&1 || {
    process_explain "$1"
    fail "PostgreSQL's cluster could not be made"
  }
  rm -f "$2/password"
}

postgres_certify() {
  tls_certify postgres "$(server_directory postgres postgres)" "${1:-}"
}

# Who may come in, written at each start: over TLS alone.
postgres_admit() {
  printf 'hostssl %s all %s scram-sha-256\n' all 127.0.0.1/32 all ::1/128 replication 127.0.0.1/32 |
    as_user postgres tee "$1/hba.conf" >/dev/null
}

# A peer that vanished without closing is known within half a minute, for sessions that ask for nothing themselves too:
# what it holds, locks above all, is then free.
postgres_liveness=(
  -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s
  -c client_connection_check_interval=5s
)

# postgres_start SERVER...: the primary first, whom the others follow.
postgres_start() {
  local server primary
  primary=$(postgres_primary)
  for server in "$@"; do
    [[ $server != "$primary" ]] || postgres_start_primary "$server"
  done
  for server in "$@"; do
    [[ $server == "$primary" ]] || postgres_start_standby "$server" "$primary"
  done
}

postgres_start_primary() {
  local directory
  process_runs "$1" && return
  directory=$(server_directory postgres "$1")
  postgres_initialise "$1" "$directory"
  postgres_launch "$1" "$directory"
  postgres_await "$1"
}

# postgres_launch SERVER DIRECTORY ARGUMENT...: arguments of the server besides the usual ones.
postgres_launch() {
  local server=$1 directory=$2 binary became options encryption=()
  shift 2
  # What somebody sets beside, such as memory for much data: it comes last, and counts.
  read -ra options <<<"${POSTGRES_OPTIONS:-}"
  binary=$(postgres_binary postgres)
  if tls_is_on; then
    postgres_certify
    postgres_admit "$directory"
    encryption=(-c ssl=on -c ssl_cert_file="$directory/tls-certificate.pem" -c hba_file="$directory/hba.conf"
      -c ssl_key_file="$directory/tls-key.pem" -c ssl_ca_file="$directory/tls-authority.pem")
  fi
  become postgres
  process_start "$server" "${became[@]}" "$binary" -D "$directory/data" "${encryption[@]}" \
    -c port="$(port "$server")" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c password_encryption=scram-sha-256 -c max_connections=600 -c shared_buffers=256MB -c timezone=UTC \
    -c log_timezone=UTC -c log_lock_waits=on -c logging_collector=off -c log_error_verbosity=terse "${postgres_liveness[@]}" "$@" \
    "${options[@]}"
}

postgres_await() {
  local deadline=$((SECONDS + 60))
  until pg_isready --quiet --host 127.0.0.1 --port "$(port "$1")"; do
    if ! process_runs "$1" || ((SECONDS >= deadline)); then
      process_explain "$1"
      postgres_stop "$1"
      fail "PostgreSQL does not start ($1)"
    fi
    pause 0.1
  done
}

# Has the server read its certificate again, for connections from now on.
postgres_reload() {
  process_signal postgres HUP
}

# postgres_stop SERVER...
postgres_stop() {
  local server
  for server in "$@"; do
    # SIGINT is PostgreSQL's fast shutdown: sessions are ended, what is committed is safe.
    process_stop "$server" INT 30
  done
}

# postgres_administer SERVER ARGUMENT...: psql as the superuser.
postgres_administer() {
  local server=$1 mode=disable
  shift
  ! tls_is_on || mode=verify-full
  PGSSLMODE=$mode PGSSLROOTCERT=$tls_authority PGPASSWORD=$(secret postgres postgres) psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host 127.0.0.1 \
    --port "$(port "$server")" --username postgres --dbname postgres "$@"
}

# Database, schemas and roles, every time: the script changes nothing that is there already.
postgres_apply_roles() {
  COOPT_POSTGRES_PASSWORDS_DIR=$secrets_directory/postgres postgres_administer "$(postgres_primary)" \
    --file "$root/docker/postgres/roles.sql" >>"$logs_directory/roles.log" 2>&1 || {
    process_explain roles
    fail "roles and schemas could not be applied"
  }
}
