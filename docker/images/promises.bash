# shellcheck shell=bash
# What is promised of each image by itself.

# Megabytes that a program's image may have, packed as it is pulled.
image_limit=120

files_are_clean() {
  "$state/python/bin/hadolint" "$root/docker/Dockerfile" "$here/stand-ins/Dockerfile" || fail "hadolint finds the above"
  docker-compose --file "$root/docker/compose.yaml" config --quiet || fail "docker/compose.yaml is not one"
}

# of IMAGE FORMAT: what the engine knows of it.
of() {
  "${engine[@]}" image inspect --format "$2" "$1"
}

images_keep_promises() {
  local name names=()
  for name in "${programs[@]}"; do names+=("$(image "$name")"); done
  # All in one archive: what they share is in it, and is compressed, once.
  "${engine[@]}" save --format docker-archive --multi-image-archive "${names[@]}" |
    /usr/bin/python3 "$here/packed.py" >"$state/packed" || fail "the images cannot be saved"
  for name in "${programs[@]}"; do
    image_keeps_promises "$name" "$(image "$name")"
  done
}

# image_keeps_promises PROGRAM IMAGE
image_keeps_promises() {
  local said packed unpacked label
  [[ $(of "$2" '{{.Config.User}}') == 65532:65532 ]] || fail "$1 runs as another user than 65532"
  [[ $(of "$2" '{{json .Config.Entrypoint}}') == "[\"/usr/local/bin/$1\"]" ]] || fail "$1 is not what its image starts"
  [[ $(of "$2" '{{.Config.StopSignal}}') == SIGTERM ]] || fail "$1 is not ended by SIGTERM"
  for label in version revision source created licenses title; do
    [[ -n $(of "$2" "{{index .Config.Labels \"org.opencontainers.image.$label\"}}") ]] || fail "$1 has no label $label"
  done
  said=$("${engine[@]}" run --rm --read-only --network none --cap-drop all --security-opt no-new-privileges "$2" --version) ||
    fail "$1 does not say its version on a root that is read only"
  [[ $1 == coopt || $said == *"$version"*"$commit"* ]] || fail "$1 says it is '$said', and not $version of $commit"
  unpacked=$(($(of "$2" '{{.Size}}') / 1000000))
  packed=$(sed -n "s|^$2 ||p" "$state/packed")
  line_begin
  printf '  %-34s %d MB as pulled, %d MB unpacked\n' "$1" "$packed" "$unpacked"
  ((packed < image_limit)) || fail "$1 has $packed MB, more than $image_limit"
}

bills_are_true() {
  local name folder=$state/sbom
  rm -rf "$folder"
  mkdir -p "$folder"
  for name in "${programs[@]}"; do
    /usr/bin/python3 "$here/sbom.py" "$name" "$(image "$name")" "$folder/$name.cdx.json" "${engine[@]}" || fail "$name has no bill of materials"
  done
  line_begin
  "$state/python/bin/python" "$here/check_sboms.py" "$folder" "$registry" "$tag" "${engine[@]}" || fail "the bills of materials do not fit"
}
