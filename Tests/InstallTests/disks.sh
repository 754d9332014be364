# install.sh where a disk is full, or lets no program run.
# shellcheck shell=bash disable=SC2154

# On a disk that is too small for it, and on one that has room for one version but not for two.
test_full_disk() {
    local disk=$scratch/disk
    mkdir "$disk"
    mount -t tmpfs -o size=6m,mode=755 talkroom-test "$disk"
    check 'a full disk is told' fails_saying 1 'No space left' \
        "$install_sh" --programs="$programs" DESTDIR="$disk"
    list "$disk" >"$scratch/after"
    check 'what was begun is undone' test "$(wc -l <"$scratch/after")" -eq 1
    mount -o remount,size=22m "$disk"
    check 'with more room it installs' "$install_sh" --programs="$programs" DESTDIR="$disk"
    list_whole "$disk" >"$scratch/before"
    newer_programs "$scratch/newer"
    check 'no room for an upgrade is told' fails_saying 1 'No space left' \
        "$install_sh" --programs="$scratch/newer" DESTDIR="$disk"
    list_whole "$disk" >"$scratch/after"
    check 'the version before it is whole' is_same "$scratch/before" "$scratch/after"
    umount "$disk"
}

test_noexec() {
    mount -t tmpfs -o size=64m,mode=755,noexec talkroom-test "$scratch/disk"
    check 'where no program may run, it says where else' fails_saying 1 'set TMPDIR' \
        env TMPDIR="$scratch/disk" "$install_sh" --programs="$programs" DESTDIR="$scratch/unbuilt"
    umount "$scratch/disk"
}

# Where the programs are made ready, there must be room for them.
test_full_temporary_directory() {
    mount -t tmpfs -o size=1m,mode=755 talkroom-test "$scratch/disk"
    check 'where there is no room to make ready, it says where else' \
        fails_saying 1 'set TMPDIR to a directory with more room; nothing was installed' \
        env TMPDIR="$scratch/disk" "$install_sh" --programs="$programs" DESTDIR="$scratch/unbuilt"
    check 'a dry run says so, too' fails_saying 1 'nothing was installed' \
        env TMPDIR="$scratch/disk" "$install_sh" --dry-run --programs="$programs" DESTDIR="$scratch/unbuilt"
    check 'nothing is left where there was no room' test -z "$(ls -A "$scratch/disk")"
    umount "$scratch/disk"
    check 'and nothing is there' test ! -e "$scratch/unbuilt"
}

# Programs that do the same and are not the same.
newer_programs() {
    rm -rf "$1"
    mkdir "$1"
    cp "$programs/talkroom" "$programs/talkroomd" "$1"
    # What strip(1) does not take away, either.
    local program
    for program in talkroom talkroomd; do
        objcopy --remove-section .note.gnu.build-id "$1/$program"
    done
}

test_disks() {
    if ! unshare --mount mount -t tmpfs talkroom-test /mnt 2>/dev/null; then
        note 'not tried on a full disk: nothing may be mounted'
        return
    fi
    test_full_disk
    test_noexec
    test_full_temporary_directory
}
