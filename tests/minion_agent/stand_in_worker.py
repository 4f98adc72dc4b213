"""A worker without Salt: speaks the worker's frames, and does what the job's load says in plain text.

    echo             ends as returned
    OUTCOME TEXT     ends with this outcome and text
    size ...         ends as returned, with the load's size
    die              ends the process in the middle of the job
    garbage          writes what is no message
    hold FILE        ends as returned once FILE exists
"""

import os
import struct
import sys
import time


# As much msgpack as the worker's messages need, so that these tests need no package.
def pack(value):
    if isinstance(value, dict):
        return bytes([0x80 | len(value)]) + b"".join(pack(k) + pack(v) for k, v in value.items())
    if isinstance(value, int):
        return struct.pack(">BI", 0xCE, value)
    text = value.encode()
    return struct.pack(">BH", 0xDA, len(text)) + text


def unpack(data):
    fields, at = {}, 1

    def one():
        nonlocal at
        kind = data[at]
        at += 1
        if kind < 0x80:
            return kind
        if 0xA0 <= kind < 0xC0:
            size = kind & 0x1F
        else:
            width = {0xD9: 1, 0xC4: 1, 0xDA: 2, 0xC5: 2, 0xDB: 4, 0xC6: 4}[kind]
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        at += size
        return bytes(data[at - size : at])

    for _ in range(data[0] & 0x0F):
        key = one().decode()
        fields[key] = one()
    return fields


def read_exactly(size):
    data = b""
    while len(data) < size:
        part = os.read(0, size - len(data))
        if not part:
            return None
        data += part
    return data


def read_frame():
    head = read_exactly(4)
    return None if head is None else unpack(read_exactly(struct.unpack(">I", head)[0]))


def write_frame(message):
    data = pack(message)
    os.write(1, struct.pack(">I", len(data)) + data)


def do(jid, text):
    word, _, rest = text.partition(" ")
    if word == "die":
        os._exit(3)
    if word == "garbage":
        os.write(1, struct.pack(">I", 3) + b"abc")
        return
    if word == "hold":
        while not os.path.exists(rest):
            time.sleep(0.01)
        word, rest = "returned", ""
    if word == "size":
        word, rest = "returned", str(len(text))
    if word == "echo":
        word = "returned"
    write_frame({"v": 1, "type": "outcome", "jid": jid, "outcome": word, "text": rest})


def main():
    if "--never-ready" in sys.argv:
        read_exactly(1)
        return
    if "--die-at-once" in sys.argv:
        sys.exit(7)
    master = sys.argv[sys.argv.index("--master") + 1]
    write_frame({"v": 1, "type": "ready", "salt": "stand-in for " + master, "pid": os.getpid()})
    while True:
        job = read_frame()
        if job is None:
            return
        do(job["jid"].decode(), job["load"].decode())


if __name__ == "__main__":
    main()
