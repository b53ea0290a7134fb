"""The second half of the demo: what a level changes, the options of a bonus, refusals, and a hire that is withdrawn."""

from outside.sequel import Sequel


class SequelScenes:
    """Scenes of the demo, which says how one is told."""

    def play_sequel(self):
        self.sequel = Sequel(self.story)
        self.first_wave_goes_to_the_confirmed()
        self.hospital_hires()
        self.options()
        self.credit_pays()
        self.withdrawal()
        self.sequel.end()

    def first_wave_goes_to_the_confirmed(self):
        story, sequel = self.story, self.sequel
        self.scene("Another offer, for the same trade and place. Oliver is a confirmed member by now: he hears of it first,"
                   " Camille a wave later.")
        sequel.publish_second_offer()
        offer = sequel.second_offer_id
        self.answered("offers.publish-offer", f"offer {offer}")
        waves = {person.id: self.wave_of(person.id, offer) for person in (story.oliver, story.camille)}
        for person in (story.oliver, story.camille):
            self.tells(f"member.{person.id}.offer-proposed", offerId=offer)
            self.narrator.lines("wave", [f"{person.first_name}: wave {waves[person.id]['wave']},"
                                         f" {waves[person.id]['level']}"])
        if waves[story.oliver.id]["wave"] >= waves[story.camille.id]["wave"]:
            raise AssertionError("the level did not change the wave")
        self.end()

    def wave_of(self, member_id, offer_id):
        event = self.events.expect(
            "offers.wave-dispatched",
            lambda event: event.data["offerId"] == offer_id and member_id in event.data["memberIds"],
            30 + 3 * self.stack.wave_delay)
        return event.data

    def hospital_hires(self):
        story, sequel = self.story, self.sequel
        self.scene("A hospital's posts. Maëlle recommends three people she knows, and first, by mistake, herself. All three"
                   " are hired. She chose no option when she joined, so her bonuses are held.")
        sequel.register_charity()
        kept = self.staff.accept("rewards.list-corrections", {"pageSize": 1})["corrections"][0]
        self.answered("rewards.list-corrections", f"{kept['command']} by {kept['actor']}, kept for good")
        sequel.publish_posts()
        refusal = sequel.recommend_herself()
        self.answered("recommendations.recommend-candidate", f"{refusal['code']}: {refusal['detail']}", "refused")
        self.rewards = []
        for offer_id, candidate in zip(sequel.offers, sequel.candidates):
            sequel.recommend(offer_id, candidate)
            hire = sequel.hire(offer_id, candidate)["hireId"]
            granted = self.happens("rewards.reward-granted", hireId=hire, kind="recommendation")
            self.rewards.append(granted.data["rewardId"])
            self.tells("staff.reward-held", rewardId=granted.data["rewardId"])
            self.answered("hire.reported", f"{candidate.full_name}: bonus {granted.data['state']}")
        # Her first candidate's hire is worth something to her sponsor too.
        self.happens("rewards.reward-granted", memberId=story.oliver.id, kind="sponsorship")
        self.end()

    def options(self):
        story, sequel = self.story, self.sequel
        self.scene("Oliver's bonus was paid to himself. Maëlle gives one to a charity, which the platform adds to, halves one"
                   " with it, and takes listing credits for the company instead of the third. A choice is for good.")
        choices = [("donate", {"charityId": sequel.charity_id, "inMyName": True}),
                   ("split", {"charityId": sequel.charity_id}), ("listing-credits", {"companyId": story.company_id})]
        for reward, (option, more) in zip(self.rewards, choices):
            lines = sequel.choose(reward, option, **more)["settlement"]["lines"]
            self.answered("rewards.choose-option", f"{option}: " + ", ".join(
                f"{self.named(line['account'])} {self.amount(line)}" for line in lines if line["amount"] < 0))
            self.tells(f"member.{story.maelle.id}.reward-settled", rewardId=reward)
        refusal = sequel.choose_again(self.rewards[0])
        self.answered("rewards.choose-option", f"{refusal['code']}: {refusal['detail']}", "refused")
        self.notifications.gather(
            lambda m: m.routing_key == f"charity.{sequel.charity_id}.donation-due", 2, 20)
        self.happens("rewards.listing-credits-granted", companyId=story.company_id)
        self.end()

    def credit_pays(self):
        self.scene("The company's next offer is paid with one of the credits.")
        paid = self.sequel.publish_with_credit()
        self.answered("offers.publish-offer", f"paid with {paid['paidWith']}")
        self.happens("offers.offer-published", offerId=paid["offerId"], paidWith="listing-credit")
        self.end()

    def withdrawal(self):
        story, sequel = self.story, self.sequel
        self.scene("The hospital withdraws the second hire. All that it caused is taken back, line by line; the payouts that"
                   " were not made yet are cancelled.")
        sequel.withdraw(1)
        self.answered("hire.withdrawn", f"hire {sequel.hires[1]}")
        self.happens("rewards.reward-reversed", rewardId=self.rewards[1])
        self.tells("staff.reward-reversed", rewardId=self.rewards[1])
        self.tells(f"member.{story.maelle.id}.reward-reversed", rewardId=self.rewards[1])
        self.happens("rewards.points-awarded", memberId=story.maelle.id, points=-100)
        self.end()
