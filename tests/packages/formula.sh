#!/usr/bin/env bash
# packaging/formula, applied by real Salt under a systemd of its own. As root; exit code 77 where no systemd can be started.
#
#   formula.sh PACKAGES SALT    SALT: an environment that holds bin/salt-call

set -euo pipefail
packages=$(readlink -f "$1")
salt=$2
here=$(readlink -f "$(dirname "$0")/../..")
. "$(dirname "$0")/booted.sh"

step "The formula installs, configures and switches on; the second time it changes nothing"
mkdir -p "$root"/{srv/pillar,etc/salt}
cp -r "$here/packaging/formula" "$root/srv/formula"
cat > "$root/etc/salt/minion" << MINION
file_client: local
id: here
user: root
master: 127.0.0.1
file_roots: {base: [/srv/formula]}
pillar_roots: {base: [/srv/pillar]}
MINION
printf 'user: root\n' > "$root/etc/salt/master"
printf 'base: {"*": [job_retry]}\n' > "$root/srv/pillar/top.sls"
cat > "$root/srv/pillar/job_retry.sls" << PILLAR
job_retry:
  master: {source: $(in_root sh -c 'echo /packages/*master*.deb'), config: {job_retry_standalone: True}}
  minion: {source: $(in_root sh -c 'echo /packages/*minion*.deb'), config: {job_retry_standalone: True}}
PILLAR
apply() { # STATES
    in_system "$salt/bin/salt-call" --local --retcode-passthrough --out=json state.apply "$1" \
        > "$work/applied" 2> "$work/said" || { cat "$work/applied" "$work/said" >&2; fail "state.apply"; }
    changed=$(python3 -c 'import json, sys
states = json.load(sys.stdin)["local"].values()
print(*sorted(state["__id__"] for state in states if state["changes"]))' < "$work/applied")
}
in_system systemctl start salt-minion.service
before=$(show MainPID salt-minion.service)
on=job_retry.master,job_retry.minion
apply $on
[ "$changed" = "job_retry_master_package job_retry_master_restart job_retry_master_service job_retry_master_settings \
job_retry_minion_package job_retry_minion_restart job_retry_minion_settings" ] || fail "changed: $changed"
eventually 30 anew salt-minion.service "$before" || fail "salt-minion was not restarted"
eventually 30 active minion-agent.service || fail "the agent did not come with salt-minion"
apply $on
[ -z "$changed" ] || fail "the second time it changed: $changed"

step "It takes everything off again, and once more it changes nothing"
before=$(show MainPID salt-minion.service)
off=job_retry.minion.clean,job_retry.master.clean
apply $off
[ "$changed" = "job_retry_master_clean job_retry_minion_clean" ] || fail "changed: $changed"
eventually 30 anew salt-minion.service "$before" || fail "salt-minion was not restarted"
for file in executors/job_retry.py returners/local_cache.py; do
    eventually 60 [ ! -e "$root/usr/share/salt-job-retry/$file" ] || fail "$file is still there"
done
apply $off
[ -z "$changed" ] || fail "the second time it changed: $changed"
echo "The formula installs, configures and removes, and changes nothing the second time."
