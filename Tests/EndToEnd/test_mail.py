"""Letters (N4): to whom, in which language, retried, given up, and never lost or doubled by a mail server at fault."""

import subprocess
import threading
from contextlib import contextmanager

import psycopg2
import pytest
from kept_mail import Mailbox, text
from outside.deadline import observed
from outside.people import stranger, unique
from processes import ServiceByHand, StackProcesses
from scene import Scene
from scripted_mail import HANG_UP, ScriptedMailServer


@pytest.fixture
def mailbox(stack):
    return Mailbox(stack)


@pytest.fixture
def scene(staff):
    scene = Scene(staff)
    yield scene
    scene.end()


def delivery(books, recipient_id):
    """State and attempts of what was sent to a recipient, the newest first."""
    return books.query(
        "select state, attempts from notifications.deliveries where recipient_id = %s order by last_attempt_at desc",
        recipient_id)


def invite(staff, address, **more):
    return staff.accept("members.invite-member", {"email": address, "deliver": "email"} | more)


@pytest.mark.parametrize("locale, word", [("fr", "invit"), ("en", "invit")])
def test_M1_N4_an_invitation_goes_out_by_mail_in_its_language(staff, mailbox, books, locale, word):
    person = stranger()
    invitation = invite(staff, person.email, locale=locale)
    letter = mailbox.expect(person.email)
    assert letter["Content-Language"] == locale
    assert word in str(letter["Subject"]).lower()
    assert invitation["invitationCode"] in text(letter)
    assert observed(lambda: delivery(books, invitation["invitationId"]) == [("sent", 1)], "a delivery that is logged")


def test_N1_the_candidate_is_informed_by_mail_once(scene, mailbox, books):
    letter = mailbox.expect(scene.candidate.email)
    assert letter["Content-Language"] == "fr"
    assert scene.member.last_name not in text(letter) and scene.member.email not in str(letter)
    assert observed(lambda: delivery(books, scene.candidate.id) == [("sent", 1)], "a delivery that is logged")
    assert len(mailbox.letters(scene.candidate.email)) == 1


def test_N4_a_member_is_written_to_in_the_language_of_the_profile(scene, mailbox):
    english = scene.admit(locale="en")
    person = stranger()
    invitation = scene.staff.accept_once_known(
        "members.invite-member", {"email": person.email, "sponsorId": english.id})
    charter = scene.staff.accept("members.get-charter", {})["charterVersion"]
    scene.staff.accept("members.join", person.profile(
        ["J"], ["FR"], invitationCode=invitation["invitationCode"], charterVersion=charter))
    letter = mailbox.expect(english.email)
    assert letter["Content-Language"] == "en"
    assert letter["Message-ID"] and letter["Date"] and letter["From"]


def test_M8_the_company_is_written_to_without_a_word_of_the_member(staff, mailbox, scene):
    address = f"jobs.{unique()}@example.org"
    company = staff.accept("offers.register-company", {
        "name": f"Maison {unique()}", "contactEmail": address, "locale": "en"})["companyId"]
    offer = staff.accept("offers.publish-offer", {
        "companyId": company, "title": "Smith", "description": "A forge.", "sector": "C25.50", "zone": "FR-2A"})
    candidate = stranger()
    recommendation = scene.recommend(offer["offerId"], candidate)
    staff.accept_once_known("qualification.record-interview", {
        "recommendationId": recommendation["recommendationId"], "outcome": "qualified", "candidateInformed": True,
        "summary": "Knows fire."})
    letter = mailbox.expect(address)
    assert letter["Content-Language"] == "en"
    assert candidate.last_name in text(letter) and "Knows fire." in text(letter)
    whole = letter.as_string()
    for trace in scene.member.traces + [recommendation["recommendationId"], recommendation["candidateId"]]:
        assert trace not in whole and trace not in text(letter)


def test_N4_a_refused_recipient_is_given_up_and_staff_are_told(staff, notifications, books, mailbox):
    address = f"{unique()}@refused.example"
    invitation = invite(staff, address)
    told = notifications.expect(
        "staff.delivery-given-up", lambda m: m.details["recipientId"] == invitation["invitationId"])
    assert told.details["notificationId"]
    assert address not in str(told.data)
    state, attempts = delivery(books, invitation["invitationId"])[0]
    assert state == "given-up" and attempts >= 1
    assert not mailbox.letters(address)


def test_N4_a_busy_recipient_is_tried_again(staff, mailbox, books):
    address = f"{unique()}@busy.example"
    invitation = invite(staff, address)
    mailbox.expect(address)
    assert observed(lambda: delivery(books, invitation["invitationId"]) == [("sent", 2)], "a second attempt")


def test_N4_while_the_mail_server_is_away_letters_wait_and_none_is_lost_or_sent_twice(stack, staff, mailbox, books):
    processes = StackProcesses(stack)
    people = [stranger() for _ in range(5)]
    processes.stop("mail")
    try:
        invitations = [invite(staff, person.email) for person in people]
        assert observed(
            lambda: all(delivery(books, i["invitationId"]) and delivery(books, i["invitationId"])[0][0] == "pending"
                        for i in invitations), "letters that wait")
    finally:
        processes.start("mail")
    for person in people:
        mailbox.expect(person.email, within=60)
    assert observed(
        lambda: all(delivery(books, i["invitationId"])[0][0] == "sent" for i in invitations), "all are logged as sent")
    assert [len(mailbox.letters(person.email)) for person in people] == [1] * len(people)


@contextmanager
def no_other_process(stack):
    """The stack's own process of notifications is away meanwhile."""
    processes = StackProcesses(stack)
    processes.stop("notifications")
    try:
        yield
    finally:
        processes.start("notifications")


@contextmanager
def mailing_process(stack, server, attempts=8, **more):
    """A process of notifications that hands its letters to a mail server of the test's own; it may end before."""
    settings = {"COOPT_SMTP_URL": server.url, "COOPT_SMTP_ENCRYPTION": "off", "COOPT_MAIL_FROM": "c@coopt.example",
                "COOPT_MAIL_RETRY_SECONDS": "1", "COOPT_MAIL_ATTEMPTS": str(attempts)} | more
    with ServiceByHand(stack, "notifications", **settings) as service:
        service.await_status("/health/ready", 200)
        yield service
        if service.is_alive:
            service.terminate()
            _, said = service.await_exit()
            assert "@example" not in said


@contextmanager
def letters_go_to(stack, server, attempts=8):
    """The notifications service hands its letters to a mail server of the test's own."""
    with no_other_process(stack), mailing_process(stack, server, attempts) as service:
        yield service


@contextmanager
def letters_with(stack, server, **settings):
    """The same, by a notifications service with settings of the test's own."""
    with no_other_process(stack), mailing_process(stack, server, **settings) as service:
        yield service


def invited(staff, count):
    """So many invited persons, by their addresses, with the ids of their invitations."""
    return {person.email: invite(staff, person.email)["invitationId"] for person in (stranger() for _ in range(count))}


def test_N4_a_server_that_answers_late_to_the_data_gets_one_copy_and_holds_up_no_other_letter(stack, staff, books):
    slow, answered = stranger(), threading.Event()

    def late():
        answered.wait()
        return "250 at last"

    def answer(stage, recipient):
        return late if (stage, recipient) == ("acceptance", slow.email) else None

    with ScriptedMailServer(answer) as server, letters_go_to(stack, server):
        try:
            invitation = invite(staff, slow.email)["invitationId"]
            assert observed(lambda: server.copies(slow.email), "the slow letter")
            others = invited(staff, 20)
            assert observed(lambda: all(delivery(books, i) == [("sent", 1)] for i in others.values()), "other letters")
            assert delivery(books, invitation) == [("pending", 1)]
        finally:
            answered.set()
        assert observed(lambda: delivery(books, invitation) == [("sent", 1)], "the slow letter is logged as sent")
        assert [server.copies(address) for address in [slow.email, *others]] == [1] * 21


def test_N4_a_server_that_greets_with_421_has_all_letters_wait_and_costs_no_attempt(stack, staff, books):
    is_closed = threading.Event()
    is_closed.set()

    def answer(stage, recipient):
        return "421 closed for now" if stage == "greeting" and is_closed.is_set() else None

    with ScriptedMailServer(answer) as server, letters_go_to(stack, server):
        people = invited(staff, 5)
        assert observed(lambda: server.connections >= 3, "a server that is asked again")
        assert observed(lambda: all(delivery(books, i) == [("pending", 0)] for i in people.values()), "letters that wait")
        is_closed.clear()
        assert observed(
            lambda: all(delivery(books, i) == [("sent", 1)] for i in people.values()), "letters that waited", within=60)
        assert [server.copies(address) for address in people] == [1] * 5


def test_N4_who_is_refused_is_given_up_alone_and_who_is_hung_up_on_after_the_last_attempt(
        stack, staff, books, notifications):
    refused, hung_up = stranger(), stranger()

    def answer(stage, recipient):
        if stage == "recipient":
            return {refused.email: "554 5.7.1 not you", hung_up.email: HANG_UP}.get(recipient)
        return None

    with ScriptedMailServer(answer) as server, letters_go_to(stack, server, attempts=3):
        given_up = {person: invite(staff, person.email)["invitationId"] for person in (refused, hung_up)}
        others = invited(staff, 5)
        assert observed(lambda: all(delivery(books, i) == [("sent", 1)] for i in others.values()), "other letters")
        assert observed(lambda: delivery(books, given_up[refused]) == [("given-up", 1)], "a letter given up at once")
        assert observed(lambda: delivery(books, given_up[hung_up]) == [("given-up", 3)], "a letter given up", within=60)
        for person, word in ((refused, "554"), (hung_up, "hung-up")):
            told = notifications.expect(
                "staff.delivery-given-up", lambda m: m.details["recipientId"] == given_up[person])
            assert told.details["answer"] == word and person.email not in str(told.data)


def test_N4_a_second_copy_can_be_told_by_its_message_id(stack, staff, books):
    person, answers = stranger(), iter([HANG_UP, HANG_UP])

    def answer(stage, recipient):
        # The server has the letter, and nobody knows.
        return next(answers, None) if stage == "acceptance" else None

    with ScriptedMailServer(answer) as server, letters_go_to(stack, server):
        invitation = invite(staff, person.email)["invitationId"]
        assert observed(lambda: delivery(books, invitation) == [("sent", 3)], "a third attempt", within=60)
        assert server.copies(person.email) == 3
        assert len(set(server.message_ids(person.email))) == 1


def test_N4_a_letter_whose_server_answers_after_sigterm_is_one_copy_and_noted_as_delivered(stack, staff, books):
    slow, answered = stranger(), threading.Event()

    def late():
        answered.wait()
        return "250 at last"

    def answer(stage, recipient):
        return late if (stage, recipient) == ("acceptance", slow.email) else None

    with ScriptedMailServer(answer) as server, no_other_process(stack):
        try:
            with mailing_process(stack, server) as service:
                invitation = invite(staff, slow.email)["invitationId"]
                assert observed(lambda: server.copies(slow.email), "the slow letter")
                service.terminate()
                # It waits for the server: nothing else is left to do for it, or it would have ended by then.
                with pytest.raises(subprocess.TimeoutExpired):
                    service.await_exit(within=4)
                assert delivery(books, invitation) == [("pending", 1)]
                answered.set()
                status, said = service.await_exit()
                assert status == 0, said
        finally:
            answered.set()
        assert delivery(books, invitation) == [("sent", 1)]
        with mailing_process(stack, server):
            others = invited(staff, 3)
            assert observed(lambda: all(delivery(books, i) == [("sent", 1)] for i in others.values()), "other letters")
        assert server.copies(slow.email) == 1


def test_N4_a_server_that_never_answers_keeps_no_process_from_stopping_and_gets_the_letter_again(stack, staff, books):
    silent, over = stranger(), threading.Event()
    answers = iter([lambda: over.wait() and HANG_UP])

    def answer(stage, recipient):
        return next(answers, None) if (stage, recipient) == ("acceptance", silent.email) else None

    with ScriptedMailServer(answer) as server, no_other_process(stack):
        try:
            with mailing_process(stack, server, COOPT_DRAIN_SECONDS="2") as service:
                invitation = invite(staff, silent.email)["invitationId"]
                assert observed(lambda: server.copies(silent.email), "the letter that is not answered")
                service.terminate()
                status, said = service.await_exit(within=30)
                assert status == 0, said
            assert delivery(books, invitation) == [("pending", 1)]
            make_due(stack, invitation)
            with mailing_process(stack, server):
                assert observed(lambda: delivery(books, invitation) == [("sent", 2)], "a second attempt", within=60)
        finally:
            over.set()
        assert server.copies(silent.email) == 2
        assert len(set(server.message_ids(silent.email))) == 1


def make_due(stack, recipient_id):
    """Ends the time for which a process that is gone has a letter in hand."""
    connection = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "update notifications.letters set next_attempt_at = now() where recipient_id = %s", (recipient_id,))
    connection.close()
