# shellcheck shell=bash
# Building images, with labels that say what each is.

version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' "$root/Shared/Observability/BuildInformation.swift")
tag=${COOPT_IMAGE_TAG:-$version}
commit=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
[[ -z $(git -C "$root" status --porcelain --untracked-files=no 2>/dev/null) ]] || commit+=+
# The same commit says the same time, whenever it is built.
created=$(git -C "$root" log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u +%Y-%m-%dT%H:%M:%SZ)
repository=$(git -C "$root" config --get remote.origin.url 2>/dev/null || true)
# A repository that is a folder of this machine is nobody else's.
[[ $repository == https://* ]] || repository=https://coopt.example/coopt

# image NAME: with registry and tag.
image() {
  printf '%s/%s:%s\n' "$registry" "$1" "$tag"
}

# images_build NAME...
images_build() {
  local name
  for name in "$@"; do
    long_phase "image $name" building_describe "${engine[@]}" build --file "$root/docker/Dockerfile" --target "$name" \
      --tag "$(image "$name")" "${own_options[@]}" "${mounts[@]}" --build-arg "COOPT_COMMIT=$commit" \
      --build-arg "SWIFT_JOBS=${SWIFT_JOBS:-}" \
      --label "org.opencontainers.image.title=$name" \
      --label "org.opencontainers.image.description=Coopt, the platform of a closed community of co-optation: ${name#coopt-}" \
      --label "org.opencontainers.image.version=$version" --label "org.opencontainers.image.revision=$commit" \
      --label "org.opencontainers.image.source=$repository" --label "org.opencontainers.image.created=$created" \
      --label "org.opencontainers.image.licenses=Apache-2.0" \
      --label "org.opencontainers.image.base.name=docker.io/library/debian:bookworm-slim" \
      "$root" || fail "$name could not be built"
  done
}

# "[412/1503] Compiling Crypto …" → "coopt-offers: compiling 412/1503"
building_describe() {
  local line=$1
  if [[ $line =~ \[([0-9]+/[0-9]+)\]\ ([A-Z][a-z]+) ]]; then
    printf '%s %s\n' "${BASH_REMATCH[2],,}" "${BASH_REMATCH[1]}"
  elif [[ $line =~ ^(\[[0-9/]+\]\ )?STEP\ (.*) ]]; then
    printf '%s\n' "${BASH_REMATCH[2]}"
  fi
}
