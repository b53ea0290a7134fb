"""What comes after the first hire: a level that counts, three bonuses that become three other things, and a withdrawal."""

from .envelope import instant, new_id
from .people import Person, unique


class Sequel:
    """Maëlle, who chose no option when she joined, recommends three people for three posts, and all are hired."""

    SECTOR, ZONE = "Q86.10", "FR-29"
    POSTS = ("Infirmière ou infirmier de nuit", "Cadre de santé", "Pharmacienne ou pharmacien")

    def __init__(self, story):
        self.story = story
        self.staff, self.tracker = story.staff, story.tracker
        self.charity_name = "Les Petits Pas"
        self.candidates = [Person("Noé", "Kerouac"), Person("Inès", "Marchand"), Person("Yann", "Prigent")]
        self.offers, self.hires, self.applications = [], [], []
        self.charity_id = self.second_offer_id = self.paid_offer_id = None

    @property
    def ids(self):
        return [self.charity_id, self.second_offer_id, self.paid_offer_id, *self.offers, *self.hires]

    def register_charity(self):
        self.charity_id = self.staff.accept("rewards.register-charity", {"name": self.charity_name})["charityId"]

    def publish_second_offer(self):
        offer = self.story.publish_offer(externalReference=f"ANN-{unique()}")
        self.second_offer_id = offer["offerId"]

    def publish_posts(self):
        for title in self.POSTS:
            offer = {"companyId": self.story.company_id, "title": title, "sector": self.SECTOR, "zone": self.ZONE,
                     "description": "Au centre hospitalier de Brest."}
            self.offers.append(self.staff.accept("offers.publish-offer", offer)["offerId"])

    def recommend(self, offer_id, candidate):
        recommendation = {"offerId": offer_id, "memberId": self.story.maelle.id, "candidate": candidate.as_candidate()}
        result = self.staff.accept_once_known("recommendations.recommend-candidate", recommendation)
        candidate.id = result["candidateId"]
        return result

    def recommend_herself(self):
        """What nobody may do (R5)."""
        recommendation = {"offerId": self.second_offer_id, "memberId": self.story.maelle.id,
                          "candidate": self.story.maelle.as_candidate()}
        return self.staff.refuse("recommendations.recommend-candidate", recommendation)

    def hire(self, offer_id, candidate):
        application = new_id()
        report = {"applicationId": application, "offerId": offer_id, "candidate": {"email": candidate.email},
                  "hiredAt": instant()}
        reply = self.tracker.reply(self.tracker.hire(report)).data
        self.applications.append(application)
        self.hires.append(reply["hireId"])
        return reply

    def choose(self, reward_id, option, **more):
        return self.staff.accept_once_known("rewards.choose-option", {"rewardId": reward_id, "option": option} | more)

    def choose_again(self, reward_id):
        return self.staff.refuse("rewards.choose-option", {"rewardId": reward_id, "option": "self"})

    def publish_with_credit(self):
        offer = {"companyId": self.story.company_id, "title": "Sage-femme", "sector": "Q86.90", "zone": "FR-2B",
                 "description": "À la maternité."}
        result = self.staff.accept("offers.publish-offer", offer)
        self.paid_offer_id = result["offerId"]
        return result

    def withdraw(self, place):
        """The tracking system reports that a hire came to nothing."""
        data = {"sourceSystem": self.tracker.system, "applicationId": self.applications[place],
                "withdrawnAt": instant()}
        return self.tracker.reply(self.tracker.report("hire.withdrawn", data)).data

    def end(self):
        for offer_id in (*self.offers, self.paid_offer_id, self.second_offer_id):
            self.story.close_offer(offer_id)
