"""A part of the demo: an ATS that sends webhooks instead of publishing, and what is not understood at once."""

from outside.hooked import SOURCE, Hooked


class HooksScene:
    """Scenes of the demo, which says how one is told."""

    def play_hooks(self):
        self.hooked = Hooked(self.story, self.stack)
        self.hire_by_webhook()
        self.webhook_again()
        self.webhook_of_an_unknown_job()
        self.webhook_of_somebody_else()
        self.hooked.end()

    def hire_by_webhook(self):
        hooked, ines = self.hooked, self.hooked.candidates[0]
        self.scene("The company also hires with Greenhouse, which sends webhooks and knows nothing of this platform. Staff say"
                   " once which offer its job is. Oliver recommends Inès, and Greenhouse tells that she is hired: signed, by"
                   " curl, as anybody could type it who knows the secret.")
        hooked.recommend("Électronicienne ou électronicien")
        mapped = hooked.map_job(0)
        self.answered("webhooks.map-job", f"job {hooked.applications[0].job} is offer {hooked.offers[0]};"
                                          f" {mapped['lookedAtAgain']} webhooks waited for it")
        self.hire_hook = hooked.hire(0)
        self.narrator.lines("posted", [hooked.door.line(self.hire_hook)])
        self.taken(self.hire_hook)
        self.becomes_a_bonus(0, ines)
        self.end()

    def webhook_again(self):
        hooked = self.hooked
        self.scene("Greenhouse repeats itself, as it does where no answer came. The delivery is known, and nothing happens.")
        self.taken(self.hire_hook)
        (delivery,) = hooked.deliveries(0)
        self.answered("webhooks.list-deliveries", f"one delivery, {delivery['state']}, received {delivery['receipts']} times")
        if delivery["receipts"] != 2 or delivery["state"] != "reported":
            raise AssertionError(f"the delivery is {delivery}")
        self.end()

    def webhook_of_an_unknown_job(self):
        hooked, paul = self.hooked, self.hooked.candidates[1]
        self.scene("Paul is hired too, for a job that nobody has said the offer of. The webhook is authentic and cannot be"
                   " understood: it waits, and staff are told. Once they say which offer the job is, it goes through by itself.")
        hooked.recommend("Ingénieure ou ingénieur en microélectronique")
        self.taken(hooked.hire(1))
        told = self.tells("staff.webhook-quarantined", applicationId=str(hooked.applications[1].id))
        if told.details["reason"] != "job-not-mapped":
            raise AssertionError(f"it waits for another reason: {told.details}")
        self.narrator.lines("waits", [told.details["reason"], *told.data["text"].splitlines()])
        mapped = hooked.map_job(1)
        self.answered("webhooks.map-job", f"{mapped['lookedAtAgain']} webhook waited for it and is looked at again")
        if mapped["lookedAtAgain"] != 1:
            raise AssertionError(f"{mapped['lookedAtAgain']} webhooks waited")
        self.becomes_a_bonus(1, paul)
        self.end()

    def webhook_of_somebody_else(self):
        hooked = self.hooked
        self.scene("Somebody who guesses the secret posts a hire as well. Nothing of it is kept.")
        before = len(hooked.deliveries(1))
        status = hooked.door.post_by_curl(hooked.forged(1))
        self.answered(f"POST /hooks/{SOURCE}", f"{status}", "refused")
        if not 400 <= status < 500 or len(hooked.deliveries(1)) != before:
            raise AssertionError(f"a webhook with a wrong signature was answered {status}")
        self.end()

    def taken(self, hook):
        status = self.hooked.door.post_by_curl(hook)
        self.answered(f"POST /hooks/{SOURCE}", f"{status}")
        if status != 200:
            raise AssertionError(f"the webhook was answered {status}")

    def becomes_a_bonus(self, place, candidate):
        """The hire is attributed to Oliver's recommendation, and he is owed its bonus."""
        oliver, recommendation = self.story.oliver.id, self.hooked.recommendations[place]
        hire = self.happens("recommendations.hire-attributed", recommendationId=recommendation).data
        bonus = self.happens("rewards.reward-granted", hireId=hire["hireId"], kind="recommendation").data
        self.tells(f"member.{oliver}.candidate-hired", hireId=hire["hireId"])
        self.narrator.lines("bonus", [f"Oliver, for {candidate.full_name}: {bonus['amountCents'] / 100:.2f} €,"
                                      f" {bonus['state']}"])
