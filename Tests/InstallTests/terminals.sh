# shellcheck shell=bash disable=SC2154 # What is read is set by who reads this.
# Rings and walls at terminals of a booted system, under the unit as it is installed.

# sit LOGIN MODE: an account sits at a terminal of that mode; its shell is typed to by `types`, and what the terminal
# shows is in $scratch/LOGIN.shows.
sit() {
    local login=$1 mode=$2 end
    mkfifo "$scratch/$login.keys"
    # The end that is opened here keeps the other one from seeing an end.
    exec {end}<>"$scratch/$login.keys"
    sitting[$login]=$end
    as "$login" script --quiet --return --flush --command sh /dev/null \
        <"$scratch/$login.keys" >"$scratch/$login.shows" 2>&1 &
    types "$login" "chmod $mode \$(tty); echo seated-\$((40 + 2))"
    within 60 shows "$login" 'seated-42'
}

types() { echo "$2" >&"${sitting[$1]}"; }

shows() { grep -qF -- "$2" "$scratch/$1.shows"; }

stand_up() {
    local end=${sitting[$1]}
    types "$1" exit
    exec {end}>&-
}

test_terminals() {
    local -A sitting=()
    # As it is installed, without what was tried before.
    inside systemctl restart talkroom.service
    check 'who was in the room comes back' within 60 prints 'kim' as lee talkroom who
    check 'somebody sits at a terminal' sit lee 620
    check 'and somebody at one that takes no messages' sit moe 600
    check 'who is at a terminal is listed' prints 'lee, at a terminal' as kim talkroom who
    check 'so is who has messages off' prints 'moe, at a terminal, messages off' as kim talkroom who
    check 'a ring reaches a terminal' prints 'reached 1 of 1 terminal of lee' as kim talkroom ring lee 'lunch?'
    check 'it says who rings' within 60 shows lee 'kim@'
    check 'and what' within 60 shows lee 'kim: lunch?'
    check 'not one with messages off' fails_saying 1 'reached 0 of 1 terminal of moe' as kim talkroom ring moe hello
    # shellcheck disable=SC2016 # The shell at the terminal expands it, so that its echo does not pass for it.
    types moe 'talkroom mesg y; echo handed-$((40 + 2))'
    check 'that is handed over' within 60 shows moe 'handed-42'
    check 'and then reached' prints 'reached 1 of 1 terminal of moe' as kim talkroom ring moe 'now?'
    check 'with what was said' within 60 shows moe 'kim: now?'
    check 'a wall is for operators' fails_saying 77 'operators' as kim talkroom wall no
    check 'it reaches everybody' within 60 prints 'reached 1 of 1 session and 2 of 2 terminals' \
        inside talkroom wall 'going down'
    check 'at one terminal' within 60 shows lee 'root: going down'
    check 'at the other' within 60 shows moe 'root: going down'
    check 'and in the room' within 60 grep -qF 'root [wall]: going down' "$scratch/kim.reads"
    check 'nobody can have messages off more than that' as lee talkroom mesg n
    check 'it is kept over a restart' inside systemctl restart talkroom.service
    check 'and holds' within 60 fails_saying 1 'reached 0 of 1 terminal of lee' as kim talkroom ring lee again
    check 'until it is taken back' as lee talkroom mesg y
    stand_up moe
    stand_up lee
}
