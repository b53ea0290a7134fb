"""A small world of a test's own: a company, a member, an offer and a candidate recommended for it."""

from crowd import admit
from outside.envelope import instant, new_id
from outside.people import stranger, unique


class Scene:
    """What a hire needs before it can be reported."""

    def __init__(self, staff, **profile):
        self.staff = staff
        self.word = unique()
        self.company_id = staff.accept("offers.register-company", {"name": f"Société {self.word}"})["companyId"]
        self.application = {"applicationId": new_id()}
        self.admitted, self.published = [], []
        self.member = self.admit(**profile)
        self.offer_id, self.reference = self.publish_offer()
        self.candidate = stranger()
        self.recommendation = self.recommend(self.offer_id, self.candidate)

    def admit(self, sponsor=None, **profile):
        """A new member who works in information technology in France."""
        self.admitted += admit(self.staff, [stranger()], lambda _: sponsor, lambda _: profile)
        return self.admitted[-1]

    def joining(self, person, **invitation):
        """What somebody sends who was invited and wants to join; no offer here is for them."""
        invited = self.staff.accept("members.invite-member", {"email": person.email} | invitation)
        charter = self.staff.accept("members.get-charter", {})["charterVersion"]
        return person.profile(["T97"], ["BE"], invitationCode=invited["invitationCode"], charterVersion=charter)

    def publish_offer(self, **more):
        """An offer that nobody is solicited for, unless `more` says otherwise; its id and its external reference."""
        reference = f"REF-{unique()}"
        offer = {"companyId": self.company_id, "title": "Forgeron", "description": "Une forge.", "sector": "C25.50",
                 "zone": "FR-2A", "externalReference": reference}
        self.published.append(self.staff.accept("offers.publish-offer", offer | more)["offerId"])
        return self.published[-1], reference

    def recommend(self, offer_id, candidate, member=None, **details):
        recommendation = {"offerId": offer_id, "memberId": (member or self.member).id,
                          "candidate": candidate.as_candidate(**details)}
        result = self.staff.accept_once_known("recommendations.recommend-candidate", recommendation)
        candidate.id = result["candidateId"]
        return result

    @property
    def recommendation_id(self):
        return self.recommendation["recommendationId"]

    def interview(self, **more):
        """The candidate is called, and is qualified unless `more` says otherwise."""
        record = {"recommendationId": self.recommendation_id, "outcome": "qualified", "candidateInformed": True}
        return self.staff.accept_once_known("qualification.record-interview", record | more)

    def hire(self, tracker, **more):
        """The candidate is reported as hired; the reply."""
        hire = {"offerId": self.offer_id, "candidate": {"email": self.candidate.email}, "hiredAt": instant()}
        return tracker.reply(tracker.hire(self.application | hire | more))

    def withdraw(self, tracker, **more):
        """The hire is withdrawn; the reply."""
        withdrawal = self.application | {"sourceSystem": tracker.system, "withdrawnAt": instant()}
        return tracker.reply(tracker.report("hire.withdrawn", withdrawal | more))

    def end(self):
        """Everybody leaves and every offer closes: those who come later have nothing to do with them."""
        left = [self.staff.send("members.leave", {"memberId": member.id}) for member in self.admitted]
        closed = [self.staff.send("offers.close-offer", {"offerId": offer_id, "reason": "cancelled"})
                  for offer_id in self.published]
        self.staff.replies(left + closed)  # some did so before, and are refused
