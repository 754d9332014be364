# install.sh in a system of Debian that systemd has booted.
# shellcheck shell=bash disable=SC2154

machine=$scratch/machine

install_inside() { inside /root/talkroom/install.sh --programs=/root/programs "$@"; }

main_pid() { inside systemctl show --property MainPID --value talkroom.service; }

has_another_pid() {
    local pid
    pid=$(main_pid)
    [[ $pid != 0 && $pid != "$1" ]]
}

journal_says() { inside journalctl --quiet --no-pager -u talkroom.service --grep "$1"; }

list_machine() {
    list "$machine"
    (
        cd "$machine" || exit
        # Of what others write to all the time, only that it is there.
        find etc usr var/lib/systemd/deb-systemd* -xdev -type f ! -name '*-' ! -name '.pwd.lock' \
            -exec cksum {} + 2>/dev/null | sort
    )
}

# Two accounts talk; what one says the other reads, under the name of the account.
accounts_talk() {
    mkfifo "$scratch/keys"
    as kim talkroom --plain -n kim <"$scratch/keys" >"$scratch/kim.reads" 2>&1 &
    kim=$!
    exec {keys}>"$scratch/keys"
    within 60 grep -q '' "$scratch/kim.reads" &&
        as lee talkroom send 'olá from lee' &&
        within 60 grep -qx 'lee: olá from lee' "$scratch/kim.reads" &&
        echo 'and hello from kim' >&"$keys" &&
        within 60 logged_once 'and hello from kim'
}

logged_once() { [[ $(as lee talkroom log -c 100000 --json | grep -cF "$1") -eq 1 ]]; }

# Says three hundred things while a command runs; each must be there once, in order, for who reads and in the log.
under_load() {
    local tag=$1 number count=300 sender
    shift
    for ((number = 1; number <= count; number++)); do
        echo "$tag-$number-"
        sleep 0.01
    done | as lee talkroom send --timeout=60 &
    sender=$!
    within 60 grep -q "$tag-30-" "$scratch/kim.reads" || return
    "$@" || return
    wait "$sender" || return
    seq -f "$tag-%g-" 1 "$count" >"$scratch/expected"
    as lee talkroom log -c 100000 --json | grep -oE "$tag-[0-9]+-" >"$scratch/logged"
    is_same "$scratch/expected" "$scratch/logged" || return
    within 60 grep -q "$tag-$count-" "$scratch/kim.reads" || return
    grep -oE "$tag-[0-9]+-" "$scratch/kim.reads" >"$scratch/read"
    is_same "$scratch/expected" "$scratch/read"
}

kill_daemon() {
    local pid
    pid=$(main_pid)
    inside kill -KILL "$pid"
    within 60 has_another_pid "$pid"
}

stop_clock_of_daemon() {
    local pid
    pid=$(main_pid)
    inside kill -STOP "$pid"
    within 60 has_another_pid "$pid" && within 60 journal_says 'Watchdog timeout'
}

change_configuration() {
    printf '%s\n' "$@" >"$machine/etc/talkroom.conf"
    inside systemctl reload talkroom.service
}

is_of_group_tty() {
    inside grep -E "^Groups:.*[[:blank:]]$(inside getent group tty | cut -d: -f3)([[:blank:]]|\$)" "/proc/$(main_pid)/status"
}

is_of_no_group() { inside grep -E '^Groups:[[:blank:]]*[0-9]*[[:blank:]]*$' "/proc/$(main_pid)/status"; }

test_service() {
    local pid
    check 'systemd has begun it' inside systemctl is-active --quiet talkroom.service talkroom.socket
    check 'it is enabled' inside systemctl is-enabled --quiet talkroom.service
    check 'its socket, too' inside systemctl is-enabled --quiet talkroom.socket
    check 'it is of the group tty' is_of_group_tty
    check 'two accounts talk' accounts_talk
    pid=$(main_pid)
    check 'run twice it changes nothing, as announced' as_announced install_inside
    check 'which is said' prints 'Nothing had to be changed' install_inside
    check 'nor does it restart the daemon' test "$(main_pid)" = "$pid"
    check 'nothing is lost when it is restarted' under_load restart inside systemctl restart talkroom.service
    check 'nor when it is killed' under_load kill kill_daemon
    check 'nor by an upgrade' under_load upgrade inside /root/talkroom/install.sh --programs=/root/newer
    inside mkdir -p /run/systemd/system/talkroom.service.d
    printf '[Service]\nSupplementaryGroups=\n' >"$scratch/groups.conf"
    inside sh -c 'cat >/run/systemd/system/talkroom.service.d/groups.conf' <"$scratch/groups.conf"
    inside systemctl daemon-reload
    inside systemctl restart talkroom.service
    check 'it can be run without that group' is_of_no_group
    printf '[Service]\nWatchdogSec=5s\n' >"$scratch/watchdog.conf"
    inside sh -c 'cat >/run/systemd/system/talkroom.service.d/watchdog.conf' <"$scratch/watchdog.conf"
    inside systemctl daemon-reload
    inside systemctl restart talkroom.service
    check 'nor when the watchdog ends one that has stopped' under_load watchdog stop_clock_of_daemon
    check 'the watchdog lets one live that is well' within 60 lives_on
    inside rm -r /run/systemd/system/talkroom.service.d
    inside systemctl daemon-reload
    check 'who was there at first still is' kill -0 "$kim"
}

# Through two of its terms; a machine that stood still for one may have cost it its life before.
lives_on() {
    local pid
    pid=$(main_pid)
    sleep 12
    [[ $pid != 0 && $(main_pid) == "$pid" ]]
}

test_reload() {
    local pid
    pid=$(main_pid)
    inside groupadd talkers
    inside usermod -aG talkers lee
    change_configuration 'allow = talkers'
    check 'who may not come in any more is told' within 60 fails_saying 77 'may not come in' as moe talkroom who
    check 'who may comes in' as lee talkroom who
    check 'a wrong configuration is told to who has it read' fails_saying 1 'failed' \
        change_configuration 'allow = no-such-group'
    check 'with what is wrong, in the journal' within 60 journal_says 'no-such-group'
    inside kill -HUP "$pid"
    check 'and by the daemon itself' within 60 journal_says 'reload result=refused.*no-such-group'
    check 'the one before it is kept' fails_saying 77 'may not come in' as moe talkroom who
    rm "$machine/etc/talkroom.conf"
    inside systemctl reload talkroom.service
    check 'without one everybody may' within 60 as moe talkroom who
    check 'nobody was thrown out' kill -0 "$kim"
    check 'it is the same process' test "$(main_pid)" = "$pid"
}

# What the unit allows must be enough for what the room promises.
test_crowd() {
    printf 'sessions_per_account = 4000\npace = off\n' >"$machine/etc/talkroom.conf"
    inside systemctl restart talkroom.service
    printf 'join\ntalk 1\nleave\n' >"$scratch/words"
    (ulimit -n 8192 && python3 "$source_tree/Tests/Fixtures/crowd.py" "/proc/$init_pid/root/run/chat.sock" \
        1 2000 2000 <"$scratch/words" >"$scratch/crowd" 2>&1) || true
    check 'two thousand talk at once under the unit' \
        test "$(grep -cE '^(join|talk|leave) ok' "$scratch/crowd")" -eq 3
    rm "$machine/etc/talkroom.conf"
    inside systemctl restart talkroom.service
}

test_manual() {
    check 'man talkroom works' prints 'sair' as kim man -P cat talkroom
    check 'in Portuguese, too' prints 'SINOPSE' as kim man -L pt_BR.UTF-8 -P cat talkroom
    check 'man talkroom.conf works' prints 'retention_days' as kim man -P cat talkroom.conf
}

test_user() {
    local uid
    uid=$(inside id -u moe)
    inside loginctl enable-linger moe
    check 'an account has a service manager of its own' within 60 test -S "$machine/run/user/$uid/systemd/private" -o \
        -S "/proc/$init_pid/root/run/user/$uid/systemd/private"
    cp -r "$machine/root/talkroom" "$machine/root/programs" "$machine/home/moe"
    inside chown -R moe: /home/moe
    runtime_directory=/run/user/$uid
    list "$machine/home/moe" >"$scratch/before"
    check 'an account installs it for itself, as announced' \
        as_announced as moe /home/moe/talkroom/install.sh --user --programs=/home/moe/programs
    check 'its room answers' as moe /home/moe/.local/bin/talkroom who -s "$runtime_directory/talkroom.sock"
    check 'what it says is kept' as moe /home/moe/.local/bin/talkroom send -s "$runtime_directory/talkroom.sock" mine
    check 'by itself' inside grep -rq mine /home/moe/.local/state/talkroom/room
    runtime_directory=
    check 'after su(1) it upgrades that, too' as moe /home/moe/talkroom/install.sh --user --programs=/home/moe/programs
    check 'its unit is still there' test -s "$machine/home/moe/.local/share/systemd/user/talkroom.service"
    check 'without its service manager nothing is taken away' fails_saying 1 'does not run' \
        as moe env XDG_RUNTIME_DIR=/nonexistent /home/moe/talkroom/install.sh --user --purge
    runtime_directory=/run/user/$uid
    check 'it takes it away, as announced' as_announced as moe /home/moe/talkroom/install.sh --user --uninstall
    check 'and what was said' as_announced as moe /home/moe/talkroom/install.sh --user --purge
    list "$machine/home/moe" >"$scratch/after"
    check 'nothing is left' is_same "$scratch/before" "$scratch/after"
    runtime_directory=
    rm -r "$machine/home/moe/talkroom" "$machine/home/moe/programs"
    inside loginctl disable-linger moe
}

test_trouble() {
    local pid
    pid=$(main_pid)
    check 'a version that does not serve is taken back' fails_saying 1 'undoing' \
        inside /root/talkroom/install.sh --programs=/root/broken
    check 'the one before it serves' within 60 as lee talkroom who
    printf 'no_such_key = 1\n' >"$machine/etc/talkroom.conf"
    check 'with a wrong configuration nothing is upgraded' fails_saying 1 'configuration is wrong' install_inside
    rm "$machine/etc/talkroom.conf"
    check 'and the one before it serves' as lee talkroom who
}

test_systemd() {
    note 'systemd'
    cp -a "$base" "$machine"
    if ! boot "$machine"; then
        tail -n 20 "$scratch/boot.log"
        note 'not tried with systemd: no system boots here'
        return
    fi
    # Numbers that no account of the host has: what one may start is counted for both.
    inside useradd --create-home --uid 61201 kim
    inside useradd --create-home --uid 61202 lee
    inside useradd --create-home --uid 61203 moe
    list_machine >"$scratch/machine.before"
    check 'a dry run says what it would do' prints 'systemctl start' install_inside --dry-run
    inside /root/programs/talkroomd -s /run/chat.sock -o history=off -o user=moe 2>/dev/null &
    within 60 inside /root/programs/talkroom who >/dev/null
    check 'a room of somebody else is not taken over' fails_saying 1 'another daemon answers' install_inside
    inside pkill -x talkroomd
    inside rm -f /run/chat.sock /run/chat.sock.lock
    list_machine >"$scratch/machine.after"
    check 'so far nothing has changed' is_same "$scratch/machine.before" "$scratch/machine.after"
    try_first_failure_inside
    check 'without a start it is only installed' prints 'neither enabled nor started' install_inside --no-start
    check 'it is not enabled' fails_saying 1 'disabled' inside systemctl is-enabled talkroom.service
    check 'it installs, as announced' as_announced install_inside
    test_service
    test_terminals
    test_reload
    test_crowd
    test_manual
    test_user
    test_trouble
    try_two_prefixes_inside
    kill "$kim"
    check 'what is said in a room of another prefix is not purged' fails_saying 1 'is in use' \
        inside /root/talkroom/install.sh --purge PREFIX=/opt/talk
    check 'what stays is told' prints 'stays in /var/lib/talkroom' inside /root/talkroom/install.sh --uninstall --dry-run
    check 'it is taken away, as announced' as_announced inside /root/talkroom/install.sh --uninstall
    check 'what was said is still there' inside grep -rq 'upgrade-300-' /var/lib/talkroom
    check 'that is taken away, too, as announced' as_announced inside /root/talkroom/install.sh --purge
    inside groupdel talkers
    list_machine >"$scratch/machine.after"
    check 'nothing is left' is_same "$scratch/machine.before" "$scratch/machine.after"
    check 'no socket either' test ! -e "/proc/$init_pid/root/run/chat.sock"
    power_off
}
