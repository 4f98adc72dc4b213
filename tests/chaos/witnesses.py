"""What is found on disk, and was told, of every job of a run: evidence for the account, and the story of one job."""

import json
import pathlib

import msgpack

from account import Witnesses
from plan import AGAIN, RUN

OWN = (RUN, AGAIN)
PUBLISHED_BY_MINION = "publish.publish"


def _unpacked(path):
    """What Salt wrote there; None when it is not there, or cut off."""
    try:
        return msgpack.unpackb(path.read_bytes(), raw=False, strict_map_key=False, unicode_errors="replace")
    except (OSError, ValueError):
        return None


def job_cache(master):
    """(JID, its directory) of every job."""
    for path in (master.directory / "cache" / "jobs").glob("*/*/jid"):
        yield path.read_text().strip(), path.parent


def trace_of(traces):
    """(word, JID, minion id) of each line that a job has written, and the line."""
    for path in sorted(pathlib.Path(traces).iterdir()):
        for line in path.read_text().splitlines():
            word, jid, *_ = line.split()
            yield word, jid, path.name, line


def gather(fleet, clients, traces, retried):
    """The evidence as it is now. The daemons may run on."""
    seen = Witnesses()
    functions = {}
    master = fleet.master_daemon
    for _, data in master.bus.seen("salt/job/*/new"):
        functions[data["jid"]] = data["fun"]
        seen.published.setdefault(data["jid"], set()).update(data["minions"])
    for jid, directory in job_cache(master):
        load = _unpacked(directory / ".load.p")
        if load:
            functions[jid] = load["fun"]
            seen.published.setdefault(jid, set()).update(_unpacked(directory / ".minions.p") or ())
        for path in directory.glob("*/return.p"):
            stored = _unpacked(path)
            if stored:
                seen.returns[jid, path.parent.name] = stored["return"]
    for jid, minions in clients.told.items():
        seen.published.setdefault(jid, set()).update(minions)
    for word, jid, minion, _ in trace_of(traces):
        functions.setdefault(jid, RUN)
        seen.runs[jid, minion] += word == "begin"
    # What the clients ask on their way (test.ping of a batch, saltutil.find_job) is not owed to anybody.
    seen.published = {
        jid: minions
        for jid, minions in seen.published.items()
        if functions.get(jid, RUN) in (*OWN, PUBLISHED_BY_MINION)
    }
    seen.own = {jid for jid in seen.published if functions.get(jid, RUN) in OWN}
    for one in fleet.shim.daemon.json("history"):
        seen.deliveries[one["jid"], one["minion"]] = one["state"], one["reason"]
    for key in retried:
        seen.permitted[key] += 1
    for jid, minions in seen.published.items():
        for minion in minions:
            seen.permitted[jid, minion] += fleet.may_rerun(functions.get(jid), minion)
    return seen


def story(jid, fleet, traces):
    """Everything that is known of one job, as text."""
    lines = [f"job {jid}"]
    for _, of, minion, line in trace_of(traces):
        if of == jid:
            lines.append(f"  trace of {minion}: {line}")
    lines += [f"  event: {tag} {data}" for tag, data in fleet.master_daemon.bus.seen(f"salt/job/{jid}/*")]
    directory = fleet.master_daemon.job_dir(jid)
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        lines.append(f"  job cache {path.relative_to(directory)}: {_unpacked(path)!r}")
    daemons = [fleet.shim.daemon, *(host.agent.daemon for host in fleet.hosts.values())]
    for daemon in daemons:
        command = ["show", jid] if daemon is fleet.shim.daemon else ["ledger", "show", jid]
        said = daemon.run(*command)
        name = f"{daemon.name} of {daemon.salt.directory.name}"
        lines.append(f"  {name}: {' '.join(command)}")
        lines += [f"    {line}" for line in (said.stdout + said.stderr).splitlines()]
        lines += [f"  log of {name}: {line}" for line in _lines_with(jid, daemon.log)]
    for host in fleet.hosts.values():
        lines += [f"  {host.directory.name}: {line}" for line in _lines_with(jid, host.minion.daemon.log)]
    return "\n".join(lines)


def _lines_with(jid, log):
    if not log.exists():
        return []
    return [line for line in log.read_text(errors="replace").splitlines() if jid in line]


def listed(shim, command, *states):
    """Deliveries as `master-shim pending` or `history` names them; none while the database cannot be read."""
    said = shim.run(command, "--json")
    if said.returncode != 0:
        return []
    return [(one["jid"], one["minion"]) for one in json.loads(said.stdout) if one["state"] in states]
