"""A company whose ATS sends webhooks: Greenhouse says whom it hires, and knows nothing of this platform."""

from .hooks import Door, Greenhouse
from .people import Person

SOURCE = "greenhouse"


class Hooked:
    """Two posts of the company, a job at Greenhouse each, and whom Oliver recommends for them."""

    SECTOR, ZONE = "C26.11", "FR-38"

    def __init__(self, story, stack):
        self.story, self.staff = story, story.staff
        self.door, self.vendor = Door(stack), Greenhouse()
        self.candidates = [Person("Inès", "Roche"), Person("Paul", "Veber")]
        self.applications = [self.vendor.application(candidate.email) for candidate in self.candidates]
        self.offers, self.recommendations = [], []

    @property
    def ids(self):
        return [*self.offers, *self.recommendations, *(str(each.id) for each in self.applications)]

    def recommend(self, title):
        """The company publishes its next post, and Oliver recommends the next person for it."""
        candidate = self.candidates[len(self.offers)]
        offer = {"companyId": self.story.company_id, "title": title, "sector": self.SECTOR, "zone": self.ZONE,
                 "description": "À Grenoble."}
        self.offers.append(self.staff.accept("offers.publish-offer", offer)["offerId"])
        result = self.staff.accept_once_known("recommendations.recommend-candidate", {
            "offerId": self.offers[-1], "memberId": self.story.oliver.id, "candidate": candidate.as_candidate()})
        candidate.id = result["candidateId"]
        self.recommendations.append(result["recommendationId"])
        return result

    def map_job(self, place):
        """Says which offer a job of Greenhouse is."""
        return self.staff.accept("webhooks.map-job", {
            "source": SOURCE, "job": str(self.applications[place].job), "offerId": self.offers[place]})

    def hire(self, place):
        """What Greenhouse posts when the application is hired."""
        (hook,) = self.vendor.hired(self.door.secret(SOURCE), self.applications[place])
        return hook

    def forged(self, place):
        """The same by somebody who does not know the secret."""
        (hook,) = self.vendor.hired("guessed", self.applications[place])
        return hook

    def deliveries(self, place):
        """What is kept of an application's webhooks."""
        return self.staff.accept("webhooks.list-deliveries", {
            "source": SOURCE, "applicationId": str(self.applications[place].id)})["deliveries"]

    def end(self):
        for place, offer_id in enumerate(self.offers):
            self.staff.accept("webhooks.unmap-job", {"source": SOURCE, "job": str(self.applications[place].job)})
            self.story.close_offer(offer_id)
