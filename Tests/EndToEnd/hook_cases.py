"""An application at a vendor's, whose webhooks a test posts: the job it is for is known, and what comes of it is awaited."""

from dataclasses import replace

from bonuses import money
from outside.envelope import instant, new_id
from outside.deadline import observed
from outside.hooks import Door
from quiet import await_rest

LOOKED_AT = {"reported", "ignored", "quarantined", "discarded"}


class HookCase:
    """The candidate of a scene, at a vendor's."""

    def __init__(self, stack, staff, tracker, events, books, scene, vendor, mapped=True, **more):
        self.stack, self.staff, self.tracker, self.events, self.books = stack, staff, tracker, events, books
        self.scene, self.vendor, self.door = scene, vendor, Door(stack)
        self.application = vendor.application(scene.candidate.email, **more)
        self.mapped = mapped and vendor.name != "standard"
        if vendor.name == "standard":
            # Whoever sends this knows the offer by the company's own reference.
            self.application = replace(self.application, job=scene.reference)
        if self.mapped:
            self.map()

    @property
    def source(self):
        return self.vendor.source

    @property
    def secret(self):
        return self.door.secret(self.source)

    @property
    def id(self):
        """The application, as reports name it; at Recruitee a candidate at an offer is one."""
        if self.vendor.name == "recruitee":
            return f"{self.application.id}/{self.application.job}"
        return str(self.application.id)

    @property
    def quoted(self):
        return self.scene.recommendation["quote"]["amountCents"]

    def map(self):
        self.mapped = True
        return self.staff.accept("webhooks.map-job", {
            "source": self.source, "job": str(self.application.job), "offerId": self.scene.offer_id})

    def hired(self):
        return self.vendor.hired(self.secret, self.application)

    def unhired(self):
        return self.vendor.unhired(self.secret, self.application)

    def post(self, *hooks):
        for hook in hooks:
            status, said = self.door.post(hook)
            assert status == 200, (status, said)

    def deliveries(self, **more):
        """The webhooks about this application, the newest first."""
        return self.staff.accept("webhooks.list-deliveries", {"source": self.source, "applicationId": self.id} | more)[
            "deliveries"]

    def shown(self, delivery):
        return self.staff.accept("webhooks.get-delivery", {"deliveryId": delivery["deliveryId"]})

    def looked_at(self, count):
        """The webhooks about this application, once there are that many and all have been looked at."""

        def seen():
            deliveries = self.deliveries()
            is_through = len(deliveries) == count and {each["state"] for each in deliveries} <= LOOKED_AT
            return deliveries if is_through else []

        return observed(seen, f"{count} webhooks of {self.source} are looked at", 30)

    def settled(self, count):
        """The same, once whatever was made of them is published and handled."""
        deliveries = self.looked_at(count)
        observed(lambda: all("publishedAt" in report for each in deliveries for report in self.shown(each)["reports"]),
                 "all reports are published", 30)
        # The answer comes behind all that was in the queue before.
        self.tracker.reply(self.tracker.report("hire.withdrawn", {
            "sourceSystem": self.tracker.system, "applicationId": new_id(), "withdrawnAt": instant()}))
        await_rest(self.stack, self.events, ("recommendations", "rewards"))
        return deliveries

    def owed(self):
        """What the member is owed for it, in cents."""
        return -money(self.books, self.scene).get(f"member:{self.scene.member.id}:payable", 0)

    def told(self, *names):
        """The events about the scene's recommendation, by the last words of their keys."""
        recommendation = self.scene.recommendation_id
        return self.events.matching(lambda event: event.name in names
                                    and event.data.get("recommendationId") == recommendation)

    def end(self):
        if self.mapped:
            self.staff.accept("webhooks.unmap-job", {"source": self.source, "job": str(self.application.job)})
