"""What front ends see of the kernels that are named, as JSON: {kernel: {what: value}}.

Everything is done by Jupyter's own client, as JupyterLab, nbconvert and papermill do it.
"""

import json
import os
import signal
import sys
import tempfile
import time

import nbformat
import papermill
from jupyter_client.manager import KernelManager

PATIENCE_S = 60
LARGE = 100_000_000


def started(kernel):
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel(stdout=sys.stderr, stderr=sys.stderr)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE_S)
    return manager, client


def idle_of(message, request):
    return is_of(message, request) and message["content"].get("execution_state") == "idle"


def is_of(message, request):
    return message["parent_header"].get("msg_id") == request


def outputs(client, request):
    """What comes on the common socket until a request is done with."""
    found = []
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE_S)
        if idle_of(message, request):
            return found
        if message["msg_type"] not in ("status", "execute_input"):
            found.append(message)


def reply_to(client, request):
    """The reply to a request. A client that waits for its kernel may have older replies left."""
    while True:
        message = client.get_shell_msg(timeout=PATIENCE_S)
        if is_of(message, request):
            return message


def run(client, code, **options):
    """What a cell shows as text, and the status of its reply."""
    request = client.execute(code, **options)
    shown = "".join(text_of(message) for message in outputs(client, request))
    return shown, reply_to(client, request)["content"]["status"]


def text_of(message):
    content = message["content"]
    return content.get("text") or content.get("data", {}).get("text/plain") or content.get("evalue") or ""


def asks(client):
    """A question to the user, and what becomes of the answer."""
    request = client.execute("console.log(prompt('your name'))", allow_stdin=True)
    question = client.get_stdin_msg(timeout=PATIENCE_S)["content"]["prompt"]
    client.input("Ada")
    answer = "".join(text_of(message) for message in outputs(client, request))
    reply_to(client, request)
    return question, answer


def sends_buffers(client):
    """Checks the bytes that come with a message."""
    request = client.execute(
        "await Deno.jupyter.broadcast('display_data', { data: {}, metadata: {}, transient: {} },"
        " { buffers: [Uint8Array.of(0, 255, 10), new Uint8Array(70_000)] })"
    )
    (message,) = outputs(client, request)
    reply_to(client, request)
    return [[len(buffer), list(bytes(buffer[:3]))] for buffer in message["buffers"]]


def large(client):
    """The size of a large output, and whether a large message to the kernel is done with."""
    code = f"({{ [Symbol.for('Jupyter.display')]: () => ({{ 'text/plain': 'x'.repeat({LARGE}) }}) }})"
    shown, status = run(client, code)
    message = client.session.msg("comm_msg", {"comm_id": "none", "data": {}})
    client.session.send(client.shell_channel.socket, message, buffers=[bytes(LARGE)])
    outputs(client, message["header"]["msg_id"])
    return len(shown), status, run(client, "console.log('on')")


def answers_comms(client):
    """Checks a comm that the kernel does not expect."""
    message = client.session.msg("comm_open", {"comm_id": "one", "target_name": "none", "data": {}})
    client.shell_channel.send(message)
    closed = reply_to(client, message["header"]["msg_id"])
    request = client.comm_info()
    info = reply_to(client, request)
    outputs(client, request)
    return closed["msg_type"], closed["content"]["comm_id"], info["content"]["comms"]


def serves_two(manager, client):
    """Two front ends: each has its own replies, both see all outputs, and the second one's variables are the first's."""
    other = manager.client()
    other.start_channels()
    other.wait_for_ready(timeout=PATIENCE_S)
    run(client, "const shared = 'one';")
    mine = client.execute("console.log(shared, 'mine')")
    theirs = other.execute("console.log(shared, 'theirs')")
    seen = [texts_until(each, {mine, theirs}) for each in (client, other)]
    replies = [
        reply_to(each, request)["content"]["status"] == "ok"
        for each, request in ((client, mine), (other, theirs))
    ]
    other.stop_channels()
    return ["mine" in seen[0] and "theirs" in seen[0], "theirs" in seen[1], *replies]


def texts_until(client, requests):
    """What is shown until all requests are done with: of two front ends, either may come first."""
    left, shown = set(requests), ""
    while left:
        message = client.get_iopub_msg(timeout=PATIENCE_S)
        shown += text_of(message)
        left = {request for request in left if not idle_of(message, request)}
    return shown


def takes_again(manager, client):
    """A front end that goes while its cell runs, and one that comes then."""
    leaving = manager.client()
    leaving.start_channels()
    leaving.wait_for_ready(timeout=PATIENCE_S)
    leaving.execute("await new Promise((resolve) => setTimeout(resolve, 500)); globalThis.stayed = 5;")
    leaving.stop_channels()
    coming = manager.client()
    coming.start_channels()
    coming.wait_for_ready(timeout=PATIENCE_S)
    found = run(coming, "console.log(stayed)")
    coming.stop_channels()
    return found


def says_no_more(client):
    """A cell that shows nothing, and one that is silent: their counts, and what they show."""
    counts = []
    for code, options in (("1", {}), ("2", {"silent": True}), ("3", {"store_history": False}), ("4", {})):
        request = client.execute(code, **options)
        shown = [message for message in outputs(client, request) if is_of(message, request)]
        reply = reply_to(client, request)["content"]
        counts.append([reply["execution_count"], len(shown)])
    first = counts[0][0]
    return [[count - first, shown] for count, shown in counts]


def ended(manager, within_s=10):
    deadline = time.monotonic() + within_s
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not manager.is_alive()


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def is_there(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split()[2] != "Z"
    except FileNotFoundError:
        return False


def restarts(manager, client):
    """After a restart the variables are gone, and the front end need not connect again."""
    run(client, "globalThis.before = 1;")
    manager.restart_kernel(now=False)
    client.wait_for_ready(timeout=PATIENCE_S)
    return run(client, "console.log(typeof before)")


def dies(kernel, how):
    """Whether the front end hears that a kernel is dead, and no process is left."""
    manager, client = started(kernel)
    pid = manager.provisioner.process.pid
    inner = children(pid)
    how(pid, inner, client)
    is_dead = ended(manager)
    deadline = time.monotonic() + 15
    while any(map(is_there, inner)) and time.monotonic() < deadline:
        time.sleep(0.05)
    client.stop_channels()
    return [is_dead, not any(map(is_there, inner))]


def crashes(pid, inner, client):
    os.kill(inner[0] if inner else pid, signal.SIGKILL)


def is_killed_in_a_cell(pid, inner, client):
    client.execute("console.log('begun'); while (true);")
    while "begun" not in text_of(client.get_iopub_msg(timeout=PATIENCE_S)):
        pass
    os.kill(pid, signal.SIGKILL)


def is_terminated(pid, inner, client):
    os.kill(pid, signal.SIGTERM)


def exits(pid, inner, client):
    client.execute("Deno.exit(3)")


def by_papermill(kernel):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("const hours = 1;", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("console.log(hours * 2)"),
        ],
        metadata={"kernelspec": {"name": kernel, "display_name": kernel, "language": "typescript"}},
    )
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "in.ipynb")
        nbformat.write(notebook, path)
        executed = papermill.execute_notebook(path, os.path.join(folder, "out.ipynb"), progress_bar=False)
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in executed.cells]


def seen(kernel):
    manager, client = started(kernel)
    try:
        found = {
            "question": asks(client),
            "buffers": sends_buffers(client),
            "comms": answers_comms(client),
            "two": serves_two(manager, client),
            "again": takes_again(manager, client),
            "silent": says_no_more(client),
            "large": large(client),
            "restart": restarts(manager, client),
        }
        client.shutdown()
        found["shutdown"] = [client.get_control_msg(timeout=PATIENCE_S)["content"]["status"], ended(manager)]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    for how in (crashes, is_killed_in_a_cell, is_terminated, exits):
        found[how.__name__] = dies(kernel, how)
    found["papermill"] = by_papermill(kernel)
    return found


print(json.dumps({kernel: seen(kernel) for kernel in sys.argv[1:]}))
