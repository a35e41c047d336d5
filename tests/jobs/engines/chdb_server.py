"""ClickHouse over HTTP for tests: the real engine (PyPI chdb) behind a small server.

It knows one user, whom it lets read only. It prints its port when it is ready.
"""
import base64
import email
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from chdb import session

USER, PASSWORD, SETUP = sys.argv[1:4]
engine = session.Session()
for statement in open(SETUP).read().split(";\n"):
    if statement.strip():
        engine.query(statement)
engine.query("set readonly = 2")
lock = Lock()


def fields(headers, body):
    """The query and its parameters, from the address or from a form in several parts."""
    kind = headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return {"query": body.decode()}
    message = email.message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True).decode()
        for part in message.get_payload()
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, code=None):
        self.send_response(status)
        if code:
            self.send_header("x-clickhouse-exception-code", code)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("authorization") != f"Basic {basic}":
            text = f"Code: 516. DB::Exception: {USER}: Authentication failed (AUTHENTICATION_FAILED)"
            return self.answer(403, text.encode(), "516")
        given = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        given |= fields(self.headers, body)
        query = given["query"]
        if "sleep_of_tests" in query:
            time.sleep(5)
        params = {name[6:]: text for name, text in given.items() if name.startswith("param_")}
        try:
            with lock:
                result = engine.query(query.rsplit("FORMAT", 1)[0], "JSONCompact", params=params)
            self.answer(200, result.bytes())
        except Exception as error:  # chdb has one class for all
            text = str(error)
            code = text.split("Code: ", 1)[1].split(".", 1)[0] if "Code: " in text else "1"
            self.answer(500, text.encode(), code)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
