# The old names: wall, write, mesg and talk, where there are none, and where there are others.
# shellcheck shell=bash disable=SC2154

is_link_to() { [[ -L $1 && $(readlink "$1") == "$2" ]]; }

install_names_staged() {
    "$install_sh" --programs="$programs" DESTDIR="$scratch/classic" --with-classic-names
}

# With DESTDIR, as packagers install it.
test_classic_stage() {
    local stage=$scratch/classic name
    check 'it is installed by its old names, too' install_names_staged
    for name in wall write mesg talk; do
        check "$name is talkroom" is_link_to "$stage/usr/local/bin/$name" talkroom
        check "$name has a page" grep -qx '\.so man1/talkroom-classic\.1' "$stage/usr/local/share/man/man1/$name.1"
        check "$name has a help of its own" prints "  $name " env LC_ALL=C "$stage/usr/local/bin/$name" --help
    done
    list_whole "$stage" >"$scratch/first"
    check 'again' install_names_staged
    list_whole "$stage" >"$scratch/second"
    check 'that changes nothing' is_same "$scratch/first" "$scratch/second"
    rm "$stage/usr/local/bin/write"
    printf 'theirs\n' >"$stage/usr/local/bin/write"
    rm "$stage/usr/local/share/man/man1/mesg.1"
    printf 'theirs\n' >"$stage/usr/local/share/man/man1/mesg.1.gz"
    check 'one of others is told' prints "$stage/usr/local/bin/write: is there already, and stays" install_names_staged
    check 'it stays' grep -qx theirs "$stage/usr/local/bin/write"
    check 'so does a page of others, which is told' prints "mesg.1.gz: is there already" install_names_staged
    check 'there is no other page beside it' test ! -e "$stage/usr/local/share/man/man1/mesg.1"
    check 'without being asked for they are not installed' \
        "$install_sh" --programs="$programs" DESTDIR="$scratch/unnamed"
    check 'as is seen' test ! -e "$scratch/unnamed/usr/local/bin/wall" -a ! -L "$scratch/unnamed/usr/local/bin/wall"
    check 'packagers replace nothing' says_usage 'choose one' --with-classic-names=replace DESTDIR="$scratch/none"
    check 'how to install them is one of two' says_usage 'must be replace' --with-classic-names=all
    check 'a dry run says what it would do' prints "link $scratch/none/usr/local/bin/wall to talkroom" \
        "$install_sh" --dry-run --with-classic-names DESTDIR="$scratch/none"
    check 'and does nothing' test ! -e "$scratch/none"
}

# In the tree of sysv.sh.
install_names() { in_tree /root/talkroom/install.sh --programs=/root/programs --no-start "$@"; }

remove_names() { in_tree /root/talkroom/install.sh --uninstall "$@"; }

try_classic_names() {
    try_names_beside
    try_names_in_place
    try_names_of_a_package
}

classic_state() {
    (
        cd "$tree" || exit
        find usr/bin usr/local usr/share/man/man1 usr/share/talkroom -printf '%p %y %U:%G %m %l\n' 2>/dev/null | sort
        find usr/bin usr/local usr/share/man/man1 -type f -exec cksum {} + | sort
    )
}

# In a prefix that has none of them, before those of the host or after them.
try_names_beside() {
    classic_state >"$scratch/names.before"
    check 'it is told which one a shell finds' \
        prints "wall: a shell finds talkroom's, not /usr/bin/wall" install_names --with-classic-names
    check 'a shell finds it' prints talkroom in_tree wall --version
    check 'its page is found' prints 'the old names' in_tree man -P cat wall
    check 'an upgrade keeps them' in_tree /root/talkroom/install.sh --programs=/root/newer --no-start
    check 'as is seen' is_link_to "$tree/usr/local/bin/mesg" talkroom
    check 'again nothing changes' prints 'Nothing had to be changed' \
        in_tree /root/talkroom/install.sh --programs=/root/newer --no-start
    check 'they are given up' install_names --without-classic-names
    check 'and are away' test ! -L "$tree/usr/local/bin/wall" -a ! -e "$tree/usr/local/share/man/man1/wall.1"
    check 'while talkroom is there' in_tree talkroom --version
    check 'they come back' install_names --with-classic-names
    check 'it is taken away' remove_names --purge
    classic_state >"$scratch/names.after"
    check 'nothing of them is left' is_same "$scratch/names.before" "$scratch/names.after"
    check 'behind those of the host they are not found, which is told' \
        prints "wall: a shell finds /usr/bin/wall, not talkroom's" \
        in_tree env PATH="/usr/bin:/usr/sbin:/usr/local/bin" /root/talkroom/install.sh \
        --programs=/root/programs --no-start --with-classic-names
    check 'that is taken away, too' remove_names --purge
}

# Where the distribution's own are; one of them is setgid, one was made by hand.
try_names_in_place() {
    printf '#!/bin/sh\necho by hand\n' >"$tree/usr/bin/talk"
    chmod 2751 "$tree/usr/bin/talk"
    chown 1:5 "$tree/usr/bin/talk"
    chmod g+s "$tree/usr/bin/talk"
    mkdir -p "$tree/usr/share/man/man1"
    printf 'theirs' >"$tree/usr/share/man/man1/wall.1.gz"
    classic_state >"$scratch/names.before"
    check 'those of the distribution are told' \
        prints '/usr/bin/wall: is there already, and stays' install_names PREFIX=/usr --with-classic-names
    check 'they stay' prints util-linux in_tree wall --version
    check 'so does one made by hand' prints 'by hand' in_tree talk
    check 'a dry run says what it would replace' \
        prints 'replace /usr/bin/wall, and keep it as /usr/share/talkroom/replaced/wall' \
        install_names PREFIX=/usr --with-classic-names=replace --dry-run
    check 'told to, it replaces them, as announced' as_announced install_names PREFIX=/usr --with-classic-names=replace
    check 'and says so' grep -qF 'replace /usr/bin/talk, and keep it as /usr/share/talkroom/replaced/talk' "$scratch/done"
    check 'they are talkroom' prints talkroom in_tree /usr/bin/wall --version
    check 'nobody but root can run what was kept' test "$(stat -c %a "$tree/usr/share/talkroom/replaced")" = 700
    check 'twice' prints 'Nothing had to be changed' install_names PREFIX=/usr --with-classic-names=replace
    check 'an upgrade keeps them' in_tree /root/talkroom/install.sh --programs=/root/newer --no-start PREFIX=/usr
    check 'as is seen' is_link_to "$tree/usr/bin/talk" talkroom
    check 'it is taken away, as announced' as_announced remove_names PREFIX=/usr --purge
    check 'which is said' grep -qF 'put /usr/bin/talk back' "$scratch/done"
    classic_state >"$scratch/names.after"
    check 'all is as it was' is_same "$scratch/names.before" "$scratch/names.after"
    check 'what was kept is away' test ! -e "$tree/usr/share/talkroom"
    # What fails once they are replaced.
    mkdir "$tree/usr/share/man/man1/talk.1"
    check 'it fails half-way' fails_saying 1 'undoing' install_names PREFIX=/usr --with-classic-names=replace
    rmdir "$tree/usr/share/man/man1/talk.1"
    classic_state >"$scratch/names.after"
    check 'that is undone' is_same "$scratch/names.before" "$scratch/names.after"
    rm -f "$tree/usr/bin/talk" "$tree/usr/share/man/man1/wall.1.gz"
}

# A package is upgraded, and brings its own again.
try_names_of_a_package() {
    cp -p "$tree/usr/bin/mesg" "$scratch/mesg"
    check 'they are replaced' install_names PREFIX=/usr --with-classic-names=replace
    rm "$tree/usr/bin/mesg"
    printf '#!/bin/sh\necho newer\n' >"$tree/usr/bin/mesg"
    chmod 755 "$tree/usr/bin/mesg"
    check 'one that a package put back is told' \
        prints '/usr/bin/mesg: is there already' install_names PREFIX=/usr
    check 'and stays' prints newer in_tree mesg
    check 'when all is taken away it is told what stays' \
        prints '/usr/share/talkroom/replaced/mesg: stays' remove_names PREFIX=/usr --purge
    check 'that of the package is there' prints newer in_tree mesg
    check 'so is the one before it' cmp "$scratch/mesg" "$tree/usr/share/talkroom/replaced/mesg"
    rm -r "$tree/usr/share/talkroom"
    cp -p "$scratch/mesg" "$tree/usr/bin/mesg"
}
