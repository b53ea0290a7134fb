# shellcheck shell=bash
# Loopback ports: chosen at the first start, remembered, kept unless somebody else has taken one meanwhile.

ports_prepare() {
  COOPT_RUNNING=$(running_port_names) /usr/bin/python3 "$here/ports.py" "$local_directory/ports" "${port_names[@]}"
}

# What of ours listens now: these keep their ports, which of course are not free.
running_port_names() {
  local name names=()
  for name in "${process_names[@]}"; do
    process_runs "$name" || continue
    # A node's three ports bear its number.
    case $name in
      rabbitmq*) names+=("amqp${name#rabbitmq}" "management${name#rabbitmq}" "distribution${name#rabbitmq}" amqps management_tls) ;;
      console) names+=(console console_operations) ;;
      *) names+=("$name") ;;
    esac
  done
  printf '%s\n' "${names[*]-}"
}

# port NAME: its number.
port() {
  sed -n "s/^$1=//p" "$local_directory/ports"
}
