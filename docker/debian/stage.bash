# shellcheck shell=bash
# What is in the package, laid out as it will be installed.

services=(members offers recommendations qualification rewards notifications webhooks)
programs=(coopt coopt-topology coopt-console "${services[@]/#/coopt-}")

# stage_everything STAGE
stage_everything() {
  local stage=$1
  stage_programs "$stage"
  stage_units "$stage"
  stage_documents "$stage"
  stage_control "$stage"
}

# Programs have their own folder, where a dynamic build finds Swift's libraries: it looks beside itself ($ORIGIN).
stage_programs() {
  local stage=$1 program
  mkdir -p "$stage/usr/lib/coopt" "$stage/usr/bin"
  for program in "${programs[@]}"; do
    strip --strip-unneeded -o "$stage/usr/lib/coopt/$program" "$products/$program"
    chmod 755 "$stage/usr/lib/coopt/$program"
    ln -s "../lib/coopt/$program" "$stage/usr/bin/$program"
  done
  install --mode 755 "$root/docker/kubernetes/base/topology/apply" "$stage/usr/lib/coopt/apply-topology"
  stage_swift "$stage/usr/lib/coopt"
}

# stage_swift FOLDER: the libraries of Swift that the programs load, since Debian has none; nothing for a static build.
stage_swift() {
  local folder=$1 library libraries
  mapfile -t libraries < <(
    for program in "${programs[@]}"; do ldd "$products/$program"; done |
      awk '$1 ~ /^lib(swift|_?Foundation|dispatch|BlocksRuntime)/ { print $3 }' | sort -u
  )
  [[ " ${libraries[*]} " != *' not '* ]] || fail "a library of Swift that the programs need is not on this machine"
  if ((${#libraries[@]} == 0)); then
    printf '  programs with Swift linked in\n'
    return 0
  fi
  printf '  a dynamic build: with %d libraries of Swift\n' "${#libraries[@]}"
  for library in "${libraries[@]}"; do
    strip --strip-unneeded -o "$folder/${library##*/}" "$library"
    chmod 644 "$folder/${library##*/}"
  done
}

stage_units() {
  local stage=$1 units=$1/usr/lib/systemd/system from=$root/docker/systemd drop_in
  install -D --mode 644 --target-directory "$units" "$from"/*.service "$from"/*.target
  for drop_in in "$from"/*.service.d; do
    install -D --mode 644 --target-directory "$units/${drop_in##*/}" "$drop_in"/*.conf
  done
  # systemd looks under coopt-.service.d for all units that are named coopt-….
  install -D --mode 644 --target-directory "$units/coopt@.service.d" "$from/confinement.conf"
  install -D --mode 644 --target-directory "$units/coopt-.service.d" "$from/confinement.conf"
  install -D --mode 644 "$from/coopt.sysusers" "$stage/usr/lib/sysusers.d/coopt.conf"
  install -D --mode 644 "$from/coopt.tmpfiles" "$stage/usr/lib/tmpfiles.d/coopt.conf"
  install -D --mode 644 --target-directory "$stage/etc/coopt" "$from"/etc/*.env
}

stage_documents() {
  local stage=$1 documents=$1/usr/share/doc/coopt
  install -D --mode 644 "$root/docker/systemd/README.md" "$documents/README.md"
  install -D --mode 644 "$here/copyright" "$documents/copyright"
  install -D --mode 755 "$root/docker/kubernetes/secrets/write" "$stage/usr/share/coopt/write-secrets"
  install -D --mode 644 --target-directory "$stage/usr/share/coopt/postgres" "$root"/docker/postgres/*.sql
  printf 'coopt (%s) stable; urgency=medium\n\n  * See the tags of the repository.\n\n -- %s  %s\n' "$version" \
    "Coopt maintainers <maintainers@coopt.example>" "$(git -C "$root" log -1 --format=%cD 2>/dev/null || date -R)" |
    gzip -9n >"$documents/changelog.gz"
  stage_notices "$documents/notices"
}

# The licences and notices of the packages that the programs are built from, where their sources lie beside the build.
stage_notices() {
  local target=$1 file name
  for file in "${COOPT_CHECKOUTS:-$products/../../checkouts}"/*/{LICENSE,NOTICE}*; do
    [[ -f $file ]] || continue
    name=${file%/*}
    install -D --mode 644 "$file" "$target/${name##*/}.${file##*/}"
  done
  [[ -d $target ]] || printf '  without notices of dependencies: no sources in %s\n' "${COOPT_CHECKOUTS:-$products/../../checkouts}"
}

stage_control() {
  local stage=$1 size dependencies
  mkdir -p "$stage/DEBIAN"
  install --mode 755 --target-directory "$stage/DEBIAN" "$here"/{postinst,prerm,postrm}
  (cd "$stage" && find etc -type f -printf '/%p\n' | sort) >"$stage/DEBIAN/conffiles"
  (cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
  dependencies=$(stage_dependencies "$stage")
  [[ -n $dependencies ]] || fail "dpkg-shlibdeps does not say what the programs depend on: $(tail -n 3 "$state/shlibdeps.log")"
  size=$(du --summarize --apparent-size --block-size=1K "$stage" | cut -f1)
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$(dpkg --print-architecture)/" -e "s/@SIZE@/$size/" \
    -e "s/@LIBRARIES@/$dependencies/" "$here/control" >"$stage/DEBIAN/control"
}

# The Debian packages whose libraries the programs load, with the versions that they need, as Debian's own tool finds them.
stage_dependencies() {
  local stage=$1 files
  mapfile -t files < <(find "$stage/usr/lib/coopt" -type f)
  mkdir -p "$state/shlibdeps/debian"
  printf 'Source: coopt\n\nPackage: coopt\nArchitecture: any\nDescription: coopt\n' >"$state/shlibdeps/debian/control"
  (cd "$state/shlibdeps" && dpkg-shlibdeps -O -l"$stage/usr/lib/coopt" "${files[@]}" 2>"$state/shlibdeps.log") |
    sed -n 's/^shlibs:Depends=//p'
}
