#!/bin/sh
# Installs talkroom on this host, or takes it away again; install.sh --help says how.
#
# Whatever is changed passes through `run`, `make_directory`, `put` or `discard`: there a dry run
# ends, which says what any other says, and there is written down how to undo it.
set -eu
umask 022

# ---- What is said ---------------------------------------------------------------------------------

language=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}

# t ENGLISH PORTUGUESE: a text in the language of who reads it.
t() {
    case $language in
    pt*) printf '%s' "$2" ;;
    *) printf '%s' "$1" ;;
    esac
}

say() { t "$1" "$2" && echo; }

complain() { printf 'install.sh: %s\n' "$(t "$1" "$2")" >&2; }

fail() {
    complain "$1" "$2"
    exit 1
}

usage() {
    complain "$1" "$2"
    complain 'install.sh --help says more' 'install.sh --help diz mais'
    exit 64
}

help() {
    if [ "$(t english portuguese)" = english ]; then
        cat <<'END'
Usage: ./install.sh [OPTION ...] [PREFIX=DIR] [DESTDIR=DIR]

Builds talkroom and installs it as a service of this host: programs, manual, completions, an
account for the daemon, and what starts it. Best as root: sudo env PATH="$PATH" ./install.sh
Run again, it upgrades; who is in the room stays, and nothing that was said is lost.

  --user          for you alone, without root: in ~/.local, with a service of your own
  --uninstall     take it away; what was said stays, and it is said where
  --purge         take away what was said, too, and the account
  --no-start      install it, but neither enable nor start it
  --programs=DIR  install the programs from there, instead of building them
  --init=NAME     systemd, openrc, sysv or none (default: what this host runs)
  --with-classic-names
                  also as wall, write, mesg and talk, with their pages; one that is there already
                  and somebody else's stays, and with --with-classic-names=replace it is kept
                  aside until --uninstall. An upgrade keeps them; --without-classic-names does not
  --dry-run       say what would be done, and do nothing; what is still to be built counts as new
  --help          show this help

  PREFIX          where it goes (default /usr/local)
  DESTDIR         for packagers: only files, below this directory
END
    else
        cat <<'END'
Uso: ./install.sh [OPÇÃO ...] [PREFIX=DIR] [DESTDIR=DIR]

Compila o talkroom e o instala como serviço deste computador: programas, manual, completamento,
uma conta para o daemon e o que o inicia. De preferência como root:
sudo env PATH="$PATH" ./install.sh
Executado de novo, atualiza; quem está na sala fica, e nada do que foi dito se perde.

  --user          só para você, sem root: em ~/.local, com um serviço seu
  --uninstall     remover; o que foi dito fica, e diz-se onde
  --purge         remover também o que foi dito, e a conta
  --no-start      instalar, sem habilitar nem iniciar
  --programs=DIR  instalar os programas que estão ali, em vez de compilá-los
  --init=NOME     systemd, openrc, sysv ou none (padrão: o que este computador usa)
  --with-classic-names
                  também como wall, write, mesg e talk, com suas páginas; um que já existe e é de
                  outros fica, e com --with-classic-names=replace é guardado à parte até
                  --uninstall. Uma atualização os mantém; --without-classic-names, não
  --dry-run       dizer o que seria feito, e nada fazer; o que falta compilar conta como novo
  --help          mostrar esta ajuda

  PREFIX          onde fica (padrão /usr/local)
  DESTDIR         para quem empacota: só arquivos, abaixo deste diretório
END
    fi
}

# ---- What is asked --------------------------------------------------------------------------------

here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
action=install
purges=false
dry=false
starts=true
for_user=false
programs=
init=
# With the old names, or without, or in place of others; nothing: as it was.
classic=
prefix=${PREFIX-}
root=${DESTDIR-}

while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        help
        exit 0
        ;;
    --user) for_user=true ;;
    --uninstall) action=uninstall ;;
    --purge) purges=true action=uninstall ;;
    --no-start) starts=false ;;
    --with-classic-names) classic=with ;;
    --with-classic-names=replace) classic=replace ;;
    --with-classic-names=*) usage "$1: must be replace, or nothing" "$1: deve ser replace, ou nada" ;;
    --without-classic-names) classic=without ;;
    --dry-run) dry=true ;;
    --programs=*) programs=${1#*=} ;;
    --init=*) init=${1#*=} ;;
    --programs | --init)
        [ $# -gt 1 ] || usage "$1: its value is missing" "$1: falta o valor"
        case $1 in
        --programs) programs=$2 ;;
        --init) init=$2 ;;
        esac
        shift
        ;;
    PREFIX=*) prefix=${1#*=} ;;
    DESTDIR=*) root=${1#*=} ;;
    *) usage "$1: unknown" "$1: desconhecido" ;;
    esac
    shift
done

# What goes into units and scripts must be plain there.
require_plain() {
    case $2 in
    *[!A-Za-z0-9/._+@,=-]* | *//* | */../* | */..) ;;
    /*) return ;;
    esac
    usage "$1=$2: must be an absolute path of letters, digits and /._+@,=-" \
        "$1=$2: deve ser um caminho absoluto de letras, dígitos e /._+@,=-"
}

# At its end.
without_slashes() { printf '%s' "$1" | sed 's|//*$||'; }

if $for_user; then
    [ -z "$root" ] || usage '--user and DESTDIR: choose one' '--user e DESTDIR: escolha um'
    HOME=$(without_slashes "${HOME:-}")
    require_plain HOME "$HOME"
    usual_prefix=$HOME/.local
    # Without it, as after su(1), the service manager that runs there would not be found.
    export XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/run/user/$(id -u)}"
else
    usual_prefix=/usr/local
fi
prefix=$(without_slashes "${prefix:-$usual_prefix}")
[ -n "$prefix" ] || usage 'PREFIX=/: has no place for programs; /usr and /usr/local have' \
    'PREFIX=/: não tem lugar para programas; /usr e /usr/local têm'
require_plain PREFIX "$prefix"
if [ -n "$root" ]; then
    case $root in
    /*) ;;
    *) root=$PWD/$root ;;
    esac
    root=$(without_slashes "$root")
    case $(CDPATH='' cd -P "$root/" 2>/dev/null && pwd -P) in
    / | //) usage 'DESTDIR=/: is this host itself; leave DESTDIR out to install it here' \
        'DESTDIR=/: é este computador; omita DESTDIR para instalar aqui' ;;
    esac
    starts=false
    # Nothing records what there is to put back.
    [ "$classic" != replace ] ||
        usage '--with-classic-names=replace and DESTDIR: choose one' \
            '--with-classic-names=replace e DESTDIR: escolha um'
fi

# Whose the files are to be.
installer=$(id -u)
if ! $for_user && [ -z "$root" ]; then installer=0; fi

find_init() {
    if $for_user; then
        if [ -d "$XDG_RUNTIME_DIR/systemd" ]; then echo systemd; else echo none; fi
    elif [ -n "$root" ] || [ -d /run/systemd/system ]; then
        echo systemd
    elif command -v openrc-run >/dev/null && command -v rc-update >/dev/null; then
        echo openrc
    elif [ -d /etc/init.d ]; then
        echo sysv
    else
        echo none
    fi
}

asked_init=$init
: "${init:=$(find_init)}"
case $init in
systemd | none) ;;
openrc | sysv) if $for_user; then usage "--user --init=$init: root's alone" "--user --init=$init: só de root"; fi ;;
*) usage "--init=$init: must be systemd, openrc, sysv or none" \
    "--init=$init: deve ser systemd, openrc, sysv ou none" ;;
esac

if ! $dry && ! $for_user && [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
    fail 'only root can install it for the host; try sudo, or --user, or --dry-run' \
        'só root pode instalá-lo para o computador; tente sudo, --user ou --dry-run'
fi

# ---- Where things go ------------------------------------------------------------------------------

account=talkroom
sysusers=
account_comment='Chat room of this host'
share=$prefix/share
record=$share/talkroom/installed
client=$prefix/bin/talkroom
replaced_directory=$share/talkroom/replaced
daemon=$prefix/sbin/talkroomd
if $for_user; then
    units=${XDG_DATA_HOME:-$HOME/.local/share}/systemd/user
    require_plain XDG_DATA_HOME "$units"
    ledger=$HOME/.local/state/talkroom/room
    manager='systemctl --user'
else
    case $prefix in
    /usr | /usr/local)
        units=$prefix/lib/systemd/system
        sysusers=$prefix/lib/sysusers.d/talkroom.conf
        ;;
    *)
        units=/etc/systemd/system
        sysusers=/etc/sysusers.d/talkroom.conf
        ;;
    esac
    ledger=/var/lib/talkroom
    manager=systemctl
fi
script=/etc/init.d/talkroom
log=/var/log/talkroomd.log
logrotate=/etc/logrotate.d/talkroom

# What depends on what starts it.
find_socket() {
    if ! $for_user; then
        socket=/run/chat.sock
    elif [ "$init" = systemd ]; then
        require_plain XDG_RUNTIME_DIR "${XDG_RUNTIME_DIR:-}"
        socket=$XDG_RUNTIME_DIR/talkroom.sock
        enabled=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user
        require_plain XDG_CONFIG_HOME "$enabled"
    else
        socket=$HOME/.local/state/talkroom/chat.sock
    fi
}

find_socket

# ---- How it is done, and undone -------------------------------------------------------------------

work=
changed=
undo=
files=
directories=
replaced=
# What a dry run would have made, and taken away.
planned=
gone=
was_there=false
has_enabled=false
has_account=false
is_done=false
newline='
'

announce() { say "  $1" "  $2"; }

# run COMMAND ...: what is not a file.
run() {
    announce "run: $*" "executar: $*"
    if $dry; then return; fi
    "$@"
}

remember() { undo="$1$newline$undo"; }

# With what is missing above it, DESTDIR and what is above that included.
make_directory() { make_path "$root$1"; }

make_path() {
    if [ -d "$1" ] || is_one_of "$1" "$planned"; then return; fi
    make_path "$(dirname "$1")"
    announce "make $1/" "criar $1/"
    # Before it is there: a signal can come in between.
    remember "directory $1"
    directories="$directories$1$newline"
    if $dry; then planned="$planned$1$newline"; else mkdir "$1"; fi
}

# is_one_of PATH LIST: a list has one on each line.
is_one_of() {
    case $newline$2 in
    *"$newline$1$newline"*) ;;
    *) return 1 ;;
    esac
}

# Those that it makes are for the account alone.
make_private_directory() {
    if [ -d "$1" ] || is_one_of "$1" "$planned"; then return; fi
    make_private_directory "$(dirname "$1")"
    make_directory "$1"
    $dry || chmod 700 "$1"
}

# put SOURCE TARGET MODE: a file, whole or not at all; one that is right is left alone.
put() {
    files="$files$2$newline"
    target=$root$2
    if [ -n "$(find "$target" -prune -type f -user "$installer" -perm "$3" 2>/dev/null)" ] &&
        cmp -s "$1" "$target" 2>/dev/null; then
        return
    fi
    make_directory "$(dirname "$2")"
    announce "install $target" "instalar $target"
    if [ -d "$target" ]; then
        fail "$target: is a directory" "$target: é um diretório"
    fi
    changed="$changed $2"
    if $dry; then return; fi
    rm -f "$target.talkroom-new" "$target.talkroom-old"
    remember "copied $target"
    cp "$1" "$target.talkroom-new"
    chmod "$3" "$target.talkroom-new"
    if is_there "$2"; then
        ln "$target" "$target.talkroom-old" 2>/dev/null || cp -pP "$target" "$target.talkroom-old"
        remember "replaced $target"
    else
        remember "created $target"
    fi
    mv -f "$target.talkroom-new" "$target"
}

# Whether there is something, a symbolic link that leads nowhere included.
is_there() { [ -e "$root$1" ] || [ -L "$root$1" ]; }

# put_text FUNCTION TARGET MODE: what the function prints.
put_text() {
    "$1" >"$work/text"
    put "$work/text" "$2" "$3"
}

# discard PATH: a file that is no longer wanted.
discard() {
    is_there "$1" && ! is_one_of "$1" "$gone" || return 0
    announce "remove $root$1" "remover $root$1"
    if $dry; then forget "$1"; else rm -f "$root$1"; fi
}

discard_directory() {
    [ -d "$root$1" ] && ! is_one_of "$1" "$gone" || return 0
    if $dry; then
        has_only_gone "$1" || return 0
        forget "$1"
    else
        rmdir "$root$1" 2>/dev/null || return 0
    fi
    announce "remove $root$1/" "remover $root$1/"
}

# What a dry run would have taken away.
forget() { for forgotten; do gone="$gone$forgotten$newline"; done; }

has_only_gone() {
    for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        if is_there "$entry" && ! is_one_of "$entry" "$gone"; then return 1; fi
    done
}

undo_all() {
    [ -n "$undo" ] || return 0
    complain 'undoing what was done' 'desfazendo o que foi feito'
    if $has_enabled && ! $was_there; then leave_service; fi
    printf '%s' "$undo" | while read -r what path; do
        case $what in
        directory) [ ! -d "$path" ] || rmdir "$path" ;;
        copied) rm -f "$path.talkroom-new" "$path.talkroom-old" ;;
        created) rm -f "$path" ;;
        replaced) mv -f "$path.talkroom-old" "$path" ;;
        ledger) ! holds_ledger && rm -rf "$path" ;;
        # What did not start says there why.
        log) [ ! -s "$path" ] && rm -f "$path" ;;
        kept) [ ! -e "$(kept "$path")" ] && [ ! -L "$(kept "$path")" ] || mv -f "$(kept "$path")" "$path" ;;
        esac || complain "is left: $path" "ficou: $path"
    done
    if $has_account; then remove_account; fi
    if $has_enabled && $was_there; then restart_service || true; fi
    if $has_enabled && [ "$init" = systemd ]; then $manager daemon-reload || true; fi
}

finish() {
    status=$?
    trap - EXIT
    # What undoes is not stopped halfway, by a second Ctrl-C or because nobody reads.
    trap '' HUP INT PIPE TERM
    set +e
    if [ "$action" = install ] && ! $dry; then
        if $is_done; then
            printf '%s' "$undo" | while read -r what path; do
                if [ "$what" = replaced ]; then rm -f "$path.talkroom-old"; fi
            done
        else
            undo_all
        fi
    fi
    if [ -n "$work" ]; then rm -rf "$work"; fi
    exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

# ---- Building -------------------------------------------------------------------------------------

build() {
    if [ -n "$programs" ]; then return; fi
    announce "build, which takes some minutes: swift build -c release" \
        "compilar, o que leva alguns minutos: swift build -c release"
    if $dry; then
        if is_built; then programs=$here/.build/release; fi
        return
    fi
    # shellcheck disable=SC2016 # The reader's shell is to expand it.
    command -v swift >/dev/null || fail \
        'there is no swift in PATH; see https://www.swift.org/install, try sudo env PATH="$PATH" ./install.sh, or give programs built elsewhere with --programs=DIR' \
        'não há swift no PATH; veja https://www.swift.org/install, tente sudo env PATH="$PATH" ./install.sh ou indique programas compilados em outro lugar com --programs=DIR'
    for product in talkroomd talkroom; do
        swift build --package-path "$here" -c release --product "$product" >&2 ||
            fail 'the build failed; nothing was installed' 'a compilação falhou; nada foi instalado'
    done
    programs=$(swift build --package-path "$here" -c release --show-bin-path)
    # Who owns the sources can build there again.
    if [ "$(id -u)" -eq 0 ]; then chown -R "$(stat -c %u:%g "$here")" "$here/.build"; fi
}

# Whether to build it again would make nothing new.
is_built() {
    for name in talkroom talkroomd; do
        [ -f "$here/.build/release/$name" ] &&
            [ -z "$(find "$here/Package.swift" "$here/Sources" -newer "$here/.build/release/$name" 2>&1)" ] ||
            return 1
    done
}

# Copies of the programs without what only debuggers need, which must run here.
gather() {
    # A dry run builds none.
    if [ -z "$programs" ]; then return; fi
    for name in talkroom talkroomd; do
        [ -f "$programs/$name" ] || fail "$programs/$name: there is none" "$programs/$name: não existe"
        cp "$programs/$name" "$work/$name" || fail \
            "$work: the programs cannot be copied there; set TMPDIR to a directory with more room; nothing was installed" \
            "$work: não se pode copiar os programas ali; defina TMPDIR como um diretório com mais espaço; nada foi instalado"
        # It is a matter of size alone, and not every host can.
        strip "$work/$name" 2>/dev/null || true
        chmod 755 "$work/$name"
        if "$work/$name" --version >/dev/null; then continue; fi
        if "$programs/$name" --version >/dev/null 2>&1; then
            fail "$work: no program runs there; set TMPDIR to a directory that has room and is not mounted noexec" \
                "$work: nenhum programa funciona ali; defina TMPDIR como um diretório com espaço e montado sem noexec"
        fi
        fail "$programs/$name: does not run here" "$programs/$name: não funciona aqui"
    done
    if [ -z "$root" ] && ! $for_user && [ "$(id -u)" -eq 0 ]; then
        check_configuration ||
            fail 'the configuration is wrong; nothing was installed' \
                'a configuração está errada; nada foi instalado'
    fi
}

# Of an account that is only to be made, talkroomd would say that there is none.
check_configuration() {
    own="^[[:space:]]*user[[:space:]]*=[[:space:]]*${account}[[:space:]]*\\(#.*\\)*\$"
    if id "$account" >/dev/null 2>&1 || ! grep -qs "$own" /etc/talkroom.conf; then
        "$work/talkroomd" --check >/dev/null
    else
        sed "s/$own//" /etc/talkroom.conf >"$work/talkroom.conf"
        "$work/talkroomd" --check -c "$work/talkroom.conf" >/dev/null
    fi
}

# ---- Texts that are installed ---------------------------------------------------------------------

# Nothing where a dry run has no program to ask.
ask_program() {
    if [ -z "$programs" ]; then return; fi
    program=$work/$1
    shift
    LC_ALL=C "$program" "$@"
}

completion() { ask_program "$1" --completion "$2"; }
bash_client() { completion talkroom bash; }
bash_daemon() { completion talkroomd bash; }
zsh_client() { completion talkroom zsh; }
zsh_daemon() { completion talkroomd zsh; }
fish_client() { completion talkroom fish; }
fish_daemon() { completion talkroomd fish; }
example() { ask_program talkroomd --example; }

sysusers_text() { printf 'u %s - "%s"\n' "$account" "$account_comment"; }

socket_unit() {
    cat <<END
# Installed by talkroom's install.sh. To change it: systemctl edit talkroom.socket
[Unit]
Description=Socket of the chat room of this host
Documentation=man:talkroomd(8)

[Socket]
ListenStream=$socket
# Who may come in is decided by the daemon, to which the kernel says who it is.
SocketMode=0666
FileDescriptorName=talkroom
Backlog=4096
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
END
}

# What lets it write to the terminals of those who take messages. A unit whose group is missing does not start.
terminals_group() {
    if [ -n "$root" ] || getent group tty >/dev/null 2>&1 || grep -qs '^tty:' /etc/group; then
        cat <<'END'
# May write to terminals whose mode lets their group; without it: "The terminals" in talkroomd(8).
SupplementaryGroups=tty
END
    else
        echo '# No SupplementaryGroups=tty: this host has no group of that name.'
    fi
}

service_unit() {
    cat <<END
# Installed by talkroom's install.sh. To change it: systemctl edit talkroom.service
[Unit]
Description=Chat room of this host
Documentation=man:talkroomd(8) man:talkroom.conf(5)
Requires=talkroom.socket
After=talkroom.socket nss-user-lookup.target
# What passes, as a name service that is away, is waited for; what does not is given up, when clients call for it.
StartLimitIntervalSec=10s
StartLimitBurst=12

[Service]
Type=notify
NotifyAccess=main
ExecStart=$daemon
# So that a wrong configuration is seen by whoever asks for it.
ExecReload=$daemon --check
ExecReload=/bin/kill -HUP \$MAINPID
Restart=on-failure
RestartSec=1s
# What is wrong with the configuration or the ledger is not right the next moment.
RestartPreventExitStatus=64 73 77
WatchdogSec=30s
TimeoutStopSec=30s
SyslogIdentifier=talkroomd

User=$account
Group=$account
$(terminals_group)
StateDirectory=talkroom
StateDirectoryMode=0750
UMask=0077

# A thread and a descriptor for each client; more of them: "sessions" in talkroom.conf(5), and these.
TasksMax=16384
LimitNOFILE=16384
LimitCORE=0

AmbientCapabilities=
CapabilityBoundingSet=
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
KeyringMode=private
# Not PrivateUsers: every client would look like the same account.
PrivateDevices=yes
PrivateIPC=yes
PrivateMounts=yes
PrivateNetwork=yes
PrivateTmp=yes
DevicePolicy=closed
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
ProtectSystem=strict
RestrictAddressFamilies=AF_UNIX
IPAddressDeny=any
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
Also=talkroom.socket
END
}

# What a service manager of an ordinary account can do; the rest would hide who the clients are.
user_service_unit() {
    cat <<END
# Installed by talkroom's install.sh --user. To change it: systemctl --user edit talkroom.service
[Unit]
Description=Chat room of this account
Documentation=man:talkroomd(8) man:talkroom.conf(5)
Requires=talkroom.socket
After=talkroom.socket
StartLimitIntervalSec=10s
StartLimitBurst=12

[Service]
Type=notify
NotifyAccess=main
ExecStartPre=/bin/mkdir -p $(dirname "$ledger")
ExecStart=$daemon -d $ledger
# So that a wrong configuration is seen by whoever asks for it.
ExecReload=$daemon --check
ExecReload=/bin/kill -HUP \$MAINPID
Restart=on-failure
RestartSec=1s
RestartPreventExitStatus=64 73 77
WatchdogSec=30s
TimeoutStopSec=30s
SyslogIdentifier=talkroomd
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
Also=talkroom.socket
END
}

# The journal looks after itself; a file does not.
logrotate_text() {
    cat <<'END'
/var/log/talkroomd.log {
    weekly
    rotate 4
    maxsize 10M
    copytruncate
    compress
    missingok
    notifempty
}
END
}

openrc_script() {
    cat <<END
#!/sbin/openrc-run
# Installed by talkroom's install.sh.

description="Chat room of this host"
command="$daemon"
supervisor="supervise-daemon"
respawn_delay=1
pidfile="/run/talkroomd.pid"
error_log="/var/log/talkroomd.log"
# It becomes the account $account itself, once it has made its socket.
rc_ulimit="-n 16384"
retry="TERM/30/KILL/5"
extra_started_commands="reload"

depend() {
    after localmount
    use logger nscd sssd
}

# With a configuration that is wrong the room would end, and not begin again.
stop_pre() { [ "\$RC_CMD" != restart ] || "\$command" --check >/dev/null; }

reload() {
    "\$command" --check || return
    ebegin "Reloading the configuration of talkroomd"
    supervise-daemon "\$RC_SVCNAME" --signal HUP --pidfile "\$pidfile"
    eend \$?
}
END
}

sysv_script() {
    cat <<END
#!/bin/sh
# Installed by talkroom's install.sh.
### BEGIN INIT INFO
# Provides:          talkroom
# Required-Start:    \$local_fs \$remote_fs
# Required-Stop:     \$local_fs \$remote_fs
# Should-Start:      nscd sssd
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Chat room of this host
# Description:       talkroomd(8), which talkroom(1) talks to
### END INIT INFO
# chkconfig: 2345 80 20
# description: Chat room of this host

PATH=/usr/sbin:/usr/bin:/sbin:/bin
daemon=$daemon
END
    cat <<'END'
pidfile=/run/talkroomd.pid
log=/var/log/talkroomd.log

# The number of the daemon, if it runs; a number alone may be somebody else's by now.
pid() {
    [ -s "$pidfile" ] && read -r pid <"$pidfile" || return 1
    # The kernel names it without the symbolic links that lead there.
    program=$(readlink -f "$daemon") || program=$daemon
    case $(readlink "/proc/$pid/exe") in
    "$program" | "$program (deleted)") echo "$pid" ;;
    *) return 1 ;;
    esac
}

runs() { [ -n "$(pid)" ]; }

start() {
    if runs; then return 0; fi
    ulimit -n 16384 2>/dev/null
    (umask 077 && : >>"$log")
    # It becomes an account of its own, once it has made its socket.
    setsid "$daemon" </dev/null >/dev/null 2>>"$log" &
    echo $! >"$pidfile"
    # One that gives up does so at once; on a busy host it may be a while before it is the daemon.
    sleep 1
    seconds=10
    until runs; do
        # One that has ended is still there until somebody waits for it, but is no program any more.
        if [ "$seconds" -eq 0 ] || ! readlink "/proc/$!/exe" >/dev/null; then
            echo "talkroomd did not start; see $log" >&2
            return 1
        fi
        seconds=$((seconds - 1))
        sleep 1
    done
}

stop() {
    number=$(pid) || { rm -f "$pidfile"; return 0; }
    kill -TERM "$number"
    seconds=30
    # Not until the number is free: where nobody waits for it, it never is.
    while runs; do
        [ "$seconds" -gt 0 ] || kill -KILL "$number"
        seconds=$((seconds - 1))
        sleep 1
    done
    rm -f "$pidfile"
}

case ${1-} in
start) start ;;
stop) stop ;;
restart | force-reload)
    # With a configuration that is wrong the room would end, and not begin again.
    "$daemon" --check >/dev/null || exit 6
    stop && start
    ;;
reload)
    runs || exit 7
    "$daemon" --check || exit 6
    kill -HUP "$(pid)"
    ;;
status)
    if runs; then
        echo "talkroomd runs as process $(pid)"
    else
        echo "talkroomd does not run"
        exit 3
    fi
    ;;
*)
    echo "usage: $0 start | stop | restart | reload | force-reload | status" >&2
    exit 2
    ;;
esac
END
}

# ---- The account ----------------------------------------------------------------------------------

make_account() {
    if id "$account" >/dev/null 2>&1; then
        [ "$(id -u "$account")" -ne 0 ] || fail "the account $account is root" "a conta $account é root"
        case $(sed -n "s/^$account:.*://p" /etc/passwd) in
        '' | */nologin | */false) ;;
        *) complain "the account $account was there already: whoever can log in as it has what is said" \
            "a conta $account já existia: quem pode entrar com ela tem o que é dito" ;;
        esac
        return
    fi
    has_account=true
    if [ "$init" = systemd ] && command -v systemd-sysusers >/dev/null; then
        run systemd-sysusers "$sysusers"
    elif command -v useradd >/dev/null; then
        # A group of that name may be there already, and become the account's.
        group=--user-group
        if has_group; then group=--gid=$account; fi
        run useradd --system "$group" --no-create-home --home-dir / --shell /usr/sbin/nologin \
            --comment "$account_comment" "$account"
    elif command -v adduser >/dev/null; then
        has_group || run addgroup -S "$account"
        run adduser -S -D -H -h / -s /sbin/nologin -G "$account" -g "$account_comment" "$account"
    else
        fail "neither useradd nor adduser is here: make an account $account first" \
            "não há useradd nem adduser: crie antes uma conta $account"
    fi
}

has_group() { grep -q "^$account:" /etc/group; }

# Only one that was made here: its comment says so.
remove_account() {
    [ "$(sed -n "s/^$account:[^:]*:[^:]*:[^:]*:\([^:]*\):.*/\1/p" /etc/passwd)" = "$account_comment" ] ||
        return 0
    if command -v userdel >/dev/null; then
        run userdel "$account"
    else
        run deluser "$account"
    fi
    # Either takes the group of that name along, as a rule.
    if $dry && { ! command -v userdel >/dev/null || grep -qs '^USERGROUPS_ENAB[[:space:]]*yes' /etc/login.defs; }; then return; fi
    # One that others are members of was somebody's before.
    if grep -q "^$account:[^:]*:[^:]*:$" /etc/group; then run groupdel "$account"; fi
}

# ---- The service ----------------------------------------------------------------------------------

is_changed() {
    for path; do
        case " $changed " in
        *" $path "*) return 0 ;;
        esac
    done
    return 1
}

is_running() {
    case $init in
    systemd) $manager is-active --quiet talkroom.service 2>/dev/null ;;
    openrc) rc-service talkroom status >/dev/null 2>&1 ;;
    sysv) [ -x "$script" ] && "$script" status >/dev/null 2>&1 ;;
    none) false ;;
    esac
}

# Whether a daemon answers PROGRAM; 77 is the answer of one whose configuration keeps root out.
answers() {
    "$1" who -s "$socket" >/dev/null 2>&1 || [ $? -eq 77 ]
}

# Nobody else's room is taken over.
check_place() {
    $starts && ! $dry && [ "$init" != none ] || return 0
    if ! is_running && [ -S "$socket" ] && answers "$work/talkroom"; then
        fail "$socket: another daemon answers there; stop it first" \
            "$socket: outro daemon responde ali; pare-o antes"
    fi
}

restart_service() {
    case $init in
    systemd)
        run $manager daemon-reload
        if is_changed "$units/talkroom.socket"; then
            run $manager stop talkroom.service
            run $manager restart talkroom.socket
        fi
        run $manager restart talkroom.service
        ;;
    openrc) run rc-service talkroom restart ;;
    sysv) run "$script" restart ;;
    esac
}

enable_service() {
    case $init in
    systemd)
        if is_changed "$units/talkroom.service" "$units/talkroom.socket"; then
            run $manager daemon-reload
        fi
        # systemctl would make it, and nobody would know of it.
        if $for_user; then make_directory "$enabled"; fi
        for unit in talkroom.socket talkroom.service; do
            $manager is-enabled --quiet "$unit" 2>/dev/null || run $manager enable --quiet "$unit"
        done
        ;;
    openrc)
        rc-update show | grep -q '^ *talkroom ' || run rc-update add talkroom default
        ;;
    sysv)
        if command -v update-rc.d >/dev/null; then
            if ! is_in_runlevels; then run update-rc.d talkroom defaults; fi
        elif command -v chkconfig >/dev/null; then
            run chkconfig --add talkroom
        fi
        ;;
    esac
}

is_in_runlevels() {
    for link in /etc/rc2.d/S??talkroom; do [ ! -e "$link" ] || return 0; done
    return 1
}

# What a daemon makes that is started for the first time, and that is nobody's when it is taken away again.
remember_traces() {
    for path in "$socket.lock" "$socket"; do is_there "$path" || remember "created $path"; done
    if ! $for_user && ! is_there "$log"; then remember "log $log"; fi
    if is_there "$ledger"; then return; fi
    above=$(dirname "$ledger")
    above_it=
    while [ ! -d "$above" ]; do
        above_it="${above_it}directory $above$newline"
        above=$(dirname "$above")
    done
    undo="ledger $ledger$newline$above_it$undo"
}

start_service() {
    $starts && [ "$init" != none ] || return 0
    if ! $was_there; then remember_traces; fi
    has_enabled=true
    enable_service
    if is_running; then
        if is_changed "$daemon" "$units/talkroom.service" "$units/talkroom.socket" "$script"; then
            restart_service
        fi
    else
        case $init in
        systemd) run $manager start talkroom.socket talkroom.service ;;
        openrc) run rc-service talkroom start ;;
        sysv) run "$script" start ;;
        esac
        changed="$changed started"
    fi
    announce "wait for an answer: talkroom who -s $socket" \
        "esperar uma resposta: talkroom who -s $socket"
    if $dry; then return; fi
    tries=15
    until answers "$client"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail \
            "the daemon does not answer; journalctl -u talkroom or $log say why" \
            "o daemon não responde; journalctl -u talkroom ou $log dizem por quê"
        sleep 1
    done
}

# Stops it, and starts it no more.
leave_service() {
    case $init in
    systemd)
        if [ -e "$units/talkroom.service" ]; then
            run $manager disable --quiet --now talkroom.socket talkroom.service || true
            run $manager reset-failed talkroom.socket talkroom.service 2>/dev/null || true
            if $dry && $for_user; then forget_links; fi
        fi
        ;;
    openrc)
        run rc-service talkroom stop || true
        run rc-update del talkroom default || true
        ;;
    sysv)
        if [ -x "$script" ]; then
            run "$script" stop || true
            if command -v update-rc.d >/dev/null; then
                run update-rc.d -f talkroom remove || true
            elif command -v chkconfig >/dev/null; then
                run chkconfig --del talkroom || true
            fi
        fi
        ;;
    esac
}

# Those by which the units are enabled, with the directories that systemctl takes away when they are empty.
forget_links() {
    forget "$enabled/default.target.wants/talkroom.service" "$enabled/sockets.target.wants/talkroom.socket"
    for path in "$enabled/default.target.wants" "$enabled/sockets.target.wants"; do
        if has_only_gone "$path"; then forget "$path"; fi
    done
}

# ---- The old names --------------------------------------------------------------------------------

classic_names='wall write mesg talk'

classic_page() { echo '.so man1/talkroom-classic.1'; }

# Whether what stands at one of their paths is ours. No record tells: a package may have been installed over it.
is_ours() {
    case $1 in
    */bin/*) [ "$(readlink "$root$1")" = talkroom ] ;;
    *) [ -f "$root$1" ] && classic_page | cmp -s - "$root$1" ;;
    esac
}

# What stands at one of their paths, or beside it, compressed, and is not ours.
rivals() {
    for rival in "$root$1" "$root$1".gz "$root$1".bz2 "$root$1".xz "$root$1".zst; do
        rival=${rival#"$root"}
        if is_there "$rival" && ! is_ours "$rival"; then echo "$rival"; fi
    done
}

# Whether it was one of the old names that we put there, and is somebody else's by now.
was_taken_over() {
    for name in $classic_names; do
        case $1 in
        "$prefix/bin/$name" | "$share/man/man1/$name.1") is_ours "$1" || return 0 ;;
        esac
    done
    return 1
}

# Where one is kept that ours stands in place of. Only root can run it there.
kept() { echo "$replaced_directory/$(basename "$1")"; }

keep_aside() {
    announce "replace $1, and keep it as $(kept "$1")" "substituir $1, e guardá-lo como $(kept "$1")"
    printf '%s' "$replaced" | grep -qxF "$1" || replaced="$replaced$1$newline"
    if [ -d "$1" ] && [ ! -L "$1" ]; then fail "$1: is a directory" "$1: é um diretório"; fi
    make_directory "$replaced_directory"
    if $dry; then return; fi
    chmod 700 "$replaced_directory"
    remember "kept $1"
    mv -f "$1" "$(kept "$1")"
}

# make_way PATH: whether ours can stand there; what does already is kept aside, or stays.
make_way() {
    for rival in $(rivals "$1"); do
        if [ "$classic" = replace ]; then
            keep_aside "$rival"
        else
            complain "$root$rival: is there already, and stays; --with-classic-names=replace puts talkroom's in its place" \
                "$root$rival: já existe, e fica; --with-classic-names=replace põe o do talkroom em seu lugar"
            return 1
        fi
    done
}

# put_link TEXT PATH: a symbolic link.
put_link() {
    files="$files$2$newline"
    if [ "$(readlink "$root$2")" = "$1" ]; then return; fi
    make_directory "$(dirname "$2")"
    announce "link $root$2 to $1" "ligar $root$2 a $1"
    changed="$changed $2"
    if $dry; then return; fi
    remember "created $root$2"
    ln -s "$1" "$root$2"
}

put_classic_names() {
    replaced=$(recorded replaced)
    replaced=${replaced:+$replaced$newline}
    [ "$classic" != without ] || return 0
    for name in $classic_names; do
        if [ -z "$classic" ] && ! recorded file | grep -qxF "$prefix/bin/$name"; then continue; fi
        if ! make_way "$prefix/bin/$name"; then continue; fi
        put_link talkroom "$prefix/bin/$name"
        if make_way "$share/man/man1/$name.1"; then put_text classic_page "$share/man/man1/$name.1" 644; fi
    done
}

# put_back PATH ...: what was kept aside returns, unless something stands there again.
put_back() {
    for path; do
        # A dry run has left ours there.
        if is_there "$path" && ! is_ours "$path"; then
            complain "$(kept "$path"): stays, because there is a $path" \
                "$(kept "$path"): fica, porque existe $path"
            continue
        fi
        announce "put $path back" "repor $path"
        if $dry; then forget "$(kept "$path")"; else mv -f "$(kept "$path")" "$path"; fi
    done
}

# Which programs a shell finds by the old names, by this PATH.
tell_classic_names() {
    case $classic in
    with | replace) [ -z "$root" ] || return 0 ;;
    *) return 0 ;;
    esac
    own=$(real_directory "$prefix/bin" || echo "$prefix/bin")
    for name in $classic_names; do
        printf '%s' "$files" | grep -qxF "$prefix/bin/$name" || continue
        found=$(find_in_path "$name" | head -n 1)
        other=$(find_in_path "$name" | grep -vxF "$own/$name" | head -n 1)
        if [ -z "$found" ]; then
            say "$name: no shell finds it, because $prefix/bin is not in PATH" \
                "$name: nenhum shell o encontra, porque $prefix/bin não está no PATH"
        elif [ "$found" = "$other" ]; then
            say "$name: a shell finds $found, not talkroom's" "$name: um shell encontra $found, não o do talkroom"
        else
            say "$name: a shell finds talkroom's${other:+, not $other}" \
                "$name: um shell encontra o do talkroom${other:+, não $other}"
        fi
    done
}

# Every program of that name in PATH, in its order; one that a dry run would make is as good as there.
find_in_path() {
    echo "$PATH" | tr : '\n' | while read -r directory; do
        # /bin and /usr/bin are often one.
        directory=$(real_directory "$directory") || continue
        path=$directory/$1
        if [ -x "$path" ] && [ ! -d "$path" ] || [ "$directory" = "$own" ]; then echo "$path"; fi
    done
}

real_directory() { CDPATH='' cd -P "$1" 2>/dev/null && pwd -P; }

# ---- Another prefix -------------------------------------------------------------------------------

# What may start a daemon here: the script, and the unit wherever it is looked for, in that order.
starters() {
    if $for_user; then
        echo "${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/talkroom.service"
        echo "$units/talkroom.service"
        return
    fi
    echo "$script"
    for path in /etc /run /usr/local/lib /usr/lib /lib; do echo "$path/systemd/system/talkroom.service"; done
}

# daemon_of STARTER: the talkroomd that it starts, if any.
daemon_of() {
    sed -n -e "s/[\"']//g" -e 's/^ExecStart=[-@:+!|]*//' -e 's/^daemon=//' -e 's/^DAEMON=//' -e 's/^command=//' \
        -e 's/[[:space:]].*//' -e '/^\/.*\/talkroomd$/{p;q;}' "$1" 2>/dev/null || true
}

# starts_another STARTER: prints the daemon of another prefix that it starts, or fails.
starts_another() {
    other_daemon=$(daemon_of "$1")
    [ -n "$other_daemon" ] && [ "$(real_path "$other_daemon")" != "$(real_path "$daemon")" ] || return 1
    echo "$other_daemon"
}

# Symbolic links may lead there; what is not there yet has no other name.
real_path() { (real_directory "$(dirname "$1")" || dirname "$1") && basename "$1"; }

# find_another: sets the starter and the daemon of another prefix, or fails.
find_another() {
    [ -z "$root" ] || return 1
    for another_starter in $(starters); do
        if another_daemon=$(starts_another "$another_starter"); then return; fi
    done
    return 1
}

# The starter that counts; the first unit hides the others.
current_starter() {
    case $init in
    openrc | sysv) echo "$script" ;;
    systemd)
        for path in $(starters | grep -vxF "$script"); do
            if is_there "$path"; then
                echo "$path"
                return
            fi
        done
        ;;
    # What answers then is that of another prefix, if any.
    none) if find_another; then echo "$another_starter"; fi ;;
    esac
}

# The room, its socket and what starts it are there once for all prefixes.
check_other_prefix() {
    [ "$init" != none ] && find_another || return 0
    another=${another_daemon%/*/talkroomd}
    if [ ! -e "$another/share/talkroom/installed" ]; then
        fail "$another_starter starts $another_daemon; take that away first" \
            "$another_starter inicia $another_daemon; remova-o antes"
    fi
    back="$(way_back) PREFIX=$another"
    fail "talkroom is installed in $another; take that away first: $back" \
        "o talkroom está instalado em $another; remova-o antes: $back"
}

# Whether a file that we installed has become what starts the daemon of another prefix, or goes with that.
is_of_another() {
    case $1 in
    "$script" | "$logrotate") starts_another "$script" >/dev/null ;;
    "$units"/talkroom.* | "$sysusers") starts_another "$units/talkroom.service" >/dev/null ;;
    *) return 1 ;;
    esac
}

# What is said is not taken away from a room that is another prefix's by now.
check_purge() {
    $purges && find_another || return 0
    fail "$ledger is in use: $another_starter starts $another_daemon; give its PREFIX, or --uninstall alone" \
        "$ledger está em uso: $another_starter inicia $another_daemon; indique o PREFIX dele, ou só --uninstall"
}

# The command that takes it away, without its PREFIX.
way_back() {
    printf '%s --uninstall' "$(shell_word "$here/install.sh")"
    if $for_user; then printf ' --user'; fi
}

# What a shell takes for it.
shell_word() {
    case $1 in
    *[!A-Za-z0-9/._+@,=-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
    esac
}

# ---- Installing -----------------------------------------------------------------------------------

record_text() {
    printf '%s' "$files" | sed 's/^/file /'
    printf '%s' "$directories" | sed 's/^/directory /'
    printf '%s' "$replaced" | sed 's/^/replaced /'
}

# recorded WHAT: the paths of files or directories that are there from before.
recorded() {
    if [ -e "$root$record" ]; then sed -n "s/^$1 //p" "$root$record"; fi
}

# Programs of which no record tells are somebody else's, unless they are the very ones to be put there.
check_programs() {
    [ -z "$root" ] && ! $was_there || return 0
    for program in "$daemon" "$client"; do
        is_there "$program" || continue
        if [ ! -L "$program" ] && cmp -s "$work/$(basename "$program")" "$program"; then continue; fi
        fail "$program: is there already, and nothing says that it is ours; move it away, or choose another PREFIX" \
            "$program: já existe, e nada diz que é nosso; mova-o para outro lugar, ou escolha outro PREFIX"
    done
}

put_programs_and_texts() {
    put "$work/talkroomd" "$daemon" 755
    put "$work/talkroom" "$client" 755
    for page in "$here"/man/*.[1-8] "$here"/man/*/*.[1-8]; do
        [ -e "$page" ] || continue
        section=${page##*.}
        below=${page#"$here/man/"}
        below=${below%"$(basename "$page")"}
        put "$page" "$share/man/${below}man$section/$(basename "$page")" 644
    done
    for name in talkroom talkroomd; do
        kind=client
        if [ "$name" = talkroomd ]; then kind=daemon; fi
        put_text "bash_$kind" "$share/bash-completion/completions/$name" 644
        put_text "zsh_$kind" "$share/zsh/site-functions/_$name" 644
        put_text "fish_$kind" "$share/fish/vendor_completions.d/$name.fish" 644
    done
    put_text example "$share/doc/talkroom/talkroom.conf.example" 644
    put "$here/LICENSE" "$share/doc/talkroom/LICENSE" 644
}

put_service() {
    case $init in
    systemd)
        put_text socket_unit "$units/talkroom.socket" 644
        if $for_user; then
            put_text user_service_unit "$units/talkroom.service" 644
        else
            put_text service_unit "$units/talkroom.service" 644
            put_text sysusers_text "$sysusers" 644
        fi
        ;;
    openrc)
        put_text openrc_script "$script" 755
        put_text logrotate_text "$logrotate" 644
        ;;
    sysv)
        put_text sysv_script "$script" 755
        put_text logrotate_text "$logrotate" 644
        ;;
    # Who starts it by hand finds the place of its socket and its ledger.
    none) if $for_user; then make_private_directory "$(dirname "$ledger")"; fi ;;
    esac
}

what_next() {
    if $for_user; then
        say "export TALKROOM_SOCKET=$socket && $client   to enter; man talkroom says more" \
            "export TALKROOM_SOCKET=$socket && $client   para entrar; man talkroom diz mais"
        if [ "$init" = systemd ]; then
            say 'It ends with your last login, unless: loginctl enable-linger' \
                'Termina com o seu último login, a não ser com: loginctl enable-linger'
        else
            say "$daemon -s $socket -d $ledger &   starts it" \
                "$daemon -s $socket -d $ledger &   o inicia"
        fi
    else
        say "talkroom                 enters the room, for everybody here; man talkroom says more" \
            "talkroom                 entra na sala, para todos daqui; man talkroom diz mais"
        if [ "$init" = none ]; then
            say "$daemon   as root, at each start of the host, holds the room" \
                "$daemon   como root, a cada início do computador, mantém a sala"
        else
            say "/etc/talkroom.conf       who may come in, what is kept: man talkroom.conf" \
                "/etc/talkroom.conf       quem pode entrar, o que é mantido: man talkroom.conf"
        fi
    fi
    back=$(way_back)
    if [ "$prefix" != "$usual_prefix" ]; then back="$back PREFIX=$prefix"; fi
    say "$back   takes it away; what was said stays" "$back   o remove; o que foi dito fica"
}

# Its unit is not taken for one that is no longer wanted, nor left behind.
check_manager() {
    if $for_user && [ ! -d "$XDG_RUNTIME_DIR/systemd" ] && recorded file | grep -qxF "$units/talkroom.service"; then
        fail 'your service manager, which its service is of, does not run; log in anew, not by su' \
            'seu gerenciador de serviços, de que o serviço é, não está ativo; entre de novo, não por su'
    fi
}

install() {
    if [ -e "$root$record" ]; then was_there=true; fi
    check_manager
    check_other_prefix
    # A dry run takes it away again, too.
    work=$(mktemp -d)
    build
    gather
    check_programs
    check_place
    directories=$(recorded directory)
    directories=${directories:+$directories$newline}
    put_programs_and_texts
    put_classic_names
    put_service
    if ! $for_user && [ -z "$root" ]; then make_account; fi
    start_service
    if [ -z "$root" ]; then
        files=$files$record$newline
        for old in $(recorded file); do
            printf '%s' "$files" | grep -qxF "$old" || was_taken_over "$old" || discard "$old"
        done
        files=${files%"$record$newline"}
        if [ "$classic" = without ]; then
            # shellcheck disable=SC2046 # Paths of ours have no spaces.
            put_back $(recorded replaced)
            replaced=
        fi
        make_directory "$(dirname "$record")"
        put_text record_text "$record" 644
    fi
    is_done=true
    tell_classic_names
    if [ -n "$root" ]; then return; fi
    if [ -z "$changed" ]; then
        say 'Nothing had to be changed.' 'Nada precisou ser mudado.'
        return
    fi
    if $dry; then return; fi
    if $starts; then
        what_next
    else
        say 'It is neither enabled nor started; install.sh without --no-start does that.' \
            'Não está habilitado nem iniciado; install.sh sem --no-start faz isso.'
    fi
}

# ---- Taking it away -------------------------------------------------------------------------------

# What a daemon writes is not taken away from under it: it is another prefix's, or could not be stopped.
check_ledger() {
    if is_running || holds_ledger; then
        fail "$ledger is in use; give PREFIX as it was given then, or stop talkroomd" \
            "$ledger está em uso; indique PREFIX como então, ou pare o talkroomd"
    fi
}

# Whether a daemon does, which locks it.
holds_ledger() {
    [ -d "$ledger" ] && command -v flock >/dev/null && ! flock -n "$ledger" true
}

remove_ledger() {
    if ! $dry; then check_ledger; fi
    if [ -d "$ledger" ] && [ ! -L "$ledger" ]; then
        run rm -rf "$ledger"
        forget "$ledger"
    fi
    if $for_user; then
        # The client keeps its memory beside it.
        for path in "$HOME/.local/state/talkroom" "$HOME/.local/state" "$HOME/.local"; do
            discard_directory "$path"
        done
        return
    fi
    discard "$log"
    remove_account
}

# What starts it, as it was installed; this host may have begun to run another since.
recorded_init() {
    case $newline$(recorded file)$newline in
    *"$newline$units/talkroom.service$newline"*) echo systemd ;;
    *"$newline$script$newline"*) if grep -qs openrc-run "$script"; then echo openrc; else echo sysv; fi ;;
    *) echo none ;;
    esac
}

uninstall() {
    [ -z "$root" ] || fail "with DESTDIR: remove $root itself" "com DESTDIR: remova $root"
    check_purge
    if [ -e "$record" ]; then
        if [ -z "$asked_init" ]; then
            init=$(recorded_init)
            find_socket
        fi
        check_manager
        another_starter=$(current_starter)
        if another_daemon=$(starts_another "$another_starter"); then
            say "$another_starter starts $another_daemon, and stays" "$another_starter inicia $another_daemon, e fica"
        else
            another_starter=
        fi
        if [ "$init" = none ] && [ -z "$another_starter" ] && [ -S "$socket" ] && answers "$client"; then
            fail "$socket: the daemon answers there; stop it first" \
                "$socket: o daemon responde ali; pare-o antes"
        fi
        if [ -z "$another_starter" ]; then leave_service; fi
        # The record is read before it goes; it is the last of the files.
        for path in $(recorded file); do
            was_taken_over "$path" || is_of_another "$path" || discard "$path"
        done
        # shellcheck disable=SC2046 # Paths of ours have no spaces.
        put_back $(recorded replaced)
        made=$(recorded directory | sed '1!G;h;$!d')
        discard "$record"
        if [ "$init" != systemd ] && [ -z "$another_starter" ]; then
            discard "$socket"
            discard "$socket.lock"
        fi
        for path in $made; do discard_directory "$path"; done
        if [ "$init" = systemd ]; then run $manager daemon-reload || true; fi
    elif ! $purges; then
        fail "it is not installed in $prefix; give PREFIX as it was given then" \
            "não está instalado em $prefix; indique PREFIX como então"
    fi
    if $purges; then
        remove_ledger
    elif [ -d "$ledger" ]; then
        say "What was said stays in $ledger; --purge removes it." \
            "O que foi dito fica em $ledger; --purge o remove."
    fi
    if ! $for_user && [ -e /etc/talkroom.conf ]; then
        say '/etc/talkroom.conf is yours, and stays.' '/etc/talkroom.conf é seu, e fica.'
    fi
}

$action
