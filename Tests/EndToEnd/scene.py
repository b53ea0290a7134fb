"""A small world of a test's own: a company, a member, an offer and a candidate recommended for it."""

from outside.people import stranger, unique


class Scene:
    """What a hire needs before it can be reported."""

    def __init__(self, staff):
        self.staff = staff
        self.word = unique()
        self.company_id = staff.accept("offers.register-company", {"name": f"Société {self.word}"})["companyId"]
        self.member = self.admit()
        self.offer_id, self.reference = self.publish_offer()
        self.candidate = stranger()
        self.recommendation = self.recommend(self.offer_id, self.candidate)

    def admit(self, sponsor=None, **profile):
        """A new member who works in information technology in France."""
        person = stranger()
        invitation = {"email": person.email} | ({"sponsorId": sponsor.id} if sponsor else {})
        code = self.staff.accept("members.invite-member", invitation)["invitationCode"]
        charter = self.staff.accept("members.get-charter", {})["charterVersion"]
        signed = {"invitationCode": code, "charterVersion": charter, "rewardOption": {"option": "self"}}
        person.id = self.staff.accept("members.join", person.profile(["J"], ["FR"]) | signed | profile)["memberId"]
        return person

    def publish_offer(self):
        """An offer that nobody is solicited for; its id and its external reference."""
        reference = f"REF-{unique()}"
        offer = {"companyId": self.company_id, "title": "Forgeron", "description": "Une forge.", "sector": "C25.50",
                 "zone": "FR-2A", "externalReference": reference}
        return self.staff.accept("offers.publish-offer", offer)["offerId"], reference

    def recommend(self, offer_id, candidate):
        recommendation = {"offerId": offer_id, "memberId": self.member.id, "candidate": candidate.as_candidate()}
        result = self.staff.accept_once_known("recommendations.recommend-candidate", recommendation)
        candidate.id = result["candidateId"]
        return result

    def end(self):
        """The member leaves, so that nobody solicits them for offers of others."""
        self.staff.accept("members.leave", {"memberId": self.member.id})
