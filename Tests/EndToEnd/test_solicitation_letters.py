"""M11: what is proposed to a member goes out in one letter, when it suits the member, and what waits is looked at again."""

import pytest

from crowd import admit, in_flight
from kept_mail import Mailbox, text
from outside.deadline import observed
from outside.people import stranger, unique
from processes import ServiceByHand
from scripted_mail import ScriptedMailServer
from test_mail import mailing_process, no_other_process

# Where nobody else on this stack works or seeks.
SECTOR, ZONE = "R93.29", "FR-976"


class Market:
    """A company whose offers reach the members who joined here, and nobody else."""

    def __init__(self, staff):
        self.staff = staff
        self.company = f"Maison {unique()}"
        self.company_id = staff.accept("offers.register-company", {"name": self.company})["companyId"]
        self.members, self.offers = [], {}

    def join(self, **more):
        profile = {"sectors": [SECTOR], "zones": [ZONE]} | more
        self.members += admit(self.staff, [stranger()], profile=lambda _: profile)
        return self.members[-1]

    def publish(self, count=1, **more):
        """New offers: their titles, by which letters tell them, by their ids."""
        titles = [f"Poste {unique()}" for _ in range(count)]
        published = in_flight(self.staff, "offers.publish-offer", [
            {"companyId": self.company_id, "title": title, "description": "Un poste.", "sector": SECTOR, "zone": ZONE}
            | more for title in titles])
        offers = {offer["offerId"]: title for offer, title in zip(published, titles)}
        self.offers |= offers
        return offers

    def close(self, offer_id):
        self.staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "cancelled"})

    def end(self):
        left = [self.staff.send("members.leave", {"memberId": member.id}) for member in self.members]
        closed = [self.staff.send("offers.close-offer", {"offerId": offer, "reason": "cancelled"})
                  for offer in self.offers]
        self.staff.replies(left + closed)  # some did so before, and are refused


@pytest.fixture
def market(staff):
    market = Market(staff)
    yield market
    market.end()


@pytest.fixture
def mailbox(stack):
    return Mailbox(stack)


def proposed(notifications, member, offers, within=60):
    """The notifications that propose some offers to a member."""
    return notifications.gather(
        lambda m: m.name == "offer-proposed" and m.data["recipientId"] == member.id and m.details["offerId"] in offers,
        len(offers), within=within)


def states(books, member):
    """What became of what was proposed to a member: how many are in which state."""
    return dict(books.query(
        "select state, count(*) from notifications.deliveries where recipient_id = %s group by state", member.id))


def let_go(books, member):
    """How many offers wait for no letter to a member any more, and are told by none."""
    ((count,),) = books.query(
        "select count(*) from notifications.folded_offers where member_id = %s and letter_id is null", member.id)
    return count


def prefer(staff, books, member, preference):
    """A member chooses how offers come by mail, and who writes has heard of it."""
    staff.accept("members.update-profile", {"memberId": member.id, "offersByMail": preference})
    assert observed(
        lambda: books.query("select offers_by_mail from notifications.members where member_id = %s", member.id)
        == [(preference,)], "a preference that is known")


def test_M11_23_open_offers_are_one_letter_to_a_newcomer_and_23_notifications(market, notifications, mailbox, books):
    offers = market.publish(23)
    newcomer = market.join()
    told = proposed(notifications, newcomer, offers)
    assert {m.details["offerId"] for m in told} == set(offers)
    letter = mailbox.expect(newcomer.email)
    assert "23" in str(letter["Subject"])
    assert all(title in text(letter) for title in offers.values())
    assert observed(lambda: states(books, newcomer) == {"sent": 23}, "deliveries of each offer")
    assert len(mailbox.letters(newcomer.email)) == 1
    ids = {m.data["notificationId"] for m in told}
    logged = {str(row[0]) for row in books.query(
        "select notification_id from notifications.deliveries where recipient_id = %s", newcomer.id)}
    assert logged == ids


def test_M11_a_letter_says_whose_offer_it_is_where_until_when_and_what_it_pays(market, notifications, mailbox):
    member = market.join()
    offers = market.publish(closesAt="2099-07-14T10:00:00Z")
    proposed(notifications, member, offers)
    letter = mailbox.expect(member.email)
    words = text(letter).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    (title,) = offers.values()
    assert title in str(letter["Subject"])
    for expected in (member.first_name, title, market.company, "Mayotte", "500,00 €", "14 juillet 2099", "profil"):
        assert expected in words, expected
    assert ZONE not in words and SECTOR not in words and member.id not in words


def test_M11_who_wants_none_gets_none_and_there_is_no_delivery(staff, market, notifications, mailbox, books):
    member = market.join()
    prefer(staff, books, member, "never")
    proposed(notifications, member, market.publish(2))
    assert observed(lambda: let_go(books, member) == 2, "offers that no letter tells")
    assert states(books, member) == {}
    assert not mailbox.letters(member.email)


@pytest.mark.parametrize("preference", ["daily", "weekly"])
def test_M11_a_digest_waits_for_the_morning_and_not_longer_than_its_member_wants(
        staff, market, notifications, mailbox, books, preference):
    patient, other = market.join(), market.join()
    prefer(staff, books, patient, preference)
    offers = market.publish()
    proposed(notifications, patient, offers)
    mailbox.expect(other.email)
    assert states(books, patient) == {"pending": 1} and not mailbox.letters(patient.email)
    prefer(staff, books, patient, "at-once")
    assert list(offers.values())[0] in text(mailbox.expect(patient.email))


def test_M11_an_offer_that_closes_while_it_waits_is_left_out(market, notifications, mailbox, books):
    member = market.join()
    closed, remaining = market.publish(), market.publish()
    proposed(notifications, member, closed | remaining)
    market.close(*closed)
    letter = mailbox.expect(member.email)
    assert list(remaining.values())[0] in text(letter) and list(closed.values())[0] not in text(letter)
    assert observed(lambda: (states(books, member), let_go(books, member)) == ({"sent": 1}, 1), "what became of both")


def test_M5_M11_who_leaves_while_offers_wait_is_not_written_to(staff, market, notifications, mailbox, books):
    member = market.join()
    proposed(notifications, member, market.publish())
    staff.accept("members.leave", {"memberId": member.id})
    assert observed(lambda: let_go(books, member) == 1, "an offer that no letter tells")
    assert states(books, member) == {}
    assert not mailbox.letters(member.email)


@pytest.mark.parametrize("unsubscribe, headers", [
    ("https://coopt.example/stop", ["List-Unsubscribe: <https://coopt.example/stop>",
                                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]),
    ("mailto:stop@coopt.example", ["List-Unsubscribe: <mailto:stop@coopt.example>"]),
])
def test_M11_mail_programs_are_told_how_to_stop_offers(stack, market, unsubscribe, headers):
    member = market.join()
    with ScriptedMailServer(lambda stage, recipient: None) as server, no_other_process(stack), mailing_process(
            stack, server, COOPT_MAIL_UNSUBSCRIBE=unsubscribe, OFFER_LETTER_SECONDS="1"):
        market.publish()
        assert observed(lambda: server.copies(member.email) == 1, "a letter")
    (letter,) = [letter for recipient, letter in server.letters if recipient == member.email]
    assert [line for line in letter.splitlines() if line.startswith("List-")] == headers


@pytest.mark.parametrize("setting, value", [
    ("COOPT_MAIL_UNSUBSCRIBE", "http://coopt.example/stop"), ("OFFER_LETTER_SECONDS", "soon")])
def test_M11_a_setting_that_is_wrong_is_told_at_the_start(stack, setting, value):
    mail = {"COOPT_SMTP_URL": "smtp://127.0.0.1:1", "COOPT_SMTP_ENCRYPTION": "off", "COOPT_MAIL_FROM": "c@coopt.example"}
    with ServiceByHand(stack, "notifications", **mail, **{setting: value}) as service:
        status, said = service.await_exit()
        assert status == 78 and setting in said
