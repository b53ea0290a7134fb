"""Letters (N4): to whom, in which language, retried, given up, and never lost while the mail server is away."""

import pytest
from kept_mail import Mailbox, text
from outside.deadline import observed
from outside.people import stranger, unique
from processes import StackProcesses
from scene import Scene


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
