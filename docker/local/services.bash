# shellcheck shell=bash
# The seven services: migrations by the schema's owner, then each as a process of its own. Secrets reach them in files.

# product NAME: the path of an executable that `build` made. COOPT_PRODUCTS names another directory to take them from.
product() {
  local path=${COOPT_PRODUCTS:-$root/.build/$configuration}/$1
  [[ -x $path ]] || fail "$path is not built: run 'docker/local/stack build'"
  printf '%s\n' "$path"
}

# service_of PROCESS: the service that a process is one of: members for members and for members-2.
service_of() {
  printf '%s\n' "${1%-[0-9]}"
}

service_write_secrets() {
  local service=$1
  postgres_url "${service}_owner" coopt | secret_write "migration-database-url/$service"
  postgres_url "${service}_service" coopt | secret_write "database-url/$service"
  amqps_url "$service" | secret_write "amqp-url/$service"
  amqps_url "$service-replies" | secret_write "replies-amqp-url/$service"
  [[ $service != webhooks ]] || hooks_write
}

# Settings of the console, which a service takes for misspelled ones of its own.
of_the_console=(-u COOPT_OIDC_ISSUER -u COOPT_OIDC_CLIENT_ID -u COOPT_OIDC_CLIENT_SECRET -u COOPT_OIDC_CLIENT_SECRET_FILE
  -u COOPT_OIDC_CA_FILE -u COOPT_OIDC_SCOPES -u COOPT_OIDC_ROLES -u COOPT_OIDC_ROLES_CLAIM -u COOPT_SESSION_IDLE_SECONDS
  -u COOPT_SESSION_SECONDS -u COOPT_SESSIONS_OF_PERSON -u COOPT_TIME_ZONE)

# What somebody's shell may hold of these names is not meant for the services of this stack.
plain_secrets=(-u COOPT_DATABASE_URL -u COOPT_MIGRATION_DATABASE_URL -u COOPT_AMQP_URL -u COOPT_REPLIES_AMQP_URL
  -u COOPT_IDENTITY_KEY -u COOPT_HOOK_SOURCES -u COOPT_HOOK_SECRETS -u COOPT_LETTERS_AMQP_URL -u COOPT_OPERATIONS_DATABASE_URL
  "${of_the_console[@]}")

service_migrate() {
  local service=$1 executable
  executable=$(product "coopt-$service")
  service_write_secrets "$service"
  env "${plain_secrets[@]}" \
    COOPT_MIGRATION_DATABASE_URL_FILE="$secrets_directory/migration-database-url/$service" \
    "$executable" migrate </dev/null >>"$logs_directory/$service.log" 2>&1 || {
    process_explain "$service"
    fail "the migrations of $service could not be applied"
  }
}

services_migrate() {
  local service
  for service in "${services[@]}"; do
    # A service that runs has its migrations already, unless it was built anew: applying them again is harmless.
    service_migrate "$service"
  done
}

service_launch() {
  local process=$1 service executable more=()
  process_runs "$process" && return
  service=$(service_of "$process")
  executable=$(product "coopt-$service")
  service_write_secrets "$service"
  [[ $service != notifications ]] || mapfile -t more < <(mail_settings)
  [[ $service != webhooks ]] || mapfile -t more < <(hook_settings)
  # A thread for each connection would have glibc keep an arena of freed memory for each.
  process_start "$process" env "${plain_secrets[@]}" MALLOC_ARENA_MAX=2 \
    COOPT_DATABASE_URL_FILE="$secrets_directory/database-url/$service" \
    COOPT_AMQP_URL_FILE="$secrets_directory/amqp-url/$service" \
    COOPT_REPLIES_AMQP_URL_FILE="$secrets_directory/replies-amqp-url/$service" \
    COOPT_OUTSIDE_SYSTEMS_FILE="$outside_systems" COOPT_UNVOUCHED_EVENTS="${COOPT_UNVOUCHED_EVENTS:-accepted}" \
    COOPT_IDENTITY_KEY_FILE="$secrets_directory/keys/identity" \
    COOPT_HTTP_HOST=127.0.0.1 COOPT_HTTP_PORT="$(port "$process")" \
    COOPT_LOG_LEVEL="${COOPT_LOG_LEVEL:-info}" WAVE_DELAY_SECONDS="$(wave_delay)" \
    COOPT_UNKNOWN_TYPE_SECONDS="${COOPT_UNKNOWN_TYPE_SECONDS:-5}" \
    "${more[@]}" "$executable"
}

# Asks /health/ready until it says yes; a service that ended meanwhile is explained at once.
service_await() {
  local process=$1 deadline=$((SECONDS + 60)) url
  url=http://127.0.0.1:$(port "$process")/health/ready
  until curl --silent --fail --output /dev/null --max-time 5 "$url"; do
    if ! process_runs "$process" || ((SECONDS >= deadline)); then
      process_explain "$process"
      fail "$process does not become ready"
    fi
    pause 0.05
  done
}

services_start() {
  local process
  for process in "${service_processes[@]}"; do
    service_launch "$process"
  done
  for process in "${service_processes[@]}"; do
    service_await "$process"
  done
}

service_start() {
  service_launch "$1"
  service_await "$1"
}

service_stop() {
  process_stop "$1" TERM 30
}

service_kill() {
  process_signal "$1" KILL
  process_await_end "$1" 10 || fail "$1 cannot be killed"
  rm -f "$run_directory/$1.pid"
}

# All are asked at once, so that the stack is down in the time of the slowest.
services_stop() {
  local process
  for process in "${service_processes[@]}"; do
    process_signal "$process" TERM
  done
  for process in "${service_processes[@]}"; do
    service_stop "$process"
  done
}

# rotate certificates | rotate password SERVICE (or console) | rotate webhook SOURCE
stack_rotate() {
  local what=${1:-}
  settings_prepare
  stack_lock
  case $what in
    certificates) tls_rotate ;;
    password)
      if [[ ${2:-} == console ]]; then
        console_rotate_passwords
      else
        service_rotate_passwords "$(service_named "${2:-}")"
      fi
      ;;
    webhook) hook_rotate "${2:-}" ;;
    *) fail "what is to be rotated: 'certificates', 'password SERVICE', or 'webhook SOURCE'?" ;;
  esac
}

# New passwords at both servers and in the service's files. Sessions that are open stay; the service reads the files again
# for each new one, and tries again where it came between the two steps.
service_rotate_passwords() {
  local service=$1 name
  for name in "amqp/$service" "amqp/$service-replies" "postgres/${service}_service" "postgres/${service}_owner"; do
    openssl rand -hex 24 >"$secrets_directory/$name.new"
    mv "$secrets_directory/$name.new" "$secrets_directory/$name"
  done
  postgres_apply_roles
  rabbitmq_apply_password "$service"
  rabbitmq_apply_password "$service-replies"
  service_write_secrets "$service"
  environment_write
}
