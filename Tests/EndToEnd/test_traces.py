"""One trace from an outside system's report to the last notification, as a collector sees it.

The services of the stack run with OpenTelemetry's variables while this module lasts.
"""

import json
import secrets

import pika
import psycopg2
import pytest

from collector import Collector
from counters import counted
from dead_letters import DeadLetters
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.stack import SERVICES
from processes import StackProcesses
from scene import Scene

STATE = "ats=7f3a,other@tenant=1"


@pytest.fixture(scope="module")
def collector(stack):
    with Collector() as collector:
        processes = StackProcesses(stack)
        plain = processes.environment
        processes.environment = plain | {
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.endpoint, "OTEL_BSP_SCHEDULE_DELAY": "200",
            "OTEL_EXPORTER_OTLP_HEADERS": "x-tenant=co%6Fpt", "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=test",
            # Only what begins with a sampled traceparent is recorded: the rest of the stack's life is not.
            "OTEL_TRACES_SAMPLER": "parentbased_always_off",
        }
        restart(processes)
        yield collector
        processes.environment = plain
        restart(processes)


def restart(processes):
    for service in SERVICES:
        processes.stop(service)
        processes.start(service)


class Trace:
    """A trace that an outside system begins."""

    def __init__(self, is_sampled=True):
        self.id, self.root = secrets.token_hex(16), secrets.token_hex(8)
        self.parent = f"00-{self.id}-{self.root}-0{int(is_sampled)}"

    def report(self, tracker, routing_key, data, in_header=False, wants_reply=True):
        """Publishes a report as a part of the trace; the reply's correlation id."""
        event = cloud_event(f"coopt.integration.{routing_key.replace('.', '-')}.v1", data, tracker.source)
        told = {"traceparent": self.parent, "tracestate": STATE}
        if not in_header:
            event |= told
        properties = properties_of(event, headers=told if in_header else None)
        return tracker.publish_raw("coopt.integration", routing_key, json.dumps(event), properties, wants_reply)


def hire_of(scene, tracker):
    return scene.application | {"sourceSystem": tracker.system, "offerId": scene.offer_id, "hiredAt": instant(),
                                "candidate": {"email": scene.candidate.email}}


@pytest.fixture(scope="module")
def hired(stack, collector):
    """One hire, reported in a trace, with the spans that came of it."""
    with StaffTool(stack) as staff, ApplicantTracker(stack) as tracker:
        scene, trace = Scene(staff, rewardOption={"option": "self"}), Trace()
        reply = tracker.reply(trace.report(tracker, "hire.reported", hire_of(scene, tracker)))
        assert reply.type == ACCEPTED
        collector.expect(trace.id, "notifications tell of the bonus", lambda span: span.service == "coopt-notifications"
                         and span.name == "create coopt.notifications"
                         and "reward-granted" in span.attributes["coopt.message.type"])
        collector.expect(trace.id, "finance is asked to pay", lambda span: span.kind == "producer"
                         and "finance-payout-requested" in span.attributes["coopt.message.type"])
        observed(lambda: is_whole(collector.of(trace.id), trace), "all spans have come", 30)
        yield trace, collector.of(trace.id), scene, reply
        scene.end()


# Which services hear of what, of that which follows from a first hire.
HEARD_BY = {
    "recommendations.hire-attributed": {"rewards", "qualification", "notifications"},
    "rewards.points-awarded": {"offers", "notifications"},
    "rewards.reward-granted": {"notifications"},
    "rewards.reward-settled": {"notifications"},
    "rewards.payout-requested": {"notifications"},
}


def is_whole(spans, trace):
    """Whether every event was made, and handled by everybody who is to hear it, and no span hangs in the air."""
    ids = {span.id for span in spans}
    handled = {(span.parent, span.service) for span in spans if span.kind == "consumer"}
    made = {span.attributes["coopt.message.type"].removeprefix("coopt.").removesuffix(".v1"): span.id
            for span in spans if span.name == "create coopt.events"}
    return (all(span.parent in ids | {trace.root} for span in spans)
            and all(event in made and (made[event], f"coopt-{service}") in handled
                    for event, services in HEARD_BY.items() for service in services))


def test_a_report_and_all_that_follows_from_it_are_one_trace(hired):
    trace, spans, _, reply = hired
    ids = {span.id for span in spans}
    assert len(ids) == len(spans)
    roots = [span for span in spans if span.parent not in ids]
    assert [(span.service, span.name, span.parent) for span in roots] == [
        ("coopt-recommendations", "process recommendations.integration", trace.root)]
    assert {span.service for span in spans} == {
        "coopt-recommendations", "coopt-rewards", "coopt-notifications", "coopt-offers", "coopt-qualification"}
    assert {span.state for span in spans} == {STATE}
    assert not [span.name for span in spans if span.is_failed]
    # The answer is of the same trace, and says that the handling of the report sent it.
    assert reply.envelope["traceparent"].split("-")[1:3] == [trace.id, roots[0].id]


def test_messages_are_made_and_handled_in_turn(hired):
    _, spans, _, _ = hired
    by_id = {span.id: span for span in spans}
    for span in spans:
        made = by_id.get(span.parent)
        if span.kind == "producer":
            assert span.name.startswith("create coopt.") and made.kind == "consumer" and made.service == span.service
        else:
            assert span.kind == "consumer" and (made is None or made.kind == "producer")
        # Clocks are one machine's.
        assert span.start <= span.end and (made is None or made.start <= span.end)


def test_spans_say_what_the_conventions_for_messaging_want(hired):
    _, spans, _, _ = hired
    for span in spans:
        attributes = span.attributes
        operation = "create" if span.kind == "producer" else "process"
        assert attributes["messaging.system"] == "rabbitmq"
        assert attributes["messaging.operation.type"] == attributes["messaging.operation.name"] == operation
        assert span.name == f"{operation} {attributes['messaging.destination.name']}"
        assert attributes["messaging.message.id"] and attributes["coopt.message.type"].startswith("coopt.")
        if operation == "process":
            assert attributes["coopt.outcome"] == "handled" and attributes["messaging.message.conversation_id"]


def test_batches_are_linked_and_no_parents(hired, collector):
    trace, spans, _, _ = hired
    for span in spans:
        if span.kind == "consumer":
            (batch_trace, batch_id), = span.links
            assert batch_trace != trace.id
            batch = collector.expect(batch_trace, "the batch", lambda other: other.id == batch_id)
            assert batch.parent == "" and batch.attributes["messaging.batch.message_count"] >= 1
            assert (trace.id, span.parent) in batch.links
    # Whoever publishes them tells of it on its own time, after the broker's confirmation.
    made = {(trace.id, span.id) for span in spans if span.kind == "producer"}
    observed(lambda: made <= {link for other in sent_by(collector) for link in other.links},
             "each message is in a batch that was sent", 30)
    assert all(other.attributes["coopt.confirmed"] for other in sent_by(collector))


def sent_by(collector):
    """The batches of outboxes that a collector has heard of."""
    return [other for other in list(collector.spans) if other.name == "send outbox"]


def test_no_personal_data_and_no_secret_is_in_what_is_sent(hired, collector, stack):
    _, _, scene, _ = hired
    said = "".join(collector.bodies)
    people = [scene.candidate, *scene.admitted]
    private = [text for person in people for text in (person.email, person.phone, person.last_name, person.word)]
    assert not [text for text in private + list(stack.passwords().values()) if text and text in said]
    assert all(headers.get("x-tenant") == "coopt" for headers in collector.headers)
    assert "deployment.environment" in said


def test_what_is_not_sampled_is_passed_on_and_not_recorded(stack, collector, make_scene, tracker, events):
    scene, trace = make_scene(), Trace(is_sampled=False)
    tracker.reply(trace.report(tracker, "hire.reported", hire_of(scene, tracker)))
    event = events.expect("recommendations.hire-attributed", lambda e: trace.id in e.envelope["traceparent"])
    assert event.envelope["traceparent"].endswith("-00") and event.envelope["tracestate"] == STATE
    events.expect("rewards.reward-granted", lambda e: trace.id in e.envelope["traceparent"])
    assert not collector.of(trace.id)


def test_a_trace_that_came_as_headers_alone_is_continued(collector, make_scene, tracker):
    scene, trace = make_scene(), Trace()
    tracker.reply(trace.report(tracker, "hire.reported", hire_of(scene, tracker), in_header=True))
    span = collector.expect(trace.id, "the report is handled", lambda span: span.parent == trace.root)
    assert span.state == STATE


def test_a_dead_letter_and_its_replay_are_in_the_trace(stack, collector, tracker):
    trace, application = Trace(), new_id()
    trace.report(tracker, "hire.reported", {"applicationId": application}, wants_reply=False)
    given_up = collector.expect(trace.id, "the report is given up", lambda span: span.is_failed)
    assert given_up.attributes["coopt.outcome"] == "dead-lettered"
    assert given_up.attributes["error.type"] == given_up.attributes["coopt.code"] == "invalid-message"
    collector.expect(trace.id, "staff are told", lambda span: span.service == "coopt-notifications"
                     and span.attributes["coopt.message.type"] == "coopt.notifications.staff-message-dead-lettered.v1")
    with DeadLetters(stack, "recommendations") as letters:
        properties, body = letters.take(lambda _, body: application.encode() in body)
    tracker.publish_raw("coopt.integration", "hire.reported", body, pika.BasicProperties(
        content_type=properties.content_type, type=properties.type, message_id=properties.message_id), False)
    collector.expect(trace.id, "the letter is handled again", lambda span: span.parent == given_up.parent
                     and span.id != given_up.id)


def test_what_failed_and_was_tried_again_leaves_no_failed_span(stack, collector, make_scene, tracker):
    scene, trace = make_scene(), Trace()
    url = stack.http_url("rewards", "/metrics")
    before = counted(url, "coopt_batch_failures_total")
    books = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
    books.cursor().execute("lock table rewards.hires in access exclusive mode")
    tracker.reply(trace.report(tracker, "hire.reported", hire_of(scene, tracker)))
    observed(lambda: counted(url, "coopt_batch_failures_total") > before, "a batch fails", 60)
    books.close()
    granted = collector.expect(trace.id, "the bonus is granted", lambda span: span.kind == "producer"
                               and "rewards.reward-granted" in span.attributes["coopt.message.type"], 60)
    assert not [span.name for span in collector.of(trace.id) if span.is_failed]
    handled = next(span for span in collector.of(trace.id) if span.id == granted.parent)
    (batch_trace, batch_id), = handled.links
    assert collector.expect(batch_trace, "the batch", lambda span: span.id == batch_id).attributes["coopt.retries"] >= 1


def test_logs_name_the_trace(stack, collector, tracker):
    trace = Trace()
    trace.report(tracker, "hire.reported", {"applicationId": new_id()}, wants_reply=False)
    log = stack.directory / "log" / "recommendations.log"
    observed(lambda: f'"trace_id":"{trace.id}"' in log.read_text(), "the log names the trace")
