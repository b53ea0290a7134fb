"""The contract's readings of bonuses: the four options to the cent, and the sponsor's share."""

import pytest

from bonuses import figures, money, of, register_charity
from finance import Finance
from outside.client import ACCEPTED
from outside.envelope import later, new_id
from outside.people import stranger, unique
from quiet import await_rest


def bonus_of(scene, events):
    """The bonus of a scene's member, as it is granted."""
    return events.expect("rewards.reward-granted", lambda e: of(scene)(e) and e.data["kind"] == "recommendation").data


def hired_elsewhere(scene, tracker, **candidate):
    """Somebody else is recommended for another offer, and hired; the answer to the recommendation."""
    scene.candidate, scene.application = stranger(), {"applicationId": new_id()}
    scene.offer_id = scene.publish_offer()[0]
    answer = scene.recommend(scene.offer_id, scene.candidate, **candidate)
    scene.hire(tracker)
    return answer


@pytest.fixture
def policy(staff):
    return staff.accept("rewards.get-policy", {})


# The options


@pytest.fixture
def held(tracker, make_scene, events):
    """A scene whose bonus waits for a choice, with the bonus."""
    scene = make_scene(rewardOption=None)
    scene.hire(tracker)
    return scene, bonus_of(scene, events)


@pytest.mark.parametrize("option, field", [
    ("donate", "charityId"), ("split", "charityId"), ("listing-credits", "companyId")])
def test_w3_an_option_names_whom_it_is_for(staff, option, field):
    problem = staff.refuse("rewards.choose-option", {"rewardId": new_id(), "option": option})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


def settled(staff, events, reward, **choice):
    """The settlement that is answered, which is the one that is told."""
    settlement = staff.accept("rewards.choose-option", {"rewardId": reward["rewardId"]} | choice)["settlement"]
    told = events.expect("rewards.reward-settled", lambda e: e.data["rewardId"] == reward["rewardId"])
    assert (settlement["option"], settlement["lines"]) == (told.data["option"], told.data["lines"])
    assert settlement["option"] == choice["option"]
    return figures(settlement["lines"])


def test_w3_self_is_the_whole_bonus(staff, held, events):
    scene, reward = held
    assert settled(staff, events, reward, option="self") == {
        (f"member:{scene.member.id}:payable", "eur-cents", -reward["amountCents"]),
        ("platform:bonus-expense", "eur-cents", reward["amountCents"])}


def test_w3_donate_is_the_whole_bonus_and_the_platforms_addition(staff, held, events, policy):
    _, reward = held
    charity_id, addition = register_charity(staff), policy["matchingCents"]
    assert settled(staff, events, reward, option="donate", charityId=charity_id) == {
        (f"charity:{charity_id}:payable", "eur-cents", -reward["amountCents"] - addition),
        ("platform:bonus-expense", "eur-cents", reward["amountCents"]),
        ("platform:matching-expense", "eur-cents", addition)}


def test_w3_listing_credits_are_no_money(staff, held, events, policy):
    _, reward = held
    company_id = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
    choice = {"rewardId": reward["rewardId"], "option": "listing-credits", "companyId": company_id}
    settlement = staff.accept_once_known("rewards.choose-option", choice)["settlement"]
    assert figures(settlement["lines"]) == {
        (f"company:{company_id}:listing-credits", "listing-credits", -policy["listingCredits"]),
        ("platform:listing-credits-issued", "listing-credits", policy["listingCredits"])}


@pytest.fixture
def odd_bonus(stack, staff, policy, events):
    """The bonus of a beginner has an odd cent while the test runs; the addition and the credits are others too."""
    odd = {"amounts": {"beginner": 50_001}, "matchingCents": 12_345, "listingCredits": 2}
    staff.accept("rewards.change-policy", odd)
    await_rest(stack, events, ("recommendations",))
    yield odd
    staff.accept("rewards.change-policy", {name: policy[name] for name in odd})
    await_rest(stack, events, ("recommendations",))


def test_w3_the_odd_cent_of_a_split_is_the_charitys_and_nothing_is_added(
        staff, tracker, make_scene, events, odd_bonus):
    scene = make_scene(rewardOption=None)
    scene.hire(tracker)
    charity_id = register_charity(staff)
    assert settled(staff, events, bonus_of(scene, events), option="split", charityId=charity_id) == {
        (f"member:{scene.member.id}:payable", "eur-cents", -25_000),
        (f"charity:{charity_id}:payable", "eur-cents", -25_001), ("platform:bonus-expense", "eur-cents", 50_001)}


def test_r7_the_addition_is_that_of_the_policy_that_was_quoted(staff, tracker, make_scene, events, odd_bonus, policy):
    scene = make_scene(rewardOption=None)
    staff.accept("rewards.change-policy", {name: policy[name] for name in odd_bonus})
    scene.hire(tracker)
    charity_id = register_charity(staff)
    assert settled(staff, events, bonus_of(scene, events), option="donate", charityId=charity_id) == {
        (f"charity:{charity_id}:payable", "eur-cents", -62_346), ("platform:bonus-expense", "eur-cents", 50_001),
        ("platform:matching-expense", "eur-cents", 12_345)}


def test_w8_what_a_charity_was_paid_and_is_withdrawn_is_claimed_from_it(
        stack, staff, tracker, make_scene, events, books, policy):
    charity_id = register_charity(staff)
    scene = make_scene(rewardOption={"option": "donate", "charityId": charity_id})
    scene.hire(tracker)
    payout = events.expect("rewards.payout-requested",
                           lambda e: e.data["beneficiary"] == {"kind": "charity", "id": charity_id}).data
    assert payout["amountCents"] == scene.recommendation["quote"]["amountCents"] + policy["matchingCents"]
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(payout["payoutId"])).type == ACCEPTED
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", lambda e: e.data["rewardId"] == payout["rewardId"])
    assert money(books, scene, f"charity:{charity_id}") == {
        f"charity:{charity_id}:claim": payout["amountCents"], "platform:cash": -payout["amountCents"]}


# The sponsor's share


COLLEAGUES = {"name": "Électricité du Sud"}


def sponsored(scene, **profile):
    """A member sponsored by the scene's, who takes the scene over; the sponsor."""
    sponsor, scene.member = scene.member, scene.admit(scene.member, **profile)
    return sponsor


def share_of(sponsor, events):
    return events.expect("rewards.reward-granted", lambda e: (e.data["memberId"], e.data["kind"]) == (
        sponsor.id, "sponsorship")).data


@pytest.mark.parametrize("option", [None, "donate", "split", "listing-credits"])
def test_w2_the_sponsors_share_is_money_whatever_the_sponsors_option(
        staff, tracker, make_scene, events, policy, option):
    wish = {"option": option, "charityId": register_charity(staff), "companyId": new_id()} if option else None
    scene = make_scene(rewardOption=wish)
    sponsor = sponsored(scene)
    hired_elsewhere(scene, tracker)
    share = share_of(sponsor, events)
    assert (share["amountCents"], share["state"]) == (policy["sponsorshipCents"], "settled")
    told = events.expect("rewards.reward-settled", lambda e: e.data["rewardId"] == share["rewardId"])
    assert figures(told.data["lines"]) == {
        (f"member:{sponsor.id}:payable", "eur-cents", -policy["sponsorshipCents"]),
        ("platform:bonus-expense", "eur-cents", policy["sponsorshipCents"])}
    choice = {"rewardId": share["rewardId"], "option": "donate", "charityId": register_charity(staff)}
    assert staff.refuse("rewards.choose-option", choice)["code"] in ("already-settled", "option-not-available")


def test_w4_an_own_company_bonus_leaves_the_sponsors_share_as_it_is(
        staff, tracker, make_scene, events, books, policy):
    charity_id, scene = register_charity(staff, designated=True), make_scene()
    sponsor = sponsored(scene, employer=COLLEAGUES)
    answer = hired_elsewhere(scene, tracker, currentEmployer=COLLEAGUES)
    assert answer["conflictOfInterest"] is True and share_of(sponsor, events)["amountCents"] == (
        policy["sponsorshipCents"])
    bonus = bonus_of(scene, events)
    events.expect("rewards.reward-settled", lambda e: e.data["rewardId"] == bonus["rewardId"])
    assert money(books, scene, f"charity:{charity_id}", f"member:{sponsor.id}") == {
        f"charity:{charity_id}:payable": -bonus["amountCents"],
        f"member:{sponsor.id}:payable": -policy["sponsorshipCents"],
        "platform:bonus-expense": bonus["amountCents"] + policy["sponsorshipCents"]}


def test_w5_bonus_points_and_share_of_a_hire_are_three_causes(stack, tracker, make_scene, events, books):
    scene = make_scene()
    sponsor = sponsored(scene)
    answer = hired_elsewhere(scene, tracker)
    share_of(sponsor, events)
    await_rest(stack, events, ("rewards",))
    caused = [entry for entry in books.of_members([scene.member.id, sponsor.id])
              if entry.recommendation_id == answer["recommendationId"]]
    assert len({entry.cause_id for entry in caused}) == len({entry.transaction_id for entry in caused}) == 3
    assert {entry.account for entry in caused if entry.account.startswith("member:")} == {
        f"member:{scene.member.id}:payable", f"member:{scene.member.id}:points", f"member:{sponsor.id}:payable"}


def test_w2_the_share_falls_to_another_hire_in_force_or_is_due_again_later(tracker, make_scene, events, policy):
    scene = make_scene()
    sponsor = sponsored(scene)
    hired_elsewhere(scene, tracker)
    first = share_of(sponsor, events)
    applications = [scene.application]
    hired_elsewhere(scene, tracker)
    applications.append(scene.application)
    for application in applications:
        scene.application = application
        scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    reversed_share = events.gather(
        lambda e: e.routing_key == "rewards.reward-reversed" and e.data["memberId"] == sponsor.id, 2)
    granted = events.matching(lambda e: e.routing_key == "rewards.reward-granted"
                              and e.data["memberId"] == sponsor.id)
    assert [event.data["amountCents"] for event in granted] == [policy["sponsorshipCents"]] * 2
    assert granted[0].data["hireId"] == first["hireId"] != granted[1].data["hireId"]
    assert [event.data["hireId"] for event in reversed_share] == [event.data["hireId"] for event in granted]
    hired_elsewhere(scene, tracker)
    events.gather(lambda e: e.routing_key == "rewards.reward-granted" and e.data["memberId"] == sponsor.id, 3)


def test_a_charitys_name_has_at_most_200_characters(staff):
    assert staff.accept("rewards.register-charity", {"name": "é" * 200})["charityId"]
    problem = staff.refuse("rewards.register-charity", {"name": "é" * 201})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["name"])
