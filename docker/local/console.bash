# shellcheck shell=bash
# The console, and the identity provider that people sign in to it at: the local one, where anybody may be anybody, unless
# COOPT_OIDC_ISSUER names another. COOPT_CONSOLE=off leaves both out.

console_is_wanted() {
  [[ ${COOPT_CONSOLE:-on} != off ]]
}

# Whether the provider is ours; the packages that it is made of come from PyPI.
identity_is_local() {
  [[ -z ${COOPT_OIDC_ISSUER:-} ]]
}

# What people type. The name is the address's: a cookie of `localhost` would be every other program's, too.
console_url() {
  printf 'http://127.0.0.1:%s\n' "$(port console)"
}

identity_url() {
  if identity_is_local; then
    printf 'http://127.0.0.1:%s\n' "$(port identity)"
  else
    printf '%s\n' "$COOPT_OIDC_ISSUER"
  fi
}

# Both, as a part of `up`: a console whose provider is not there says so to whoever comes, and everything else goes on.
console_up() {
  ! identity_is_local || phase "identity provider" identity_start_or_tell
  phase console console_start
}

console_down() {
  console_stop
  identity_stop
}

# Addresses and people, for whoever started it.
console_tell() {
  printf '  the console: %s\n' "$(console_url)"
  if ! identity_is_local; then
    printf '  sign in at %s\n' "$COOPT_OIDC_ISSUER"
  elif process_runs identity; then
    printf '  %s\n' 'sign in as ada (administrator), remi (reader), rita (recruiter), fay (finance) or otto (operator); beth confirms what ada decides'
  else
    printf '  %s\n' "nobody can sign in to it: it has no identity provider, since PyPI could not be reached; then 'docker/local/stack start identity'"
  fi
}

identity_start_or_tell() {
  process_runs identity || identity_fetch || {
    line_begin
    printf '  %s\n' "no identity provider: its packages could not be fetched from PyPI; see $logs_directory/identity.log"
    return 0
  }
  identity_start
}

identity_fetch() {
  "$here/identity-packages" </dev/null >>"$logs_directory/identity.log" 2>&1
}

identity_start() {
  process_runs identity && return
  identity_is_local || fail "COOPT_OIDC_ISSUER names the provider: there is none of the local stack's to start"
  identity_fetch || {
    process_explain identity
    fail "the packages of the identity provider could not be fetched from PyPI"
  }
  process_start identity env PYTHONPATH="$root/.local/identity-packages" PYTHONDONTWRITEBYTECODE=1 \
    /usr/bin/python3 "$here/identity_provider.py" "$(port identity)" "$(console_url)" coopt-console "$secrets_directory/oidc/console"
  identity_await
}

identity_await() {
  local deadline=$((SECONDS + 30)) url
  url=$(identity_url)/.well-known/openid-configuration
  until curl --silent --fail --output /dev/null --max-time 5 "$url"; do
    if ! process_runs identity || ((SECONDS >= deadline)); then
      process_explain identity
      fail "the identity provider does not start"
    fi
    pause 0.05
  done
}

identity_stop() {
  process_stop identity TERM 10
}

console_write_secrets() {
  amqps_url console | secret_write amqp-url/console
  amqps_url console-letters | secret_write letters-amqp-url/console
  postgres_url console coopt | secret_write operations-database-url/console
}

# Where it asks services for their figures.
console_services() {
  local process words=()
  for process in "${service_processes[@]}"; do
    words+=("$process=http://127.0.0.1:$(port "$process")")
  done
  joined "${words[@]}"
}

# The secret of the client, unless the provider is another one, which gave one of its own.
console_client_secret() {
  identity_is_local || return 0
  printf '%s\n' "COOPT_OIDC_CLIENT_ID=coopt-console" "COOPT_OIDC_CLIENT_SECRET_FILE=$secrets_directory/oidc/console"
}

console_start() {
  local executable secret
  process_runs console && return
  executable=$(product coopt-console)
  console_write_secrets
  mapfile -t secret < <(console_client_secret)
  # A secret of the environment is another provider's.
  ! identity_is_local || secret=(-u COOPT_OIDC_CLIENT_SECRET_FILE -u COOPT_OIDC_CLIENT_SECRET -u COOPT_OIDC_ROLES
    -u COOPT_OIDC_ROLES_CLAIM -u COOPT_OIDC_SCOPES "${secret[@]}")
  # What a shell knows of a stack begins as settings of the console do, which it would take for misspelled ones.
  process_start console env -u COOPT_AMQP_URL -u COOPT_LETTERS_AMQP_URL -u COOPT_OPERATIONS_DATABASE_URL \
    -u COOPT_CONSOLE_AMQP_URL -u COOPT_CONSOLE_AMQPS_URL -u COOPT_CONSOLE_LETTERS_AMQP_URL -u COOPT_CONSOLE_LETTERS_AMQPS_URL \
    -u COOPT_CONSOLE_DATABASE_URL -u COOPT_CONSOLE_HTTP_URL "${secret[@]}" \
    MALLOC_ARENA_MAX=2 \
    COOPT_AMQP_URL_FILE="$secrets_directory/amqp-url/console" \
    COOPT_LETTERS_AMQP_URL_FILE="$secrets_directory/letters-amqp-url/console" \
    COOPT_OPERATIONS_DATABASE_URL_FILE="$secrets_directory/operations-database-url/console" \
    COOPT_OIDC_ISSUER="$(identity_url)" \
    COOPT_CONSOLE_URL="$(console_url)" COOPT_CONSOLE_HOST=127.0.0.1 COOPT_CONSOLE_PORT="$(port console)" \
    COOPT_CONSOLE_SERVICES="$(console_services)" \
    COOPT_HTTP_HOST=127.0.0.1 COOPT_HTTP_PORT="$(port console_operations)" COOPT_LOG_LEVEL="${COOPT_LOG_LEVEL:-info}" \
    "$executable"
  console_await
}

console_await() {
  local deadline=$((SECONDS + 60)) url
  url=http://127.0.0.1:$(port console_operations)/health/ready
  until curl --silent --fail --output /dev/null --max-time 5 "$url"; do
    if ! process_runs console || ((SECONDS >= deadline)); then
      process_explain console
      fail "the console does not become ready"
    fi
    pause 0.05
  done
}

console_stop() {
  process_stop console TERM 30
}

# New passwords of its three logins, as of a service.
console_rotate_passwords() {
  local name
  for name in amqp/console amqp/console-letters postgres/console; do
    openssl rand -hex 24 >"$secrets_directory/$name.new"
    mv "$secrets_directory/$name.new" "$secrets_directory/$name"
  done
  postgres_apply_roles
  rabbitmq_apply_password console
  rabbitmq_apply_password console-letters
  console_write_secrets
  environment_write
}
