# What demo, test and check share: packages, Python environments, builds. To be sourced by a bash script; each
# function says what it does, does nothing when it is already done, and returns non-zero when it could not.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SALT_VERSIONS="3006 3007 3008"
LOGS=$ROOT/build/log
mkdir -p "$LOGS"
cd "$ROOT"

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf '\033[1merror:\033[0m %s\n' "$*" >&2; exit 1; }
in_ci() { [ "${CI:-}" = true ]; }

# install_packages [PACKAGE...]: installs those of tools/packages.txt that are missing, and the named ones.
install_packages() {
    command -v dpkg-query > /dev/null ||
        die "this is not Debian: install what tools/packages.txt lists, then use cmake --workflow --preset dev"
    local wanted missing=() package sudo=()
    wanted="$(grep -v '^#' tools/packages.txt) $*"
    for package in $wanted; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null)" = installed ] ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null || die "need root to install: ${missing[*]}"
        sudo=(sudo)
    fi
    say "Installing Debian packages: ${missing[*]}"
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" > "$LOGS/apt.log" 2>&1 ||
        { tail -20 "$LOGS/apt.log" >&2; die "apt-get failed, see $LOGS/apt.log"; }
}

# make_environment DIR PIP-ARGUMENTS...: a Python environment, made anew when the arguments or Python changed.
make_environment() {
    local directory=$1 wanted log
    shift
    log=$LOGS/pip-$(basename "$directory").log
    wanted="$(python3 --version) at $directory: $* $(cat tools/requirements.txt)"
    [ "$(cat "$directory/.made-for" 2> /dev/null)" = "$wanted" ] && return
    rm -rf "$directory"
    python3 -m venv "$directory" > "$log" 2>&1 &&
        "$directory/bin/pip" install --disable-pip-version-check --timeout 20 --retries 2 "$@" >> "$log" 2>&1 ||
        return 1
    echo "$wanted" > "$directory/.made-for"
}

# The tests' own environment: pytest and ruff.
make_test_environment() {
    [ -e build/venv/.made-for ] || say "Making the tests' Python environment (build/venv)"
    make_environment "$ROOT/build/venv" -r tools/requirements.txt
}

# The Salt that the machine has, as the directory that holds bin/salt-master; nothing when there is none.
installed_salt() {
    local directory
    directory=$(dirname "$(readlink -f "$(command -v salt-master)")") 2> /dev/null || return 0
    [ "$(basename "$directory")" = bin ] && directory=$(dirname "$directory")
    if [ -x "$directory/bin/salt-master" ]; then echo "$directory"; fi
}

# Real Salt, the newest of each supported line, in build/salt/*; exports JOB_RETRY_SALTS. Returns 1 when PyPI is
# out of reach and no Salt is installed.
make_salts() {
    local version pids=() missing=() salts=()
    for version in $SALT_VERSIONS; do
        [ -e "build/salt/$version/.made-for" ] || missing+=("$version")
    done
    [ ${#missing[@]} -eq 0 ] || say "Installing Salt ${missing[*]} from PyPI into build/salt (a few minutes)"
    mkdir -p build/salt
    for version in $SALT_VERSIONS; do
        # psycopg2 for the job cache in PostgreSQL.
        make_environment "$ROOT/build/salt/$version" "salt~=$version.0" psycopg2-binary &
        pids+=($!)
    done
    for version in $SALT_VERSIONS; do
        if wait "${pids[0]}"; then
            salts+=("$ROOT/build/salt/$version")
        else
            say "Salt $version could not be installed: $(tail -1 "$LOGS/pip-$version.log")"
        fi
        pids=("${pids[@]:1}")
    done
    if [ ${#salts[@]} -eq 0 ]; then
        version=$(installed_salt)
        [ -n "$version" ] || return 1
        salts=("$version")
    elif in_ci && [ ${#salts[@]} -ne "$(wc -w <<< "$SALT_VERSIONS")" ]; then
        die "CI needs every one of Salt $SALT_VERSIONS; see $LOGS/pip-*.log"
    fi
    for version in "${salts[@]}"; do
        say "Using $("$version/bin/salt-master" --version) in $version"
    done
    JOB_RETRY_SALTS=$(IFS=:; echo "${salts[*]}")
    export JOB_RETRY_SALTS
}

# build PRESET: configures and builds it; exports JOB_RETRY_BIN, where its programs are.
build() {
    local preset=$1
    if command -v ccache > /dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
    say "Building (preset $preset)"
    cmake --preset "$preset" > "$LOGS/cmake-$preset.log" 2>&1 ||
        { cat "$LOGS/cmake-$preset.log" >&2; die "cmake could not configure preset $preset"; }
    cmake --build --preset "$preset" -- -k 0 || die "preset $preset does not build"
    export JOB_RETRY_BIN=$ROOT/build/$preset/bin
}

# make_packages PRESET: the Debian packages of what is built, in build/packages.
make_packages() {
    rm -rf build/packages
    cpack --config "build/$1/CPackConfig.cmake" -G DEB -B "$ROOT/build/packages" > "$LOGS/cpack.log" 2>&1 ||
        { cat "$LOGS/cpack.log" >&2; return 1; }
    rm -rf build/packages/_CPack_Packages
}
