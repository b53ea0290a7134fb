"""What is told, in whose words: no code, no identifier, no promise that is a payment; and no more than is known."""

import re

import pytest

from bonuses import of
from finance import Finance
from kept_mail import Mailbox, text
from outside.deadline import observed
from outside.envelope import later, new_id
from outside.people import stranger, unique
from quiet import await_rest, query
from scripted_mail import ScriptedMailServer
from test_mail import letters_with

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CODES = ("candidate-hired", "hire-withdrawn", "offer-not-open", "not-interested", "eur-cents", "listing-credits",
         "candidate-unknown", "recommendation-qualified", "already-recommended", "reasonCode", "rewardId", "self)")


@pytest.fixture
def mailbox(stack):
    return Mailbox(stack)


def test_n1_no_text_holds_a_code_or_an_id_and_french_has_its_spaces(
        stack, staff, tracker, make_scene, events, notifications):
    for locale in ("fr", "en"):
        scene = make_scene(locale=locale)
        scene.interview()
        scene.hire(tracker)
        scene.withdraw(tracker, withdrawnAt=later(minutes=1))
        events.expect("rewards.reward-reversed", of(scene))
    await_rest(stack, events)
    notifications.catch_up()
    told = [m for m in notifications.collected if not m.routing_key.startswith("finance.")]
    assert len(told) > 20
    for message in told:
        words = message.data["subject"] + "\n" + message.data["text"]
        assert not ID.search(words), words
        assert not [code for code in CODES if code in words], words
        if message.data["locale"] == "fr":
            assert not re.search(r"[ \n][:;!?»€]|« |\d \d{3}(?!\d)", words), words


def test_n1_a_notification_greets_by_name_and_is_signed(notifications, scene):
    told = notifications.expect(f"member.{scene.member.id}.recommendation-attributed").data["text"]
    assert told.startswith(f"Bonjour {scene.member.first_name},") and "L'équipe Coopt" in told


def test_q4_a_member_reads_in_words_why_a_candidate_goes_no_further(scene, notifications):
    secret = f"Mot pour l'équipe {unique()}"
    scene.interview(outcome="rejected", reason=secret, reasonCode="unreachable")
    told = notifications.expect(f"member.{scene.member.id}.candidate-rejected")
    assert "pas réussi à joindre" in told.data["text"] and told.details["reasonCode"] == "unreachable"
    assert secret not in told.text


def test_r10_no_letter_says_that_an_offer_is_closed_which_was_never_heard_of(
        stack, staff, scene, events, notifications):
    problem = staff.refuse("recommendations.recommend-candidate", {
        "offerId": new_id(), "memberId": scene.member.id, "candidate": stranger().as_candidate()})
    assert problem["code"] == "offer-not-open"
    await_rest(stack, events)
    notifications.catch_up()
    assert not notifications.matching(lambda m: m.routing_key == f"member.{scene.member.id}.recommendation-refused")


def test_w6_what_is_due_is_not_called_paid_and_what_is_paid_says_when(
        stack, tracker, scene, events, notifications, mailbox):
    scene.hire(tracker)
    due = notifications.expect(f"member.{scene.member.id}.reward-settled").data["text"]
    assert "vous sera versée" in due and "a été versée" not in due and "réglée" not in due
    payout = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
    with Finance(stack) as finance:
        reference = unique()
        finance.reply(finance.confirm(payout.data["payoutId"], reference=reference))
    paid = notifications.expect(f"member.{scene.member.id}.payout-made")
    assert "vous a été versée le" in paid.data["text"] and reference in paid.data["text"]
    assert notifications.expect(f"member.{scene.member.id}.tax-information").details["year"]
    # Both come by mail in one letter.
    letter = mailbox.expect(scene.member.email, lambda letter: "Versement effectué" in str(letter["Subject"]))
    assert "revenu à déclarer" in text(letter)


def test_staff_read_that_a_company_without_an_address_gets_no_letter(stack, staff, scene, events, notifications):
    scene.interview()
    told = notifications.expect("staff.candidate-transmitted", lambda m: m.details["companyId"] == scene.company_id)
    assert told.details["companyReachable"] is False and "aucune adresse" in told.data["text"]
    notifications.expect(f"company.{scene.company_id}.candidate-transmitted")
    await_rest(stack, events)
    assert query(stack, "select count(*) from notifications.deliveries where recipient_id = %s",
                 [scene.company_id]) == [(0,)]


def test_h2_staff_read_what_was_reported_of_a_hire_that_nobody_matched(tracker, scene, notifications):
    somebody = stranger()
    application = new_id()
    reply = tracker.reply(tracker.hire({
        "applicationId": application, "offerId": scene.offer_id, "candidate": {"email": somebody.email},
        "hiredAt": later()}))
    told = notifications.expect("staff.hire-unattributed", lambda m: m.details["hireId"] == reply.data["hireId"])
    assert told.details["applicationId"] == application and told.details["sourceSystem"] == tracker.system
    assert told.details["candidate"] == {"email": somebody.email}
    assert application in told.data["text"] and somebody.email in told.data["text"]


def test_n1_a_candidate_reads_of_their_data_what_the_law_asks_for(scene, mailbox):
    body = text(mailbox.expect(scene.candidate.email))
    for word in ("Source", "Finalité", "Base légale", "Responsable du traitement", "Conservation", "Vos droits",
                 "Réclamation", "CNIL", "@"):
        assert word in body, word
    assert "ondez à ce message" not in body


def test_r4_a_candidate_is_written_to_in_the_language_that_the_member_named(scene, mailbox):
    candidate = stranger()
    scene.recommend(scene.publish_offer()[0], candidate, locale="en")
    letter = mailbox.expect(candidate.email)
    assert letter["Content-Language"] == "en" and "Legal basis" in text(letter)


def test_m1_an_invitation_names_the_platform_who_invites_and_until_when(staff, scene, mailbox):
    person = stranger()
    staff.accept_once_known("members.invite-as-member", {
        "memberId": scene.member.id, "email": person.email, "deliver": "email", "locale": "fr"})
    letter = mailbox.expect(person.email)
    assert scene.member.full_name in str(letter["Subject"]) and "Coopt" in text(letter)
    assert "valable jusqu'au" in text(letter)


def test_w10_a_charity_with_an_address_gets_a_letter_that_names_it(staff, tracker, make_scene, mailbox):
    address, name = f"dons.{unique()}@example.org", f"Ateliers {unique()}"
    charity_id = staff.accept("rewards.register-charity", {"name": name, "contactEmail": address})["charityId"]
    scene = make_scene(rewardOption={"option": "donate", "charityId": charity_id})
    scene.hire(tracker)
    letter = mailbox.expect(address)
    assert name in str(letter["Subject"])
    assert "en son propre nom" in text(letter) and scene.member.last_name not in text(letter)


def test_n4_answers_go_where_somebody_reads_them(stack, staff):
    person = stranger()
    with ScriptedMailServer(lambda stage, recipient: None) as server:
        with letters_with(stack, server, COOPT_MAIL_REPLY_TO="bonjour@forge.example",
                          COOPT_PLATFORM_NAME="La Forge", COOPT_SITE_URL="https://forge.example"):
            staff.accept("members.invite-member", {"email": person.email, "deliver": "email"})
            observed(lambda: server.copies(person.email) == 1, "a letter")
        letter = next(letter for to, letter in server.letters if to == person.email)
    assert "Reply-To: <bonjour@forge.example>" in letter.splitlines()
