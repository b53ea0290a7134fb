"""O2 to O5 in a community of a hundred thousand: who is solicited, in which order, and what the platform says of it.

The members are loaded into the offers service's own table by SQL: they exist for that service alone, work where nobody
else on this stack does, and are gone again at the end.
"""

from random import Random

import pytest

from crowd import admit, in_flight
from explained import ExplainedService
from outside.client import StaffTool
from outside.people import stranger, unique
from outside.topic import Topic
from quiet import query

MEMBERS = 100_000
SECTOR, COVERING_SECTORS = "B08.11", ["B", "B08", "B08.1", "B08.11"]
ZONE, COVERING_ZONES = "FR-59", ["FR", "FR-HDF", "FR-59"]
SECTORS = COVERING_SECTORS + ["B08.12", "B08.9", "B05", "B06", "B07", "B09", "A", "A01", "A01.1", "A02", "D", "D35",
                              "E", "E36", "E37", "T97"]
ZONES = COVERING_ZONES + ["FR-62", "FR-75", "FR-92", "FR-IDF", "FR-BRE", "FR-PAC", "FR-OCC", "FR-ARA", "FR-GES", "BE",
                          "BE-BRU", "DE", "DE-BE", "LU", "CH", "CH-GE", "IT"]
LEVELS = ["expert", "confirmed", "beginner"]
MEMBERS_OF_AN_EVENT = 500

OURS = "between '0b081100-0000-4000-8000-000000000000' and '0b081100-0000-4000-8000-ffffffffffff'"
LOAD = """
insert into offers.members (
  member_id, sectors, zones, profile_revision, joined_at, left_at, points, points_revision, level, level_revision
)
select
  ('0b081100-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  (%(sectors)s::text[])[n %% 20 + 1:n %% 20 + 1 + (n %% 9 = 0)::int],
  (%(zones)s::text[])[n / 20 %% 20 + 1:n / 20 %% 20 + 1 + (n %% 11 = 0)::int],
  1, now() - make_interval(secs => n), case when n %% 50 = 1 then now() end, score.points, 1,
  case when score.points >= 500 then 'expert' when score.points >= 150 then 'confirmed' else 'beginner' end, 1
from generate_series(1, %(members)s) as n
cross join lateral (values (n * 7919::bigint %% 997)) as draw (number)
-- One in ten is an expert, one in five confirmed; few values, so that many are equal.
cross join lateral (
  values (case when draw.number < 100 then 500 + draw.number %% 7 when draw.number < 300 then 150 + draw.number %% 5
    else draw.number %% 3 end)
) as score (points)
"""
CLEAN = [f"delete from offers.solicitations where member_id {OURS}",
         f"delete from offers.members where member_id {OURS}",
         f"delete from notifications.pending_notifications where awaited_id {OURS}", "vacuum analyze offers.members"]

COVERS = "m.sectors && %(sectors)s and m.zones && %(zones)s"
# Everybody who was solicited and should not have been, or the other way round.
DIFFERENCE = f"""
select coalesce(m.member_id, solicited.member_id)::text, solicited.member_id is null as forgotten
from (select m.member_id from offers.members m where m.is_active and {COVERS} and m.level = any(%(levels)s)) as m
full join (select unnest(%(solicited)s::uuid[]) as member_id) as solicited using (member_id)
where m.member_id is null or solicited.member_id is null
"""


def ask(stack, sql, **parameters):
    return query(stack, sql, {"sectors": COVERING_SECTORS, "zones": COVERING_ZONES} | parameters)


class Campaign:
    """Two offers for the same members: one that closes after its first wave, and one whose waves all go out."""

    def __init__(self, stack, staff, events):
        self.stack, self.staff, self.events = stack, staff, events
        self.company_id = staff.accept("offers.register-company", {"name": f"Carrières {unique()}"})["companyId"]
        self.late = []

    def run(self):
        self.closed = self.publish()
        self.await_level(self.closed, "expert")
        self.staff.accept("offers.close-offer", {"offerId": self.closed, "reason": "cancelled"})
        self.open = self.publish()
        self.await_level(self.open, "expert")
        self.planned = {member: self.explain(self.open, member) for member in self.some(f"{COVERS} and m.is_active", 6)}
        self.join()
        self.await_level(self.open, "beginner")
        self.join()
        self.events.gather(lambda event: self.late[-1] in event.data.get("memberIds", ()), 1)

    def publish(self):
        offer = {"companyId": self.company_id, "title": "Carrier", "description": "Du granit.", "sector": SECTOR,
                 "zone": ZONE}
        return self.staff.accept("offers.publish-offer", offer)["offerId"]

    def join(self):
        """Somebody comes late, whom the offer targets."""
        self.late.append(admit(self.staff, [stranger()], profile=lambda _: {
            "sectors": ["B08"], "zones": ["FR-HDF"]})[0].id)

    def await_level(self, offer_id, level):
        """Waits until everybody of a level has been solicited for an offer."""
        ((count,),) = ask(self.stack, f"select count(*) from offers.members m where m.is_active and {COVERS}"
                                      " and m.level = %(level)s", level=level)
        heard = set()

        def is_last(event):
            if event.data.get("offerId") == offer_id and event.data.get("level") == level:
                heard.update(event.data["memberIds"])
            return len(heard) >= count

        self.events.gather(is_last, 1, 30)

    def waves(self, offer_id):
        return [event.data for event in self.events.collected
                if event.routing_key == "offers.wave-dispatched" and event.data["offerId"] == offer_id]

    def solicited(self, offer_id):
        return [member for wave in self.waves(offer_id) for member in wave["memberIds"]]

    def explain(self, offer_id, member_id):
        return self.staff.accept("offers.explain-targeting", {"offerId": offer_id, "memberId": member_id})

    def some(self, condition, count):
        """A few of our members at random, of whom a condition holds."""
        ids = [id for id, in ask(self.stack, "select m.member_id::text from offers.members m"
                                             f" where m.member_id {OURS} and {condition} order by 1")]
        return Random(7).sample(ids, count)

    def end(self):
        self.staff.accept("offers.close-offer", {"offerId": self.open, "reason": "filled"})
        in_flight(self.staff, "members.leave", [{"memberId": member_id} for member_id in self.late])


@pytest.fixture(scope="module")
def campaign(stack):
    for statement in CLEAN:  # what a run that was interrupted left
        query(stack, statement)
    ask(stack, LOAD, **{"sectors": SECTORS, "zones": ZONES, "members": MEMBERS})
    query(stack, "vacuum analyze offers.members")
    with StaffTool(stack) as staff, Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events", ["offers.#"]) as events:
        with ExplainedService(stack, "offers") as service:
            campaign = Campaign(stack, staff, events)
            campaign.run()
            campaign.plans = service.plans("insert into offers.solicitations")
            yield campaign
            campaign.end()
    for statement in CLEAN:
        query(stack, statement)


def test_o2_all_whom_the_offer_targets_are_solicited_and_nobody_else(campaign):
    solicited = campaign.solicited(campaign.open)
    assert not ask(campaign.stack, DIFFERENCE, levels=LEVELS, solicited=solicited)
    assert len(solicited) > 5 * MEMBERS_OF_AN_EVENT


def test_o4_nobody_is_solicited_twice_and_who_comes_late_once(campaign):
    solicited = campaign.solicited(campaign.open)
    assert len(solicited) == len(set(solicited))
    assert [solicited.count(member) for member in campaign.late] == [1, 1]


def test_o3_experts_come_before_confirmed_members_before_beginners(campaign):
    waves = [wave for wave in campaign.waves(campaign.open) if campaign.late[-1] not in wave["memberIds"]]
    order = [(wave["wave"], LEVELS.index(wave["level"])) for wave in waves]
    assert order == sorted(order) and {level for _, level in order} == {0, 1, 2}
    assert len({wave for wave, _ in order}) == 3
    assert max(len(wave["memberIds"]) for wave in waves) == MEMBERS_OF_AN_EVENT


def test_o3_within_a_level_the_most_points_come_first_then_the_earlier_joining(campaign):
    standing = {member: (-points, joined_at) for member, points, joined_at in ask(
        campaign.stack, f"select m.member_id::text, m.points, m.joined_at from offers.members m where {COVERS}")}
    for level in LEVELS:
        members = [member for wave in campaign.waves(campaign.open) if wave["level"] == level
                   for member in wave["memberIds"] if member not in campaign.late]
        assert members == sorted(members, key=standing.get), level


def test_o3_waves_stop_when_the_offer_closes(campaign):
    """The other offer went through all its waves afterwards: what this one had to come would have come."""
    levels = {wave["level"] for wave in campaign.waves(campaign.closed)}
    assert "expert" in levels and "beginner" not in levels
    assert not ask(campaign.stack, DIFFERENCE, levels=list(levels), solicited=campaign.solicited(campaign.closed))


@pytest.mark.parametrize("condition, decision, reasons", [
    (f"{COVERS} and m.is_active", "solicited", ["covered"]),
    ("m.sectors && %(sectors)s and not m.zones && %(zones)s and m.is_active", "not-targeted", ["zone-not-covered"]),
    ("not m.sectors && %(sectors)s and m.zones && %(zones)s and m.is_active", "not-targeted", ["sector-not-covered"]),
    ("not m.sectors && %(sectors)s and not m.zones && %(zones)s and m.is_active", "not-targeted",
     ["sector-not-covered", "zone-not-covered"]),
    (f"{COVERS} and not m.is_active", "not-solicited", ["member-not-active"]),
    ("not m.sectors && %(sectors)s and not m.is_active", "not-solicited", ["member-not-active"]),
], ids=["covered", "elsewhere", "of another trade", "neither", "left", "left, of another trade"])
def test_o5_what_the_platform_says_of_a_member_is_what_happened(campaign, condition, decision, reasons):
    for member in campaign.some(condition, 5):
        said = campaign.explain(campaign.open, member)
        assert (said["decision"], sorted(said["reasons"])) == (decision, reasons)
        waves = [wave["wave"] for wave in campaign.waves(campaign.open) if member in wave["memberIds"]]
        assert waves == ([said["wave"]] if decision == "solicited" else [])
        assert ("at" in said) == (decision == "solicited")


def test_o5_what_was_planned_has_come(campaign):
    for member, said in campaign.planned.items():
        assert said["decision"] in ("planned", "solicited") and said["at"]
        (wave,) = [wave for wave in campaign.waves(campaign.open) if member in wave["memberIds"]]
        assert said["wave"] == wave["wave"]
    assert "planned" in {said["decision"] for said in campaign.planned.values()}


def test_o5_of_an_offer_that_closed_it_says_so(campaign):
    for member in campaign.some(f"{COVERS} and m.is_active and m.level = 'beginner'", 5):
        said = campaign.explain(campaign.closed, member)
        assert (said["decision"], said["reasons"]) == ("not-solicited", ["offer-not-open"])


def test_the_plans_of_the_waves_can_be_read(campaign):
    """pytest -s shows them."""
    assert len(campaign.plans) >= 4
    for plan in campaign.plans:
        print(plan, "\n")
