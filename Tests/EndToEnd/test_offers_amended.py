"""Offers and companies amended, reopened and asked for (O7, O8, A1)."""

import random
from datetime import datetime

import pytest

from outside.client import ACCEPTED
from outside.envelope import later, new_id
from outside.people import stranger, unique
from quiet import query
from test_senders import asked


def siren():
    """A number of the French register that nobody here had before: eight digits and the one that makes the Luhn sum right."""
    digits = [random.randrange(1, 10)] + [random.randrange(10) for _ in range(7)]
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits)]
    return "".join(map(str, digits)) + str(-sum(doubled) % 10)


def moment(text):
    return datetime.fromisoformat(text)


def listed(staff, things, size=200, **filters):
    """Every page of a list."""
    found, token = [], {}
    while True:
        page = staff.accept(f"offers.list-{things}", {"pageSize": size} | filters | token)
        assert len(page[things]) <= size
        found += page[things]
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


def seen(staff, scene, offer_id):
    """What the member sees of an offer in the list of all published ones; None where it is not there."""
    page = staff.accept_once_known("offers.list-published-offers", {"memberId": scene.member.id, "pageSize": 50})
    return next((offer for offer in page["offers"] if offer["offerId"] == offer_id), None)


@pytest.fixture
def expired(scene, events):
    """An offer whose time is over, and the event that said so."""
    offer_id = scene.publish_offer(closesAt=later(seconds=1))[0]
    return offer_id, events.expect("offers.offer-closed", lambda e: e.data["offerId"] == offer_id)


# Offers amended


def test_o7_an_amended_offer_is_another_to_its_company_its_members_and_the_other_services(staff, scene, events):
    offer_id, reference = scene.publish_offer()
    end = later(days=3)
    staff.accept("offers.update-offer", {"offerId": offer_id, "title": "Fondeur", "closesAt": end, "sector": "A01"})
    staff.accept("offers.update-offer", {"offerId": offer_id, "description": "De cloches.", "externalReference": None})
    updates = events.gather(lambda e: e.routing_key == "offers.offer-updated" and e.data["offerId"] == offer_id, 2)
    first, second = sorted((event.data for event in updates), key=lambda data: data["revision"])
    assert [first["revision"], second["revision"]] == [2, 3]
    assert first["externalReference"] == reference and "externalReference" not in second
    assert {data["title"] for data in (first, second)} == {"Fondeur"} and moment(second["closesAt"]) == moment(end)
    offer = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert {"title": "Fondeur", "description": "De cloches.", "sector": "C25.50", "zone": "FR-2A", "state": "published",
            "companyName": f"Société {scene.word}", "waves": []}.items() <= offer.items()
    assert "externalReference" not in offer and moment(offer["closesAt"]) == moment(end)
    assert seen(staff, scene, offer_id)["title"] == "Fondeur"


def test_o7_an_amended_closing_time_closes_the_offer(staff, scene, events):
    offer_id = scene.publish_offer(closesAt=later(days=3))[0]
    end = later(seconds=1)
    staff.accept("offers.update-offer", {"offerId": offer_id, "closesAt": end})
    closed = events.expect("offers.offer-closed", lambda e: e.data["offerId"] == offer_id)
    assert (closed.data["reason"], closed.data["revision"]) == ("expired", 3)
    assert 0 <= (moment(closed.envelope["time"]) - moment(end)).total_seconds() <= 5


def test_o7_what_is_no_published_offer_is_not_amended(staff, scene, expired):
    draft = {"offerId": new_id(), "companyId": scene.company_id, "title": "Forgeron", "description": "Une forge.",
             "sector": "C25.50", "zone": "FR-2A", "draft": True}
    staff.accept("offers.publish-offer", draft)
    for offer_id, code in ((draft["offerId"], "offer-not-open"), (expired[0], "offer-not-open"),
                           (new_id(), "offer-not-found")):
        assert staff.refuse("offers.update-offer", {"offerId": offer_id, "title": "Fondeur"})["code"] == code
    assert staff.accept("offers.get-offer", {"offerId": draft["offerId"]})["title"] == "Forgeron"


@pytest.mark.parametrize("command", ["update-offer", "reopen-offer"])
def test_o7_an_offer_closes_in_the_future(staff, scene, command):
    problem = staff.refuse(f"offers.{command}", {"offerId": scene.offer_id, "closesAt": later(minutes=-1)})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["closesAt"])


def test_a2_who_amended_an_offer_is_in_the_trail(staff, scene):
    actor = f"offers {unique()}"
    staff.accept("offers.update-offer", {"offerId": scene.offer_id, "title": "Fondeur"}, actor=actor)
    staff.accept("offers.update-offer", {"offerId": scene.offer_id, "title": "Forgeron"}, actor=None)
    trail = staff.accept("offers.list-corrections", {"since": later(minutes=-5), "pageSize": 200})["corrections"]
    assert [(each["command"], each["subject"]) for each in trail if each["actor"] == actor] == [
        ("offers.update-offer", scene.offer_id)]


# Offers reopened


def test_o7_an_expired_offer_is_open_again_and_somebody_may_be_recommended_for_it(staff, scene, events, expired):
    offer_id, closed = expired
    assert (closed.data["reason"], closed.data["revision"]) == ("expired", 2)
    shown = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert (shown["state"], shown["reason"], bool(shown["closedAt"])) == ("closed", "expired", True)
    assert seen(staff, scene, offer_id) is None
    credits = staff.accept("offers.get-company", {"companyId": scene.company_id})["listingCredits"]
    staff.accept("offers.reopen-offer", {"offerId": offer_id, "closesAt": later(days=1)})
    reopened = events.expect("offers.offer-reopened", lambda e: e.data["offerId"] == offer_id)
    assert (reopened.data["revision"], reopened.data["companyId"]) == (3, scene.company_id)
    shown = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert shown["state"] == "published" and not {"closedAt", "reason"} & shown.keys()
    assert seen(staff, scene, offer_id)["offerId"] == offer_id
    assert staff.accept("offers.get-company", {"companyId": scene.company_id})["listingCredits"] == credits
    assert scene.recommend(offer_id, stranger())["recommendationId"]


def test_o7_o4_who_was_solicited_is_not_again_and_who_was_not_is(staff, make_scene, events):
    scene = make_scene(sectors=["B07.2"], zones=["FR-2A"])
    offer_id = scene.publish_offer(sector="B07.29", zone="FR-2A")[0]

    def of_offer(key):
        return lambda event: event.routing_key == key and event.data["offerId"] == offer_id

    events.gather(of_offer("offers.wave-dispatched"), 1)
    staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "expired"})
    late = scene.admit(sectors=["B07.2"], zones=["FR-2A"])
    staff.accept("offers.reopen-offer", {"offerId": offer_id})
    waves = [event.data for event in events.gather(of_offer("offers.wave-dispatched"), 2)]
    assert [wave["memberIds"] for wave in waves] == [[scene.member.id], [late.id]]
    assert waves[0]["wave"] < waves[1]["wave"]
    shown = staff.accept("offers.get-offer", {"offerId": offer_id})["waves"]
    assert [(wave["wave"], wave["level"], wave["members"]) for wave in shown] == [
        (wave["wave"], "beginner", 1) for wave in waves]
    assert all(wave.keys() == {"wave", "level", "members", "at"} for wave in shown)


def test_o7_o8_what_is_open_was_filled_or_cancelled_or_is_unknown_is_not_reopened(staff, scene):
    offers = {reason: scene.publish_offer()[0] for reason in ("filled", "cancelled")}
    for reason, offer_id in offers.items():
        staff.accept("offers.close-offer", {"offerId": offer_id, "reason": reason})
    for offer_id in (*offers.values(), scene.offer_id):
        assert staff.refuse("offers.reopen-offer", {"offerId": offer_id})["code"] == "offer-not-open"
    assert staff.refuse("offers.reopen-offer", {"offerId": new_id()})["code"] == "offer-not-found"


def test_o8_what_expired_is_filled_once_it_is_open_again(staff, expired, events):
    offer_id, _ = expired
    filled = {"offerId": offer_id, "reason": "filled"}
    assert staff.refuse("offers.close-offer", filled)["code"] == "offer-not-open"
    staff.accept("offers.reopen-offer", {"offerId": offer_id})
    staff.accept("offers.close-offer", filled)
    closed = events.expect("offers.offer-closed", lambda e: e.data["offerId"] == offer_id
                           and e.data["reason"] == "filled")
    assert closed.data["revision"] == 4
    assert staff.refuse("offers.reopen-offer", {"offerId": offer_id})["code"] == "offer-not-open"


# Companies amended


def test_o7_an_amended_company_is_known_by_its_new_name(staff, scene, events):
    number, address = siren(), f"rh.{unique()}@example.org"
    name = f"Fonderie {unique()}"
    staff.accept("offers.update-company", {
        "companyId": scene.company_id, "name": name, "siren": number, "contactEmail": address, "locale": "en"})
    told = events.expect("offers.company-updated", lambda e: e.data["companyId"] == scene.company_id)
    assert (told.data["name"], told.data["locale"], told.data["revision"]) == (name, "en", 2)
    assert address not in told.text
    assert staff.accept("offers.get-company", {"companyId": scene.company_id}) == {
        "companyId": scene.company_id, "name": name, "siren": number, "contactEmail": address, "locale": "en",
        "listingCredits": 0}
    assert staff.accept("offers.get-offer", {"offerId": scene.offer_id})["companyName"] == name
    staff.accept("offers.update-company", {"companyId": scene.company_id, "siren": None, "contactEmail": None})
    known = staff.accept("offers.get-company", {"companyId": scene.company_id})
    assert not {"siren", "contactEmail"} & known.keys() and known["name"] == name
    for command in ("get-company", "update-company"):
        assert staff.refuse(f"offers.{command}", {"companyId": new_id()})["code"] == "company-not-found"


def test_o7_one_siren_one_company(staff, scene):
    number = siren()
    first = staff.accept("offers.register-company", {"name": f"A {unique()}", "siren": number})["companyId"]
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    refused = staff.refuse("offers.register-company", {"name": f"B {unique()}", "siren": spaced})
    assert (refused["code"], refused["status"]) == ("siren-already-registered", 409)
    taking = {"companyId": scene.company_id, "siren": number}
    assert staff.refuse("offers.update-company", taking)["code"] == "siren-already-registered"
    staff.accept("offers.update-company", {"companyId": first, "siren": number, "name": f"C {unique()}"})
    staff.accept("offers.update-company", {"companyId": first, "siren": None})
    staff.accept("offers.update-company", taking)
    assert staff.accept("offers.get-company", {"companyId": scene.company_id})["siren"] == number


def test_o7_of_many_companies_registered_at_once_under_one_siren_there_is_one(staff):
    number = siren()
    sent = [staff.send("offers.register-company", {"name": f"Forges {unique()}", "siren": number}) for _ in range(20)]
    replies = staff.replies(sent, 30)
    assert sum(reply.type == ACCEPTED for reply in replies) == 1
    assert {reply.data["code"] for reply in replies if reply.type != ACCEPTED} == {"siren-already-registered"}


# Questions


def test_a1_offers_are_listed_by_company_state_sector_and_zone_page_by_page(staff, scene):
    draw = random.Random(20261129)
    sectors, zones = ["J62.01", "J62", "K64.19"], ["FR-59", "FR-75", "BE-BRU"]
    mine = {scene.offer_id: ("published", "C25.50", "FR-2A")}
    for number in range(9):
        sector, zone, offer_id = draw.choice(sectors), draw.choice(zones), new_id()
        state = ("draft", "published", "closed")[number % 3]
        scene.publish_offer(offerId=offer_id, sector=sector, zone=zone, draft=state == "draft")
        if state == "closed":
            staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "filled"})
        mine[offer_id] = (state, sector, zone)
    own = {"companyId": scene.company_id}
    whole = listed(staff, "offers", **own)
    assert [offer["offerId"] for offer in whole] == list(reversed(mine))
    assert {offer["offerId"]: (offer["state"], offer["sector"], offer["zone"]) for offer in whole} == mine
    assert all("waves" not in offer and offer["companyName"] for offer in whole)
    covers = {"FR": ("FR-2A", "FR-59", "FR-75"), "FR-HDF": ("FR-59",), "FR-IDF": ("FR-75",), "BE": ("BE-BRU",)}
    for _ in range(20):
        state = draw.choice([None, "draft", "published", "closed"])
        sector, zone = draw.choice([None, "J", "J62", "J62.01", "K"]), draw.choice([None, *covers])
        filters = {"state": state, "sector": sector, "zone": zone}
        expected = [id for id, (its, code, place) in reversed(mine.items()) if (not state or its == state)
                    and (not sector or code.startswith(sector)) and (not zone or place in covers[zone])]
        asked_for = {name: value for name, value in filters.items() if value}
        found = listed(staff, "offers", draw.randint(1, 5), **own, **asked_for)
        assert [offer["offerId"] for offer in found] == expected, filters


def test_a1_companies_are_listed_by_the_beginning_of_their_names(staff):
    word = unique()
    names = [f"Éts {word} Hélice", f"ets {word.upper()} NORD S.A.S.", f"Les Éts {word}"]
    ids = [staff.accept("offers.register-company", {"name": name})["companyId"] for name in names]
    for beginning, found in ((f"ets {word}", [1, 0]), (f"ÉTS {word} hel", [0]), (f"les ets {word}", [2]), (word, [])):
        companies = listed(staff, "companies", 1, name=beginning)
        assert [company["companyId"] for company in companies] == [ids[index] for index in found], beginning
    newest = staff.accept("offers.list-companies", {"pageSize": 200})["companies"]
    assert [company["companyId"] for company in newest if company["companyId"] in ids] == list(reversed(ids))


@pytest.mark.parametrize("things, filters, field", [
    ("offers", {"pageSize": 0}, "pageSize"), ("offers", {"pageSize": 201}, "pageSize"),
    ("offers", {"state": "filled"}, "state"), ("offers", {"sector": "J99"}, "sector"),
    ("offers", {"zone": "FR-999"}, "zone"), ("offers", {"pageToken": "A" * 32}, "pageToken"),
    ("companies", {"pageToken": "nonsense"}, "pageToken"), ("companies", {"pageSize": 201}, "pageSize")])
def test_a1_a_question_that_breaks_its_schema_is_answered_with_the_field(staff, things, filters, field):
    problem = staff.refuse(f"offers.list-{things}", filters)
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


def test_a1_questions_leave_nothing_behind(stack, staff, scene):
    questions = [("get-offer", {"offerId": scene.offer_id}), ("list-offers", {"pageSize": 1}),
                 ("get-company", {"companyId": scene.company_id}), ("list-companies", {"pageSize": 1})]
    ids = [new_id() for _ in questions]
    for id, (question, data) in zip(ids, questions):
        staff.accept(f"offers.{question}", data, id=id)
    assert query(stack, "select count(*) from offers.inbox where message_id = any(%s::uuid[])", [ids]) == [(0,)]


def test_o7_a_companys_space_amends_and_asks(stack, scene):
    offer_id = scene.publish_offer()[0]
    for command, data in (("update-offer", {"offerId": offer_id, "title": "Fondeur"}),
                          ("update-company", {"companyId": scene.company_id, "locale": "en"})):
        reply = asked(stack, "COMPANY", f"offers.{command}", data)
        assert reply.type == ACCEPTED, reply.raw
    assert asked(stack, "COMPANY", "offers.get-offer", {"offerId": offer_id}).data["title"] == "Fondeur"
    assert asked(stack, "COMPANY", "offers.get-company", {"companyId": scene.company_id}).data["locale"] == "en"
    found = asked(stack, "COMPANY", "offers.list-offers", {"companyId": scene.company_id, "state": "published"})
    assert offer_id in [offer["offerId"] for offer in found.data["offers"]]
