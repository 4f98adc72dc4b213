# A systemd that runs below the root of root.sh, as the first process of namespaces of its own, to be sourced as that is.
# Ends with 77 where no systemd can be started.

. "$(dirname "$0")/root.sh"

# What a container's image may have to keep packages from starting and stopping units.
rm -f "$root/usr/sbin/policy-rc.d"
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
# anew UNIT OLD: it runs, as another process.
anew() {
    local now
    now=$(show MainPID "$1")
    [ "$now" != 0 ] && [ "$now" != "$2" ] && active "$1"
}
