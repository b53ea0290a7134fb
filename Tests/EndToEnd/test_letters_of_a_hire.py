"""One hire, one letter: it says all that the hire means to a member; the sponsor's share is one letter, too."""

import re

import pytest

from kept_mail import Mailbox, text
from outside.deadline import observed
from outside.envelope import later, new_id
from outside.people import stranger
from quiet import await_rest, query


@pytest.fixture
def mailbox(stack):
    return Mailbox(stack)


def await_letters(stack, *member_ids):
    """Waits until everything that was told to these members has gone out by mail."""
    def all_sent():
        ((kept,),) = query(stack, "select count(*) from notifications.letter_parts where member_id = any(%s::uuid[])",
                           [list(member_ids)])
        ((pending,),) = query(stack, "select count(*) from notifications.deliveries where state = 'pending'"
                                     " and recipient_id = any(%s::uuid[])", [list(member_ids)])
        return (kept, pending) == (0, 0)

    observed(all_sent, "all letters are sent", 60)


def after(stack, events, mailbox, person, *others):
    """The letters to somebody, once all is told and sent."""
    await_rest(stack, events)
    await_letters(stack, person.id, *(other.id for other in others))
    return mailbox.letters(person.email)


def of_the_hire(letters):
    return [letter for letter in letters if "enregistrée" not in str(letter["Subject"])]


def test_n1_a_hire_is_one_letter_that_says_what_it_means(stack, tracker, scene, events, notifications, mailbox):
    scene.hire(tracker)
    for name in ("candidate-hired", "reward-granted", "reward-settled"):
        notifications.expect(f"member.{scene.member.id}.{name}")
    (letter,) = of_the_hire(after(stack, events, mailbox, scene.member))
    assert str(letter["Subject"]).startswith("Bonne nouvelle")
    body = text(letter)
    assert body.startswith(f"Bonjour {scene.member.first_name},")
    assert scene.candidate.full_name in body and "Forgeron" in body
    amount = scene.recommendation["quote"]["amountCents"] // 100
    assert re.search(rf"{amount},00\u202f€", body)
    assert body.count("Bonne nouvelle") == 1 and body.count("L'équipe") == 1
    assert "100 points" in body
    assert "réglée" not in body and "a été versée" not in body


def test_h1_good_news_comes_once_however_often_the_hire_is_reported(
        stack, tracker, scene, events, notifications, mailbox):
    scene.hire(tracker)
    notifications.expect(f"member.{scene.member.id}.candidate-hired")
    scene.hire(tracker)
    scene.hire(tracker, hiredAt=later())
    scene.hire(tracker, applicationId=new_id())
    letters = after(stack, events, mailbox, scene.member)
    assert len([letter for letter in letters if "Bonne nouvelle" in str(letter["Subject"])]) == 1
    notifications.catch_up()
    told = notifications.matching(lambda m: m.routing_key == f"member.{scene.member.id}.candidate-hired")
    assert len(told) == 1


def test_h3_a_hire_that_is_reported_again_after_its_withdrawal_is_good_news_again(
        stack, tracker, scene, events, notifications):
    key = f"member.{scene.member.id}.candidate-hired"
    scene.hire(tracker)
    notifications.expect(key)
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    notifications.expect(f"member.{scene.member.id}.reward-reversed")
    scene.hire(tracker, hiredAt=later(minutes=2), asOf=later(minutes=2))
    assert len(notifications.gather(lambda m: m.routing_key == key, 2)) == 2


def test_w8_what_a_withdrawal_takes_back_is_told_exactly(stack, tracker, scene, events, notifications, mailbox):
    scene.hire(tracker)
    notifications.expect(f"member.{scene.member.id}.reward-settled")
    after(stack, events, mailbox, scene.member)
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    notifications.expect(f"member.{scene.member.id}.reward-reversed")
    letters = [letter for letter in after(stack, events, mailbox, scene.member) if "annulée" in str(letter["Subject"])]
    assert len(letters) == 1
    amount = scene.recommendation["quote"]["amountCents"] // 100
    assert re.search(rf"{amount},00\u202f€", text(letters[0])) and "100 points" in text(letters[0])


def test_w2_the_sponsors_share_is_one_letter(stack, tracker, make_scene, events, notifications, mailbox):
    scene = make_scene()
    sponsored = scene.admit(sponsor=scene.member)
    offer_id, _ = scene.publish_offer()
    candidate = stranger()
    scene.recommend(offer_id, candidate, sponsored)
    tracker.reply(tracker.hire({"offerId": offer_id, "candidate": {"email": candidate.email}, "hiredAt": later()}))
    notifications.expect(f"member.{scene.member.id}.reward-settled")
    letters = [letter for letter in after(stack, events, mailbox, scene.member, sponsored)
               if "parrainage" in str(letter["Subject"])]
    assert len(letters) == 1
    assert "250,00\u202f€" in text(letters[0]) and candidate.last_name not in text(letters[0])


def test_n4_the_letter_is_in_the_members_language(stack, tracker, make_scene, events, mailbox):
    scene = make_scene(locale="en")
    scene.hire(tracker)
    letters = [letter for letter in after(stack, events, mailbox, scene.member)
               if str(letter["Subject"]).startswith("Good news")]
    assert len(letters) == 1 and letters[0]["Content-Language"] == "en"
    assert f"Hello {scene.member.first_name}," in text(letters[0])
