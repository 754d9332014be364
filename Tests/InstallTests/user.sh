# install.sh --user where no systemd runs: the account starts the daemon by the line that is printed.
# shellcheck shell=bash disable=SC2154

owner=talkroom-owner-$$
home=$scratch/home

# by_owner COMMAND ...: as an account that is not root's, in a home of its own.
by_owner() {
    local become=()
    if [[ $(id -u) -eq 0 ]]; then become=(setpriv --reuid="$owner" --regid="$owner" --clear-groups); fi
    "${become[@]}" env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME="$home" XDG_RUNTIME_DIR=/nonexistent "$@"
}

install_by_owner() { by_owner "$home.sources/install.sh" --user --programs="$home.sources/programs" "$@"; }

make_owner() {
    if [[ $(id -u) -eq 0 ]]; then useradd --no-create-home --home-dir "$home" --shell /bin/sh "$owner"; fi
    copy_sources "$home.sources"
    mkdir "$home" "$home.sources/programs"
    cp "$programs/talkroom" "$programs/talkroomd" "$home.sources/programs"
    if [[ $(id -u) -eq 0 ]]; then chown -R "$owner:" "$home"; fi
    list "$home" >"$scratch/home.before"
}

is_as_before() {
    list "$home" >"$scratch/home.after"
    is_same "$scratch/home.before" "$scratch/home.after"
}

# What was printed before that explanation, to be run.
printed_line() { sed -n "s/   $1\$//p" "$scratch/printed"; }

# Runs the printed line; the daemon ends with its parent, or when it is told to.
start_by_hand() {
    by_owner sh -c "$(printed_line 'starts it') echo \$! >\"\$HOME/by-hand\"" </dev/null >/dev/null 2>"$scratch/daemon.log"
}

stop_by_hand() {
    local pid
    pid=$(<"$home/by-hand")
    rm "$home/by-hand"
    kill "$pid" && within 60 has_ended "$pid"
}

has_ended() { [[ ! -e /proc/$1 || $(sed 's/.*) //' "/proc/$1/stat") == Z* ]]; }

who_by_hand() { by_owner "$home/.local/bin/talkroom" who -s "$home/.local/state/talkroom/chat.sock"; }

keep_printed() { "$@" >"$scratch/printed"; }

test_user_by_hand() {
    note 'an account without systemd'
    make_owner
    check 'a dry run says what is done' as_announced install_by_owner
    check 'and what is taken away' as_announced by_owner "$home.sources/install.sh" --user --uninstall
    check 'an account installs it for itself' keep_printed install_by_owner
    check 'what its room holds is for it alone' \
        test "$(stat -c %a "$home/.local/state" "$home/.local/state/talkroom" | xargs)" = '700 700'
    check 'twice it changes nothing' prints 'Nothing had to be changed' install_by_owner
    check 'which a dry run says, too' prints 'Nothing had to be changed' install_by_owner --dry-run
    check 'it is taken away, though it never ran' by_owner "$home.sources/install.sh" --user --uninstall
    check 'nothing is left' is_as_before
    check 'it is installed again' keep_printed install_by_owner
    start_by_hand
    check 'the line that is printed starts it' within 60 who_by_hand
    check 'it is not taken away from under its daemon' fails_saying 1 'stop it first' \
        by_owner "$home.sources/install.sh" --user --uninstall
    check 'it ends' stop_by_hand
    check 'it is taken away' prints "stays in $home/.local/state/talkroom/room" \
        by_owner "$home.sources/install.sh" --user --uninstall
    check 'only what was said is left' test "$(find "$home" -type f -printf '%h\n' | sort -u)" \
        = "$home/.local/state/talkroom/room"
    check 'that is taken away, too, as announced' as_announced by_owner "$home.sources/install.sh" --user --purge
    check 'nothing of it is left' is_as_before
    try_way_back
    if [[ $(id -u) -eq 0 ]]; then userdel "$owner"; fi
}

# From sources and into a prefix that are not the usual ones.
try_way_back() {
    local odd="$home.sources/it's here"
    copy_sources "$odd"
    check 'it is installed elsewhere' \
        keep_printed by_owner "$odd/install.sh" --user --programs="$home.sources/programs" PREFIX="$home/opt/"
    check 'the way back that is printed takes it away' by_owner sh -c "$(printed_line 'takes it away.*')"
    check 'nothing is left there, either' is_as_before
}
