"""Spans on their way to a collector that is spoken to over TLS, which is known by its certificate and asks for one."""

import ssl
import subprocess

import pytest

from collector import Collector
from counters import counted
from outside.deadline import observed
from outside.people import unique
from processes import ServiceByHand

NAMES = {"right": "IP:127.0.0.1", "another": "DNS:collector.example"}


class Authority:
    """Signs certificates, in a folder of a test's own."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.certificate = folder / "ca.pem"
        self.run("req", "-x509", "-subj", f"/CN={unique()}", "-days", "2", "-keyout", folder / "ca.key", "-out", self.certificate,
                 *self.new_key)

    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")

    def run(self, *words, **options):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, **options)

    def issue(self, name, days="1"):
        """A certificate and its key, by an alternative name."""
        stem = self.folder / unique()
        self.run("req", "-new", "-subj", "/CN=of a test", "-keyout", f"{stem}.key", "-out", f"{stem}.csr", *self.new_key)
        stem.with_suffix(".cnf").write_text(f"subjectAltName={name}\n")
        self.run("x509", "-req", "-in", f"{stem}.csr", "-CA", self.certificate, "-CAkey", self.folder / "ca.key",
                 "-set_serial", "0x" + unique(), "-days", days, "-extfile", f"{stem}.cnf", "-out", f"{stem}.pem")
        return f"{stem}.pem", f"{stem}.key"

    def server(self, name, days="1", asks=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.issue(name, days))
        if asks:
            context.load_verify_locations(self.certificate)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path / "authority")


def traced(stack, collector, **settings):
    return ServiceByHand(
        stack, "offers", OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint, OTEL_BSP_SCHEDULE_DELAY="100",
        **{name: str(value) for name, value in settings.items()})


def work(staff, process, outcome):
    """Has offers do something until this process has a span, and that is what became of it."""
    url = f"http://127.0.0.1:{process.port}/metrics"
    name = rf'coopt_spans_total\{{[^}}]*outcome="{outcome}"[^}}]*\}}'

    def seen():
        staff.accept("offers.register-company", {"name": f"Société {unique()}"})
        return counted(url, name)
    observed(seen, f"spans are {outcome}")


def test_spans_go_to_a_collector_whose_certificate_is_right(stack, staff, authority):
    with Collector(authority.server(NAMES["right"])) as collector:
        with traced(stack, collector, OTEL_EXPORTER_OTLP_CERTIFICATE=authority.certificate) as process:
            process.await_status("/health/ready", 200)
            work(staff, process, "exported")
        assert collector.spans and not collector.complaints


def test_a_post_of_many_records_arrives_whole(stack, staff, authority):
    with Collector(authority.server(NAMES["right"])) as collector:
        with traced(stack, collector, OTEL_EXPORTER_OTLP_CERTIFICATE=authority.certificate,
                    OTEL_RESOURCE_ATTRIBUTES="deployment.environment=" + "x" * 60_000) as process:
            process.await_status("/health/ready", 200)
            work(staff, process, "exported")
        assert collector.spans and not collector.complaints
        assert max(map(len, collector.bodies)) > 60_000


def test_who_we_are_is_said_where_the_collector_asks(stack, staff, authority):
    certificate, key = authority.issue("DNS:offers")
    with Collector(authority.server(NAMES["right"], asks=True)) as collector:
        with traced(stack, collector, OTEL_EXPORTER_OTLP_CERTIFICATE=authority.certificate,
                    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=certificate, OTEL_EXPORTER_OTLP_CLIENT_KEY=key) as process:
            process.await_status("/health/ready", 200)
            work(staff, process, "exported")
        assert collector.spans and not collector.complaints


@pytest.mark.parametrize("fault, said", [
    ("authority", "no trusted authority has signed"), ("name", "is not for '127.0.0.1'"), ("time", "has expired"),
    ("no certificate of ours", "certificate required"), ("no TLS", "does not speak TLS"),
])
def test_a_collector_that_is_not_who_it_should_be_gets_nothing(stack, staff, authority, tmp_path, fault, said):
    others = Authority(tmp_path / "others")
    server = {
        "authority": lambda: others.server(NAMES["right"]), "name": lambda: authority.server(NAMES["another"]),
        "time": lambda: authority.server(NAMES["right"], days="-1"),
        "no certificate of ours": lambda: authority.server(NAMES["right"], asks=True), "no TLS": lambda: None,
    }[fault]()
    with Collector(server) as collector:
        collector.endpoint = collector.endpoint.replace("http://", "https://")
        with traced(stack, collector, OTEL_EXPORTER_OTLP_CERTIFICATE=authority.certificate) as process:
            process.await_status("/health/ready", 200)
            work(staff, process, "lost")
            assert said in process.await_line(lambda line: "spans are lost" in line)
        assert not collector.spans
