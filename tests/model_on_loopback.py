"""A made-up language model that answers on the loopback interface, for tests alone."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

open_now = False
"""Whether a test listens, so that sockets to this machine are no breach of the tests' rules."""
Answers = Callable[[list[dict[str, Any]]], object]
"""The cards of one request -> the content of the reply; bytes are sent as the whole reply."""


class Model:
    """Where it listens, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/v1"
        self.requests: list[dict[str, Any]] = []
        self.status = 200
        self.may_answer = threading.Event()
        """Cleared, the model thinks for ever."""
        self.may_answer.set()
        self.asked = threading.Event()


@contextmanager
def listening(answers: Answers) -> Iterator[Model]:
    """Listen until the block ends."""
    global open_now

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.requests.append({**request, "path": self.path})
            model.asked.set()
            model.may_answer.wait()
            said = answers(json.loads(request["messages"][1]["content"]))
            if not isinstance(said, bytes):
                content = said if isinstance(said, str) else json.dumps(said)
                said = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(model.status)
            if model.status == 302:
                self.send_header("Location", model.address + "/elsewhere")
            self.end_headers()
            try:
                self.wfile.write(said)
            except OSError:
                return  # nobody waits any more

        def log_message(self, *_words: object) -> None:
            return

    open_now = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model = Model(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield model
    finally:
        model.may_answer.set()
        server.shutdown()
        thread.join()
        server.server_close()
        open_now = False
