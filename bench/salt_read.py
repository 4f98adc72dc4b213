"""
Under Salt's Python: reads a master's event bus with Salt's own event class, and throws the events away.

As Salt's own daemons do, with a handler on their loop: that is several times faster than get_event() in a loop.

salt_read.py CONFIGURATION_DIRECTORY
"""

import os
import sys

import salt.config
import salt.utils.event

try:
    import tornado.ioloop as ioloop
except ImportError:
    import salt.ext.tornado.ioloop as ioloop

loop = ioloop.IOLoop()
loop.make_current()
opts = salt.config.master_config(os.path.join(sys.argv[1], "master"))
bus = salt.utils.event.get_master_event(opts, opts["sock_dir"], io_loop=loop)


async def handle(raw):
    bus.unpack(raw)


bus.set_event_handler(handle)
loop.start()
