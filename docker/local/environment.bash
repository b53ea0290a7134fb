# shellcheck shell=bash
# stack.env: where everything is, for tests, tools and people. NAME=value lines; it holds passwords, so it is private.
# A shell would read the `&` in an address as its own: stack.sh beside it says the same in words for `.`.

environment_write() {
  environment_lines >"$environment_file.new"
  mv "$environment_file.new" "$environment_file"
  environment_words <"$environment_file" >"$local_directory/stack.sh.new"
  mv "$local_directory/stack.sh.new" "$local_directory/stack.sh"
}

environment_words() {
  local name value
  while IFS='=' read -r name value; do
    printf 'export %s=%q\n' "$name" "$value"
  done
}

# Each login of the broker twice: `…_AMQPS_URL` over TLS, `…_AMQP_URL` in clear for clients that know no authority.
environment_lines() {
  local service upper
  ! tls_is_on || printf 'COOPT_CA_FILE=%s\n' "$tls_authority"
  environment_login ADMIN coopt-admin
  environment_outside
  environment_login STAFF staff
  environment_console
  environment_login SITE site
  environment_login COMPANY company
  printf 'COOPT_ADMIN_DATABASE_URL=%s\n' "$(postgres_url postgres coopt)"
  printf 'COOPT_MANAGEMENT_URL=http://127.0.0.1:%s\n' "$(rabbitmq_port management "${rabbitmq_nodes[0]}")"
  ! tls_is_on || printf 'COOPT_MANAGEMENT_HTTPS_URL=%s\n' "$(management_url)"
  for service in "${services[@]}"; do
    upper=${service^^}
    printf 'COOPT_%s_HTTP_URL=http://127.0.0.1:%s\n' "$upper" "$(port "$(numbered "$service" service | head -n 1)")"
    printf 'COOPT_%s_DATABASE_URL=%s\n' "$upper" "$(postgres_url "${service}_service" coopt)"
    environment_login "$upper" "$service"
    environment_login "${upper}_REPLIES" "$service-replies"
  done
  environment_hooks
  environment_of_copies
  if mail_is_wanted; then
    printf 'COOPT_SMTP_URL=%s\n' "$(mail_url)"
    printf 'COOPT_MAIL_DIR=%s\n' "$mail_directory"
    [[ -z ${COOPT_SITE_URL:-} ]] || printf 'COOPT_SITE_URL=%s\n' "$COOPT_SITE_URL"
    [[ -z ${COOPT_MAIL_REPLY_TO:-} ]] || printf 'COOPT_MAIL_REPLY_TO=%s\n' "$COOPT_MAIL_REPLY_TO"
    [[ -z ${COOPT_MAIL_UNSUBSCRIBE:-} ]] || printf 'COOPT_MAIL_UNSUBSCRIBE=%s\n' "$COOPT_MAIL_UNSUBSCRIBE"
  fi
  printf 'OFFER_LETTER_SECONDS=%s\n' "$(offer_window)"
  printf 'WAVE_DELAY_SECONDS=%s\n' "$(wave_delay)"
}

# The console's logins, which are there whether it runs or not; where it is, unless it is left out.
environment_console() {
  environment_login CONSOLE console
  environment_login CONSOLE_LETTERS console-letters
  printf 'COOPT_CONSOLE_DATABASE_URL=%s\n' "$(postgres_url console coopt)"
  console_is_wanted || return 0
  printf 'COOPT_CONSOLE_URL=%s\n' "$(console_url)"
  printf 'COOPT_CONSOLE_HTTP_URL=http://127.0.0.1:%s\n' "$(port console_operations)"
  printf 'COOPT_IDENTITY_URL=%s\n' "$(identity_url)"
}

# Each node, server and process of a cluster by itself; nothing where there is one of each.
environment_of_copies() {
  local name upper
  ((${#service_processes[@]} > ${#services[@]})) || return 0
  for name in "${service_processes[@]}"; do
    upper=${name^^}
    printf 'COOPT_%s_HTTP_URL=http://127.0.0.1:%s\n' "${upper//-/_}" "$(port "$name")"
  done
  for name in "${rabbitmq_nodes[@]}"; do
    upper=${name^^}
    printf 'COOPT_%s_NODE=%s\n' "${upper//-/_}" "$(rabbitmq_node "$name")"
    printf 'COOPT_%s_MANAGEMENT_URL=http://127.0.0.1:%s\n' "${upper//-/_}" "$(rabbitmq_port management "$name")"
  done
}

# The systems outside, by their logins: ATS, FINANCE.
environment_outside() {
  local login upper
  for login in $(outside_logins); do
    upper=${login^^}
    environment_login "${upper//-/_}" "$login"
  done
}

# environment_login NAME USER
environment_login() {
  printf 'COOPT_%s_AMQP_URL=%s\n' "$1" "$(amqp_url "$2")"
  ! tls_is_on || printf 'COOPT_%s_AMQPS_URL=%s\n' "$1" "$(amqps_url "$2")"
}

# From the environment, else 2 seconds: a day is too long to watch.
wave_delay() {
  printf '%s\n' "${WAVE_DELAY_SECONDS:-2}"
}
