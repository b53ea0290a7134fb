# shellcheck shell=bash
# Certificates: an authority of this stack's own, and one certificate a server, made at the first start and anew before
# they run out. COOPT_TLS=off leaves encryption out of the whole stack, to measure what it costs.

tls_directory=$local_directory/tls
tls_authority=$tls_directory/ca.pem
tls_remembered=$local_directory/tls.mode

# Whether this stack encrypts: as the environment says, else as it was started. A cluster does not, so far.
tls_is_on() {
  ((${#rabbitmq_nodes[@]} == 1 && ${#postgres_servers[@]} == 1)) || return 1
  [[ ${COOPT_TLS:-$(cat "$tls_remembered" 2>/dev/null || echo on)} != off ]]
}

# Servers that run already do not change their minds.
tls_remember() {
  local mode=on
  tls_is_on || mode=off
  if [[ -r $tls_remembered && $(cat "$tls_remembered") != "$mode" ]] && { process_runs postgres || process_runs rabbitmq; }; then
    fail "the stack runs with COOPT_TLS=$(cat "$tls_remembered"); stop it before you change that: docker/local/stack down"
  fi
  printf '%s\n' "$mode" >"$tls_remembered"
}

# tls_lasts FILE DAYS: whether a certificate is there and valid for so many days yet.
tls_lasts() {
  openssl x509 -in "$1" -noout -checkend $(($2 * 86400)) >/dev/null 2>&1
}

# The authority: its certificate is for everybody, its key for nobody else. Its name is one of its own, so that a client
# that still holds a former one is told of an unknown authority, and not of a broken signature.
tls_prepare() {
  local key=$secrets_directory/tls/ca.key
  tls_is_on || return 0
  tls_lasts "$tls_authority" 90 && [[ -s $key ]] && return
  mkdir -p "$secrets_directory/tls"
  (umask 022 && mkdir -p "$tls_directory")
  openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$key" -days 3650 \
    -subj "/O=Coopt local stack/CN=authority $(openssl rand -hex 4)" -addext keyUsage=critical,keyCertSign,cRLSign \
    -out "$tls_authority.new" 2>>"$logs_directory/tls.log" || fail "no authority could be made: see $logs_directory/tls.log"
  chmod 644 "$tls_authority.new"
  mv "$tls_authority.new" "$tls_authority"
}

# tls_certify USER DIRECTORY [always]: the certificate of a server, its key and the authority in the server's own folder,
# as tls-*.pem; made anew in its last thirty days, when the authority is another one, or always.
tls_certify() {
  local user=$1 directory=$2 work part
  tls_is_on || return 0
  [[ -z ${3:-} ]] && tls_is_current "$user" "$directory" && return
  work=$(mktemp -d "$tls_directory/new-XXXXXX")
  tls_issue "$work" localhost
  # The key first: who reads in between finds a pair that does not fit, and not a new certificate with the old key's name.
  for part in key certificate authority; do
    as_user "$user" tee "$directory/tls-$part.new" <"$work/$part.pem" >/dev/null
    as_user "$user" mv "$directory/tls-$part.new" "$directory/tls-$part.pem"
  done
  rm -rf "$work"
}

tls_is_current() {
  as_user "$1" cat "$2/tls-certificate.pem" 2>/dev/null | openssl x509 -noout -checkend $((30 * 86400)) >/dev/null 2>&1 &&
    as_user "$1" cat "$2/tls-authority.pem" | cmp --silent - "$tls_authority"
}

# tls_issue DIRECTORY NAME: a certificate for this machine's loopback and a key, signed by the authority.
tls_issue() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1/key.pem" -subj "/CN=$2" \
    2>>"$logs_directory/tls.log" |
    openssl x509 -req -CA "$tls_authority" -CAkey "$secrets_directory/tls/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
      -days 90 -out "$1/certificate.pem" -extfile <(printf '%s\n' \
        'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1' 'basicConstraints=critical,CA:FALSE' \
        'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth,clientAuth' \
        'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid') 2>>"$logs_directory/tls.log" ||
    fail "no certificate could be made: see $logs_directory/tls.log"
  cp "$tls_authority" "$1/authority.pem"
}

# New certificates for the servers that run; connections that are open stay as they are.
tls_rotate() {
  tls_is_on || fail "this stack was started with COOPT_TLS=off"
  tls_prepare
  postgres_certify always
  postgres_reload
  rabbitmq_certify always
  rabbitmq_reload_certificates
  ! mail_is_wanted || tls_certify "$(id -un)" "$mail_keys_directory" always
}
