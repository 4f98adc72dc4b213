"""Runs under Salt's interpreter: sends requests (JSON on standard input) to the master with the key and id of a minion."""

import json
import os
import sys

import salt.channel.client
import salt.config
import salt.crypt

opts = salt.config.minion_config(os.path.join(sys.argv[1], "minion"))
opts["master_uri"] = f"tcp://{opts['master']}:{opts['master_port']}"
opts["master_ip"] = opts["master"]
auth = salt.crypt.SAuth(opts)
auth.authenticate()
token = auth.gen_token(b"salt")
with salt.channel.client.ReqChannel.factory(opts) as channel:
    for request in json.load(sys.stdin):
        channel.send({"id": opts["id"], "tok": token, **request}, timeout=20, tries=1)
