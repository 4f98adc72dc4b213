#!/usr/bin/env bash
# Installs the packages of a directory below a root of their own, looks at what is there, upgrades, removes and
# purges them, and looks at what is left. As root.
#
#   lifecycle.sh DIRECTORY

set -euo pipefail
packages=$(readlink -f "$1")
. "$(dirname "$0")/root.sh"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"

there() { for file; do [ -e "$root$file" ] || fail "$file is not there"; done; }
gone() { for file; do [ ! -e "$root$file" ] || fail "$file is there"; done; }
# What the packages own must not be a file of this machine.
list() { (cd "$root" && find etc usr var/lib -newer "$work/mark" ! -path 'var/lib/dpkg*' ! -path 'var/lib/systemd*' \
    ! -path 'etc/ld.so.cache' ! -type d | sort); }
touch "$work/mark"

conf=/etc/salt/minion.d/job_retry.conf
executor=/usr/share/salt-job-retry/executors/job_retry.py

step "Install"
mkdir "$root/etc/salt"
echo 'user: root' > "$root/etc/salt/master"
in_root sh -c 'dpkg --install /packages/*.deb'
there /usr/bin/master-shim /usr/bin/minion-agent $executor /usr/share/salt-job-retry/worker.py $conf \
    /etc/salt/master.d/job_retry.conf /usr/share/man/man8/minion-agent.8.gz /usr/share/man/man8/master-shim.8.gz \
    /usr/share/bash-completion/completions/minion-agent /usr/share/salt-job-retry/runners/job_retry.py \
    /usr/share/salt-job-retry/returners/{local_cache,pgjsonb,salt_cache}.py \
    /usr/share/salt-job-retry/examples/job_not_run.sls /usr/share/salt-job-retry/grafana/job_retry.json
[ "$(in_root minion-agent config job_retry)" = False ] || fail "the agent is not off"
[ "$(in_root master-shim config job_retry)" = False ] || fail "the shim is not off"
[ "$(in_root minion-agent config job_retry_worker)" = /usr/share/salt-job-retry/worker.py ] || fail "the worker's place"
in_root minion-agent run || fail "an agent that is off does not end well"

step "Units"
there /usr/lib/systemd/system/minion-agent-courier{.socket,@.service}
for unit in minion-agent-courier.socket minion-agent-courier@.service; do
    complaints=$(in_root systemd-analyze verify /usr/lib/systemd/system/$unit 2>&1 | grep "$unit" | grep -v "Command 'man" || true)
    [ -z "$complaints" ] || fail "$complaints"
done
for unit in master-shim minion-agent; do
    there /usr/lib/systemd/system/$unit.service
    in_root systemctl is-enabled $unit.service
    complaints=$(in_root systemd-analyze verify /usr/lib/systemd/system/$unit.service 2>&1 | grep "$unit" |
        grep -v "Command 'man" || true)
    [ -z "$complaints" ] || fail "$complaints"
done
in_root systemd-analyze security --offline=yes --threshold=20 /usr/lib/systemd/system/master-shim.service > /dev/null ||
    fail "master-shim.service is more exposed than 2.0"
in_root systemd-analyze security --offline=yes --threshold=15 /usr/lib/systemd/system/minion-agent-courier@.service > /dev/null ||
    fail "the agent's process that speaks to the network is more exposed than 1.5"
user_of_courier() { in_root getent passwd _salt-job-retry; }
[[ "$(user_of_courier)" == *:/nonexistent:/usr/sbin/nologin ]] || fail "the courier's user: $(user_of_courier)"

step "The shim runs as the master does"
[ "$(cat "$root/etc/systemd/system/master-shim.service.d/user.conf" 2> /dev/null | grep -c User=root)" = 1 ] ||
    fail "the master's user is not in the override"

step "The command line says what is wrong"
status_of() { local status=0; in_root "$@" > /dev/null 2> "$work/said" || status=$?; echo $status; }
[ "$(status_of master-shim pending --no-such-flag)" = 64 ] || fail "a wrong flag"
[ "$(status_of master-shim show 20260101000000000000)" = 1 ] || fail "an unknown JID"
[ "$(status_of master-shim status)" = 69 ] || fail "a daemon that does not run"
echo 'job_retry_pol: 3' > "$root/etc/salt/minion.d/wrong.conf"
[ "$(status_of minion-agent status)" = 78 ] || fail "a wrong key"
grep -q 'did you mean job_retry_poll' "$work/said" || fail "a wrong key is not explained: $(cat "$work/said")"
rm "$root/etc/salt/minion.d/wrong.conf"

step "Each command and option has its place in the man page"
commands_of() { sed -n '/^Subcommands:/,$ s/^  \([a-z][a-z-]*\) .*/\1/p'; }
in_page() { # PROGRAM COMMAND...
    local program=$1 help word
    help=$(in_root "$@" --help)
    for word in "${@:2}" $(grep -oE -- '^ +-[^ ]+' <<< "$help" | grep -oE -- '--[a-z-]+'); do
        grep -q -- "\b${word#--}\b" "$work/page" || fail "$program.8 lacks $word of: $*"
    done
    for word in $(commands_of <<< "$help"); do in_page "$@" "$word"; done
}
for program in master-shim minion-agent; do
    zcat "$root/usr/share/man/man8/$program.8.gz" | sed 's/\\//g' > "$work/page"
    in_page $program
done

step "Each command of the documents is one"
documents=$(dirname "$0")/../..
while read -r program words; do
    # The commands, up to the first word that stands for something.
    read -ra called < <(grep -oE '^([a-z]+( |$))*' <<< "$words" || true)
    in_root "$program" "${called[@]}" --help | grep -qE "^Usage: .*$program ${called[*]} ?" ||
        fail "the documents have: $program $words"
done < <(grep -hoE '^    (master-shim|minion-agent) [^(]*' "$documents"/docs/{operations,install}.md | sort -u)

step "Completion knows the program's commands"
complete_with() { in_root bash -c ". /usr/share/bash-completion/completions/$1
    COMP_WORDS=($1 $2 ''); COMP_CWORD=\$((\${#COMP_WORDS[@]} - 1)); _salt_job_retry; echo \"\${COMPREPLY[@]}\""; }
[[ " $(complete_with minion-agent ledger) " == *" list "* ]] || fail "minion-agent ledger <TAB>"
[[ " $(complete_with master-shim "") " == *" pending "* ]] || fail "master-shim <TAB>"

step "Upgrade keeps an edited file"
printf 'job_retry: True\nexecutor_dirs: [%s]\nmodule_executors: [job_retry]\n' "${executor%/*}" > "$root$conf"
in_root sh -c 'dpkg --install /packages/*.deb'
[ "$(in_root minion-agent config job_retry)" = True ] || fail "the upgrade changed $conf"
there $executor

step "A setting elsewhere keeps the executor"
printf 'module_executors:\n  - job_retry\n' > "$root/etc/salt/minion.d/other.conf"
if in_root dpkg --remove salt-job-retry-minion 2> "$work/said"; then fail "removed although other.conf needs it"; fi
grep -q other.conf "$work/said" || fail "does not name other.conf: $(cat "$work/said")"
there $executor $conf
rm "$root/etc/salt/minion.d/other.conf"

step "A setting elsewhere keeps the witness"
returners=/usr/share/salt-job-retry/returners
printf 'returner_dirs:\n  - %s\n' $returners > "$root/etc/salt/master.d/other.conf"
if in_root dpkg --remove salt-job-retry-master 2> "$work/said"; then fail "removed although other.conf needs it"; fi
grep -q other.conf "$work/said" || fail "does not name other.conf: $(cat "$work/said")"
there $returners/local_cache.py /etc/salt/master.d/job_retry.conf
rm "$root/etc/salt/master.d/other.conf"

step "Each name of the witness is a file of its own, which is never a link that leads nowhere"
[ -z "$(find "$root$returners" -type l)" ] || fail "there are links"
[ "$(sha256sum "$root$returners"/*.py | cut -d' ' -f1 | sort -u | wc -l)" = 1 ] || fail "the names differ"

step "Remove takes the setting, then the file; install brings both back"
mkdir "$root${executor%/*}/__pycache__" "$root$returners/__pycache__"
in_root dpkg --remove salt-job-retry-minion salt-job-retry-master
gone $conf ${executor%/*} $returners /usr/bin/minion-agent /usr/bin/master-shim
there $conf.removed
in_root sh -c 'dpkg --install /packages/*.deb'
there $executor
[ "$(in_root minion-agent config job_retry)" = True ] || fail "the settings are not back"

step "Purge leaves nothing"
mkdir -p "$root/var/lib/salt-job-retry/minion/ledger" "$root/var/lib/salt-job-retry/master"
ln -s local_cache.py "$root$returners/our_cache.py"
rm "$root/etc/salt/master"
in_root dpkg --purge salt-job-retry-minion salt-job-retry-master
user_of_courier && fail "the courier's user is left"
gone /etc/salt /var/lib/salt-job-retry /usr/share/salt-job-retry /etc/systemd/system/master-shim.service.d
left=$(list | grep -E 'salt|master-shim|minion-agent' || true)
[ -z "$left" ] || fail "left behind: $left"
echo "The packages install, upgrade, remove and purge cleanly."
