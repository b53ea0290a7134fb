# shellcheck shell=bash
# Processes that this stack started, and only those. A process is known by its pid together with its start time and the
# boot it belongs to: a pid that was given to somebody else since is never signalled.

# process_identity PID: "pid starttime boot", empty when there is no such process or it is a zombie.
process_identity() {
  local pid=$1 stat fields
  { stat=$(<"/proc/$pid/stat"); } 2>/dev/null || return 0
  # The name in parentheses may hold anything; the fields after it are plain.
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} == Z || ${fields[0]} == X ]] && return 0
  printf '%s %s %s\n' "$pid" "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)"
}

# process_pid NAME: the pid of our process of that name, empty when it does not run.
process_pid() {
  local file=$run_directory/$1.pid recorded pid
  [[ -r $file ]] || return 0
  recorded=$(<"$file")
  pid=${recorded%% *}
  [[ $pid =~ ^[0-9]+$ && $(process_identity "$pid") == "$recorded" ]] && printf '%s\n' "$pid"
  return 0
}

process_runs() {
  [[ -n $(process_pid "$1") ]]
}

# process_start NAME COMMAND...: runs the command detached, in a session of its own, its output in the log.
# Inherited descriptors are closed, else a pipe that reads our output would wait for the server to end.
process_start() {
  local name=$1 former
  shift
  # PostgreSQL refuses to start while a predecessor that was killed is still listed as a zombie.
  [[ ! -r $run_directory/$name.pid ]] || read -r former _ <"$run_directory/$name.pid" || true
  processes_reaped ${former:+"$former"}
  setsid "$@" </dev/null >>"$logs_directory/$name.log" 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  process_identity $! >"$run_directory/$name.pid"
  disown
}

# process_await_end NAME SECONDS: true when our process is gone within that time.
process_await_end() {
  local deadline=$((SECONDS + $2))
  while process_runs "$1"; do
    ((SECONDS < deadline)) || return 1
    pause 0.05
  done
}

# processes_reaped PID...: waits a moment until the ended processes are gone from the table too, which is up to whoever
# inherited them. Whoever counts processes after `down` then finds none.
processes_reaped() {
  local deadline=$((SECONDS + 3)) pid
  for pid in "$@"; do
    while [[ -e /proc/$pid && -z $(process_identity "$pid") ]] && ((SECONDS < deadline)); do
      pause 0.05
    done
  done
}

# process_signal NAME SIGNAL: to our process alone; nothing when it does not run.
process_signal() {
  local pid
  pid=$(process_pid "$1")
  [[ -z $pid ]] || kill -s "$2" "$pid" 2>/dev/null || true
}

# process_family NAME: the pids of our process and of those that it started, and they.
process_family() {
  local pid
  pid=$(process_pid "$1")
  [[ -z $pid ]] || process_descendants "$pid"
}

process_descendants() {
  local children child
  printf '%s\n' "$1"
  { children=$(cat "/proc/$1/task"/*/children); } 2>/dev/null || return 0
  for child in $children; do
    process_descendants "$child"
  done
}

# process_stop NAME SIGNAL SECONDS: asks with the signal, then after the deadline kills the whole session.
process_stop() {
  local name=$1 pid
  pid=$(process_pid "$name")
  if [[ -n $pid ]]; then
    process_signal "$name" "$2"
    if ! process_await_end "$name" "$3"; then
      printf 'stack: %s did not end within %s s: killed\n' "$name" "$3" >&2
      kill -s KILL -- "-$pid" 2>/dev/null || true
      process_await_end "$name" 10 || fail "$name (pid $pid) cannot be killed"
    fi
  fi
  rm -f "$run_directory/$name.pid"
}

# process_explain NAME: the end of its log, for somebody who wonders why it did not start.
process_explain() {
  line_begin >&2
  printf 'stack: the end of %s:\n' "$logs_directory/$1.log" >&2
  tail -n 15 "$logs_directory/$1.log" >&2 || true
}
