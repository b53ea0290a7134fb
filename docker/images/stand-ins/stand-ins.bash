# shellcheck shell=bash
# The bases under the names of the official ones, made of Debian's packages, and Swift's toolchain and packages of this machine.

postgres_image=docker.io/library/postgres:15-bookworm
rabbitmq_image=docker.io/library/rabbitmq:4.1-management
prometheus_image=docker.io/prom/prometheus:v3.5.0

# stand_ins_make: what is there already stays.
stand_ins_make() {
  stand_ins_of_programs
  stand_ins_of_servers
}

# What the images of programs are built on.
stand_ins_of_programs() {
  stand_ins_debian
  stand_in swift docker.io/library/swift:6.3-bookworm
}

# What compose runs beside them.
stand_ins_of_servers() {
  stand_in postgres "$postgres_image"
  stand_in rabbitmq "$rabbitmq_image"
  stand_in prometheus "$prometheus_image"
}

# Like the official one: without documents, but for copyrights, and manuals; what is installed later comes without them too.
stand_ins_debian() {
  local base=docker.io/library/debian:bookworm-slim tarball=$state/debian.tar options=() pattern
  ! "${engine[@]}" image exists "$base" || return 0
  options+=(--dpkgopt=force-unsafe-io)
  for pattern in 'exclude=/usr/share/doc/*' 'include=/usr/share/doc/*/copyright' 'exclude=/usr/share/man/*' \
    'exclude=/usr/share/info/*' 'exclude=/usr/share/locale/*'; do
    options+=("--dpkgopt=path-$pattern")
  done
  long_phase "stand-in debian" stand_ins_describe mmdebstrap --variant=minbase --include=usr-is-merged \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr "${options[@]}" bookworm "$tarball"
  "${engine[@]}" import --quiet --change 'CMD ["bash"]' "$tarball" "$base" >/dev/null
  rm -f "$tarball"
}

# stand_in TARGET NAME
stand_in() {
  ! "${engine[@]}" image exists "$2" || return 0
  long_phase "stand-in $1" stand_ins_describe "${engine[@]}" build --pull-never --network host --format docker --target "$1" \
    --tag "$2" "$here/stand-ins"
}

stand_ins_describe() {
  case $1 in
    STEP* | 'I: '*) printf '%s\n' "$1" ;;
    'Unpacking '*) cut -d' ' -f1-2 <<<"$1" ;;
  esac
}

# toolchain_mounts: sets `mounts`, what a build of Swift sees of this machine: its toolchain, and the packages that its Git
# reads in the place of GitHub's, where it does.
toolchain_mounts() {
  local toolchain address=https://github.com/ base='' key settings=$state/git/config
  toolchain=$(dirname "$(dirname "$(realpath "$(command -v swift)")")")
  mounts=(--volume "$toolchain:/opt/toolchain:ro")
  mkdir -p "$state/git"
  : >"$settings"
  while read -r key value; do
    [[ $value == "$address" ]] || continue
    base=${key#url.}
    base=${base%.insteadof}
  done < <(git config --get-regexp '^url\..*\.insteadof$')
  [[ -d $base ]] || return 0
  git config --file "$settings" "url./opt/packages/.insteadOf" "$address"
  # They belong to whoever made them, and not to the builder's user.
  git config --file "$settings" safe.directory '*'
  # A folder, not the file /etc/gitconfig: what a file is mounted on stays behind in every image that has a step of its own.
  mounts+=(--volume "$base:/opt/packages:ro" --volume "$state/git:/opt/git:ro")
}
