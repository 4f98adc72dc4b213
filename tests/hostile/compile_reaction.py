"""
Runs under Salt's interpreter: compiles a reaction with Salt's own reactor for each event that comes, and says what it would run.

    compile_reaction.py CONF_DIR REACTION

On standard input one msgpack list of [tag, data]; on standard output one JSON list of lists of chunks.
"""

import json
import os
import sys

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import msgpack  # noqa: E402
import salt.config  # noqa: E402
import salt.utils.reactor  # noqa: E402

opts = salt.config.master_config(os.path.join(sys.argv[1], "master"))
reactor = salt.utils.reactor.Reactor(opts)
events = msgpack.unpackb(sys.stdin.buffer.read())
json.dump([reactor.reactions(tag, data, [sys.argv[2]]) for tag, data in events], answers, default=repr)
answers.flush()
