"""The main path as a story: who takes part, and what each of them does.

A step sends what somebody sends and returns the answer. What follows from it elsewhere, the reader of the story awaits.
"""

from .envelope import instant, new_id
from .people import Person, unique


class Story:
    """Camille sponsors Oliver, Oliver sponsors Maëlle and recommends Léa, whom a company hires."""

    SECTOR, ZONE = "J62.01", "FR-59"

    def __init__(self, staff, tracker):
        self.staff = staff
        self.tracker = tracker
        self.camille = Person("Camille", "Durand")
        self.oliver = Person("Oliver", "Bennett")
        self.maelle = Person("Maëlle", "Le Goff")
        self.lea = Person("Léa", "Fontaine")
        self.company_name = "Ateliers Numériques du Nord"
        self.reference = f"ANN-{unique()}"
        self.title = "Ingénieure ou ingénieur logiciel Swift"
        self.summary = "Dix ans de métier, dont quatre sur des systèmes répartis. Disponible dans un mois."
        self.offer_id = self.company_id = self.recommendation_id = self.candidacy_id = None

    @property
    def members(self):
        return [self.camille, self.oliver, self.maelle]

    def register_company(self, **envelope):
        company = {"name": self.company_name, "contactEmail": f"rh.{unique()}@example.com", "locale": "fr"}
        result = self.staff.accept("offers.register-company", company, **envelope)
        self.company_id = result["companyId"]
        return result

    def invite(self, person, sponsor=None):
        """Invites somebody, in the name of staff or of a sponsor; the code reaches them by hand."""
        invitation = {"email": person.email} | ({"sponsorId": sponsor.id} if sponsor else {})
        return self.staff.accept("members.invite-member", invitation)

    def join(self, person, invitation_code, sectors, zones, **more):
        """Joins with the code, signing the charter in force."""
        charter = self.staff.accept("members.get-charter", {})
        profile = person.profile(sectors, zones, **more)
        signed = {"invitationCode": invitation_code, "charterVersion": charter["charterVersion"]}
        result = self.staff.accept("members.join", profile | signed)
        person.id = result["memberId"]
        return result

    def admit(self, person, sectors, zones, sponsor=None, **more):
        """Invites and joins in one go."""
        return self.join(person, self.invite(person, sponsor)["invitationCode"], sectors, zones, **more)

    def admit_camille(self):
        return self.admit(self.camille, ["J"], ["FR-HDF"], locale="fr", rewardOption={"option": "self"})

    def admit_oliver(self):
        return self.admit(self.oliver, ["J62"], ["FR"], self.camille, locale="en", rewardOption={"option": "self"})

    def admit_maelle(self):
        return self.admit(self.maelle, ["Q86"], ["FR-BRE"], self.oliver, locale="fr")

    def visit(self, person):
        return self.staff.accept("members.record-visit", {"memberId": person.id})

    def publish_offer(self, sector=SECTOR, zone=ZONE, **more):
        offer = {"companyId": self.company_id, "title": self.title, "sector": sector, "zone": zone,
                 "description": "Des services en Swift sur RabbitMQ et PostgreSQL, à Lille."}
        return self.staff.accept("offers.publish-offer", offer | more)

    def publish_the_offer(self):
        result = self.publish_offer(externalReference=self.reference)
        self.offer_id = result["offerId"]
        return result

    def close_offer(self, offer_id):
        return self.staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "filled"})

    def recommendation(self, member, **candidate):
        """What a member sends to recommend Léa."""
        return {"offerId": self.offer_id, "memberId": member.id, "candidate": self.lea.as_candidate(**candidate),
                "message": "Nous avons travaillé trois ans ensemble."}

    def recommend(self, **envelope):
        """Oliver recommends Léa."""
        recommendation = self.recommendation(self.oliver)
        result = self.staff.accept_once_known("recommendations.recommend-candidate", recommendation, **envelope)
        self.recommendation_id = result["recommendationId"]
        self.lea.id = result["candidateId"]
        return result

    def recommend_again(self):
        """Camille recommends Léa too, whose address she writes in her own way."""
        again = self.recommendation(self.camille, email=self.lea.email.upper())
        return self.staff.refuse("recommendations.recommend-candidate", again)

    def interview(self, **more):
        """Staff hold the interview by telephone; Léa knows that she is recommended."""
        record = {"recommendationId": self.recommendation_id, "outcome": "qualified", "candidateInformed": True,
                  "summary": self.summary}
        result = self.staff.accept_once_known("qualification.record-interview", record | more)
        self.candidacy_id = result["candidacyId"]
        return result

    def hire(self, id=None):
        """The company's applicant tracking system reports that Léa is hired."""
        hire = {"applicationId": new_id(), "offerReference": self.reference, "companyId": self.company_id,
                "candidate": {"email": self.lea.email}, "hiredAt": instant()}
        return self.tracker.reply(self.tracker.hire(hire, id))
