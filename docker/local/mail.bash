# shellcheck shell=bash
# The mail server: takes every letter and keeps it as a file. COOPT_MAIL=off leaves it out, and letters with it.

mail_directory=$local_directory/mail

mail_is_wanted() {
  [[ ${COOPT_MAIL:-on} != off ]]
}

mail_start() {
  process_runs mail && return
  mkdir -p "$mail_directory"
  process_start mail /usr/bin/python3 "$here/mail_server.py" "$(port mail)" "$mail_directory"
  mail_await
}

# Until it greets; one that ended meanwhile is explained at once.
mail_await() {
  local deadline=$((SECONDS + 20))
  until (exec 3<>"/dev/tcp/127.0.0.1/$(port mail)") 2>/dev/null; do
    if ! process_runs mail || ((SECONDS >= deadline)); then
      process_explain mail
      fail "the mail server does not start"
    fi
    pause 0.05
  done
}

mail_stop() {
  process_stop mail TERM 10
}

mail_url() {
  printf 'smtp://127.0.0.1:%s\n' "$(port mail)"
}

# What notifications needs to know of it, as words for `env`.
mail_settings() {
  mail_is_wanted || return 0
  printf '%s\n' "COOPT_SMTP_URL=$(mail_url)" COOPT_SMTP_ENCRYPTION=off 'COOPT_MAIL_FROM=Coopt <no-reply@coopt.example>' \
    "COOPT_MAIL_RETRY_SECONDS=${COOPT_MAIL_RETRY_SECONDS:-1}"
}
