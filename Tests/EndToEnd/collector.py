"""An OpenTelemetry collector on loopback, as far as tests need one: it takes spans, and is strict about their form."""

import base64
import json
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from outside.deadline import observed
from outside.stack import ROOT

# `docker/watch/python-packages` puts OpenTelemetry's own package there: Debian has none.
sys.path.insert(0, str(ROOT / ".local" / "python-packages"))

KINDS = {1: "internal", 2: "server", 3: "client", 4: "producer", 5: "consumer"}
ERROR = 2


@dataclass(frozen=True)
class Recorded:
    """A span as it was received, with the service that it is of."""

    service: str
    trace: str
    id: str
    parent: str
    name: str
    kind: str
    start: int
    end: int
    state: str
    attributes: dict
    links: list
    is_failed: bool


class Collector:
    """Listens until the `with` ends; `spans` are those that came, `bodies` the posts as they were."""

    def __init__(self, tls=None):
        """`tls` is an `ssl.SSLContext` of a server's, for a collector that takes nothing in clear."""
        trace_service = pytest.importorskip(
            "opentelemetry.proto.collector.trace.v1.trace_service_pb2",
            reason="run docker/watch/python-packages: it brings OpenTelemetry's protocol")
        self.request = trace_service.ExportTraceServiceRequest
        self.spans, self.bodies, self.complaints, self.headers = [], [], [], []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                collector.take(self.path, self.headers, body)
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def take(self, path, headers, body):
        try:
            self.bodies.append(body.decode())
            self.headers.append(dict(headers))
            assert path == "/v1/traces" and headers["content-type"] == "application/json", (path, dict(headers))
            self.spans += self.read(json.loads(body))
        except Exception as error:  # a thread of the server's: the test is told later
            self.complaints.append(repr(error))

    def read(self, document):
        """Reads it by the official definition, in which nothing is unknown; ids are hexadecimal in this protocol alone."""
        from google.protobuf import json_format

        request = json_format.ParseDict(with_base64_ids(document), self.request())
        for resource in request.resource_spans:
            service = values(resource.resource.attributes)["service.name"]
            for scope in resource.scope_spans:
                for span in scope.spans:
                    assert len(span.trace_id) == 16 and len(span.span_id) == 8 and span.end_time_unix_nano
                    yield Recorded(
                        service, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex(), span.name,
                        KINDS[span.kind], span.start_time_unix_nano, span.end_time_unix_nano, span.trace_state,
                        values(span.attributes), [(link.trace_id.hex(), link.span_id.hex()) for link in span.links],
                        span.status.code == ERROR)

    def of(self, trace):
        return [span for span in list(self.spans) if span.trace == trace]

    def expect(self, trace, what, matches, within=30):
        """The first span of a trace that matches, as soon as it has come."""
        observed(lambda: self.complaints or any(map(matches, self.of(trace))), f"a span comes: {what}", within)
        assert not self.complaints
        return next(filter(matches, self.of(trace)))


def with_base64_ids(value):
    """The document with its ids as protobuf's JSON has bytes."""
    if isinstance(value, list):
        return [with_base64_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    ids = ("traceId", "spanId", "parentSpanId")
    return {key: base64.b64encode(bytes.fromhex(item)).decode() if key in ids else with_base64_ids(item)
            for key, item in value.items()}


def values(attributes):
    return {pair.key: getattr(pair.value, pair.value.WhichOneof("value")) for pair in attributes}
