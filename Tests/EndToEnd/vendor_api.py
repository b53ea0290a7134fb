"""A vendor's API, as far as webhooks are read back by it: it answers what a test says, to who knows the token."""

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class VendorAPI:
    """On loopback; `answers` holds a document for each path, `expected` the headers that say who asks. Ends with the
    `with`."""

    def __init__(self, expected):
        self.answers, self.asked, self.expected = {}, [], expected
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                api.asked.append(self.path)
                document = api.answers.get(self.path.split("?")[0])
                if any(self.headers.get(name) != value for name, value in api.expected.items()):
                    self.answer(401, {"code": "Unauthorized"})
                elif document is None:
                    self.answer(404, {"code": "ResourceNotFound"})
                else:
                    self.answer(200, document)

            def answer(self, status, document):
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @classmethod
    def of_lever(cls, token):
        return cls({"authorization": f"Basic {b64encode(f'{token}:'.encode()).decode()}"})

    @classmethod
    def of_merge(cls, token, account):
        return cls({"authorization": f"Bearer {token}", "x-account-token": account})

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
