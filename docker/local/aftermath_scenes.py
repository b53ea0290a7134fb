"""The third part of the demo: a correction after the hire, a bonus in two parts, a payment that fails, and a question."""

from outside.aftermath import Aftermath, Finance


class AftermathScenes:
    """Scenes of the demo, which says how one is told."""

    def play_aftermath(self):
        self.aftermath = Aftermath(self.story)
        self.bonus_of_a_colleague()
        self.own_company_found()
        with Finance(self.stack) as self.finance:
            self.bonus_in_two_parts()
            self.payment_fails()
        self.where_is_my_bonus()
        self.aftermath.end()

    def bonus_of_a_colleague(self):
        aftermath = self.aftermath
        salome, bruno = aftermath.salome, aftermath.candidates[0]
        self.scene("Salomé, who works at Arcadie, recommends Bruno for a post in Nantes. She names no employer of his. He is"
                   " hired before anybody has called him, and her bonus is to be paid to her.")
        aftermath.designate_charity()
        aftermath.admit_salome()
        recommended = aftermath.recommend(salome, bruno, "Ingénieure ou ingénieur en génie civil")
        self.answered("recommendations.recommend-candidate",
                      f"own company: {'yes' if recommended['conflictOfInterest'] else 'no'}")
        hire = aftermath.hire(bruno)
        self.colleague_bonus = self.happens("rewards.reward-granted", hireId=hire["hireId"], kind="recommendation").data
        self.happens("rewards.payout-requested", rewardId=self.colleague_bonus["rewardId"])
        self.tells(f"member.{salome.id}.candidate-hired", hireId=hire["hireId"])
        self.end()

    def own_company_found(self):
        aftermath, salome = self.aftermath, self.aftermath.salome
        self.scene("Staff call Bruno at last: he works at Arcadie. The bonus is taken back, as it was posted, and goes to the"
                   f" charity that own-company bonuses go to, {aftermath.charity_name}. Salomé keeps her points, and is told.")
        aftermath.interview()
        self.answered("qualification.record-interview", "qualified; employer: Arcadie")
        changed = self.happens("recommendations.conflict-of-interest-changed",
                               recommendationId=aftermath.recommendations[-1], conflictOfInterest=True)
        self.happens("rewards.reward-reversed", rewardId=self.colleague_bonus["rewardId"], reason="conflict-of-interest")
        moved = self.happens("rewards.reward-granted", replaces=self.colleague_bonus["rewardId"]).data
        settled = self.happens("rewards.reward-settled", rewardId=moved["rewardId"]).data
        self.narrator.lines("moved", [f"{self.named(line['account'])} {self.amount(line)}" for line in settled["lines"]
                                      if line["amount"] < 0])
        self.tells("staff.conflict-of-interest-changed", recommendationId=changed.data["recommendationId"])
        self.tells(f"member.{salome.id}.conflict-of-interest-changed",
                   recommendationId=changed.data["recommendationId"])
        self.end()

    def bonus_in_two_parts(self):
        aftermath, oliver, tess = self.aftermath, self.story.oliver, self.aftermath.candidates[1]
        self.scene("From now on half of a bonus is paid at the hire and half after 90 days, the trial period. Oliver recommends"
                   " Tess under these terms, and she is hired: the whole is owed at once, and a half is asked for.")
        version = aftermath.pay_in_parts(aftermath.PARTS)["version"]
        self.answered("rewards.change-policy", f"version {version}")
        self.happens("rewards.policy-changed", version=version)
        self.quoted_by(version)
        self.answered("recommendations.recommend-candidate", f"quoted under version {version}")
        hire = aftermath.hire(tess)
        granted = self.happens("rewards.reward-granted", hireId=hire["hireId"], kind="recommendation").data
        self.parted = granted["rewardId"]
        self.payout = self.happens("rewards.payout-requested", rewardId=self.parted).data
        self.tells("staff.payout-requested", payoutId=self.payout["payoutId"])
        self.tells(f"member.{oliver.id}.candidate-hired", hireId=hire["hireId"])
        aftermath.pay_in_parts(aftermath.WHOLE)
        self.end()

    def quoted_by(self, version):
        """The terms travel: a recommendation of a moment ago may still be quoted by those of before."""
        aftermath, tess = self.aftermath, self.aftermath.candidates[1]
        result = aftermath.recommend(self.story.oliver, tess, "Cheffe ou chef de projet en génie civil")
        if result["quote"]["policyVersion"] < version:
            raise AssertionError(f"quoted by version {result['quote']['policyVersion']}, not {version}")

    def payment_fails(self):
        aftermath, oliver = self.aftermath, self.story.oliver
        self.scene("Finance cannot pay: the account is closed. Staff are told, ask again when it is put right, and finance pays."
                   " Oliver reads when, and, once a year, what he has to declare.")
        failed = self.payout["payoutId"]
        self.finance.fail(failed, "Compte clos")
        self.tells("staff.payout-failed", payoutId=failed)
        again = aftermath.retry(failed)
        self.answered("rewards.retry-payout", f"instruction {again}")
        self.happens("rewards.payout-requested", payoutId=again, retries=failed)
        self.finance.confirm(again)
        self.answered("payout.confirmed", "accepted")
        self.happens("rewards.payout-made", payoutId=again)
        self.tells(f"member.{oliver.id}.payout-made", payoutId=again)
        self.tells(f"member.{oliver.id}.tax-information")
        self.end()

    def where_is_my_bonus(self):
        self.scene("“Where is my bonus?”, Oliver asks. Nothing is written to answer that.")
        self.answered("rewards.list-rewards", "the newest first")
        for reward in self.aftermath.rewards(self.story.oliver):
            parts = ", ".join(f"{part['amountCents'] / 100:.2f} € {part['state']} {part['dueOn']}"
                              for part in reward["instalments"])
            self.narrator.lines(reward["kind"], [f"{reward['amountCents'] / 100:.2f} €, {reward['state']}: {parts or '-'}"])
        states = {reward["rewardId"]: [part["state"] for part in reward["instalments"]]
                  for reward in self.aftermath.rewards(self.story.oliver)}
        if states[self.parted] != ["paid", "planned"]:
            raise AssertionError(f"the bonus in two parts is {states[self.parted]}")
        self.end()
