# install.sh where it only makes files: what packagers use, and what can go wrong.
# shellcheck shell=bash disable=SC2154

install_sh=$source_tree/install.sh
stage=$scratch/stage
packer=talkroom-packer-$$

make_stage() { "$1" "${@:2}" "$install_sh" --programs="$programs" DESTDIR="$stage"; }

says_usage() { fails_saying 64 "$1" "$install_sh" "${@:2}"; }

test_shells() {
    local shell
    for shell in dash 'busybox sh' 'bash --posix'; do
        rm -rf "$stage"
        # shellcheck disable=SC2086 # A shell and its options.
        check "it installs under $shell" make_stage $shell
        list_whole "$stage" >"$scratch/first"
        # shellcheck disable=SC2086
        check "it runs twice under $shell" make_stage $shell
        list_whole "$stage" >"$scratch/second"
        check 'the second time changes nothing' is_same "$scratch/first" "$scratch/second"
        if [[ -e $scratch/shell.first ]]; then
            check 'every shell installs the same' is_same "$scratch/shell.first" "$scratch/first"
        fi
        cp "$scratch/first" "$scratch/shell.first"
    done
}

test_stage() {
    local file
    for file in bin/talkroom sbin/talkroomd share/man/man1/talkroom.1 share/man/man8/talkroomd.8 \
        share/man/man5/talkroom.conf.5 share/man/man7/talkroom.7 share/man/pt_BR/man1/talkroom.1 \
        share/bash-completion/completions/talkroom share/zsh/site-functions/_talkroomd \
        share/fish/vendor_completions.d/talkroom.fish share/doc/talkroom/talkroom.conf.example \
        lib/systemd/system/talkroom.service lib/systemd/system/talkroom.socket lib/sysusers.d/talkroom.conf; do
        check "$file is there" test -s "$stage/usr/local/$file"
    done
    check 'the installed program is whole' prints "talkroom " "$stage/usr/local/bin/talkroom" --version
    check 'the installed program needs no library of Swift' needs_no_swift "$stage/usr/local"
    check 'the example is a configuration' "$stage/usr/local/sbin/talkroomd" --check \
        -c "$stage/usr/local/share/doc/talkroom/talkroom.conf.example"
    note "talkroom $(stat -c %s "$stage/usr/local/bin/talkroom") bytes," \
        "talkroomd $(stat -c %s "$stage/usr/local/sbin/talkroomd") bytes"
    check 'another prefix is another place' \
        "$install_sh" --programs="$programs" PREFIX=/opt/talk DESTDIR="$scratch/other"
    check 'its unit names it' grep -q '^ExecStart=/opt/talk/sbin/talkroomd$' \
        "$scratch/other/etc/systemd/system/talkroom.service"
    check 'nothing of it is elsewhere' test ! -e "$scratch/other/usr"
}

needs_no_swift() { ! ldd "$1/bin/talkroom" "$1/sbin/talkroomd" | grep -iE 'swift|foundation|stdc\+\+|not found'; }

test_wrong_words() {
    check 'an unknown word is refused' says_usage 'unknown' --frobnicate
    check 'a relative prefix is refused' says_usage 'absolute path' PREFIX=opt
    check 'a prefix that units cannot name is refused' says_usage 'absolute path' 'PREFIX=/opt/my talk'
    check 'a prefix that is elsewhere is refused' says_usage 'absolute path' PREFIX=/opt/../etc
    check 'the root as a prefix is refused by its name' says_usage 'PREFIX=/: ' PREFIX=/
    check 'a prefix may end in slashes' prints "install $scratch/none/opt/talk/bin/talkroom" \
        "$install_sh" --dry-run PREFIX=/opt/talk// DESTDIR="$scratch/none"
    check 'the host is no DESTDIR' says_usage 'leave DESTDIR out' --dry-run DESTDIR=/
    check 'nor by another name' says_usage 'leave DESTDIR out' --dry-run DESTDIR=/usr/..//
    check 'an unknown init is refused' says_usage 'must be systemd' --init=upstart
    check 'an account without a place for its socket is told which variable says so' \
        fails_saying 64 'XDG_RUNTIME_DIR=run: must be' \
        env XDG_RUNTIME_DIR=run HOME=/home/kim "$install_sh" --user --init=systemd --dry-run
    check 'a place for its units that the record cannot name is refused' \
        fails_saying 64 'XDG_CONFIG_HOME=/home/my kim/' \
        env XDG_RUNTIME_DIR=/run/user/1 XDG_CONFIG_HOME='/home/my kim' HOME=/home/kim \
        "$install_sh" --user --init=systemd --dry-run
    check 'a value that is missing is refused' says_usage 'value is missing' --programs
    check 'DESTDIR is not taken away' fails_saying 1 "remove $stage" "$install_sh" --uninstall DESTDIR="$stage"
    check 'help is help' prints 'DESTDIR' "$install_sh" --help
    check 'help is in Portuguese, too' prints 'Uso: ' env LC_ALL=pt_BR.UTF-8 "$install_sh" --help
    check 'programs that are none are refused' fails_saying 1 'there is none' \
        "$install_sh" --programs=/etc DESTDIR="$scratch/none"
    mkdir "$scratch/broken"
    printf '#!/bin/false\n' | tee "$scratch/broken/talkroom" >"$scratch/broken/talkroomd"
    check 'programs that do not run are refused' fails_saying 1 'does not run here' \
        "$install_sh" --programs="$scratch/broken" DESTDIR="$scratch/none"
    check 'nothing came of all that' test ! -e "$scratch/none"
}

test_dry_run() {
    local empty=$scratch/empty temporary=$scratch/temporary
    mkdir "$empty" "$temporary"
    list "$empty" >"$scratch/before"
    check 'a dry run says what it would do' prints "install $empty/usr/local/bin/talkroom" \
        env TMPDIR="$temporary" "$install_sh" --dry-run DESTDIR="$empty"
    list "$empty" >"$scratch/after"
    check 'a dry run makes nothing' is_same "$scratch/before" "$scratch/after"
    check 'nor anything beside that' rmdir "$temporary"
    check 'what it says is what is done' as_announced "$install_sh" --programs="$programs" DESTDIR="$empty/stage"
    rm "$empty/stage/usr/local/share/man/man1/talkroom.1"
    check 'where the rest is there already, too' as_announced "$install_sh" --programs="$programs" DESTDIR="$empty/stage"
    check 'that is little' test "$(wc -l <"$scratch/announced")" -eq 1
}

test_failing_build() {
    mkdir "$scratch/bin"
    printf '#!/bin/sh\nexit 1\n' >"$scratch/bin/swift"
    chmod 755 "$scratch/bin/swift"
    check 'a failing build installs nothing, and says so' fails_saying 1 'nothing was installed' \
        env PATH="$scratch/bin:$PATH" "$install_sh" DESTDIR="$scratch/unbuilt"
    check 'nothing is there' test ! -e "$scratch/unbuilt"
    check 'without swift it names the ways out' fails_saying 1 'there is no swift in PATH' \
        env PATH="$(path_without_swift)" "$install_sh" DESTDIR="$scratch/unbuilt"
}

path_without_swift() {
    local tools=$scratch/tools
    mkdir "$tools"
    find -L /usr/bin /bin -maxdepth 1 -type f ! -name 'swift*' -exec ln -sf -t "$tools" {} +
    echo "$tools"
}

# As mkdir -p would, and packagers' tools do.
test_missing_stage() {
    local deep=$scratch/deep
    check 'a place whose parents are missing is made' prints "make $deep/er/" \
        "$install_sh" --programs="$programs" DESTDIR="$deep/er/stage"
    check 'it is there' test -x "$deep/er/stage/usr/local/sbin/talkroomd"
    rm -r "$deep"
    check 'what fails there' fails_saying 143 'undoing' env PATH="$scratch/signals:$PATH" SIGNAL=TERM \
        "$install_sh" --programs="$programs" DESTDIR="$deep/er/stage"
    check 'leaves no parents' test ! -e "$deep"
}

# What undoes it goes on to its end, whatever comes meanwhile.
# shellcheck disable=SC2016 # What is written there is expanded there.
test_interruption() {
    local begun=$scratch/begun signals=$scratch/signals
    mkdir "$begun" "$signals"
    # The first signal comes once a directory is made, the others while it is taken away again.
    printf '#!/bin/sh\n%s "$@" && case $1 in */man8) kill -"$SIGNAL" "$PPID" ;; esac\n' \
        "$(command -v mkdir)" >"$signals/mkdir"
    printf '#!/bin/sh\nkill -INT "$PPID"\nexec %s "$@"\n' "$(command -v rmdir)" >"$signals/rmdir"
    chmod 755 "$signals/mkdir" "$signals/rmdir"
    check 'a signal ends it' fails_saying 143 'undoing' env PATH="$signals:$PATH" SIGNAL=TERM \
        "$install_sh" --programs="$programs" DESTDIR="$begun"
    check 'others do not end what undoes it' test -z "$(ls -A "$begun")"
    check 'it ends when nobody reads what it says' fails_saying 141 'undoing' env --default-signal=PIPE \
        PATH="$signals:$PATH" SIGNAL=PIPE "$install_sh" --programs="$programs" DESTDIR="$begun"
    check 'that is undone, too' test -z "$(ls -A "$begun")"
}

start_beside() {
    local above
    above=$(dirname "$source_tree")
    (cd "$above" && CDPATH=$above sh "$(basename "$source_tree")/install.sh" \
        --programs="$programs" DESTDIR="$scratch/beside")
}

test_ordinary_account() {
    useradd --create-home --home-dir "$scratch/packer" "$packer"
    copy_sources "$scratch/packer/talkroom"
    check 'an ordinary account makes a package' setpriv --reuid="$packer" --regid="$packer" --clear-groups \
        env -u XDG_RUNTIME_DIR HOME="$scratch/packer" "$scratch/packer/talkroom/install.sh" \
        --programs="$programs" DESTDIR="$scratch/packer/stage"
    check 'but not the host' fails_saying 1 'only root can install' \
        setpriv --reuid="$packer" --regid="$packer" --clear-groups "$scratch/packer/talkroom/install.sh"
    userdel "$packer"
}

test_units() {
    local tree=$scratch/units
    mkdir "$tree"
    cp "$stage/usr/local/lib/systemd/system/"talkroom.* "$tree"
    sed -i "s|=/usr/local/sbin|=$stage/usr/local/sbin|" "$tree/talkroom.service"
    check 'systemd-analyze verify is silent' is_silent env SYSTEMD_UNIT_PATH="$tree:" \
        MANPATH="$stage/usr/local/share/man:" \
        systemd-analyze verify "$tree/talkroom.service" "$tree/talkroom.socket"
    local exposure
    exposure=$(systemd-analyze security --offline=true "$tree/talkroom.service" |
        sed -n 's/.*exposure level for [^:]*: \([0-9.]*\).*/\1/p')
    note "exposure level $exposure"
    check 'its exposure is 0.6 or lower' awk -v level="$exposure" 'BEGIN { exit !(level != "" && level <= 0.6) }'
}

is_silent() {
    "$@" >"$scratch/said" 2>&1 || return
    cat "$scratch/said"
    [[ ! -s $scratch/said ]]
}

test_files() {
    test_shells
    test_stage
    test_wrong_words
    test_dry_run
    test_classic_stage
    test_failing_build
    test_interruption
    test_missing_stage
    check 'CDPATH misleads it not' start_beside
    if [[ $(id -u) -eq 0 ]]; then
        test_disks
        test_ordinary_account
    fi
    test_user_by_hand
    if command -v systemd-analyze >/dev/null; then test_units; fi
}
