"""The contract's precise readings, line by line where no other test has them: commands, members, offers, policies."""

import json

import pytest

from outside.client import StaffTool
from outside.deadline import observed
from outside.envelope import cloud_event, later, new_id, properties_of
from outside.people import stranger, unique
from outside.topic import Topic
from quiet import await_rest


# Replies and commands


def test_a_repeated_command_is_answered_where_the_repetition_asks_for_it_whatever_its_data_say_now(stack, staff):
    id, name = new_id(), unique()
    first = staff.accept("offers.register-company", {"name": name}, id=id)
    with StaffTool(stack, f"staff.test.{unique()}") as other:
        assert other.accept("offers.register-company", {"name": 5}, id=id) == first


def test_a_reply_to_that_is_no_outside_queue_gets_nothing_and_the_command_runs(stack, staff, events):
    name, admin = unique(), stack["COOPT_ADMIN_AMQP_URL"]
    with Topic(admin, "coopt.events", ["nothing.at-all"], queue_prefix="elsewhere") as elsewhere:
        command = cloud_event("coopt.offers.register-company.v1", {"name": name}, staff.source)
        properties = properties_of(command, reply_to=elsewhere.queue, correlation_id=new_id())
        staff.publish_raw("coopt.commands", "offers.register-company", json.dumps(command), properties,
                          wants_reply=False)
        events.expect("offers.company-registered", lambda e: e.data["name"] == name)
        await_rest(stack, events, ("offers",))
        elsewhere.catch_up()
        assert not elsewhere.collected


@pytest.mark.parametrize("command, id, data", [
    ("members.invite-member", "invitationId", lambda scene: {"email": stranger().email}),
    ("members.join", "memberId", lambda scene: scene.joining(stranger())),
    ("offers.register-company", "companyId", lambda scene: {"name": unique()}),
    ("offers.publish-offer", "offerId", lambda scene: publication(companyId=scene.company_id)),
    ("recommendations.recommend-candidate", "recommendationId",
     lambda scene: recommendation(memberId=scene.member.id, offerId=scene.publish_offer()[0])),
    ("rewards.register-charity", "charityId", lambda scene: {"name": unique()}),
])
def test_an_id_may_be_given_and_is_refused_where_it_is_another_things(staff, scene, command, id, data):
    given = {id: new_id()}
    assert staff.accept_once_known(command, data(scene) | given)[id] == given[id]
    again = data(scene) | given  # a new offer in it is known a moment later
    observed(lambda: staff.refuse(command, again)["code"] == "id-already-used", "the id is taken", 10)


def publication(**more):
    return {"companyId": new_id(), "title": "t", "description": "d", "sector": "J", "zone": "FR"} | more


def recommendation(**more):
    return {"offerId": new_id(), "memberId": new_id(), "candidate": stranger().as_candidate()} | more


def interview(**more):
    return {"recommendationId": new_id(), "outcome": "qualified", "candidateInformed": True} | more


def address(length):
    """An e-mail address of that many characters."""
    local, domain = "l" * 64, ".".join(["d" * 60] * 4)
    return f"{local}@{domain}"[:length - 4] + ".org"


@pytest.mark.parametrize("command, field, fits, breaks, refused_for", [
    ("offers.publish-offer", "title", publication(title="é" * 200), publication(title="é" * 201),
     "company-not-found"),
    ("offers.publish-offer", "description", publication(description="é" * 10_000),
     publication(description="é" * 10_001), "company-not-found"),
    ("recommendations.recommend-candidate", "message", recommendation(message="é" * 10_000),
     recommendation(message="é" * 10_001), ("member-not-active", "offer-not-open")),
    ("qualification.record-interview", "summary", interview(summary="é" * 10_000), interview(summary="é" * 10_001),
     "interview-not-found"),
    ("members.update-profile", "sectors", {"memberId": new_id(), "sectors": ["J"] * 100},
     {"memberId": new_id(), "sectors": ["J"] * 101}, "member-not-active"),
    ("members.update-profile", "zones", {"memberId": new_id(), "zones": ["FR"] * 100},
     {"memberId": new_id(), "zones": ["FR"] * 101}, "member-not-active"),
    ("members.update-profile", "zones", {"memberId": new_id(), "zones": ["FR"]}, {"memberId": new_id(), "zones": []},
     "member-not-active"),
    ("members.update-profile", "email", {"memberId": new_id(), "email": address(254)},
     {"memberId": new_id(), "email": address(255)}, "member-not-active"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_fits_the_limits_is_looked_at_and_what_does_not_is_invalid(staff, command, field, fits, breaks,
                                                                        refused_for):
    assert staff.refuse(command, fits)["code"] in refused_for
    problem = staff.refuse(command, breaks)
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


NOBODY, NOTHING = {"memberId": new_id()}, {"recommendationId": new_id()}


@pytest.mark.parametrize("command, data, code", [
    ("members.invite-member", {"email": stranger().email, "sponsorId": new_id()}, "sponsor-not-active"),
    ("members.sign-charter", NOBODY | {"charterVersion": "2012-02"}, "member-not-active"),
    ("members.record-visit", NOBODY, "member-not-active"),
    ("members.leave", NOBODY, "member-not-active"),
    ("offers.publish-offer", publication(), "company-not-found"),
    ("offers.close-offer", {"offerId": new_id(), "reason": "filled"}, "offer-not-found"),
    ("offers.list-published-offers", NOBODY, "member-not-active"),
    ("offers.explain-targeting", NOBODY | {"offerId": new_id()}, "offer-not-found"),
    ("recommendations.get-recommendation", NOTHING, "recommendation-not-found"),
    ("qualification.record-interview", interview(), "interview-not-found"),
    ("rewards.choose-option", {"rewardId": new_id(), "option": "self"}, "reward-not-found"),
    ("rewards.get-statement", NOBODY, "member-not-found"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_of_what_does_not_exist_the_ordinary_code_comes(staff, command, data, code):
    problem = staff.refuse(command, data)
    assert (problem["code"], problem["type"]) == (code, f"urn:coopt:problem:{code}")


# Members


def test_m3_a_new_charter_is_in_force_at_once_and_is_signed_before_the_next_recommendation(stack, staff, scene, events):
    version, old = f"2026-{unique()}", staff.accept("members.get-charter", {})
    staff.accept("members.publish-charter", {"charterVersion": version})
    in_force = staff.accept("members.get-charter", {})
    assert in_force["charterVersion"] == version and in_force["inForceSince"] > old["inForceSince"]
    published = events.expect("members.charter-published")
    assert published.data["charterVersion"] == version
    offer_id = scene.publish_offer()[0]
    await_rest(stack, events, ("recommendations",))
    again = recommendation(memberId=scene.member.id, offerId=offer_id)
    assert staff.refuse("recommendations.recommend-candidate", again)["code"] == "charter-outdated"
    outdated = {"memberId": scene.member.id, "charterVersion": old["charterVersion"]}
    assert staff.refuse("members.sign-charter", outdated)["code"] == "charter-outdated"
    assert staff.refuse("members.join", scene.joining(stranger()) | {"charterVersion": old["charterVersion"]})[
        "code"] == "charter-outdated"
    staff.accept("members.sign-charter", outdated | {"charterVersion": version})
    await_rest(stack, events, ("recommendations",))
    staff.accept("recommendations.recommend-candidate", again)


def test_m1_an_invitation_is_the_invitees_alone_and_stays_usable(staff, scene):
    invitee = stranger()
    joining = scene.joining(invitee)
    somebody = {"email": stranger().email}
    assert staff.refuse("members.join", joining | somebody)["code"] == "invitation-not-found"
    staff.accept("members.join", joining)
    assert staff.refuse("members.join", joining)["code"] in ("invitation-already-used", "already-member")


def test_m1_an_active_members_address_is_not_invited_and_does_not_join_again(staff, scene):
    twice = stranger()
    first, second = scene.joining(twice), scene.joining(twice)
    staff.accept("members.join", first)
    assert staff.refuse("members.join", second)["code"] == "already-member"
    assert staff.refuse("members.invite-member", {"email": twice.email.upper()})["code"] == "already-member"


def test_m1_an_invitation_ends_when_it_says(staff, scene):
    person, end = stranger(), later(hours=1)
    result = staff.accept("members.invite-member", {"email": person.email, "expiresAt": end})
    assert result["expiresAt"][:19] == end[:19]
    over = scene.joining(person, expiresAt=later(hours=-1))
    assert staff.refuse("members.join", over)["code"] == "invitation-expired"


def test_m5_who_left_may_be_invited_again_and_is_a_new_member(staff, scene):
    person = stranger()
    first = staff.accept("members.join", scene.joining(person))["memberId"]
    staff.accept("members.leave", {"memberId": first})
    second = staff.accept("members.join", scene.joining(person))["memberId"]
    assert second != first
    assert staff.refuse("members.record-visit", {"memberId": first})["code"] == "member-not-active"
    assert staff.accept("members.record-visit", {"memberId": second})["counted"]


def test_m6_a_visit_counts_on_its_day_in_paris_and_not_in_the_future(staff, scene):
    def counted(at):
        return staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]

    # In Paris, 2 March 2026 began at 23:00 UTC the evening before.
    assert [counted(at) for at in ("2026-03-01T22:59:59Z", "2026-03-01T23:00:00Z", "2026-03-02T22:59:59Z")] == [
        True, True, False]
    ahead = {"memberId": scene.member.id, "at": later(minutes=4)}
    assert "counted" in staff.accept("members.record-visit", ahead)
    problem = staff.refuse("members.record-visit", ahead | {"at": later(minutes=6)})
    assert (problem["code"], problem["errors"][0]["field"]) == ("invalid-message", "at")


# Offers


def test_o1_a_draft_is_no_offer_yet_and_is_published_by_its_id(stack, staff, scene, events):
    draft = publication(companyId=scene.company_id, offerId=new_id(), sector="B05", draft=True)
    assert "paidWith" not in staff.accept("offers.publish-offer", draft)
    await_rest(stack, events, ("recommendations",))
    early = recommendation(memberId=scene.member.id, offerId=draft["offerId"])
    assert staff.refuse("recommendations.recommend-candidate", early)["code"] == "offer-not-open"
    assert listed(staff, scene, sector="B05") == []
    assert staff.accept("offers.publish-offer", draft | {"draft": False})["paidWith"] == "contract"
    assert [offer["offerId"] for offer in listed(staff, scene, sector="B05")] == [draft["offerId"]]
    staff.accept("offers.close-offer", {"offerId": draft["offerId"], "reason": "cancelled"})


def listed(staff, scene, **filters):
    """What a member sees of the published offers."""
    return staff.accept_once_known("offers.list-published-offers", {"memberId": scene.member.id} | filters)["offers"]


def test_o1_an_offer_closes_by_itself_when_its_time_is_over(staff, scene, events):
    over = publication(companyId=scene.company_id, closesAt=later(seconds=-1))
    problem = staff.refuse("offers.publish-offer", over)
    assert (problem["code"], problem["errors"][0]["field"]) == ("invalid-message", "closesAt")
    offer_id = scene.publish_offer(closesAt=later(seconds=1))[0]
    closed = events.expect("offers.offer-closed", lambda e: e.data["offerId"] == offer_id)
    assert closed.data["reason"] == "expired"
    assert staff.refuse("offers.close-offer", {"offerId": offer_id, "reason": "filled"})["code"] == "offer-not-open"


def test_m7_offers_are_listed_newest_first_page_by_page_by_sector_and_zone(staff, scene):
    ids = [scene.publish_offer(sector=sector, zone=zone)[0] for sector, zone in (
        ("B06.10", "FR-59"), ("B06.20", "FR-62"), ("B06", "FR-HDF"), ("B06.10", "FR-2B"), ("B07", "FR-59"))]
    assert [offer["offerId"] for offer in listed(staff, scene, sector="B06", zone="FR-HDF")] == ids[2::-1]
    assert [offer["offerId"] for offer in listed(staff, scene, sector="B06", zone="FR-59")] == ids[:1]
    page = {"memberId": scene.member.id, "sector": "B06", "zone": "FR", "pageSize": 3}
    first = staff.accept("offers.list-published-offers", page)
    rest = staff.accept("offers.list-published-offers", page | {"pageToken": first["nextPageToken"]})
    assert [offer["offerId"] for offer in first["offers"] + rest["offers"]] == ids[3::-1]
    assert "nextPageToken" not in rest
    assert first["offers"][0].keys() >= {"offerId", "companyId", "title", "description", "sector", "zone",
                                         "publishedAt"}
    problem = staff.refuse("offers.list-published-offers", page | {"pageToken": "page 2"})
    assert (problem["code"], problem["errors"][0]["field"]) == ("invalid-message", "pageToken")


def test_o3_waves_without_members_are_skipped_and_count(staff, make_scene, events):
    scene = make_scene(sectors=["B09"], zones=["FR-2B"])
    offer_id = scene.publish_offer(sector="B09.10", zone="FR-2B")[0]
    wave = events.expect("offers.wave-dispatched", lambda e: e.data["offerId"] == offer_id)
    assert (wave.data["wave"], wave.data["level"], wave.data["memberIds"]) == (3, "beginner", [scene.member.id])


@pytest.fixture
def once_a_week(staff):
    """A budget of one solicitation a week, while the test runs."""
    version = staff.accept("offers.change-policy", {"solicitationsPerWeek": 1})["version"]
    policy = staff.accept("offers.get-policy", {})
    assert (policy["version"], policy["solicitationsPerWeek"]) == (version, 1)
    yield
    staff.accept("offers.change-policy", {"solicitationsPerWeek": None})


def test_o4_o5_who_has_no_budget_left_is_not_solicited_and_that_is_the_reason(staff, make_scene, events, once_a_week):
    scene = make_scene(sectors=["B05"], zones=["FR-2B"])
    first, second = (scene.publish_offer(sector="B05.10", zone="FR-2B")[0] for _ in range(2))
    wave = events.expect("offers.wave-dispatched", lambda e: scene.member.id in e.data["memberIds"], 45)
    other = second if wave.data["offerId"] == first else first
    said = staff.accept("offers.explain-targeting", {"offerId": other, "memberId": scene.member.id})
    assert (said["decision"], said["reasons"]) == ("not-solicited", ["budget-exhausted"])


# Recommendations


def test_a_recommendation_tells_its_state_and_how_it_came_to_it(staff, tracker, scene):
    question = {"recommendationId": scene.recommendation_id}
    known = staff.accept("recommendations.get-recommendation", question)
    assert known.items() >= {"offerId": scene.offer_id, "memberId": scene.member.id, "candidateId": scene.candidate.id,
                             "quote": scene.recommendation["quote"], "state": "attributed"}.items()
    scene.interview()
    scene.hire(tracker)
    scene.withdraw(tracker)
    states = ["attributed", "qualified", "transmitted", "hired", "hire-withdrawn"]

    def history():
        told = staff.accept("recommendations.get-recommendation", question)
        return told if len(told["history"]) >= len(states) else None

    told = observed(history, "all states are known")
    assert told["state"] == "hire-withdrawn" and all(step["at"] for step in told["history"])
    assert sorted(step["state"] for step in told["history"]) == sorted(states)
    unknown = {"recommendationId": new_id()}
    assert staff.refuse("recommendations.get-recommendation", unknown)["code"] == "recommendation-not-found"


def test_r4_of_two_known_candidates_in_one_submission_the_oldest_attribution_rules(staff, scene, notifications):
    other, both = scene.admit(), stranger()
    older, younger = stranger(), stranger()
    offers = [scene.publish_offer()[0] for _ in range(2)]
    scene.recommend(offers[0], older)
    scene.recommend(offers[0], younger, other)
    both.phone = younger.phone
    scene.recommend(offers[1], both, email=older.email)
    assert both.id == older.id
    told = notifications.expect("staff.candidate-identity-conflict", lambda m: older.id in m.details["candidateIds"])
    assert told.details["candidateIds"] == [older.id, younger.id]
    refusal = staff.refuse("recommendations.recommend-candidate", {
        "offerId": offers[1], "memberId": other.id, "candidate": younger.as_candidate(email=older.email)})
    assert refusal["code"] == "candidate-already-attributed"


ACME, OTHER = {"name": "Acmé S.A.S.", "siren": "732829320"}, {"name": "Acmé S.A.S.", "siren": "552100554"}


@pytest.mark.parametrize("member, candidate, own", [
    (ACME, ACME | {"name": "Tout autre nom"}, True),
    (ACME, OTHER, False),
    (ACME, {"name": "ACME"}, True),
    ({"name": "L'Étoile-du-Nord SARL"}, {"name": "l etoile du nord"}, True),
    ({"name": "Étoile du Nord"}, {"name": "Étoile du Sud"}, False),
    (ACME, None, False),
], ids=["the same SIREN", "another SIREN", "one SIREN only", "the same name spelt otherwise", "another name",
        "none"])
def test_r6_the_own_company_is_told_at_once_by_siren_else_by_name(make_scene, member, candidate, own):
    scene = make_scene(employer=member)
    employer = {"currentEmployer": candidate} if candidate else {}
    assert scene.recommend(scene.publish_offer()[0], stranger(), **employer)["conflictOfInterest"] is own


# Policies


@pytest.mark.parametrize("service, fields", [
    ("rewards", {"version", "points", "levels", "amounts", "sponsorshipCents", "matchingCents", "listingCredits"}),
    ("offers", {"version", "waveDelaySeconds"}),
    ("recommendations", {"version"}),
    ("members", {"version", "invitationValidityDays", "timeZone"}),
])
def test_every_service_with_a_policy_says_which_is_in_force(staff, service, fields):
    policy = staff.accept(f"{service}.get-policy", {})
    assert policy.keys() >= fields
    if service == "rewards":
        assert policy["points"].keys() == {"recommendationQualified", "candidateHired", "sponsoredMemberJoined",
                                           "dailyVisit"}
        assert policy["levels"].keys() == policy["amounts"].keys() == {"beginner", "confirmed", "expert"}


def test_r7_a_new_policy_is_told_whole_and_quoted_from_then_on(stack, staff, tracker, scene, events, books):
    before = staff.accept("rewards.get-policy", {})
    version = staff.accept("rewards.change-policy", {"amounts": {"beginner": 51_001}})["version"]
    told = events.expect("rewards.policy-changed", lambda e: e.data["version"] == version)
    assert told.data.keys() >= before.keys()
    assert told.data["amounts"] == before["amounts"] | {"beginner": 51_001} and told.data["points"] == before["points"]
    await_rest(stack, events, ("recommendations",))
    quote = scene.recommend(scene.publish_offer()[0], stranger())["quote"]
    assert (quote["amountCents"], quote["policyVersion"]) == (51_001, version)
    staff.accept("rewards.change-policy", {"amounts": before["amounts"]})
    # What was quoted before is honoured as it was.
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", lambda e: e.data["memberId"] == scene.member.id)
    assert granted.data["amountCents"] == scene.recommendation["quote"]["amountCents"] == before["amounts"]["beginner"]
    assert {entry.policy_version for entry in books.of_members([scene.member.id]) if entry.unit == "eur-cents"} == {
        scene.recommendation["quote"]["policyVersion"]}
