"""What comes after a hire: an employer that nobody had named, a bonus in two parts, a payment that fails, a question."""

from .client import ACCEPTED, Client, Refused
from .envelope import cloud_event, instant, new_id
from .people import Person, unique

FINANCE = "https://finance.example.com/payouts"


class Finance(Client):
    """The system that pays: it hears instructions elsewhere, and says what became of them."""

    def __init__(self, stack):
        super().__init__(stack["COOPT_FINANCE_AMQP_URL"], FINANCE, f"finance.{new_id()}")

    def confirm(self, payout_id):
        return self.say("payout.confirmed", {"payoutId": payout_id, "paidAt": instant(), "reference": f"VIR {unique()}"})

    def fail(self, payout_id, reason):
        return self.say("payout.failed", {"payoutId": payout_id, "failedAt": instant(), "reason": reason})

    def say(self, key, data):
        event = cloud_event(f"coopt.integration.{key.replace('.', '-')}.v1", data, FINANCE)
        reply = self.reply(self.publish("coopt.integration", key, event))
        if reply.type != ACCEPTED:
            raise Refused(key, reply)
        return reply


class Aftermath:
    """Salomé recommends a colleague without saying so, and Oliver somebody whose bonus is paid in two parts."""

    SECTOR, ZONE = "M71.12", "FR-44"
    EMPLOYER = {"name": "Arcadie SA"}
    PARTS = [{"percent": 50, "from": "hire", "days": 0}, {"percent": 50, "from": "hire", "days": 90}]
    WHOLE = [{"percent": 100, "from": "hire", "days": 0}]

    def __init__(self, story):
        self.story = story
        self.staff, self.tracker = story.staff, story.tracker
        self.salome = Person("Salomé", "Garnier")
        self.candidates = [Person("Bruno", "Castel"), Person("Tess", "Morin")]
        self.charity_name = "La Maison des Possibles"
        self.charity_id = None
        self.offers, self.recommendations, self.hires = [], [], []

    @property
    def ids(self):
        return [self.charity_id, *self.offers, *self.recommendations, *self.hires]

    def admit_salome(self):
        return self.story.admit(self.salome, ["Q86"], ["FR-BRE"], locale="fr", employer=self.EMPLOYER,
                                rewardOption={"option": "self"})

    def designate_charity(self):
        charity = {"name": self.charity_name, "designated": True, "contactEmail": f"dons.{unique()}@example.org"}
        self.charity_id = self.staff.accept("rewards.register-charity", charity)["charityId"]

    def recommend(self, member, candidate, title):
        offer = {"companyId": self.story.company_id, "title": title, "sector": self.SECTOR, "zone": self.ZONE,
                 "description": "À Nantes."}
        self.offers.append(self.staff.accept("offers.publish-offer", offer)["offerId"])
        result = self.staff.accept_once_known("recommendations.recommend-candidate", {
            "offerId": self.offers[-1], "memberId": member.id, "candidate": candidate.as_candidate()})
        candidate.id = result["candidateId"]
        self.recommendations.append(result["recommendationId"])
        return result

    def hire(self, candidate):
        report = {"offerId": self.offers[-1], "candidate": {"email": candidate.email}, "hiredAt": instant()}
        reply = self.tracker.reply(self.tracker.hire(report)).data
        self.hires.append(reply["hireId"])
        return reply

    def interview(self):
        """The candidate, when called, says where they work (R6)."""
        return self.staff.accept_once_known("qualification.record-interview", {
            "recommendationId": self.recommendations[-1], "outcome": "qualified", "candidateInformed": True,
            "summary": "Projets de génie civil.", "currentEmployer": {"name": "Arcadie"}})

    def pay_in_parts(self, parts):
        return self.staff.accept("rewards.change-policy", {"instalments": parts})

    def retry(self, payout_id):
        return self.staff.accept("rewards.retry-payout", {"payoutId": payout_id})["payoutId"]

    def rewards(self, member):
        """Where is my bonus? (A1)"""
        return self.staff.accept("rewards.list-rewards", {"memberId": member.id})["rewards"]

    def end(self):
        for offer_id in self.offers:
            self.story.close_offer(offer_id)
