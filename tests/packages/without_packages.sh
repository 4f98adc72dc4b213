#!/usr/bin/env bash
# `install` and `uninstall` of both programs, on an image: the same files as the packages of a directory have, twice the
# same, and nothing left. As root; nothing of this machine changes.
#
#   without_packages.sh PROGRAMS PACKAGES

set -euo pipefail
programs=$(readlink -f "$1")
packages=$(readlink -f "$2")
[ "$(id -u)" = 0 ] || { echo "needs root, to use an image as the root directory" >&2; exit 77; }

work=$(mktemp -d)
image=$work/image
trap 'rm -rf --one-file-system "$work"' EXIT
mkdir -p "$image/etc" "$work/package"
echo 'salt:x:450:451::/:/bin/sh' > "$image/etc/passwd"

step() { echo "--- $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
both() { for program in minion-agent master-shim; do "$programs/$program" "$1" --root "$image" "${@:2}"; done; }
status_of() { local status=0; "$@" > "$work/said" 2>&1 || status=$?; echo $status; }
said() { grep -qE "$1" "$work/said" || fail "expected '$1', got: $(cat "$work/said")"; }
# Every file with its mode, owner and content; programs without theirs, because packages strip them.
tree() { (cd "$1" && find . ! -type d ! -path ./etc/passwd -printf '%p %y %m %U:%G %l\n' | sort &&
    find . -type f ! -path '*/bin/*' ! -path ./etc/passwd -print0 | sort -z | xargs -0 -r sha256sum); }
# What there was to change, as a dry run prints it, is what a run has changed.
promised() { sed -nE 's/^(write|link) ([^ ]*).*/.\2/p' "$1" | sort; }

step "A dry run names every file and makes none"
both install --dry-run > "$work/promised"
tree "$image" | grep . && fail "a dry run has written"

step "An image gets the files of the packages"
both install > /dev/null
[ "$(promised "$work/promised")" = "$(tree "$image" | grep '^\./' | cut -d' ' -f1)" ] || fail "the dry run promised otherwise"
tree "$image" > "$work/installed"
for package in "$packages"/*.deb; do dpkg-deb -x "$package" "$work/package"; done
# What their scripts do.
mkdir -p "$work/package/etc/salt/"{minion,master}.d
for side in minion master; do
    cp "$work/package/usr/share/salt-job-retry/$side.conf" "$work/package/etc/salt/$side.d/job_retry.conf"
done
for unit in minion-agent master-shim; do
    for wanter in $(sed -n 's/^WantedBy=//p' "$work/package/usr/lib/systemd/system/$unit.service"); do
        mkdir -p "$work/package/etc/systemd/system/$wanter.wants"
        ln -s /usr/lib/systemd/system/$unit.service "$work/package/etc/systemd/system/$wanter.wants/"
    done
done
tree "$work/package" | diff - "$work/installed" || fail "packages (<) and install (>) differ"
cmp "$programs/minion-agent" "$image/usr/bin/minion-agent"
[ "$(cd "$image/var/lib/salt-job-retry" && stat -c '%n %a %u:%g' -- *)" = $'master 700 450:451\nminion 700 0:0' ] ||
    fail "the daemons' directories"

step "The second time there is nothing to do"
[ "$(both install | sort -u)" = "Nothing to change." ] || fail "install is not idempotent"

step "Edited settings outlive an upgrade, a removal and an installation"
settings=$image/etc/salt/minion.d/job_retry.conf
printf 'job_retry: True\nmodule_executors: [job_retry]\n' > "$settings"
echo old > "$image/usr/bin/minion-agent"
echo ledger > "$image/var/lib/salt-job-retry/minion/data.mdb"
both install > "$work/said"
cmp "$programs/minion-agent" "$image/usr/bin/minion-agent"
both uninstall > /dev/null
[ ! -e "$settings" ] || fail "the setting is in force without its executor"
[ "$(both uninstall | sort -u)" = "Nothing to change." ] || fail "uninstall is not idempotent"
both install > /dev/null
grep -q '^module_executors' "$settings" || fail "the settings are not back"
[ -e "$image/var/lib/salt-job-retry/minion/data.mdb" ] || fail "the ledger is gone"

step "Each error has its own words"
agent=$programs/minion-agent
[ "$(status_of "$agent" install --root "$work/nowhere")" = 1 ]; said "there is no directory $work/nowhere"
[ "$(status_of "$agent" install --root "$image" -c /opt/salt)" = 64 ]; said 'leave -c out'
# Not the program where it is: others may not look into every build directory.
cp "$agent" "$work/agent" && chmod 755 "$work" "$work/agent"
[ "$(status_of setpriv --reuid=65534 --regid=65534 --clear-groups "$work/agent" install)" = 77 ]; said 'needs root'
echo 'module_executors: [job_retry]' > "$image/etc/salt/minion"
[ "$(status_of "$agent" uninstall --root "$image")" = 69 ]; said '^minion-agent: /etc/salt/minion names job_retry'
echo 'a: [' > "$image/etc/salt/minion"
[ "$(status_of "$agent" uninstall --root "$image")" = 64 ]; said '/etc/salt/minion: line'
rm "$image/etc/salt/minion"
mkdir -p "$image/var/lib/dpkg/info"
echo /usr/bin/minion-agent > "$image/var/lib/dpkg/info/salt-job-retry-minion.list"
for command in install uninstall; do
    [ "$(status_of "$agent" $command --root "$image")" = 69 ]; said 'belongs to the package salt-job-retry-minion'
done
rm -r "$image/var/lib/dpkg"

step "A link in an image leads into the image"
mkdir "$work/outside" && mv "$image/usr/share" "$image/share" && ln -s /share "$image/usr/share"
"$agent" install --root "$image" | grep -qx 'Nothing to change.' || fail "looked outside of the image"
rm "$image/usr/share" && mv "$image/share" "$image/usr/share"

step "The shim runs as the master does"
echo 'user: root' > "$image/etc/salt/master"
"$programs/master-shim" install --root "$image" 2> /dev/null && fail "a user that the image does not have"
echo 'root:x:0:0::/root:/bin/sh' > "$image/etc/passwd"
"$programs/master-shim" install --root "$image" > /dev/null
grep -qx User=root "$image/etc/systemd/system/master-shim.service.d/user.conf" || fail "no override"
rm "$image/etc/salt/master" "$image/etc/passwd"

step "Purge leaves nothing"
mkdir "$image/usr/share/salt-job-retry/executors/__pycache__"
both uninstall --purge > /dev/null
tree "$image" | grep . && fail "left behind"
left=$(find "$image" -type d -regex '.*\(salt-job-retry\|/etc/salt\|\.service\.d\).*')
[ -z "$left" ] || fail "left behind: $left"
echo "Both programs install and uninstall themselves as their packages do."
