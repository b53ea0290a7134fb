# shellcheck shell=bash
# stack.env: where everything is, for tests, tools and people. NAME=value lines; it holds passwords, so it is private.

environment_write() {
  environment_lines >"$environment_file.new"
  mv "$environment_file.new" "$environment_file"
}

environment_lines() {
  local service upper
  printf 'COOPT_ADMIN_AMQP_URL=%s\n' "$(amqp_url coopt-admin)"
  printf 'COOPT_ATS_AMQP_URL=%s\n' "$(amqp_url ats)"
  printf 'COOPT_STAFF_AMQP_URL=%s\n' "$(amqp_url staff)"
  printf 'COOPT_FINANCE_AMQP_URL=%s\n' "$(amqp_url finance)"
  printf 'COOPT_ADMIN_DATABASE_URL=%s\n' "$(postgres_url postgres coopt)"
  printf 'COOPT_MANAGEMENT_URL=http://127.0.0.1:%s\n' "$(rabbitmq_port management "${rabbitmq_nodes[0]}")"
  for service in "${services[@]}"; do
    upper=${service^^}
    printf 'COOPT_%s_HTTP_URL=http://127.0.0.1:%s\n' "$upper" "$(port "$(numbered "$service" service | head -n 1)")"
    printf 'COOPT_%s_DATABASE_URL=%s\n' "$upper" "$(postgres_url "${service}_service" coopt)"
    printf 'COOPT_%s_AMQP_URL=%s\n' "$upper" "$(amqp_url "$service")"
  done
  environment_of_copies
  if mail_is_wanted; then
    printf 'COOPT_SMTP_URL=%s\n' "$(mail_url)"
    printf 'COOPT_MAIL_DIR=%s\n' "$mail_directory"
  fi
  printf 'WAVE_DELAY_SECONDS=%s\n' "$(wave_delay)"
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

# From the environment, else 2 seconds: a day is too long to watch.
wave_delay() {
  printf '%s\n' "${WAVE_DELAY_SECONDS:-2}"
}
