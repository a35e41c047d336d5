"""Runs a cell in a new Deno kernel.

usage: python kernel_cell.py < CELL

It writes what the cell printed. It also reads all other messages, as a notebook would.
"""

import sys
import time
from queue import Empty

from jupyter_client.manager import start_new_kernel

# The kernel's last messages may come after it has reported that it is idle.
LATE_S = 1


def main():
    manager, client = start_new_kernel(kernel_name="deno", stderr=sys.stderr)
    try:
        request = client.execute(sys.stdin.read(), allow_stdin=False)
        until = None
        while until is None or time.monotonic() < until:
            try:
                message = client.get_iopub_msg(timeout=0.5)
            except Empty:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                sys.stdout.write(content["text"])
            elif kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            elif (
                kind == "status"
                and content["execution_state"] == "idle"
                and message["parent_header"].get("msg_id") == request
            ):
                until = time.monotonic() + LATE_S
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


main()
