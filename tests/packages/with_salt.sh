#!/usr/bin/env bash
# README.md followed by somebody new, on a clean root with a real salt-master and salt-minion, started by a systemd as
# Salt's packages start them, the master as user salt: installed, switched on, a missed job delivered, found, cancelled,
# retried, and all of it removed again, as packages and without. As root; exit code 77 where no systemd can be started.
#
#   with_salt.sh PROGRAMS PACKAGES SALT    SALT: an environment that holds bin/salt-master

set -euo pipefail
programs=$(readlink -f "$1")
packages=$(readlink -f "$2")
salt=$(readlink -f "$3")
formula=$(readlink -f "$(dirname "$0")/../../packaging/formula")
. "$(dirname "$0")/booted.sh"

# Salt where its packages have it, for every user.
python=$(readlink -f "$salt/bin/python3")
for way in "$python" "$salt" "$programs"; do
    while [ "$way" != / ]; do
        chmod a+x "$root$way"
        way=$(dirname "$way")
    done
done
for name in salt salt-master salt-minion salt-key salt-run salt-call; do
    sed "1s|.*|#!$salt/bin/python3|" "$salt/bin/$name" > "$root/usr/bin/$name"
    chmod 755 "$root/usr/bin/$name"
done
in_root id salt > /dev/null 2>&1 || in_root useradd --system --no-create-home salt
rm -rf "$root"/var/{cache,log}/salt
mkdir -p "$root"/etc/salt/{master,minion}.d "$root"/etc/salt/pki/master "$root"/var/{log/salt,cache/salt/master}
touch "$root"/var/log/salt/{master,key}
in_root chown -R salt /etc/salt/pki/master /var/log/salt/master /var/log/salt/key /var/cache/salt/master
cp -r "$formula" "$root/srv/formula"
printf 'user: salt\ninterface: 127.0.0.1\nfile_roots: {base: [/srv/formula]}\n' > "$root/etc/salt/master"
printf 'id: here\nmaster: 127.0.0.1\nenable_fqdns_grains: False\nacceptance_wait_time: 1\n' > "$root/etc/salt/minion"
unit() {
    printf '[Service]\nType=notify\nNotifyAccess=all\nLimitNOFILE=100000\nExecStart=/usr/bin/%s\n%s\n' "$1" "${2:-}" \
        > "$root/etc/systemd/system/$1.service"
}
unit salt-master
unit salt-minion KillMode=process
# Each start of salt-minion notes what it finds of ours.
executor=/usr/share/salt-job-retry/executors/job_retry.py
witness=/usr/share/salt-job-retry/returners/local_cache.py
conf=/etc/salt/minion.d/job_retry.conf
mkdir "$root/etc/systemd/system/salt-minion.service.d"
cat > "$root/etc/systemd/system/salt-minion.service.d/note.conf" << NOTE
[Service]
ExecStartPre=/bin/sh -c 'for f in $executor $conf; do test -e \$f && echo \$f; done > /var/lib/found; true'
NOTE

mkdir "$root/etc/systemd/system/salt-master.service.d"
cat > "$root/etc/systemd/system/salt-master.service.d/note.conf" << NOTE
[Service]
ExecStartPre=+/bin/sh -c 'for f in $witness /etc/salt/master.d/job_retry.conf; do test -e \$f && echo \$f; done > /var/lib/found_by_master; true'
NOTE

# says PATTERN COMMAND...: a line of what it prints; read to its end, so that nobody writes into a closed pipe.
says() {
    local said
    said=$(in_system "${@:2}") && grep -q -- "$1" <<< "$said"
}
answers() { [ "$(in_system salt --out=newline_values_only here test.ping 2> /dev/null)" = True ]; }
salt_works() { [ "$(in_system salt --out=newline_values_only here cmd.run 'echo works')" = works ]; }
# is JID STATE: of its delivery to the minion.
is() {
    [ "$(in_system master-shim show --json "$1" | python3 -c 'import json, sys
print(*(of["state"] for of in json.load(sys.stdin)["deliveries"]))')" = "$2" ]
}

step "Salt alone"
in_system systemctl daemon-reload
in_system systemctl start salt-master.service salt-minion.service
key_there() { says '^here$' salt-key --list=unaccepted; }
eventually 60 key_there || fail "the minion did not come to the master"
in_system salt-key --yes --accept=here > /dev/null
eventually 60 answers || fail "no minion"
[ "$(in_system stat -c %U /run/salt/master/master_event_pub.ipc)" = salt ] || fail "the master does not run as salt"

step "Installed, and off"
in_system sh -c 'apt-get install --yes --no-install-recommends /packages/*.deb' > "$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; fail "apt-get"; }
salt_works || fail "Salt does not work with the packages installed"

step "Switched on as README.md says"
sed -i -e 's/^#job_retry: .*/job_retry: True/' -e 's/^#job_retry_silence: .*/job_retry_silence: 1/' \
    -e 's/^#job_retry_metrics:.*/job_retry_metrics: 127.0.0.1:4509/' -E -e 's/^#(runner_dirs|returner_dirs):/\1:/' \
    "$root/etc/salt/master.d/job_retry.conf"
sed -i -E 's/^#(job_retry|executor_dirs|module_executors): /\1: /' "$root$conf"
in_system systemctl restart salt-master.service master-shim.service
[ "$(in_system ps -o user= -C master-shim)" = salt ] || fail "the shim does not run as the master"
in_system systemctl restart salt-minion.service
linked() { says authenticated minion-agent status 2> /dev/null; }
eventually 60 linked || fail "$(in_system minion-agent status)"
eventually 60 answers || fail "the minion did not come back to the master"
salt_works || fail "Salt does not work with job retry"
says finished minion-agent ledger list --fun cmd.run || fail "a live job is not in the ledger"
in_system master-shim status || fail "master-shim status"
said=$(in_system master-shim config 2>&1 > /dev/null)
[ -z "$said" ] || fail "master-shim config: $said"
witnessed() { [ "$(in_system stat -c '%U %a' /var/lib/salt-job-retry/master/spool/.read 2> /dev/null)" = 'salt 600' ]; }
eventually 10 witnessed || fail "no spool: $(in_system ls -la /var/lib/salt-job-retry/master)"

step "A missed job is found by each tool, cancelled, retried, and delivered"
in_system systemctl stop salt-minion.service
stopped() { [ "$(show ActiveState minion-agent.service)" = inactive ]; }
eventually 30 stopped || fail "the agent outlived salt-minion"
publish() { in_system salt --async here cmd.run "echo $1 >> /var/lib/notes; echo $1" | grep -oE '[0-9]{20}'; }
one=$(publish first)
two=$(publish second)
three=$(publish third)
for jid in $one $two $three; do eventually 60 is "$jid" pending || fail "$(in_system master-shim show "$jid")"; done
says "$one" master-shim pending here || fail "master-shim pending"
says "$one" salt-run job_retry.pending here || fail "salt-run job_retry.pending"
says pending salt-run job_retry.show "$one" || fail "salt-run job_retry.show"
says oldest_pending salt-run job_retry.status || fail "salt-run job_retry.status"
says 'pending 3' master-shim status || fail "master-shim status"
says '^job_retry_shim_deliveries{state="pending"} 3$' python3 -c '
import urllib.request
print(urllib.request.urlopen("http://127.0.0.1:4509/metrics").read().decode())' || fail "the metrics"
in_system master-shim cancel "$two" here
in_system salt-run job_retry.cancel "$three" > /dev/null || fail "salt-run job_retry.cancel"
in_system salt-run job_retry.retry "$three" here > /dev/null || fail "salt-run job_retry.retry"
says "$two .* cancelled " master-shim history || fail "master-shim history"
in_system systemctl start salt-minion.service
for jid in $one $three; do eventually 60 is "$jid" returned || fail "$(in_system master-shim show "$jid")"; done
[ "$(cat "$root/var/lib/notes")" = $'first\nthird' ] || fail "ran: $(cat "$root/var/lib/notes")"
says first salt-run jobs.lookup_jid "$one" || fail "the return is not where Salt has it"
says "$one .* pending " minion-agent ledger list || fail "minion-agent ledger list"
says finished minion-agent ledger show "$one" || fail "minion-agent ledger show"

removal_has_ended() {
    [ "$(show ActiveState salt-job-retry-minion-clean.service)" = inactive ] &&
        [ "$(show ActiveState salt-job-retry-master-clean.service)" = inactive ]
}
# The setting goes, salt-minion is started without it, and only then the file goes.
removed() {
    [ "$(cat "$root/var/lib/found")" = "$executor" ] || fail "at its restart salt-minion found: $(cat "$root/var/lib/found")"
    [ ! -e "$root$executor" ] || fail "the executor is still there"
    [ "$(cat "$root/var/lib/found_by_master")" = "$witness" ] ||
        fail "at its restart salt-master found: $(cat "$root/var/lib/found_by_master")"
    [ ! -e "$root$witness" ] || fail "the witness is still there"
    for unit in master-shim minion-agent; do
        [ "$(show ActiveState $unit.service)" = inactive ] || fail "$unit is $(show ActiveState $unit.service)"
        [ "$(show LoadState $unit.service)" != loaded ] || fail "$unit can still be started"
    done
    # A minion whose master was restarted is the slower one.
    eventually 180 answers || fail "the minion did not come back to the master"
    salt_works || fail "Salt does not work any more"
}

disabled() {
    local links
    links=$(find "$root/etc/systemd/system" -name master-shim.service -o -name minion-agent.service)
    [ -z "$links" ] || fail "still enabled: $links"
}

step "Removed by Salt itself, whose job returns all the same; then purged"
in_system salt --timeout=60 here state.apply job_retry.minion.clean,job_retry.master.clean > "$work/said" ||
    { cat "$work/said" >&2; fail "state.apply"; }
grep -q '^Succeeded: 2 (changed=2)' "$work/said" || fail "$(cat "$work/said")"
for file in "$executor" "$witness"; do
    eventually 120 [ ! -e "$root$file" ] || fail "$(in_system journalctl --no-pager --unit='salt-job-retry-*-clean')"
done
eventually 60 removal_has_ended
removed
in_system apt-get purge --yes salt-job-retry-master salt-job-retry-minion > "$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; fail "apt-get"; }
left=$(find "$root/etc/salt" "$root/var/lib/salt-job-retry" -name '*job*retry*' 2> /dev/null || true)
[ -z "$left" ] || fail "left behind: $left"
disabled

step "The same from a build"
in_system "$programs/master-shim" install > /dev/null
in_system "$programs/minion-agent" install > /dev/null
salt_works || fail "Salt does not work with job retry installed"
sed -i -E -e 's/^#job_retry: .*/job_retry: True/' -e 's/^#returner_dirs:/returner_dirs:/' \
    "$root/etc/salt/master.d/job_retry.conf"
sed -i -E 's/^#(job_retry|executor_dirs|module_executors): /\1: /' "$root$conf"
in_system systemctl restart salt-master.service master-shim.service salt-minion.service
eventually 60 linked || fail "$(in_system minion-agent status)"
eventually 60 answers || fail "the minion did not come back to the master"
salt_works || fail "Salt does not work with job retry"
says finished minion-agent ledger list --fun cmd.run || fail "a live job is not in the ledger"

step "And uninstalled"
in_system master-shim uninstall > "$work/said" && in_system minion-agent uninstall >> "$work/said" ||
    { cat "$work/said" >&2; fail "uninstall"; }
removed
disabled
echo "Real Salt works with job retry installed, switched on, used and removed, from packages and from a build."
