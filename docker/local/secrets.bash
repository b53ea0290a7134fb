# shellcheck shell=bash
# Passwords and keys: made once, at the first start, one file each, readable by their owner alone.

# secret KIND NAME: its text.
secret() {
  cat "$secrets_directory/$1/$2"
}

# secret_make KIND NAME: 24 random bytes in hexadecimal, fit for a URL as they are.
secret_make() {
  local file=$secrets_directory/$1/$2
  [[ -s $file ]] && return
  mkdir -p "$secrets_directory/$1"
  openssl rand -hex 24 >"$file.new"
  mv "$file.new" "$file"
}

# The logins of the systems outside.
outside_logins() {
  jq --raw-output '.systems[].login' "$outside_systems" || fail "$outside_systems is no list of outside systems"
}

secrets_prepare() {
  local name
  for name in "${amqp_users[@]}" $(outside_logins); do
    secret_make amqp "$name"
  done
  secret_make postgres postgres
  for name in "${services[@]}"; do
    secret_make postgres "${name}_owner"
    secret_make postgres "${name}_service"
  done
  secret_make postgres console
  secret_make oidc console
  hooks_prepare
  secret_make keys erlang-cookie
  if [[ ! -s $secrets_directory/keys/identity ]]; then
    openssl rand -base64 32 >"$secrets_directory/keys/identity"
  fi
}

# secret_write NAME: standard input into the secrets directory; for URLs, which change when a port does.
secret_write() {
  mkdir -p "$(dirname "$secrets_directory/$1")"
  # In one step: another process of the service may be reading it.
  cat >"$secrets_directory/$1.new"
  mv "$secrets_directory/$1.new" "$secrets_directory/$1"
}

# url_encoded TEXT: fit for a parameter of a URL.
url_encoded() {
  jq --raw-output --null-input --arg text "$1" '$text | @uri | gsub("%2F"; "/")'
}
