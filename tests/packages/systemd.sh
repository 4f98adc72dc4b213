#!/usr/bin/env bash
# The units under a systemd that runs, as the first process of namespaces of its own. The daemons work without Salt; a stand-in is
# what they see of salt-minion. As root; exit code 77 where no systemd can be started.
#
#   systemd.sh PACKAGES

set -euo pipefail
packages=$(readlink -f "$1")
. "$(dirname "$0")/root.sh"

# Nothing of the machine's own is started, and no kernel setting is written.
rm -rf "$root"/{usr/lib,etc}/systemd/system/*.wants "$root/etc/machine-id"
for unit in systemd-networkd systemd-networkd-wait-online; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit.service"
done
for mounted in proc sys dev; do mount -t tmpfs tmpfs "$root/$mounted"; done
for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root"/dev/{shm,pts}
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
printf '[Unit]\nDescription=Nothing but the units under test\nDefaultDependencies=no\nWants=systemd-journald.service\n' \
    > "$root/etc/systemd/system/tests.target"
# Stands in for Salt's own, which needs a master: what counts is that it is there, and is restarted.
printf '[Service]\nExecStart=/bin/sleep infinity\nKillMode=process\n' > "$root/etc/systemd/system/salt-minion.service"

# Control groups of its own, in the second hierarchy, which every kernel can show.
mkdir "$work/groups"
mount -t cgroup2 cgroup2 "$work/groups"
group=$work/groups/job-retry-test-$$
mkdir "$group"
boot() {
    echo 0 > "$group/cgroup.procs"
    exec unshare --pid --net --ipc --uts --cgroup --mount --fork --kill-child /bin/sh -c "
        mount -t proc proc $root/proc && mount -t sysfs sysfs $root/sys && mount -t cgroup2 cgroup2 $root/sys/fs/cgroup &&
        ip link set lo up
        exec chroot $root env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            /lib/systemd/systemd --system --unit=tests.target --show-status=0"
}
boot < /dev/null > "$work/boot.log" 2>&1 &
booted=$!
stop_system() {
    # What a failure came from.
    if [ $? -eq 1 ]; then in_system journalctl --no-pager --lines 60 >&2 || true; fi
    kill -KILL $booted 2> /dev/null || true
    wait $booted 2> /dev/null || true
    local tries=100
    while [ $tries -gt 0 ] && ! find "$group" -depth -type d -exec rmdir {} + 2> /dev/null; do
        sleep 0.1
        tries=$((tries - 1))
    done
    remove_root
}
trap stop_system EXIT

# eventually SECONDS COMMAND...
eventually() {
    local until=$((SECONDS + $1))
    until "${@:2}"; do
        if [ $SECONDS -ge $until ]; then return 1; fi
        sleep 0.1
    done
}
first_process() { first=$(cat /proc/$booted/task/$booted/children 2> /dev/null | tr -d ' '); [ -n "$first" ]; }
in_system() {
    nsenter --target "$first" --mount --pid --net --ipc --uts --cgroup chroot "$root" \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
# Before its socket is there systemctl takes this for a mere chroot, in which all is well.
ready() { [ -S "$root/run/systemd/private" ] && in_system systemctl is-active --quiet tests.target 2> /dev/null; }
eventually 10 first_process && eventually 30 ready ||
    { echo "no systemd can be started here: $(tail -1 "$work/boot.log")" >&2; exit 77; }

show() { in_system systemctl show --property "$1" --value "$2"; }
active() { [ "$(show ActiveState "$1")" = active ]; }
anew() { active "$1" && [ "$(show MainPID "$1")" != "$2" ]; }

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

step "The watchdog ends a daemon that hangs, and it comes back"
for unit in master-shim minion-agent; do
    mkdir -p "$root/etc/systemd/system/$unit.service.d"
    printf '[Service]\nWatchdogSec=3\n' > "$root/etc/systemd/system/$unit.service.d/watchdog.conf"
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
