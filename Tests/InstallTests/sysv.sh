# install.sh where no systemd runs: a script of SysV, and one of OpenRC.
# shellcheck shell=bash disable=SC2154

tree=$scratch/tree

in_tree() { within_tree "$tree" "$@"; }

install_in_tree() { in_tree /root/talkroom/install.sh --programs=/root/programs "$@"; }

# That of the tree: its processes are among those of this host.
daemon_pid() {
    local pid
    for pid in $(pgrep -x talkroomd); do
        if [[ /proc/$pid/root -ef $tree ]]; then echo "$pid"; fi
    done
}

daemon_changes() { [[ $(daemon_pid) != "$1" ]]; }

is_account_s() {
    local status=/proc/$1/status
    cat "$status"
    awk -v uid="$(in_tree id -u talkroom)" '
        $1 == "Uid:" && ($2 != uid || $3 != uid || $4 != uid || $5 != uid) { wrong = 1 }
        $1 == "Groups:" && NF > 1 { wrong = 1 }
        $1 ~ /^Cap(Inh|Prm|Eff|Amb):/ && $2 !~ /^0+$/ { wrong = 1 }
        END { exit wrong }' "$status"
}

# try_script SERVICE ...: installs it, and has the command restart, reload and ask it.
try_script() {
    local pid
    list "$tree" >"$scratch/before"
    check 'a dry run says what it would do' prints 'install /etc/init.d/talkroom' install_in_tree --dry-run
    list "$tree" >"$scratch/after"
    check 'a dry run changes nothing' is_same "$scratch/before" "$scratch/after"
    try_first_failure
    check 'it installs, as announced' as_announced install_in_tree
    check 'somebody is answered' in_tree talkroom who
    check 'it runs' in_tree "$@" status
    pid=$(daemon_pid)
    check 'its process is the account'\''s, for good' is_account_s "$pid"
    check 'run twice it changes nothing, as announced' as_announced install_in_tree
    check 'which is said' prints 'Nothing had to be changed' install_in_tree
    check 'nor does it restart the daemon' test "$(daemon_pid)" = "$pid"
    check 'it reads its configuration again' in_tree "$@" reload
    check 'and stays' test "$(daemon_pid)" = "$pid"
    cp "$tree/etc/talkroom.conf" "$scratch/talkroom.conf"
    echo 'bogus = 1' >>"$tree/etc/talkroom.conf"
    check 'a wrong one is told' fails_saying any 'unknown key bogus' in_tree "$@" reload
    check 'with that it is not restarted' fails_saying any 'unknown key bogus' in_tree "$@" restart
    check 'but goes on' test "$(daemon_pid)" = "$pid"
    check 'and is known to' in_tree "$@" status
    cp "$scratch/talkroom.conf" "$tree/etc/talkroom.conf"
    check 'it restarts' in_tree "$@" restart
    check 'as another process' within 60 daemon_changes "$pid"
    check 'and answers' within 60 in_tree talkroom who
    check 'what is said is kept' in_tree talkroom send 'before the upgrade'
    check 'it is upgraded, as announced' as_announced in_tree /root/talkroom/install.sh --programs=/root/newer
    check 'what was said is there' prints 'before the upgrade' in_tree talkroom log
    check 'a version that does not run is taken back' fails_saying 1 'undoing' \
        in_tree /root/talkroom/install.sh --programs=/root/broken
    check 'the one before it serves' within 60 in_tree talkroom who
    check 'what stays is told' prints 'stays in /var/lib/talkroom' in_tree /root/talkroom/install.sh --uninstall --dry-run
    check 'it is taken away, as announced' as_announced in_tree /root/talkroom/install.sh --uninstall
    check 'nothing answers' fails_saying 69 'talkroomd' in_tree /root/programs/talkroom who
    check 'what was said is still there' in_tree grep -rq 'before the upgrade' /var/lib/talkroom
    check 'that is taken away, too, as announced' as_announced in_tree /root/talkroom/install.sh --purge
    list "$tree" >"$scratch/after"
    check 'nothing is left' is_same "$scratch/before" "$scratch/after"
}

# The kernel knows a process by where the links lead, and init by where they are.
try_linked_prefix() {
    ln -s usr/local "$tree/talk"
    check 'it installs where a symbolic link leads' keep_printed install_in_tree PREFIX=/talk
    check 'and is known to run there' in_tree /etc/init.d/talkroom status
    check 'it stops, though its parent never asks what became of it' ends_at_once
    check 'the way back is told' grep -q '^/root/talkroom/install.sh --uninstall PREFIX=/talk   takes' "$scratch/printed"
    check 'it is taken away from there' in_tree /root/talkroom/install.sh --purge PREFIX=/talk
    rm "$tree/talk"
}

# Stops the daemon as the child of a process that never asks what became of it.
ends_at_once() {
    in_tree /etc/init.d/talkroom stop || return
    in_tree sh -c '/talk/sbin/talkroomd 2>/dev/null & echo $! >/run/talkroomd.pid; exec sleep 20' &
    within 60 in_tree talkroom who && in_tree timeout 10 /etc/init.d/talkroom stop
}

# Where nothing starts it but somebody by hand, nothing but they can stop it.
try_by_hand() {
    check 'it installs without anything that starts it' prints 'holds the room' install_in_tree --init=none
    in_tree sh -c 'talkroomd </dev/null >/dev/null 2>&1 & echo $! >/run/by-hand'
    check 'somebody starts it' within 60 in_tree talkroom who
    check 'it is not taken away from under a daemon' fails_saying 1 'stop it first' \
        in_tree /root/talkroom/install.sh --uninstall
    check 'which goes on' in_tree talkroom who
    kill "$(<"$tree/run/by-hand")"
    rm "$tree/run/by-hand"
    check 'once that has ended it is' within 60 in_tree /root/talkroom/install.sh --purge
}

make_chroot() {
    cp -a "$base" "$tree"
    # Whoever writes it before there is an account means that one.
    echo 'user = talkroom # as always' >"$tree/etc/talkroom.conf"
    mount -t proc proc "$tree/proc"
}

leave_chroot() {
    if ! mountpoint -q "$tree/proc"; then return; fi
    # Processes may be left when something went wrong: they have the tree as their root.
    local root
    for root in /proc/[0-9]*/root; do
        if [[ $root -ef $tree ]]; then kill -KILL "${root//[!0-9]/}" || true; fi
    done
    umount --lazy "$tree/proc"
    rm -rf --one-file-system "$tree"
}

# A group of that name which the administrator made, and uses.
try_group() {
    in_tree groupadd talkroom
    in_tree usermod -aG talkroom games
    check 'it installs beside a group of that name' install_in_tree --no-start
    check 'it is purged' in_tree /root/talkroom/install.sh --purge
    check 'the group is still there' in_tree grep -q '^talkroom:.*:games$' /etc/group
    in_tree groupdel talkroom
}

test_sysv() {
    make_chroot
    note 'SysV'
    try_script /etc/init.d/talkroom
    try_linked_prefix
    try_two_prefixes
    try_programs_of_others
    try_by_hand
    try_group
    note 'the old names'
    try_classic_names
    note 'OpenRC'
    if install_openrc >"$scratch/said" 2>&1; then
        try_script rc-service talkroom
    else
        tail -n 3 "$scratch/said"
        note 'OpenRC is not tried: it cannot be installed here'
    fi
    leave_chroot
}

install_openrc() {
    cp /etc/resolv.conf "$tree/etc"
    in_tree timeout 300 apt-get install -y --no-install-recommends openrc
    # What a system that was booted with it has.
    mkdir -p "$tree/run/openrc"
    touch "$tree/run/openrc/softlevel"
    # It keeps what it knows of all services; from here on it has that.
    in_tree rc-update -u
}
