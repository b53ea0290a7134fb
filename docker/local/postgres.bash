# shellcheck shell=bash
# PostgreSQL: a cluster of our own, with checksums and fsync, on loopback TCP alone (no socket file, whose path would
# have to be short), over TLS alone, passwords by SCRAM.

postgres_binary() {
  local directory
  directory=$(pg_config --bindir 2>/dev/null || true)
  for directory in "$directory" /usr/lib/postgresql/{18,17,16,15}/bin; do
    [[ -x $directory/initdb && -x $directory/$1 ]] && printf '%s\n' "$directory/$1" && return
  done
  fail "PostgreSQL's server is not installed: run 'docker/local/stack packages'"
}

# postgres_url USER DATABASE
postgres_url() {
  local encrypted=''
  ! tls_is_on || encrypted="?sslmode=verify-full&sslrootcert=$(url_encoded "$tls_authority")"
  printf 'postgresql://%s:%s@127.0.0.1:%s/%s%s\n' "$1" "$(secret postgres "$1")" "$(port postgres)" "$2" "$encrypted"
}

postgres_initialise() {
  local data=$1/data
  [[ -s $data/PG_VERSION ]] && return
  # An interrupted first start leaves half a cluster: begun again, for nothing is in it yet.
  rm -rf "$data"
  secret postgres postgres | as_user postgres tee "$1/password" >/dev/null
  as_user postgres "$(postgres_binary initdb)" --pgdata "$data" --username postgres --pwfile "$1/password" \
    --auth scram-sha-256 --data-checksums --encoding UTF8 --locale C.UTF-8 >>"$logs_directory/postgres.log" 2>&1 || {
    process_explain postgres
    fail "PostgreSQL's cluster could not be made"
  }
  rm -f "$1/password"
}

postgres_certify() {
  tls_certify postgres "$(server_directory postgres postgres)" "${1:-}"
}

# Who may come in, written at each start: over TLS alone, unless the whole stack is without.
postgres_admit() {
  local kind=hostssl
  tls_is_on || kind=host
  printf '%s %s all %s scram-sha-256\n' "$kind" all 127.0.0.1/32 "$kind" all ::1/128 "$kind" replication 127.0.0.1/32 |
    as_user postgres tee "$1/hba.conf" >/dev/null
}

# A peer that vanished without closing is known within half a minute, for sessions that ask for nothing themselves too:
# what it holds, locks above all, is then free.
postgres_liveness=(
  -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s
  -c client_connection_check_interval=5s
)

postgres_start() {
  local directory binary became encryption=()
  process_runs postgres && return
  directory=$(server_directory postgres postgres)
  binary=$(postgres_binary postgres)
  postgres_initialise "$directory"
  postgres_certify
  postgres_admit "$directory"
  ! tls_is_on || encryption=(-c ssl=on -c ssl_cert_file="$directory/tls-certificate.pem"
    -c ssl_key_file="$directory/tls-key.pem" -c ssl_ca_file="$directory/tls-authority.pem")
  become postgres
  process_start postgres "${became[@]}" "$binary" -D "$directory/data" \
    "${encryption[@]}" -c hba_file="$directory/hba.conf" -c port="$(port postgres)" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c password_encryption=scram-sha-256 -c max_connections=600 -c shared_buffers=256MB -c timezone=UTC \
    -c log_timezone=UTC -c log_lock_waits=on -c logging_collector=off "${postgres_liveness[@]}"
  postgres_await
}

postgres_await() {
  local deadline=$((SECONDS + 60))
  until pg_isready --quiet --host 127.0.0.1 --port "$(port postgres)"; do
    if ! process_runs postgres || ((SECONDS >= deadline)); then
      process_explain postgres
      postgres_stop
      fail "PostgreSQL does not start"
    fi
    pause 0.1
  done
}

# Has the server read its certificate again, for connections from now on.
postgres_reload() {
  process_signal postgres HUP
}

postgres_stop() {
  # SIGINT is PostgreSQL's fast shutdown: sessions are ended, what is committed is safe.
  process_stop postgres INT 30
}

# Database, schemas and roles, every time: the script changes nothing that is there already.
postgres_apply_roles() {
  local mode=disable
  ! tls_is_on || mode=verify-full
  PGSSLMODE=$mode PGSSLROOTCERT=$tls_authority \
    COOPT_POSTGRES_PASSWORDS_DIR=$secrets_directory/postgres PGPASSWORD=$(secret postgres postgres) \
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host 127.0.0.1 --port "$(port postgres)" --username postgres \
    --dbname postgres --file "$root/docker/postgres/roles.sql" >>"$logs_directory/roles.log" 2>&1 || {
    process_explain roles
    fail "roles and schemas could not be applied"
  }
}
