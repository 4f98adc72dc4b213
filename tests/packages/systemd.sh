#!/usr/bin/env bash
# The units under a systemd that runs, as the first process of namespaces of its own. The daemons work without Salt; a stand-in is
# what they see of salt-minion. As root; exit code 77 where no systemd can be started.
#
#   systemd.sh PACKAGES

set -euo pipefail
packages=$(readlink -f "$1")
. "$(dirname "$0")/booted.sh"

step "Both units are ready when they answer"
mkdir -p "$root"/etc/salt/{minion,master}.d
printf 'user: root\n' > "$root/etc/salt/master"
printf 'id: here\nmaster: 127.0.0.1\n' > "$root/etc/salt/minion"
for side in minion master; do
    printf 'job_retry: True\njob_retry_standalone: True\n' > "$root/etc/salt/$side.d/job_retry.conf"
done
in_system sh -c 'dpkg --install /packages/*.deb' > "$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" >&2; fail "dpkg"; }
in_system systemctl start salt-minion.service
in_system systemctl restart master-shim.service minion-agent.service || fail "a unit does not start"
in_system master-shim status > /dev/null || fail "master-shim is ready and does not answer"
in_system minion-agent status > /dev/null || fail "minion-agent is ready and does not answer"
in_system systemctl show --property StatusText master-shim.service | grep -q 'agents are awaited' || fail "no status"
[ "$(in_system stat -c '%a %U' /var/lib/salt-job-retry/minion)" = "700 root" ] || fail "the ledger's directory"

step "A job that restarts the agent survives it, and its return arrives"
waits() { in_system master-shim key list | grep -q here; }
eventually 30 waits || fail "the agent did not come to the shim"
in_system master-shim key accept here > /dev/null
before=$(show MainPID minion-agent.service)
in_system master-shim publish --jid 20260101000000000001 here cmd.run \
    'systemctl restart minion-agent.service && echo once >> /var/lib/ran' > /dev/null
returned() { in_system master-shim show 20260101000000000001 | grep -q returned; }
eventually 60 returned || fail "$(in_system master-shim show 20260101000000000001)"
[ "$(cat "$root/var/lib/ran")" = once ] || fail "the job ran $(wc -l < "$root/var/lib/ran") times"
anew minion-agent.service "$before" || fail "the agent was not restarted"

step "The agent stops and starts with salt-minion"
in_system systemctl stop salt-minion.service
eventually 10 [ "$(show ActiveState minion-agent.service)" = inactive ] || fail "the agent outlived salt-minion"
in_system systemctl start salt-minion.service
eventually 30 active minion-agent.service || fail "the agent did not come with salt-minion"
before=$(show MainPID minion-agent.service)
in_system systemctl restart salt-minion.service
eventually 30 anew minion-agent.service "$before" || fail "the agent was not restarted with salt-minion"

step "The network is another process's, which may do nothing else"
courier() { in_system minion-agent status --json | sed -n "/\"courier\"/,/}/ s/^ *\"$1\": \"\{0,1\}\([^\",]*\).*/\1/p"; }
known() { in_system minion-agent status | grep -q authenticated; }
eventually 30 known || fail "$(in_system minion-agent status)"
[ "$(courier user)" = _salt-job-retry ] || fail "the courier runs as $(courier user)"
of_courier() { in_system cat "/proc/$(courier pid)/$1"; }
grep -q 'CapBnd:.0*$' <<< "$(of_courier status)" || fail "the courier has capabilities"
[[ "$(of_courier cgroup)" == */minion-agent-courier@* ]] || fail "the courier is in $(of_courier cgroup)"
[ "$(in_system stat -c '%a %U' /run/salt-job-retry/courier.ipc)" = "600 root" ] || fail "the courier's socket"
[ -z "$(in_system ls "/proc/$(courier pid)/root/var/lib/salt-job-retry" 2> /dev/null)" ] || fail "the courier sees the ledger"
before=$(courier pid)
in_system kill -KILL "$before"
another() { [ "$(courier pid)" != "$before" ] && [ "$(courier pid)" != 0 ] && known; }
eventually 30 another || fail "no other courier: $(in_system minion-agent status)"
in_system systemctl stop minion-agent.service
no_courier() { ! in_system pgrep -u _salt-job-retry > /dev/null; }
eventually 10 no_courier || fail "the courier outlives its agent"
[ "$(show ActiveState minion-agent-courier.socket)" = inactive ] || fail "the courier's socket outlives its agent"
in_system systemctl start minion-agent.service
eventually 30 known || fail "the agent does not come back with a courier"

step "Without the package's user the courier has one for as long as it runs"
in_system systemctl stop minion-agent.service
eventually 10 no_courier || fail "the courier outlives its agent"
in_system deluser --system --quiet _salt-job-retry > /dev/null || fail "the courier's user cannot be removed"
in_system systemctl start minion-agent.service
eventually 30 known || fail "$(in_system journalctl --no-pager --lines 20)"
grep -q 'Uid:.6[1-5]...' <<< "$(of_courier status)" || fail "no dynamic user: $(of_courier status | grep Uid)"

step "The watchdog ends a daemon that hangs, and it comes back"
for unit in master-shim minion-agent; do
    mkdir -p "$root/etc/systemd/system/$unit.service.d"
    printf '[Service]\nWatchdogSec=6\n' > "$root/etc/systemd/system/$unit.service.d/watchdog.conf"
done
in_system systemctl daemon-reload
in_system systemctl restart master-shim.service minion-agent.service
for unit in master-shim minion-agent; do
    before=$(show MainPID $unit.service)
    in_system kill -STOP "$before"
    eventually 60 anew $unit.service "$before" || fail "$unit: $(show ActiveState $unit.service)"
    [ "$(show NRestarts $unit.service)" = 1 ] || fail "$unit was restarted $(show NRestarts $unit.service) times"
done
echo "Both units start, stop, survive and restart as they should."
