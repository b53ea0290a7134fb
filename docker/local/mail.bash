# shellcheck shell=bash
# The mail server: takes every letter and keeps it as a file. COOPT_MAIL=off leaves it out, and letters with it.

mail_directory=$local_directory/mail
mail_keys_directory=$secrets_directory/mail

mail_is_wanted() {
  [[ ${COOPT_MAIL:-on} != off ]]
}

mail_start() {
  local keys=()
  process_runs mail && return
  mkdir -p "$mail_directory" "$mail_keys_directory"
  tls_certify "$(id -un)" "$mail_keys_directory"
  ! tls_is_on || keys=("$mail_keys_directory/tls-certificate.pem" "$mail_keys_directory/tls-key.pem")
  process_start mail /usr/bin/python3 "$here/mail_server.py" "$(port mail)" "$mail_directory" "${keys[@]}"
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
  local encrypted=''
  ! tls_is_on || encrypted="?cacertfile=$(url_encoded "$tls_authority")"
  printf 'smtp://127.0.0.1:%s%s\n' "$(port mail)" "$encrypted"
}

# What notifications needs to know of it, as words for `env`.
mail_settings() {
  local mode=required
  mail_is_wanted || return 0
  tls_is_on || mode=off
  mail_url | secret_write smtp-url/notifications
  printf '%s\n' "COOPT_SMTP_URL_FILE=$secrets_directory/smtp-url/notifications" "COOPT_SMTP_ENCRYPTION=$mode" \
    'COOPT_MAIL_FROM=Coopt <no-reply@coopt.example>' \
    "COOPT_MAIL_RETRY_SECONDS=${COOPT_MAIL_RETRY_SECONDS:-1}" "OFFER_LETTER_SECONDS=$(offer_window)" \
    "COOPT_PLATFORM_NAME=${COOPT_PLATFORM_NAME:-Coopt}" \
    "COOPT_PLATFORM_ADDRESS=${COOPT_PLATFORM_ADDRESS:-1 rue de la Forge, 59000 Lille}" \
    "COOPT_CONTROLLER_NAME=${COOPT_CONTROLLER_NAME:-Coopt SAS}" \
    "COOPT_DATA_PROTECTION_EMAIL=${COOPT_DATA_PROTECTION_EMAIL:-donnees@coopt.example}"
}

# How long offers wait for each other, in seconds: from the environment, else 5; a minute is long to watch.
offer_window() {
  printf '%s\n' "${OFFER_LETTER_SECONDS:-5}"
}
