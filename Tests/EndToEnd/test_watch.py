"""Metrics, alerts and dashboards agree with each other, and with what the running services tell."""

import subprocess

import pytest

from counters import counted, get
from outside.deadline import observed
from outside.stack import ROOT, SERVICES
from processes import replica


def test_every_metric_that_is_named_is_told_and_as_prometheus_wants_it(stack, scene):
    observed(lambda: counted(stack.http_url("notifications", "/metrics"), "coopt_letters_total") > 0, "letters go out")
    done = subprocess.run([ROOT / "docker/watch/check", stack.environment_file.resolve()], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_counters_are_there_from_the_start(stack):
    with replica(stack, "rewards") as service:
        service.await_status("/health/ready", 200)
        told = get(f"http://127.0.0.1:{service.port}/metrics")[1]
    queue = 'queue="rewards.events"'
    hire = 'type="coopt.recommendations.hire-attributed.v1"'
    expected = [
        *(f'coopt_messages_handled_total{{{queue},{hire},outcome="{outcome}"}}'
          for outcome in ("handled", "refused", "duplicate", "dead-lettered")),
        *(f'coopt_messages_dead_lettered_total{{{queue},reason="{reason}"}}'
          for reason in ("undecodable", "invalid-message", "attempts-exhausted", "sender-not-allowed", "expired")),
        *(f'coopt_batch_failures_total{{{queue},kind="{kind}"}}' for kind in ("everybodys", "overtime", "own")),
        f"coopt_batches_total{{{queue}}}", f"coopt_lane_pauses_total{{{queue}}}", "coopt_messages_unroutable_total",
        'coopt_events_total{type="coopt.rewards.reward-granted.v1"}', 'coopt_scheduled_failures_total{work="retention"}',
        f"coopt_message_latency_seconds_count{{{queue},{hire}}}",
    ]
    assert [name for name in expected if f"\n{name} " not in told] == []


@pytest.mark.parametrize("service", SERVICES)
def test_labels_are_of_closed_sets(stack, service):
    """No id, no address, and in all a number of series that a small Prometheus does not notice."""
    lines = [line for line in get(stack.http_url(service, "/metrics"))[1].splitlines() if not line.startswith("#")]
    assert len(lines) < 3000
    names = " ".join(line.rsplit(" ", 1)[0] for line in lines)
    assert "@" not in names and "amqp://" not in names
