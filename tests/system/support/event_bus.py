"""
EventBus: what the master's event bus has carried since the test began to listen.

It only reads, in a thread of its own, and connects again when the master restarts. Waiting is always for an event, with a
deadline.
"""

import fnmatch
import socket
import threading
import time

import msgpack


class EventBus:
    def __init__(self, path):
        self._path = str(path)
        self._events = []
        self._changed = threading.Condition()
        self._closed = False
        self._connected = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def close(self):
        self._closed = True
        self._thread.join(timeout=10)

    def wait_connected(self, deadline):
        with self._changed:
            return self._changed.wait_for(lambda: self._connected, deadline - time.monotonic())

    def mark(self):
        """A place in the stream, for `since`."""
        with self._changed:
            return len(self._events)

    def seen(self, tag, since=0):
        """(tag, data) of every event whose tag matches the glob."""
        with self._changed:
            return [event for event in self._events[since:] if fnmatch.fnmatchcase(event[0], tag)]

    def wait(self, tag, since=0, timeout=60.0, match=lambda data: True):
        """The data of the first event that matches; AssertionError when none comes in time."""
        found = []

        def look():
            found[:] = [data for _, data in self.seen(tag, since) if match(data)]
            return bool(found)

        with self._changed:
            if not self._changed.wait_for(look, timeout):
                tags = [event[0] for event in self._events[since:]][-40:]
                raise AssertionError(f"no event {tag} within {timeout} s; there were {tags}")
        return found[0]

    def _read(self):
        while not self._closed:
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stream:
                    stream.settimeout(0.2)
                    stream.connect(self._path)
                    self._set_connected(True)
                    self._drain(stream)
            except OSError:
                time.sleep(0.05)
            self._set_connected(False)

    def _drain(self, stream):
        unpacker = msgpack.Unpacker(raw=True, strict_map_key=False, max_buffer_size=1 << 28)
        prefixed, buffer = None, b""
        while not self._closed:
            try:
                chunk = stream.recv(1 << 16)
            except TimeoutError:
                continue
            if not chunk:
                return
            if prefixed is None:
                # Newer 3006 put each map's length before it, the other versions send bare maps.
                prefixed = chunk[0] == 0
            if not prefixed:
                unpacker.feed(chunk)
                for frame in unpacker:
                    self._take(frame)
                continue
            buffer += chunk
            while len(buffer) >= 4 and len(buffer) >= 4 + (size := int.from_bytes(buffer[:4], "big")):
                self._take(msgpack.unpackb(buffer[4 : 4 + size], raw=True, strict_map_key=False))
                buffer = buffer[4 + size :]

    def _take(self, frame):
        tag, _, body = frame[b"body"].partition(b"\n\n")
        data = msgpack.unpackb(body, raw=False, strict_map_key=False, unicode_errors="surrogateescape")
        with self._changed:
            self._events.append((tag.decode(), data))
            self._changed.notify_all()

    def _set_connected(self, value):
        with self._changed:
            self._connected = value
            self._changed.notify_all()
