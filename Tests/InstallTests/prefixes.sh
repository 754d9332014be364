# Two prefixes on one host, where the room, its socket and what starts it are there once; and programs of others.
# shellcheck shell=bash disable=SC2154

other_prefix=PREFIX=/opt/talk

# In the tree of sysv.sh.
try_two_prefixes() {
    list "$tree" >"$scratch/prefixes.before"
    check 'it installs' install_in_tree
    check 'in another prefix, too, it does not' fails_saying 1 '--uninstall PREFIX=/usr/local' install_in_tree "$other_prefix"
    check 'as a dry run says' fails_saying 1 '--uninstall PREFIX=/usr/local' install_in_tree "$other_prefix" --dry-run
    check 'which is said in Portuguese, too' fails_saying 1 'remova-o antes' \
        in_tree env LC_ALL=pt_BR.UTF-8 /root/talkroom/install.sh --programs=/root/programs "$other_prefix"
    check 'nothing of that is there' test ! -e "$tree/opt/talk"
    check 'the first one serves' in_tree talkroom who
    check 'where nothing starts it, it may be there twice' install_in_tree "$other_prefix" --init=none
    check 'and is taken away' in_tree /root/talkroom/install.sh --uninstall "$other_prefix"
    check 'which is nothing to the first one' in_tree talkroom who
    try_overtaken
    list "$tree" >"$scratch/prefixes.after"
    check 'nothing is left of either' is_same "$scratch/prefixes.before" "$scratch/prefixes.after"
}

# What starts it is another prefix's by now, by way of an installation that did not ask.
try_overtaken() {
    in_tree /etc/init.d/talkroom stop
    rm "$tree/etc/init.d/talkroom"
    check 'another one takes its place' install_in_tree "$other_prefix"
    check 'what is said there is not purged with the first one' fails_saying 1 'is in use' \
        in_tree /root/talkroom/install.sh --purge
    check 'which may go, as announced' as_announced in_tree /root/talkroom/install.sh --uninstall
    check 'and is away' test ! -e "$tree/usr/local/sbin/talkroomd" -a ! -e "$tree/usr/local/share/talkroom"
    check 'while the other one goes on' in_tree /opt/talk/bin/talkroom who
    check 'and is begun at the next start' in_tree sh -c 'ls /etc/rc2.d/S??talkroom'
    check 'its log is kept small' test -s "$tree/etc/logrotate.d/talkroom"
    check 'it is taken away' in_tree /root/talkroom/install.sh --purge "$other_prefix"
}

# In the tree of sysv.sh: what has their names and is of others.
try_programs_of_others() {
    local place=/usr/local/bin/talkroom said
    said="$place: is there already"
    list "$tree" >"$scratch/others.before"
    printf 'theirs' >"$tree$place"
    list "$tree" >"$scratch/others.theirs"
    check 'a program of others is not written over' fails_saying 1 "$said" install_in_tree --no-start
    check 'as a dry run says' fails_saying 1 "$said" install_in_tree --no-start --dry-run
    check 'it is whole' grep -qx theirs "$tree$place"
    list "$tree" >"$scratch/others.after"
    check 'and alone' is_same "$scratch/others.theirs" "$scratch/others.after"
    ln -sf /root/programs/talkroom "$tree$place"
    check 'nor is a symbolic link' fails_saying 1 "$said" install_in_tree --no-start
    check 'which leads where it led' is_link_to "$tree$place" /root/programs/talkroom
    rm "$tree$place"
    # What an installation left that was killed.
    in_tree install -m 755 /root/programs/talkroom "$place"
    check 'one that is ours is no hindrance' install_in_tree --no-start
    check 'and is taken away' in_tree /root/talkroom/install.sh --purge
    list "$tree" >"$scratch/others.after"
    check 'nothing of it is left' is_same "$scratch/others.before" "$scratch/others.after"
}

# In the machine of systemd.sh, where it runs.
try_two_prefixes_inside() {
    local pid
    pid=$(main_pid)
    check 'in another prefix, too, it is not installed' \
        fails_saying 1 '--uninstall PREFIX=/usr/local' install_inside "$other_prefix"
    check 'nothing of that is there' test ! -e "$machine/opt/talk" -a ! -e "$machine/etc/systemd/system/talkroom.service"
    check 'the first one goes on' test "$(main_pid)" = "$pid"
    printf '[Service]\nExecStart=-/opt/talk/sbin/talkroomd -v\n' >"$machine/etc/systemd/system/talkroom.service"
    check 'a unit of others that hides ours is told' fails_saying 1 'starts /opt/talk/sbin/talkroomd' install_inside
    rm "$machine/etc/systemd/system/talkroom.service"
    # The version that is there is the newer one.
    check 'once it is away nothing has changed' prints 'Nothing had to be changed' \
        inside /root/talkroom/install.sh --programs=/root/newer
}
