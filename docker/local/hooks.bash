# shellcheck shell=bash
# What webhooks needs besides: the sources that post, the secret that each signs with, and the login that it reports with.

# The sources of webhooks, a file as the service reads it.
hook_sources_file=${COOPT_HOOK_SOURCES_FILE:-$root/docker/webhook-sources.json}

# hook_sources: their names.
hook_sources() {
  jq --raw-output '.sources[].source' "$hook_sources_file" || fail "$hook_sources_file is no list of sources of webhooks"
}

# hook_vendor SOURCE: whose webhooks they are.
hook_vendor() {
  jq --raw-output --arg source "$1" '.sources[] | select(.source == $source) | .vendor' "$hook_sources_file"
}

# hook_secret_new SOURCE: a secret in the vendor's form; Standard Webhooks say base64 behind a word.
hook_secret_new() {
  if [[ $(hook_vendor "$1") == standard ]]; then
    printf 'whsec_%s\n' "$(openssl rand -base64 24)"
  else
    openssl rand -hex 24
  fi
}

hooks_prepare() {
  local source
  mkdir -p "$secrets_directory/hooks"
  for source in $(hook_sources); do
    [[ -s $secrets_directory/hooks/$source ]] || hook_secret_new "$source" | secret_write "hooks/$source"
    secret_make hook-tokens "$source"
    # One API before many systems: its key says who asks, a second token which company's account is meant.
    [[ $(hook_vendor "$source") != merge ]] || secret_make hook-account-tokens "$source"
  done
}

# hook_api SOURCE: where the vendor's API is, as COOPT_HOOK_<SOURCE>_API says; nothing where nobody is to be asked.
hook_api() {
  local name=${1^^}
  name=COOPT_HOOK_${name//-/_}_API
  printf '%s\n' "${!name:-}"
}

# hook_entry SOURCE: its line of the secrets; passwords go by pipes, since anybody may read the words of a command.
hook_entry() {
  amqps_url "webhooks-$1" | jq --raw-input --arg source "$1" \
    --rawfile signing <(cat "$secrets_directory/hooks/$1" "$secrets_directory/hooks/$1.former" 2>/dev/null) \
    --rawfile token "$secrets_directory/hook-tokens/$1" \
    --rawfile account <(cat "$secrets_directory/hook-account-tokens/$1" 2>/dev/null) \
    '($account | rtrimstr("\n")) as $account
      | {($source): ({amqpUrl: ., signing: ($signing | split("\n") | map(select(. != ""))), apiToken: ($token | rtrimstr("\n"))}
        + if $account == "" then {} else {accountToken: $account} end)}'
}

hooks_write() {
  local source apis='{}'
  # One that has no login yet is answered that there is no secret.
  for source in $(hook_sources); do
    [[ ! -s $secrets_directory/amqp/webhooks-$source ]] || hook_entry "$source"
  done | jq --slurp 'add // {}' | secret_write hook-secrets/webhooks
  for source in $(hook_sources); do
    [[ -z $(hook_api "$source") ]] ||
      apis=$(jq --arg source "$source" --arg api "$(hook_api "$source")" '.[$source] = {api: $api}' <<<"$apis")
  done
  jq --argjson apis "$apis" '.sources |= map(. + ($apis[.source] // {}))' "$hook_sources_file" |
    secret_write hook-sources/webhooks
}

# What webhooks needs to know of it, as words for `env`.
hook_settings() {
  printf '%s\n' "COOPT_HOOK_SOURCES_FILE=$secrets_directory/hook-sources/webhooks" \
    "COOPT_HOOK_SECRETS_FILE=$secrets_directory/hook-secrets/webhooks"
}

# hook_rotate SOURCE: a new secret, beside which the one before goes on counting; the one before that ends.
hook_rotate() {
  local file=$secrets_directory/hooks/$1
  grep --quiet --line-regexp --fixed-strings -e "$1" <(hook_sources) ||
    fail "no source '$1'; there are: $(hook_sources | paste --serial --delimiters ' ')"
  # The new one first: whoever looks in between finds the old one in both places, and never none.
  hook_secret_new "$1" >"$file.new"
  cp "$file" "$file.former"
  mv "$file.new" "$file"
  hooks_write
  environment_write
}

# What a vendor is told, and what it told us: the secret that it signs with, the token that its API knows us by.
environment_hooks() {
  local source upper
  for source in $(hook_sources); do
    upper=${source^^}
    upper=${upper//-/_}
    printf 'COOPT_HOOK_%s_SECRET=%s\n' "$upper" "$(secret hooks "$source")"
    printf 'COOPT_HOOK_%s_API_TOKEN=%s\n' "$upper" "$(secret hook-tokens "$source")"
    [[ ! -s $secrets_directory/hook-account-tokens/$source ]] ||
      printf 'COOPT_HOOK_%s_ACCOUNT_TOKEN=%s\n' "$upper" "$(secret hook-account-tokens "$source")"
  done
}
