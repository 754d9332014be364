# Trees of Debian in which install.sh is tried: one that is booted with systemd, others without it.
# shellcheck shell=bash disable=SC2154

base=$scratch/base
init_pid=
search_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Prints why no tree can be had or booted here; fails if it can.
why_no_trees() {
    local tool
    for tool in debootstrap systemd-nspawn nsenter objcopy; do
        if ! command -v "$tool" >/dev/null; then
            echo "there is no $tool"
            return 0
        fi
    done
    if ! unshare --mount --pid --fork --mount-proc true 2>/dev/null; then
        echo 'no namespaces may be made'
        return 0
    fi
    return 1
}

make_tree() {
    if [[ -n ${TALKROOM_TREE-} ]]; then
        cp -a "$TALKROOM_TREE" "$base"
    else
        timeout 600 debootstrap --variant=minbase \
            --include=systemd,systemd-sysv,libpam-systemd,dbus,login,passwd,procps,man-db bookworm "$base" \
            >"$scratch/debootstrap.log" 2>&1 || return
    fi
    rm -f "$base"/var/cache/apt/archives/*.deb
    copy_sources "$base/root/talkroom"
    mkdir "$base/root/programs"
    cp "$programs/talkroom" "$programs/talkroomd" "$base/root/programs"
    strip "$base/root/programs/"*
    # The tree has no strip: what is added stays, and makes other programs of them.
    cp -r "$base/root/programs" "$base/root/newer"
    printf newer | tee -a "$base/root/newer/talkroom" >>"$base/root/newer/talkroomd"
    # A daemon that answers what install.sh asks it, and does not serve; a client that nobody answers.
    make_stub "$base/root/broken" talkroomd 1
    make_stub "$base/root/mute" talkroom 69
}

# make_stub DIRECTORY PROGRAM STATUS: the programs, one of which only knows its options.
make_stub() {
    mkdir "$1"
    cp "$base/root/programs/"* "$1"
    cat >"$1/$2" <<END
#!/bin/sh
case \${1-} in
--*) exec /root/programs/$2 "\$@" ;;
esac
exit $3
END
    chmod 755 "$1/$2"
}

# runs_in_tree TREE PROGRAM: whether it finds all there that it needs. Swift has its arguments from /proc.
runs_in_tree() {
    # shellcheck disable=SC2016 # The inner shell expands them.
    unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" "$2" --version' sh "$@" \
        >/dev/null
}

boot() {
    systemd-nspawn --quiet --directory="$1" --boot --register=no --keep-unit --console=pipe \
        >"$scratch/boot.log" 2>&1 </dev/null &
    nspawn_pid=$!
    within 60 has_booted
}

has_booted() {
    init_pid=$(pgrep -P "$nspawn_pid" | head -n 1)
    # Before it is systemd it is what makes the machine, and still on the host.
    [[ -n $init_pid && $(cat "/proc/$init_pid/comm") == systemd &&
        $(readlink "/proc/$init_pid/ns/pid") != "$(readlink /proc/self/ns/pid)" ]] && inside systemctl is-system-running --wait >/dev/null 2>&1
}

power_off() {
    [[ -n ${nspawn_pid-} ]] || return 0
    kill -KILL "$init_pid" 2>/dev/null || kill -KILL "$nspawn_pid" 2>/dev/null || true
    wait "$nspawn_pid" 2>/dev/null || true
    nspawn_pid=
}

# inside COMMAND ...: as root in the booted tree.
inside() {
    nsenter -t "$init_pid" -a -- env -i PATH="$search_path" LANG=C.UTF-8 HOME=/root TERM=dumb "$@"
}

# as LOGIN COMMAND ...: as an account of the booted tree.
as() {
    local login=$1
    shift
    inside setpriv --reuid="$login" --regid="$login" --init-groups env HOME="/home/$login" USER="$login" \
        LOGNAME="$login" ${runtime_directory:+XDG_RUNTIME_DIR="$runtime_directory"} "$@"
}

# within_tree TREE COMMAND ...: as root in a tree that is not booted.
within_tree() {
    chroot "$1" env -i PATH="$search_path" LANG=C.UTF-8 HOME=/root TERM=dumb DEBIAN_FRONTEND=noninteractive \
        "${@:2}"
}
