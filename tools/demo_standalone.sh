#!/usr/bin/env bash
# The part of the demo that needs no Salt: master-shim and minion-agent standalone. JOB_RETRY_BIN names the folder with both.
set -euo pipefail

dir=$(mktemp -d /tmp/jr-demo-XXXXXX)
pids=()
trap 'kill "${pids[@]}" 2> /dev/null; wait; rm -rf "$dir"' EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
shim() { "$JOB_RETRY_BIN/master-shim" -c "$dir/master" "$@"; }
agent() { "$JOB_RETRY_BIN/minion-agent" -c "$dir/minion" "$@"; }
show() { printf '\n  $ %s\n' "$*"; }
until_true() { for _ in $(seq 300); do if "$@" > /dev/null 2>&1; then return; fi; sleep 0.1; done; fail "$*"; }
fail() { printf 'NOT AS PROMISED: %s\n' "$1" >&2; cat "$dir"/*.log >&2; exit 1; }
start() { "$1" run > "$dir/$1.log" 2>&1 & pids+=($!); until_true "$1" status; }

mkdir -p "$dir"/{master,minion}/run "$dir/master/master.d" "$dir/minion/minion.d"
common="job_retry: True
job_retry_standalone: True
job_retry_port: $(free_port)
job_retry_key_port: $(free_port)"
printf '%s\n' "$common" "job_retry_dir: $dir/master/state" > "$dir/master/master.d/job_retry.conf"
printf '%s\n' "$common" "job_retry_dir: $dir/minion/state" > "$dir/minion/minion.d/job_retry.conf"
printf '%s\n' "interface: 127.0.0.1" "root_dir: $dir/master" > "$dir/master/master"
printf '%s\n' "id: m" "master: 127.0.0.1" "root_dir: $dir/minion" "sock_dir: $dir/minion/run" > "$dir/minion/minion"

echo "A shim and an agent without Salt; the agent offers its key, and it is accepted"
start shim
start agent
until_true sh -c "'$JOB_RETRY_BIN/master-shim' -c '$dir/master' key list | grep -q m"
show master-shim key accept m
shim key accept m
kill "${pids[1]}"
wait "${pids[1]}" || true

echo
echo "The agent is off; a job is published for it"
show "master-shim publish m cmd.run 'echo done >> notes'"
jid=$(shim publish --json m cmd.run "echo done >> $dir/notes" | python3 -c 'import json, sys; print(json.load(sys.stdin)["jid"])')
show master-shim pending
shim pending

echo
echo "The agent comes back"
start agent
until_true sh -c "'$JOB_RETRY_BIN/master-shim' -c '$dir/master' show $jid | grep -q returned"
show "master-shim show $jid"
shim show "$jid"
show minion-agent ledger list
agent ledger list
[ "$(cat "$dir/notes")" = done ] || fail "the job ran once"
echo
echo "The job ran exactly once."
