"""R4, M9: the secret that people are recognised by is exchanged while services run; nobody is forgotten or taken twice.

On a stack of its own, whose processes are started anew one after the other, as docker/README.md tells: so at every step
processes of two steps share the queues.
"""

import base64
import os
from types import SimpleNamespace

import psycopg2
import pytest

from outside.client import ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.envelope import new_id
from outside.people import stranger
from outside.stack import Stack
from outside.topic import Topic
from processes import ServiceByHand, StackProcesses, YoungStack
from scene import Scene

SERVICES = ("members", "recommendations")
STEPS = ("both, the former first", "both, the new one first", "the new one alone")
AT_ONCE = 12


@pytest.fixture(scope="module")
def told():
    with YoungStack(Stack.from_environment()) as stack:
        with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker,
              Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as events):
            yield play(stack, staff, tracker, events)


def play(stack, staff, tracker, events):
    scene = Scene(staff)
    rival = scene.admit()
    # Answers that hold a code are sealed; those made at the first step are asked for again while its secret is known.
    invitation = {"email": stranger().email}
    command = new_id()
    answers = [staff.accept("members.invite-member", invitation, id=command)]
    file = stack.directory / "secrets/keys/identity"
    former, new = file.read_text().strip(), base64.b64encode(os.urandom(32)).decode()
    steps = []
    for step, secrets in zip(STEPS, ([former, new], [new, former], [new])):
        (next_file := stack.directory / "identity-next").write_text("\n".join(secrets) + "\n")
        with (ServiceByHand(stack, "members", COOPT_IDENTITY_KEY_FILE=str(next_file)) as members,
              ServiceByHand(stack, "recommendations", COOPT_IDENTITY_KEY_FILE=str(next_file)) as recommendations):
            for process in (members, recommendations):
                process.await_status("/health/ready", 200)
            mixed = asked(scene, rival)
        file.write_text("\n".join(secrets) + "\n")
        for service in SERVICES:
            StackProcesses(stack).stop(service)
            StackProcesses(stack).start(service)
        after = asked(scene, rival)
        if len(secrets) > 1:
            await_keys_of_members(stack)
            answers.append(staff.accept("members.invite-member", invitation, id=command))
            # The rivals gave the candidate's address alone; its owner gives the number, too.
            scene.recommend(scene.publish_offer()[0], scene.candidate)
        steps.append(SimpleNamespace(step=step, mixed=mixed, after=after))
    reported = scene.hire(tracker)
    hired = events.expect("recommendations.hire-attributed",
                          lambda event: event.data["recommendationId"] == scene.recommendation_id).data
    return SimpleNamespace(steps=steps, answers=answers, reported=reported, hired=hired, scene=scene)


def asked(scene, rival):
    """What many at once are told who invite a member, or recommend somebody else's candidate."""
    staff, offer_id = scene.staff, scene.publish_offer()[0]
    candidate = scene.candidate.as_candidate(email=scene.candidate.email.upper())
    staff.accept_once_known("recommendations.recommend-candidate", {
        "offerId": offer_id, "memberId": rival.id, "candidate": stranger().as_candidate()})
    other_offer = scene.publish_offer()[0]
    sent = [("members.invite-member", {"email": scene.member.email.upper()}),
            ("recommendations.recommend-candidate",
             {"offerId": other_offer, "memberId": rival.id, "candidate": candidate})]
    codes = set()
    for command, data in sent:
        observed(lambda: refused(staff, command, data) not in ("offer-not-open", "member-not-active"), "all are known")
        replies = staff.replies([staff.send(command, data) for _ in range(AT_ONCE)])
        codes |= {(command, reply.data.get("code")) for reply in replies}
    return codes


def refused(staff, command, data):
    return staff.refuse(command, data)["code"]


def await_keys_of_members(stack):
    """Waits until the keys of all members are under the same secrets, and those are what the running process knows."""
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        connection.autocommit = True

        def alike():
            cursor.execute("select count(*) filter (where email_key <> second_email_key) = count(*)"
                           " from members.members where left_at is null")
            return cursor.fetchone()[0]
        observed(alike, "the keys of all members are under both secrets")


REFUSALS = {("members.invite-member", "already-member"),
            ("recommendations.recommend-candidate", "candidate-already-attributed")}


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
def test_whoever_decides_a_member_is_known_and_a_candidate_is_of_who_came_first(told, step):
    assert told.steps[step].mixed == REFUSALS, "while processes of two steps share the queues"
    assert told.steps[step].after == REFUSALS


def test_answers_that_were_sealed_before_are_given_again(told):
    assert len({answer["invitationCode"] for answer in told.answers}) == 1 and len(told.answers) == 3


def test_h2_a_hire_is_recognised_under_the_new_secret_alone(told):
    assert told.hired["recommendationId"] == told.scene.recommendation_id, told.reported.raw
