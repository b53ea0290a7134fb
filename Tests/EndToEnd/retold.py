"""Stories of hires that can be told again to other people in another order: what H1 is tested with.

A script knows roles and moments only; a cast plays it with people of its own. Whoever tells a script sends what is in
it in any order, any number of times, under new message ids.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from crowd import admit, in_flight
from outside.envelope import instant, new_id
from outside.people import stranger, unique

# Moments of a script, in their order: two days before the recommendation, which is another day in every time zone; five right after it, before anybody leaves;
# five an hour later.
BEFORE, EARLY, LATE = -1, range(5), range(5, 10)
LAST = LATE[-1] + 1
SYSTEMS = ("ats.example.com", "hris.example.net")
RECOMMENDATIONS = {"a": ("first", 0), "b": ("first", 1), "c": ("second", 0)}  # by whom, for which offer
OPTIONS = ("self", "donate", "split", "listing-credits")


@dataclass(frozen=True)
class Report:
    """A system reports that a recommended candidate is hired, or that this is withdrawn."""

    key: str
    recommendation: str
    system: str
    moment: int


@dataclass
class Script:
    """What happens in a story. Which report comes first decides nothing: all of one hire name the same candidate."""

    number: int
    options: dict
    reports: list = field(default_factory=list)
    leaves: str | None = None
    withdrawn_after_payment: str | None = None

    @classmethod
    def seeded(cls, number):
        random = Random(number)
        script = cls(number, {member: random.choice(OPTIONS) for member in ("first", "second")})
        for recommendation in random.sample(sorted(RECOMMENDATIONS), random.choice((2, 3))):
            for system in SYSTEMS[:random.choice((1, 1, 2))]:
                script.reports += hire(random, recommendation, system)
        script.leaves = random.choice((None, "sponsor", "first"))
        script.withdrawn_after_payment = random.choice((None, *RECOMMENDATIONS))
        return script

    @property
    def in_order(self):
        """The reports as they would come if nothing went wrong on the way, the leaving in its place."""
        reports = sorted(self.reports, key=lambda report: report.moment)
        leaving = [self.leaves] if self.leaves else []
        return ([report for report in reports if report.moment < LATE[0]] + leaving
                + [report for report in reports if report.moment >= LATE[0]])

    def hired_at(self, recommendation):
        """The moments of the hires in force of a recommendation, by the contract's reading."""
        moments = []
        for system in SYSTEMS:
            said = {key: [report.moment for report in self.reports
                          if (report.key, report.recommendation, report.system) == (key, recommendation, system)]
                    for key in ("hire.reported", "hire.withdrawn")}
            hired, withdrawn = (max(each, default=BEFORE - 1) for each in said.values())
            if hired > withdrawn and hired > BEFORE:
                moments.append(hired)
        return moments


def hire(random, recommendation, system):
    """Reports, re-reports and withdrawals of one hire."""
    moments = [*EARLY, *LATE]
    reported = random.choices(moments, k=random.randint(1, 3)) + [BEFORE] * (random.random() < 0.2)
    withdrawn = random.choices(moments, k=random.randint(0, 2))
    return ([Report("hire.reported", recommendation, system, moment) for moment in reported]
            + [Report("hire.withdrawn", recommendation, system, moment) for moment in withdrawn])


class Cast:
    """Those who play a script: a sponsor with two members, their candidates, a charity and a company."""

    def __init__(self, script):
        self.script = script
        self.sponsor, self.first, self.second = (stranger() for _ in range(3))
        self.candidates = {name: stranger() for name in RECOMMENDATIONS}
        self.applications = {(name, system): new_id() for name in RECOMMENDATIONS for system in SYSTEMS}
        self.references = [f"REF-{unique()}" for _ in range(2)]

    @property
    def roles(self):
        """Whose account is whose, as `member:<id>` and the like begin."""
        members = {f"member:{getattr(self, role).id}": role for role in ("sponsor", "first", "second")}
        return members | {f"charity:{self.charity_id}": "charity", f"company:{self.company_id}": "company"}

    def wish(self, role):
        """The default option of a member."""
        return {"rewardOption": {"option": self.script.options.get(role, "self"), "charityId": self.charity_id,
                                 "companyId": self.company_id}}

    def data(self, report, random):
        """A report's data. How it names offer and candidate is up to who reports."""
        pair = {"sourceSystem": report.system, "applicationId": self.applications[report.recommendation, report.system]}
        # What is in the future speaks as of its envelope unless it says otherwise; what is past speaks as of its own date.
        says_when = report.moment >= LATE[0] or random.choice((True, False))
        pair |= {"asOf": self.instant(report.moment)} if says_when else {}
        if report.key == "hire.withdrawn":
            return pair | {"withdrawnAt": self.instant(report.moment)}
        candidate, offer = self.candidates[report.recommendation], RECOMMENDATIONS[report.recommendation][1]
        known = random.choice(({"email": candidate.email}, {"phone": candidate.phone}, {"candidateId": candidate.id}))
        place = random.choice(({"offerId": self.offers[offer]}, {"offerReference": self.references[offer]}))
        return pair | place | {"candidate": known, "hiredAt": self.instant(report.moment)}

    def instant(self, moment):
        if moment == BEFORE:
            return instant(self.opening - timedelta(days=2))
        late = timedelta(hours=1) if moment >= LATE[0] else timedelta()
        return instant(self.opening + late + timedelta(milliseconds=moment))


def assemble(staff, casts):
    """Brings all casts on stage at once: everybody joins, every candidate is recommended."""
    charities = in_flight(staff, "rewards.register-charity", [{"name": f"Association {unique()}"} for _ in casts])
    companies = in_flight(staff, "offers.register-company", [{"name": f"Société {unique()}"} for _ in casts])
    for cast, charity, company in zip(casts, charities, companies):
        cast.charity_id, cast.company_id = charity["charityId"], company["companyId"]
    admit(staff, [cast.sponsor for cast in casts])
    for role in ("first", "second"):
        by_person = {getattr(cast, role): cast for cast in casts}
        admit(staff, list(by_person), lambda person: by_person[person].sponsor,
              lambda person: by_person[person].wish(role))
    publish(staff, casts)
    recommend(staff, casts)


def publish(staff, casts):
    """Offers that nobody is solicited for."""
    offers = in_flight(staff, "offers.publish-offer", [
        {"companyId": cast.company_id, "title": "Forgeron", "description": "Une forge.", "sector": "C25.50",
         "zone": "FR-2A", "externalReference": reference} for cast in casts for reference in cast.references])
    for index, cast in enumerate(casts):
        cast.offers = [offer["offerId"] for offer in offers[2 * index:2 * index + 2]]


def recommend(staff, casts):
    plays = [(cast, name, *RECOMMENDATIONS[name]) for cast in casts for name in RECOMMENDATIONS]
    results = staff.accept_all_once_known([
        ("recommendations.recommend-candidate",
         {"memberId": getattr(cast, member).id, "offerId": cast.offers[offer],
          "candidate": cast.candidates[name].as_candidate()}) for cast, name, member, offer in plays])
    for (cast, name, *_), result in zip(plays, results):
        cast.candidates[name].id = result["candidateId"]
