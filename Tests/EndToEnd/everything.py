"""A story in which every event of the contract happens, and what is known of each beforehand."""

from outside.envelope import later, new_id
from outside.people import stranger, unique
from scene import Scene

EMPLOYER, NEXT_EMPLOYER = {"name": "Fonderie Lambert", "siren": "732829320"}, {"name": "Forges Réunies"}


class Recommended:
    """Somebody recommended for an offer of their own, and the application under which they are hired."""

    def __init__(self, scene, offer_id=None):
        self.scene = scene
        self.offer_id = offer_id or scene.publish_offer()[0]
        self.candidate = stranger()
        self.answer = scene.recommend(self.offer_id, self.candidate)
        self.id = self.answer["recommendationId"]
        self.application = {"applicationId": new_id(), "offerId": self.offer_id,
                            "candidate": {"email": self.candidate.email}}

    def interview(self, **more):
        return self.scene.interview(recommendationId=self.id, **more)

    def hire(self, tracker):
        self.hired_at = later()
        self.hire_id = tracker.reply(tracker.hire(self.application | {"hiredAt": self.hired_at})).data["hireId"]

    def withdraw(self, tracker):
        tracker.reply(tracker.report("hire.withdrawn", {
            "applicationId": self.application["applicationId"], "sourceSystem": tracker.system,
            "withdrawnAt": later(minutes=1)}))


class Everything:
    """A sponsored member recommends three people: two are hired, one is rejected, and both hires are withdrawn."""

    def __init__(self, staff, tracker, events):
        self.staff, self.tracker, self.events = staff, tracker, events
        self.scene = Scene(staff)
        self.sponsor, self.name = self.scene.member, f"Maison {unique()}"
        self.company_id = staff.accept("offers.register-company", {"name": self.name, "locale": "en"})["companyId"]
        self.scene.company_id = self.company_id

    def play(self):
        self.policy = self.staff.accept("rewards.get-policy", {})
        self.join()
        self.recommend()
        self.renew()
        self.hire()
        self.settle()
        for recommended in (self.paid, self.credited):
            recommended.withdraw(self.tracker)
        self.events.gather(self.about_member("rewards.reward-reversed"), 2)
        self.staff.accept("offers.close-offer", {"offerId": self.offer_id, "reason": "filled"})
        self.staff.accept("members.leave", {"memberId": self.member.id})

    def about_member(self, key, **data):
        wanted = {"memberId": self.member.id} | data
        return lambda event: event.routing_key == key and wanted.items() <= event.data.items()

    def join(self):
        self.member = self.scene.member = stranger()
        joining = self.scene.joining(self.member, sponsorId=self.sponsor.id)
        self.charter = joining["charterVersion"]
        self.member.id = self.staff.accept("members.join", joining | {
            "sectors": ["B07"], "zones": ["FR-2B"], "employer": EMPLOYER, "locale": "en",
            "rewardOption": {"option": "self"}})["memberId"]
        self.scene.admitted.append(self.member)
        visit = {"memberId": self.member.id, "at": "2026-03-01T12:00:00Z"}
        assert self.staff.accept("members.record-visit", visit)["counted"]
        self.offer_id, self.reference = self.scene.publish_offer(sector="B07.10", zone="FR-2B")
        self.events.expect("offers.wave-dispatched", lambda e: e.data["offerId"] == self.offer_id)

    def recommend(self):
        self.paid = Recommended(self.scene, self.offer_id)
        self.rejected, self.credited = Recommended(self.scene), Recommended(self.scene)
        self.refused_id = new_id()
        self.staff.refuse("recommendations.recommend-candidate", {
            "recommendationId": self.refused_id, "offerId": self.offer_id, "memberId": self.member.id,
            "candidate": stranger().as_candidate()})
        self.candidacy_id = self.paid.interview()["candidacyId"]
        self.rejected.interview(outcome="rejected", reason="Trop loin.")
        self.events.expect("rewards.points-awarded",
                           self.about_member("rewards.points-awarded", rule="recommendation-qualified"))

    def renew(self):
        """A new charter is signed, and the profile changes: no wish for the bonus is left in it."""
        self.version = f"2026-{unique()}"
        self.staff.accept("members.publish-charter", {"charterVersion": self.version})
        self.staff.accept("members.sign-charter", {"memberId": self.member.id, "charterVersion": self.version})
        self.staff.accept("members.update-profile", {
            "memberId": self.member.id, "sectors": ["B06"], "employer": NEXT_EMPLOYER, "locale": "fr",
            "rewardOption": {"option": "listing-credits", "companyId": new_id()}})

    def hire(self):
        """Both hired, and somebody whom nobody knows. The member wishes what cannot be: both bonuses are held."""
        for recommended in (self.paid, self.credited):
            recommended.hire(self.tracker)
        self.unmatched_id = self.tracker.reply(self.tracker.hire({
            "offerId": self.offer_id, "candidate": {"email": stranger().email}, "hiredAt": later()})).data["hireId"]
        for event in self.events.gather(self.about_member("rewards.reward-granted"), 2):
            recommended = self.paid if event.data["hireId"] == self.paid.hire_id else self.credited
            recommended.reward_id = event.data["rewardId"]
        self.events.gather(self.about_member("rewards.points-awarded", rule="candidate-hired"), 2)

    def settle(self):
        for recommended, choice in ((self.paid, {"option": "self"}),
                                    (self.credited, {"option": "listing-credits", "companyId": self.company_id})):
            self.staff.accept_once_known("rewards.choose-option", {"rewardId": recommended.reward_id} | choice)
        payout = self.events.expect("rewards.payout-requested", lambda e: e.data["rewardId"] == self.paid.reward_id)
        self.payout_id = payout.data["payoutId"]
        self.events.expect("rewards.listing-credits-granted", lambda e: e.data["companyId"] == self.company_id)

    @property
    def facts(self):
        """Of every event the values that are known beforehand; none of them is another story's."""
        member = {"memberId": self.member.id}
        profile = {"sectors": ["B07"], "zones": ["FR-2B"], "employer": EMPLOYER, "locale": "en"}
        offer = {"offerId": self.offer_id, "companyId": self.company_id}
        paid = {"recommendationId": self.paid.id, "offerId": self.offer_id}
        attributed = paid | member | {"quote": self.paid.answer["quote"], "conflictOfInterest": False}
        reward = {"rewardId": self.paid.reward_id}
        amount = {"amountCents": self.policy["amounts"]["beginner"], "currency": "EUR"}
        credits = {"companyId": self.company_id, "rewardId": self.credited.reward_id,
                   "credits": self.policy["listingCredits"]}
        points, lines = self.policy["points"], [
            {"account": "platform:bonus-expense", "unit": "eur-cents", "amount": amount["amountCents"]},
            {"account": f"member:{self.member.id}:payable", "unit": "eur-cents", "amount": -amount["amountCents"]}]
        return {
            "members.member-invited": {"sponsorId": self.sponsor.id},
            "members.member-joined": member | profile | {
                "sponsorId": self.sponsor.id, "charterVersion": self.charter, "rewardOption": {"option": "self"}},
            "members.profile-updated": member | profile | {
                "sectors": ["B06"], "employer": NEXT_EMPLOYER, "locale": "fr"},
            "members.charter-published": {"charterVersion": self.version},
            "members.charter-signed": member | {"charterVersion": self.version},
            "members.member-visited": member | {"day": "2026-03-01"},
            "members.member-left": member,
            "members.contact-changed": member | {
                "firstName": self.member.first_name, "lastName": self.member.last_name, "email": self.member.email,
                "phone": self.member.phone},
            "offers.company-registered": {"companyId": self.company_id, "name": self.name, "locale": "en"},
            "offers.offer-published": offer | {
                "title": "Forgeron", "sector": "B07.10", "zone": "FR-2B", "externalReference": self.reference,
                "paidWith": "contract"},
            "offers.wave-dispatched": {"offerId": self.offer_id, "level": "beginner", "memberIds": [self.member.id]},
            "offers.offer-closed": {"offerId": self.offer_id, "reason": "filled"},
            "recommendations.recommendation-attributed": attributed | offer | {"candidateId": self.paid.candidate.id},
            "recommendations.recommendation-refused": member | {
                "recommendationId": self.refused_id, "offerId": self.offer_id,
                "code": "already-recommended-for-offer"},
            "recommendations.candidate-registered": {
                "candidateId": self.paid.candidate.id, "recommendationId": self.paid.id,
                "firstName": self.paid.candidate.first_name, "lastName": self.paid.candidate.last_name,
                "email": self.paid.candidate.email, "phone": self.paid.candidate.phone},
            "recommendations.hire-attributed": attributed | {"hireId": self.paid.hire_id, "sponsorId": self.sponsor.id},
            "recommendations.hire-unattributed": {"hireId": self.unmatched_id, "reason": "candidate-unknown"},
            "recommendations.hire-withdrawn": {"hireId": self.paid.hire_id, "recommendationId": self.paid.id},
            "qualification.interview-requested": paid,
            "qualification.candidate-qualified": paid | member,
            "qualification.candidate-rejected": member | {
                "recommendationId": self.rejected.id, "offerId": self.rejected.offer_id, "reasonCode": "other"},
            "qualification.candidate-transmitted": offer | {"candidacyId": self.candidacy_id},
            "rewards.points-awarded": member | {
                "rule": "recommendation-qualified", "points": points["recommendationQualified"],
                "total": points["recommendationQualified"] + points["dailyVisit"]},
            "rewards.level-changed": member | {"from": "beginner", "to": "confirmed"},
            "rewards.reward-granted": reward | member | amount | {
                "hireId": self.paid.hire_id, "kind": "recommendation", "state": "held"},
            "rewards.reward-settled": reward | member | {"option": "self", "lines": lines},
            "rewards.reward-reversed": reward | member | {"hireId": self.paid.hire_id},
            "rewards.payout-requested": reward | amount | {
                "payoutId": self.payout_id, "beneficiary": {"kind": "member", "id": self.member.id}},
            "rewards.payout-cancelled": {"payoutId": self.payout_id},
            "rewards.listing-credits-granted": credits,
            "rewards.listing-credits-revoked": credits,
        }

    def end(self):
        self.scene.end()
