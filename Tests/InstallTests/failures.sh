# What a first installation leaves that fails once its daemon has begun: what says why, and nothing else.
# shellcheck shell=bash disable=SC2154

# In the tree of sysv.sh.
try_first_failure() {
    local log=$tree/var/log/talkroomd.log
    list "$tree" >"$scratch/failure.before"
    check 'a first version that nobody can talk to is taken back' \
        fails_saying 1 'is left: /var/log/talkroomd.log' in_tree /root/talkroom/install.sh --programs=/root/mute
    check 'what is left says what it did' grep -q '^listen ' "$log"
    rm "$log"
    list "$tree" >"$scratch/failure.after"
    check 'nothing else is left' is_same "$scratch/failure.before" "$scratch/failure.after"
    check 'no socket either' test -z "$(find "$tree/run" -name 'chat.sock*')"
    check 'nor a daemon' test -z "$(daemon_pid)"
}

# In the machine of systemd.sh.
try_first_failure_inside() {
    list_machine >"$scratch/failure.before"
    check 'a first version that nobody can talk to is taken back' \
        fails_saying 1 'undoing' inside /root/talkroom/install.sh --programs=/root/mute
    list_machine >"$scratch/failure.after"
    check 'nothing is left of it' is_same "$scratch/failure.before" "$scratch/failure.after"
    check 'no socket' test ! -e "/proc/$init_pid/root/run/chat.sock"
    check 'no daemon' has_no_daemon
}

has_no_daemon() { ! inside pgrep -x talkroomd; }
