"""A community large enough to be hired from five hundred times, made by commands in flight at once."""

from crowd import admit, in_flight
from outside.envelope import instant
from outside.people import stranger, unique

SPONSORS = 5


class Recommendation:
    """A candidate of their own, for one offer, by one member."""

    def __init__(self, member, offer_id, result, candidate):
        self.id = result["recommendationId"]
        self.quote = result["quote"]
        self.member = member
        self.offer_id = offer_id
        self.candidate = candidate

    @property
    def hire(self):
        return {"offerId": self.offer_id, "candidate": {"email": self.candidate.email}, "hiredAt": instant()}


class Community:
    """Members, of whom the first few sponsored the others, offers that target all of them, and recommendations.

    `meanwhile(command, count)` is called when the first answers to that many commands are in and the others are not.
    """

    def __init__(self, staff, topic, members=25, offers=20, meanwhile=lambda command, count: None):
        self.staff = staff
        self.topic = topic
        self.meanwhile = meanwhile
        self.sector, self.zone = "J62.01", "FR-59"
        self.sponsors = self._admit(SPONSORS, [None])
        self.sponsored = self._admit(members - SPONSORS, self.sponsors)
        self.members = self.sponsors + self.sponsored
        self.company_id = staff.accept("offers.register-company", {"name": f"Grande Maison {unique()}"})["companyId"]
        self.offers = self._publish(offers)
        self._await_solicitations()
        self.recommendations = self._recommend()

    def disband(self):
        """Closes the offers and leaves: those who come later on this stack have nothing to do with this community."""
        self._in_flight("offers.close-offer", [{"offerId": offer_id, "reason": "filled"} for offer_id in self.offers])
        self._in_flight("members.leave", [{"memberId": member.id} for member in self.members])

    def _admit(self, count, sponsors):
        people = [stranger() for _ in range(count)]
        for index, person in enumerate(people):
            person.sponsor = sponsors[index % len(sponsors)]
        return admit(self.staff, people, lambda person: person.sponsor, meanwhile=self.meanwhile)

    def _publish(self, count):
        offers = self._in_flight("offers.publish-offer", [
            {"companyId": self.company_id, "title": f"Poste {number}", "description": "Un poste parmi d'autres.",
             "sector": self.sector, "zone": self.zone} for number in range(count)])
        return [offer["offerId"] for offer in offers]

    def _await_solicitations(self):
        """Every member has been told of every offer: by then every service knows both."""
        wanted = {(member.id, offer_id) for member in self.members for offer_id in self.offers}
        self.topic.gather(
            lambda m: m.name == "offer-proposed" and (m.data["recipientId"], m.details["offerId"]) in wanted,
            len(wanted), within=90)

    def _recommend(self):
        pairs = [(member, offer_id) for member in self.members for offer_id in self.offers]
        candidates = [stranger() for _ in pairs]
        requests = [
            ("recommendations.recommend-candidate",
             {"memberId": member.id, "offerId": offer_id, "candidate": candidate.as_candidate()})
            for (member, offer_id), candidate in zip(pairs, candidates)]
        results = self.staff.accept_all_once_known(requests, within=90)
        return [Recommendation(*pair, result, candidate)
                for pair, result, candidate in zip(pairs, results, candidates)]

    def _in_flight(self, command, all_data):
        return in_flight(self.staff, command, all_data, self.meanwhile)
