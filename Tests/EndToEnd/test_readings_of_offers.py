"""The contract's readings of offers: drafts, what pays for them, closing times, waves, targeting explained, pages."""

from datetime import datetime

import pytest

from outside.books import sums
from outside.envelope import later, new_id
from outside.people import unique
from quiet import await_rest

CLOSED_WITHIN_SECONDS = 5


def draft(scene, **more):
    """An offer that is not published yet; nobody is solicited for it."""
    return {"offerId": new_id(), "companyId": scene.company_id, "title": "Forgeron", "description": "Une forge.",
            "sector": "C25.50", "zone": "FR-2A", "draft": True} | more


def moment(text):
    return datetime.fromisoformat(text)


# Drafts and listing credits


def test_o1_a_draft_is_not_published_by_another_company(staff, make_scene, events):
    scene, other = make_scene(), make_scene()
    kept = draft(scene)
    staff.accept("offers.publish-offer", kept)
    taken = kept | {"companyId": other.company_id, "draft": False}
    assert staff.refuse("offers.publish-offer", taken)["code"] == "id-already-used"
    scene.publish_offer(offerId=kept["offerId"], draft=False)
    published = events.gather(lambda e: e.routing_key == "offers.offer-published"
                              and e.data["offerId"] == kept["offerId"], 1)
    assert [event.data["companyId"] for event in published] == [scene.company_id]


def test_o1_a_published_offer_is_not_published_again(staff, scene):
    again = draft(scene, offerId=scene.offer_id)
    for data in (again, again | {"draft": False}):
        assert staff.refuse("offers.publish-offer", data)["code"] == "id-already-used"


def test_o1_a_draft_is_no_offer_that_could_be_closed(staff, scene):
    kept = draft(scene)
    staff.accept("offers.publish-offer", kept)
    closing = staff.refuse("offers.close-offer", {"offerId": kept["offerId"], "reason": "cancelled"})
    assert closing["code"] in ("offer-not-found", "offer-not-open")
    scene.publish_offer(offerId=kept["offerId"], draft=False)


@pytest.fixture
def rich(stack, staff, tracker, make_scene, events):
    """A scene whose company has three listing credits, which its member left to it."""
    company_id = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
    scene = make_scene(rewardOption={"option": "listing-credits", "companyId": company_id})
    scene.company_id = company_id
    scene.hire(tracker)
    granted = events.expect("rewards.listing-credits-granted", lambda e: e.data["companyId"] == company_id)
    assert granted.data["credits"] == 3
    await_rest(stack, events, ("offers",))
    return scene


def credits(books, company_id):
    entries = books.of_holders([f"company:{company_id}"])
    held = sums((entry for entry in entries if entry.unit == "listing-credits"), lambda entry: entry.account)
    return held[f"company:{company_id}:listing-credits"]


def test_o1_o6_a_draft_uses_no_credit_and_its_publication_one(stack, staff, rich, events, books):
    kept = draft(rich)
    assert staff.accept("offers.publish-offer", kept) == {"offerId": kept["offerId"]}
    await_rest(stack, events, ("offers", "rewards"))
    assert credits(books, rich.company_id) == -3
    published = staff.accept("offers.publish-offer", kept | {"draft": False})
    assert published == {"offerId": kept["offerId"], "paidWith": "listing-credit"}
    rich.published.append(kept["offerId"])
    await_rest(stack, events, ("offers", "rewards"))
    assert credits(books, rich.company_id) == -2


def test_o6_w5_a_used_credit_is_posted_for_the_publication_of_the_offer(stack, rich, events, books):
    offer_id = rich.publish_offer()[0]
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    await_rest(stack, events, ("rewards",))
    used = [entry for entry in books.of_holders([f"company:{rich.company_id}"])
            if entry.message_id == published.id]
    assert {(entry.account, entry.unit, entry.amount) for entry in used} == {
        (f"company:{rich.company_id}:listing-credits", "listing-credits", 1),
        ("platform:listing-credits-redeemed", "listing-credits", -1)}
    assert len({entry.transaction_id for entry in used}) == 1


def test_o6_credits_pay_for_as_many_offers_as_they_are_and_then_the_contract_does(stack, staff, rich, events):
    published = [rich.publish_offer()[0] for _ in range(4)]
    paid = {event.data["offerId"]: event.data["paidWith"] for event in events.gather(
        lambda e: e.routing_key == "offers.offer-published" and e.data["offerId"] in published, 4)}
    assert [paid[offer_id] for offer_id in published] == ["listing-credit"] * 3 + ["contract"]


def test_w8_credits_that_were_revoked_pay_for_no_offer(stack, tracker, rich, events):
    rich.withdraw(tracker, withdrawnAt=later(minutes=1))
    revoked = events.expect("rewards.listing-credits-revoked", lambda e: e.data["companyId"] == rich.company_id)
    assert revoked.data["credits"] == 3
    await_rest(stack, events, ("offers",))
    offer_id = rich.publish_offer()[0]
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    assert published.data["paidWith"] == "contract"


# Closing


def test_o1_an_offer_past_its_time_is_closed_within_five_seconds(scene, events):
    end = later(seconds=1)
    offer_id = scene.publish_offer(closesAt=end)[0]
    closed = events.expect("offers.offer-closed", lambda e: e.data["offerId"] == offer_id)
    late = moment(closed.envelope["time"]) - moment(end)
    assert 0 <= late.total_seconds() <= CLOSED_WITHIN_SECONDS


# Waves


def test_o3_waves_without_members_are_skipped_without_delay(stack, make_scene, events):
    """Two waves are skipped; each of them would have cost a delay, from the publication on."""
    scene = make_scene(sectors=["B09"], zones=["FR-2A"])
    offer_id = scene.publish_offer(sector="B09.10", zone="FR-2A")[0]
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    wave = events.expect("offers.wave-dispatched", lambda e: e.data["offerId"] == offer_id)
    waited = moment(wave.envelope["time"]) - moment(published.data["publishedAt"])
    assert wave.data["wave"] == 3 and waited.total_seconds() < 2 * stack.wave_delay


@pytest.fixture
def offers_policy(staff):
    """The policy in force before the test, and again after it."""
    policy = staff.accept("offers.get-policy", {})
    yield policy
    staff.accept("offers.change-policy", {
        name: policy.get(name) for name in ("waveDelaySeconds", "waveMaximumSize", "solicitationsPerWeek")})


def test_o3_the_policy_says_how_large_a_wave_is_and_how_long_the_next_one_waits(
        staff, make_scene, events, offers_policy):
    delay = offers_policy["waveDelaySeconds"] + 1
    changed = {"waveDelaySeconds": delay, "waveMaximumSize": 1}
    answer = staff.accept("offers.change-policy", changed)
    assert staff.accept("offers.get-policy", {}) == offers_policy | changed | answer
    scene = make_scene(sectors=["B08.9"], zones=["FR-2A"])
    other = scene.admit(sectors=["B08.9"], zones=["FR-2A"])
    offer_id = scene.publish_offer(sector="B08.99", zone="FR-2A")[0]
    waves = events.gather(lambda e: e.routing_key == "offers.wave-dispatched" and e.data["offerId"] == offer_id, 2)
    assert [len(wave.data["memberIds"]) for wave in waves] == [1, 1]
    assert {wave.data["memberIds"][0] for wave in waves} == {scene.member.id, other.id}
    first, second = (moment(wave.envelope["time"]) for wave in waves)
    assert (second - first).total_seconds() >= delay
    assert waves[1].data["wave"] > waves[0].data["wave"]  # one that finds nobody yet is a wave, too


@pytest.mark.parametrize("field, value", [
    ("waveDelaySeconds", -1), ("waveMaximumSize", 0), ("solicitationsPerWeek", -1)])
def test_a_policy_of_offers_that_makes_no_sense_is_invalid(staff, field, value):
    problem = staff.refuse("offers.change-policy", {field: value})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


# Targeting, explained


def test_o5_of_a_member_whom_nobody_knows_it_is_said_that_they_are_not_active(staff, scene):
    said = staff.accept("offers.explain-targeting", {"offerId": scene.offer_id, "memberId": new_id()})
    assert (said["decision"], said["reasons"]) == ("not-solicited", ["member-not-active"])


def test_o5_the_state_of_the_offer_is_looked_at_before_the_profile(staff, scene):
    """The offer is in another trade and another place than the member, and it is closed."""
    question = {"offerId": scene.publish_offer(zone="BE")[0], "memberId": scene.member.id}
    known = staff.accept_once_known("offers.list-published-offers", {"memberId": scene.member.id, "pageSize": 1})
    assert known["offers"][0]["offerId"] == question["offerId"]
    said = staff.accept("offers.explain-targeting", question)
    assert (said["decision"], sorted(said["reasons"])) == (
        "not-targeted", ["sector-not-covered", "zone-not-covered"])
    staff.accept("offers.close-offer", {"offerId": question["offerId"], "reason": "cancelled"})
    said = staff.accept("offers.explain-targeting", question)
    assert (said["decision"], said["reasons"]) == ("not-solicited", ["offer-not-open"])


# Lists


def test_m7_an_item_of_the_list_says_what_the_offer_is(staff, scene):
    end = later(days=3)
    offer_id = scene.publish_offer(closesAt=end, title="Fondeur", description="De cloches.")[0]
    item = staff.accept_once_known("offers.list-published-offers", {"memberId": scene.member.id, "pageSize": 1})[
        "offers"][0]
    assert moment(item.pop("closesAt")) == moment(end) and moment(item.pop("publishedAt")) < moment(later())
    assert item == {"offerId": offer_id, "companyId": scene.company_id, "title": "Fondeur",
                    "description": "De cloches.", "sector": "C25.50", "zone": "FR-2A"}


def test_m7_a_page_token_that_was_altered_was_not_given_out(staff, scene):
    scene.publish_offer()
    page = {"memberId": scene.member.id, "pageSize": 1}
    token = staff.accept_once_known("offers.list-published-offers", page)["nextPageToken"]
    altered = token[:8] + ("B" if token[8] == "A" else "A") + token[9:]
    problem = staff.refuse("offers.list-published-offers", page | {"pageToken": altered})
    assert (problem["code"], problem["errors"][0]["field"]) == ("invalid-message", "pageToken")
