# shellcheck shell=bash
# Compose with these images, under a name and on ports of its own, and the demo played against it.

services=(members offers recommendations qualification rewards notifications webhooks)
project=coopt-images-test
# What was started here, and is ended by its pid.
composed_processes=()

composed_prepare() {
  local folder=$state/compose socket=$state/compose/engine.sock
  mkdir -p "$folder/products"
  COOPT_RUNNING='' /usr/bin/python3 "$root/docker/local/ports.py" "$folder/ports" amqps management postgres prometheus webhooks console
  export COOPT_AMQPS_PORT COOPT_MANAGEMENT_PORT COOPT_POSTGRES_PORT COOPT_PROMETHEUS_PORT COOPT_WEBHOOKS_PORT COOPT_CONSOLE_PORT
  COOPT_AMQPS_PORT=$(composed_port amqps)
  COOPT_MANAGEMENT_PORT=$(composed_port management)
  COOPT_POSTGRES_PORT=$(composed_port postgres)
  COOPT_PROMETHEUS_PORT=$(composed_port prometheus)
  COOPT_WEBHOOKS_PORT=$(composed_port webhooks)
  COOPT_CONSOLE_PORT=$(composed_port console)
  export COOPT_IMAGE_PREFIX=$registry COOPT_IMAGE_TAG=$tag COOPT_CA_FILE=$folder/ca.crt WAVE_DELAY_SECONDS=2 OFFER_LETTER_SECONDS=5
  export COOPT_POSTGRES_IMAGE=$postgres_image COOPT_RABBITMQ_IMAGE=$rabbitmq_image COOPT_PROMETHEUS_IMAGE=$prometheus_image
  rm -f "$socket"
  podman system service --time=0 "unix://$socket" >"$logs_directory/engine.log" 2>&1 &
  composed_processes+=($!)
  export DOCKER_HOST=unix://$socket COMPOSE_HTTP_TIMEOUT=300
  until [[ -S $socket ]]; do
    kill -0 "${composed_processes[0]}" 2>/dev/null || fail "Podman does not serve: see $logs_directory/engine.log"
    pause 0.1
  done
  # What an earlier run left, if it was ended by force.
  composed_clear
  composed_heed_health >"$logs_directory/health.log" 2>&1 &
  composed_processes+=($!)
}

composed_port() {
  sed -n "s/^$1=//p" "$state/compose/ports"
}

compose() {
  docker-compose --project-name "$project" --project-directory "$root/docker" --file "$root/docker/compose.yaml" --profile watch "$@"
}

# container SERVICE: its id.
container() {
  podman ps --all --quiet --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1" \
    --filter label=com.docker.compose.oneoff=False
}

# Podman has systemd ask how containers are; where there is none, somebody else has to.
composed_heed_health() {
  local name
  while true; do
    while read -r name; do
      podman healthcheck run "$name" || true
    done < <(podman ps --quiet --filter health=starting --filter "label=com.docker.compose.project=$project")
    sleep 2
  done
}

composed_up() {
  compose up --detach --no-color 2>&1
}

composed_describe() {
  [[ $1 =~ ^(Creating|Starting)\ .*(done|\.\.\.) ]] && printf '%s\n' "$1"
  return 0
}

# composed_await SERVICE: until it is healthy; what it says if not.
composed_await() {
  local deadline=$((SECONDS + 180)) id
  id=$(container "$1")
  until [[ $(podman inspect --format '{{.State.Healthcheck.Status}}' "$id") == healthy ]]; do
    if ((SECONDS >= deadline)) || [[ $(podman inspect --format '{{.State.Running}}' "$id") != true ]]; then
      podman logs --tail 20 "$id" >&2
      fail "$1 does not become healthy"
    fi
    pause 0.5
  done
}

composed_is_confined() {
  local service id
  for service in postgres rabbitmq mail "${services[@]}" console; do composed_await "$service"; done
  for service in postgres rabbitmq mail prometheus "${services[@]}" console; do
    id=$(container "$service")
    [[ $(podman inspect --format '{{.HostConfig.ReadonlyRootfs}}' "$id") == true ]] || fail "$service may write to its root"
    podman exec --interactive "$id" /bin/bash -s <"$here/confined" ||
      fail "$service is not confined, as said above"
  done
  for service in "${services[@]}"; do
    ! podman exec "$(container "$service")" /bin/cat /run/secrets/coopt/migration-database-url >/dev/null 2>&1 ||
      fail "$service reads the address of its schema's owner"
  done
  ! podman ps --filter "label=com.docker.compose.project=$project" --format '{{.Ports}}' | grep -E '0\.0\.0\.0:|\[?::\]?:' ||
    fail "a port is published beyond loopback"
}

# The demo from outside, over TLS with names that are verified; it ends with `coopt ledger verify`, in the image of coopt.
composed_play() {
  local folder=$state/compose
  podman run --rm --volume "${project}_authorities:/run/authorities:ro" --entrypoint /bin/cat "$(image coopt)" \
    /run/authorities/ca.crt >"$COOPT_CA_FILE"
  composed_program outside "$folder/products/outside" ''
  (umask 077 && "$folder/products/outside" >"$folder/stack.env")
  grep -q '^COOPT_STAFF_AMQPS_URL=' "$folder/stack.env" || fail "compose does not say where it is: see $folder/stack.env"
  composed_tool
  long_phase "the demo" composed_scenes env COOPT_STACK_ENV="$folder/stack.env" COOPT_PRODUCTS="$folder/products" \
    /usr/bin/python3 "$root/docker/local/demo.py" || fail "the demo does not come to its end on compose"
  grep -A12 'coopt ledger verify' "$logs_directory/the-demo.log"
  phase "letters, figures" composed_is_whole
  phase "the console" composed_has_console
  composed_memory
}

# The command line as compose runs it, for those who look for the program in a folder.
composed_tool() {
  composed_program coopt "$state/compose/products/coopt" '"$@"'
}

# composed_program SERVICE FILE WORDS: a program that runs what compose has under a profile. It is waited for by the engine, since
# docker-compose itself may wait for ever for one that ended at once.
composed_program() {
  printf '#!/bin/bash\nset -euo pipefail\nname=%q-%q-$$\n' "$project" "$1" >"$2"
  printf '%q ' "$(command -v docker-compose)" --project-name "$project" --project-directory "$root/docker" \
    --file "$root/docker/compose.yaml" run --detach --name >>"$2"
  # shellcheck disable=SC2016  # the written script expands it
  printf '%s\n' "\"\$name\" $1 $3 </dev/null >/dev/null 2>&1" 'code=$(podman wait "$name")' 'podman logs "$name"' \
    'podman rm "$name" >/dev/null' 'exit "$code"' >>"$2"
  chmod +x "$2"
}

composed_scenes() {
  [[ $1 =~ ^\ ?[0-9]+\.\  ]] && printf '%s\n' "$1"
  return 0
}

composed_is_whole() {
  local letters targets deadline=$((SECONDS + 60))
  letters=$(podman exec "$(container mail)" /bin/bash -c 'set -- /letters/*.eml; echo $#')
  ((letters > 10)) || fail "the mail catcher has $letters letters of the demo"
  until targets=$(curl --silent "http://127.0.0.1:$COOPT_PROMETHEUS_PORT/api/v1/query?query=sum(up)" | jq --raw-output '.data.result[0].value[1]') &&
    [[ $targets == 9 ]]; do
    ((SECONDS < deadline)) || fail "Prometheus reaches $targets of 9 whom it asks"
    pause 1
  done
  line_begin
  printf '  %s letters caught; Prometheus reaches all 9\n' "$letters"
}

# Its pages send whoever comes to the provider, which here is nobody; health and metrics are at a port that is not published.
composed_has_console() {
  local code
  code=$(curl --silent --output /dev/null --write-out '%{http_code}' "http://127.0.0.1:$COOPT_CONSOLE_PORT/today")
  [[ $code == 30[237] ]] || fail "the console answers $code to somebody who has not signed in"
  code=$(curl --silent --output /dev/null --write-out '%{http_code}' "http://127.0.0.1:$COOPT_CONSOLE_PORT/metrics")
  [[ $code != 200 ]] || fail "the console shows its metrics where its pages are"
}

# What the processes of services hold, as the kernel counts it: resident, and their share of what several hold.
composed_memory() {
  local service pid
  for service in "${services[@]}" console; do
    pid=$(podman inspect --format '{{.State.Pid}}' "$(container "$service")")
    awk -v name="$service" '/^(Rss|Pss):/ { kb[$1] = $2 } END { printf "  %-34s %d MB resident, %d MB its share\n", name, kb["Rss:"] / 1000, kb["Pss:"] / 1000 }' \
      "/proc/$pid/smaps_rollup"
  done
}

composed_drains() {
  local service ids=() code
  for service in "${services[@]}" console; do ids+=("$(container "$service")"); done
  podman stop --time 30 "${ids[@]}" >/dev/null
  for service in "${services[@]}" console; do
    code=$(podman inspect --format '{{.State.ExitCode}}' "$(container "$service")")
    [[ $code == 0 ]] || fail "$service ends with $code after SIGTERM"
  done
  for service in secrets roles topology-rendered topology-posted topology-compared topology "${services[@]/#/migrate-}"; do
    code=$(podman inspect --format '{{.State.ExitCode}}' "$(container "$service")")
    [[ $code == 0 ]] || fail "the step $service ended with $code"
  done
}

# Containers, networks and volumes of this project; by force what does not go otherwise.
composed_clear() {
  local ids
  compose --profile tools down --volumes --timeout 30 >"$logs_directory/compose-down.log" 2>&1 || true
  mapfile -t ids < <(podman ps --all --quiet --filter "label=com.docker.compose.project=$project")
  ((${#ids[@]} == 0)) || podman rm --force --volumes "${ids[@]}" >/dev/null || true
  mapfile -t ids < <(podman volume ls --quiet --filter "label=com.docker.compose.project=$project")
  ((${#ids[@]} == 0)) || podman volume rm --force "${ids[@]}" >/dev/null || true
}

# And the two processes that were started for it.
composed_remove() {
  local pid
  composed_clear
  for pid in "${composed_processes[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
