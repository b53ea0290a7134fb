# shellcheck shell=bash
# What is going on, for somebody who waits: a line a phase. On a terminal the line is redrawn; elsewhere (CI, a pipe)
# it is ordinary lines, and a long phase says every 20 seconds that it lives.

# pause SECONDS: waits without a process of its own, so that an interrupted stack leaves none behind.
pause() {
  [[ -n ${pause_descriptor:-} ]] || exec {pause_descriptor}<> <(:)
  read -rt "$1" -u "$pause_descriptor" || true
}

# line_begin: on a terminal, takes back the line that a phase has begun.
line_begin() {
  [[ ! -t 1 ]] || printf '\r\033[K'
}

elapsed() {
  local seconds=$(($(date +%s) - $1))
  printf '%d:%02d' $((seconds / 60)) $((seconds % 60))
}

# phase LABEL FUNCTION ARGUMENT...: one quick thing, with its time.
phase() {
  local label=$1 started=${EPOCHREALTIME/[.,]/} milliseconds
  shift
  [[ -t 1 ]] && printf '  %-34s …' "$label"
  "$@"
  milliseconds=$(((${EPOCHREALTIME/[.,]/} - started) / 1000))
  line_begin
  printf '  %-34s %d.%d s\n' "$label" $((milliseconds / 1000)) $((milliseconds % 1000 / 100))
}

# long_phase LABEL DESCRIBE COMMAND...: one long command. Its output goes to a log; DESCRIBE is a function that turns a
# line of it into what a watcher wants to know, or nothing. Returns the command's own exit code.
long_phase() {
  local label=$1 describe=$2 log=$logs_directory/${1// /-}.log code
  shift 2
  : >"$log"
  set +e
  "$@" </dev/null 2>&1 | progress_follow "$label" "$describe" "$log"
  code=${PIPESTATUS[0]}
  set -e
  if ((code != 0)); then
    printf 'stack: %s failed; the end of %s:\n' "$label" "$log" >&2
    grep -E 'error:|^E:' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
  fi
  return "$code"
}

progress_follow() {
  local label=$1 describe=$2 log=$3 started line partial='' status='' next news read_code
  started=$(date +%s)
  next=$((SECONDS + 20))
  while true; do
    read_code=0
    IFS= read -rt 1 line || read_code=$?
    line=$partial$line
    partial=''
    if ((read_code > 128)); then
      partial=$line
    elif [[ -n $line || $read_code -eq 0 ]]; then
      printf '%s\n' "$line" >>"$log"
      news=$("$describe" "$line")
      status=${news:-$status}
    fi
    ((read_code == 0 || read_code > 128)) || break
    if [[ -t 1 ]]; then
      printf '\r\033[K  %s  %s  %s' "$label" "$(elapsed "$started")" "${status:0:60}"
    elif ((SECONDS >= next)); then
      printf '  %s  %s  %s\n' "$label" "$(elapsed "$started")" "$status"
      next=$((SECONDS + 20))
    fi
  done
  line_begin
  printf '  %-34s %s\n' "$label" "$(elapsed "$started")"
}
