# What the parts of the test of install.sh share; to be read by bash.
# shellcheck shell=bash

source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
scratch=$(mktemp -d /var/tmp/talkroom-install-XXXXXX)
chmod 755 "$scratch"
failures=0
checks=0

note() { printf '   %s\n' "$*"; }

# check WHAT COMMAND ...: the command must succeed; what it printed is shown if it does not.
check() {
    local what=$1
    shift
    checks=$((checks + 1))
    if "$@" >"$scratch/check.log" 2>&1; then
        printf 'ok  %s\n' "$what"
    else
        failures=$((failures + 1))
        printf 'NOT ok  %s\n' "$what"
        sed 's/^/      /' "$scratch/check.log" | tail -n 40
    fi
}

# fails_saying STATUS TEXT COMMAND ...: it must end with that status, or any but 0, and say that text.
fails_saying() {
    local status=0
    "${@:3}" >"$scratch/said" 2>&1 || status=$?
    cat "$scratch/said"
    if [[ $1 == any ]]; then [[ $status -ne 0 ]]; else [[ $status -eq $1 ]]; fi && grep -qF -- "$2" "$scratch/said"
}

# prints TEXT COMMAND ...: it must succeed and print that text.
prints() { fails_saying 0 "$@"; }

# as_announced COMMAND ...: with --dry-run it must say that it does what it then does.
as_announced() {
    "$@" --dry-run >"$scratch/announced" || return
    "$@" >"$scratch/done" || return
    sed -i '/^  /!d' "$scratch/announced" "$scratch/done"
    [[ -s $scratch/done ]] && is_same "$scratch/announced" "$scratch/done"
}

# within SECONDS COMMAND ...: it must succeed before long.
within() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < until)) || return 1
        sleep 0.2
    done
}

# Every file below a directory: where it is, whose, its mode, and what is in it.
list() {
    (
        cd "$1" || exit
        find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp \
            -o -path ./var/log/journal -o -path ./root \) -prune -o -printf '%p %y %U %m %l\n' | sort
    )
}

# The same with what is in the files.
list_whole() {
    list "$1"
    (cd "$1" && find . -xdev -type f -exec cksum {} + | sort)
}

is_same() { diff "$1" "$2"; }

# Where install.sh is, with what it installs.
copy_sources() {
    mkdir -p "$1"
    cp -r "$source_tree/install.sh" "$source_tree/LICENSE" "$source_tree/man" "$1"
}

conclude() {
    printf '%s of %s checks passed\n' $((checks - failures)) "$checks"
    ((failures == 0))
}
