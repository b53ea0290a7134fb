"""Who leaves and joins again is another member and the same person: what comes once per person comes once (M5, W2)."""

from crowd import admit
from outside.envelope import instant, new_id
from outside.people import stranger
from quiet import await_rest

ROUNDS = 5
SHARE, JOINING = 25_000, 30


def rest(stack, events):
    await_rest(stack, events, ("members", "recommendations", "rewards"))


def round_of(scene, staff, tracker, person, sponsor):
    """The person joins, brought by a sponsor, recommends somebody who is hired, and leaves; the membership."""
    admit(staff, [person], lambda _: sponsor)
    candidate = stranger()
    offer_id = scene.publish_offer()[0]
    scene.recommend(offer_id, candidate, member=person)
    hire = {"applicationId": new_id(), "offerId": offer_id, "candidate": {"email": candidate.email},
            "hiredAt": instant()}
    assert tracker.reply(tracker.hire(hire)).data["outcome"] == "attributed"
    staff.accept("members.leave", {"memberId": person.id})
    return person.id, hire


def held(books, member):
    """What a sponsor is owed, and the points they have."""
    balances = books.balances()
    return (-balances.get((f"member:{member.id}:payable", "eur-cents"), 0),
            -balances.get((f"member:{member.id}:points", "points"), 0))


def test_m5_w2_five_rounds_of_leave_and_rejoin_bring_one_joining_and_one_share(
        stack, staff, tracker, scene, events, books):
    sponsor, person = scene.admit(), stranger()
    rounds = [round_of(scene, staff, tracker, person, sponsor) for _ in range(ROUNDS)]
    assert len({member_id for member_id, _ in rounds}) == ROUNDS
    rest(stack, events)
    assert held(books, sponsor) == (SHARE, JOINING)
    shares = events.matching(lambda e: e.routing_key == "rewards.reward-granted"
                             and e.data["memberId"] == sponsor.id and e.data["kind"] == "sponsorship")
    assert len(shares) == 1
    # Each round's own bonus stays due to the membership that earned it.
    for member_id, _ in rounds:
        assert books.balances()[(f"member:{member_id}:payable", "eur-cents")] < 0


def test_m5_w2_the_share_falls_to_a_hire_of_the_next_membership_and_is_there_once(
        stack, staff, tracker, scene, events, books):
    sponsor, person = scene.admit(), stranger()
    rounds = [round_of(scene, staff, tracker, person, sponsor) for _ in range(2)]
    rest(stack, events)
    for left, (_, hire) in zip((SHARE, 0), rounds):
        withdrawal = {"applicationId": hire["applicationId"], "sourceSystem": tracker.system, "withdrawnAt": instant()}
        tracker.reply(tracker.report("hire.withdrawn", withdrawal))
        rest(stack, events)
        assert held(books, sponsor) == (left, JOINING)


def test_m5_of_two_sponsors_who_brought_one_person_the_first_has_points_and_share(
        stack, staff, tracker, scene, events, books):
    first, second, person = scene.admit(), scene.admit(), stranger()
    for sponsor in (first, second):
        round_of(scene, staff, tracker, person, sponsor)
        rest(stack, events)
    assert (held(books, first), held(books, second)) == ((SHARE, JOINING), (0, 0))


def test_m5_another_telephone_or_a_tag_in_the_address_makes_no_other_person(
        stack, staff, tracker, scene, events, books):
    sponsor, person = scene.admit(), stranger()
    round_of(scene, staff, tracker, person, sponsor)
    person.phone = stranger().phone
    round_of(scene, staff, tracker, person, sponsor)
    person.email = person.email.replace("@", "+again@")
    round_of(scene, staff, tracker, person, sponsor)
    rest(stack, events)
    assert held(books, sponsor) == (SHARE, JOINING)


def test_m5_two_people_are_two(stack, staff, tracker, scene, events, books):
    sponsor = scene.admit()
    for _ in range(2):
        round_of(scene, staff, tracker, stranger(), sponsor)
    rest(stack, events)
    assert held(books, sponsor) == (2 * SHARE, 2 * JOINING)
    told = events.matching(lambda e: e.routing_key == "rewards.points-awarded"
                           and e.data["memberId"] == sponsor.id)
    assert [event.data["points"] for event in told] == [JOINING, JOINING]
