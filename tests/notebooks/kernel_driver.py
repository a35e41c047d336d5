"""Runs the kernel of a given name behind a pipe. Each line on the standard input is a request, and
each line on the standard output is an answer. The kernel's own output goes to the standard error.

A request is {"code": text, "interruptAt": text or null, "lateS": number}: a cell, the printed text
at which to interrupt it, and the time to wait for messages after its end. The end of the input
shuts the kernel down, with a last answer.
"""

import json
import sys
import time
from queue import Empty

from jupyter_client.manager import KernelManager

# no cell takes longer, even on a busy machine
CELL_S = 60
SHUTDOWN_S = 10


def answer(**fields):
    print(json.dumps(fields), flush=True)


def prints(message, text):
    return message["msg_type"] == "stream" and text in message["content"]["text"]


def is_idle(message, request):
    return (
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == request
    )


def kept(message, is_late):
    content = message["content"]
    size = len(json.dumps(content, ensure_ascii=False).encode())
    return {"type": message["msg_type"], "content": content, "bytes": size, "isLate": is_late}


def execute(manager, client, code, interrupt_at, late_s):
    messages = []
    from_s = time.monotonic()
    interrupted_s = to_s = None
    request = client.execute(code, allow_stdin=False)
    while to_s is None or time.monotonic() < to_s + late_s:
        try:
            message = client.get_iopub_msg(timeout=0.05)
        except Empty:
            if to_s is None and time.monotonic() > from_s + CELL_S:
                raise TimeoutError(f"the cell does not end: {code}") from None
            continue
        if is_idle(message, request):
            to_s = time.monotonic()
        if message["msg_type"] not in ("status", "execute_input"):
            messages.append(kept(message, to_s is not None))
        if interrupt_at is not None and prints(message, interrupt_at):
            manager.interrupt_kernel()
            interrupted_s = time.monotonic()
            interrupt_at = None
    client.get_shell_msg(timeout=5)
    answer(fromS=from_s, toS=to_s, interruptedS=interrupted_s, messages=messages)


def shut_down(manager, client):
    """Asks the kernel to end, and says whether it did so without being killed."""
    process = manager.provisioner.process
    client.shutdown()
    deadline = time.monotonic() + SHUTDOWN_S
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    answer(hasEnded=process.poll() is not None)


def main(kernel_name):
    manager = KernelManager(kernel_name=kernel_name)
    manager.start_kernel(stdout=sys.stderr, stderr=sys.stderr)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        answer(pid=manager.provisioner.process.pid)
        for line in sys.stdin:
            request = json.loads(line)
            execute(manager, client, request["code"], request["interruptAt"], request["lateS"])
        shut_down(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main(sys.argv[1])
