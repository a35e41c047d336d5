"""Times the named kernels, one after another in each turn, and prints the times as JSON."""

import json
import sys
import time

from jupyter_client.manager import KernelManager

WARM_UP = 20
CELLS = 200
PRINTS = 12
LINES = 10_000


def started(kernel):
    begin = time.perf_counter()
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return manager, client, (time.perf_counter() - begin) * 1000


def executed(client, code):
    """Gives the time that a cell takes, in s."""
    begin = time.perf_counter()
    request = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["content"].get("execution_state") == "idle":
            break
    took = time.perf_counter() - begin
    client.get_shell_msg(timeout=60)
    return took


def printed(client, lines):
    """Gives the time until all lines have arrived, in s; the plain kernel may end earlier."""
    begin = time.perf_counter()
    client.execute(f"for (let i = 0; i < {lines}; i++) console.log('line number', i);")
    count = 0
    while count < lines:
        message = client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream":
            count += message["content"]["text"].count("\n")
    took = time.perf_counter() - begin
    client.get_shell_msg(timeout=60)
    executed(client, "1")
    return took


def main(names):
    kernels = {name: started(name) for name in names}
    times = {name: {"startMs": [ms], "cellMs": [], "linesPerS": []} for name, (_, _, ms) in kernels.items()}
    for turn in range(WARM_UP + CELLS):
        for name, (_, client, _) in kernels.items():
            ms = executed(client, "1 + 1") * 1000
            if turn >= WARM_UP:
                times[name]["cellMs"].append(ms)
    for turn in range(PRINTS):
        for name in names if turn % 2 else reversed(names):
            times[name]["linesPerS"].append(LINES / printed(kernels[name][1], LINES))
    for manager, client, _ in kernels.values():
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print(json.dumps(times))


main(sys.argv[1:])
