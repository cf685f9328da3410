/**
 * What the second engine's Python runs: our side of the pipe, see worker/second-engine.ts for the other. It is installed and
 * verified with the library of which it knows the calls. Python's own audit events (PEP 578) are used to refuse what a
 * compressor of texts has no need of: the network, other programs, files to write outside of its home.
 */
export const programText = `"""Shortens texts that are asked for on stdin, one JSON object per line, until stdin ends."""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.realpath(os.path.expanduser("~"))
REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "urllib.", "ftplib.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def guard(event, args):
    if event.startswith(REFUSED) and event != "socket.__new__":
        raise PermissionError(event)
    if event == "open" and isinstance(args[0], (str, bytes)) and isinstance(args[2], int) and args[2] & WRITES:
        path = os.path.realpath(os.fsdecode(args[0]))
        if path != HOME and not path.startswith(HOME + os.sep):
            raise PermissionError(event)


sys.addaudithook(guard)
sys.path.insert(0, os.path.join(HERE, "packages"))

from headroom._version import __version__  # noqa: E402
from headroom.transforms.text_crusher import TextCrusher  # noqa: E402

NAME = "headroom-ai " + __version__


def answer(crusher, line):
    asked = json.loads(line)
    shorter = crusher.compress(asked["text"], asked["question"]).compressed
    return {"id": asked["id"], "text": shorter}


def main():
    if "--version" in sys.argv:
        TextCrusher().compress("One line.\\n" * 40, "")
        print(NAME)
        return
    out = sys.stdout.buffer
    out.write(json.dumps({"ready": NAME}).encode() + b"\\n")
    out.flush()
    crusher = TextCrusher()
    for line in sys.stdin.buffer:
        out.write(json.dumps(answer(crusher, line)).encode() + b"\\n")
        out.flush()


main()
`;
