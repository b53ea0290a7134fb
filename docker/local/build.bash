# shellcheck shell=bash
# Swift builds, with a line that says how far they are. One configuration and one build folder for everything, so that
# nothing is compiled twice: services run from the very products that the tests were built beside.

# build_products ARGUMENT...: further arguments go to `swift build`, such as --build-tests.
# shellcheck disable=SC2120  # the stack hands arguments on, the package has none
build_products() {
  settings_prepare
  command -v swift >/dev/null || fail "swift is not on the PATH: install Swift 6.2 or later from swift.org"
  (cd "$root" && long_phase "build" build_describe swift build --configuration "$configuration" "$@")
}

# "[412/1503] Compiling Crypto …" → "compiling 412/1503"
build_describe() {
  local line=$1
  if [[ $line =~ ^\[([0-9]+/[0-9]+)\]\ ([A-Z][a-z]+) ]]; then
    printf '%s %s\n' "${BASH_REMATCH[2],,}" "${BASH_REMATCH[1]}"
  elif [[ $line =~ ^(Fetching|Fetched|Cloning|Creating|Computing|Resolving)\  ]]; then
    printf '%s\n' "$line"
  fi
}
