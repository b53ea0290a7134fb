"""What tests of bonuses ask again and again: whose event it is, what the books hold of it, to whom it can go."""

from outside.books import sums
from outside.people import unique


def of(scene):
    """Whether an event is about the member of a scene."""
    return lambda event: event.data.get("memberId") == scene.member.id


def money(books, scene, *holders):
    """What the accounts of a scene's member, and of other holders, hold in cents."""
    entries = books.of_holders([f"member:{scene.member.id}", *holders])
    return {account: amount for (account, unit), amount in sums(entries, lambda e: (e.account, e.unit)).items()
            if unit == "eur-cents" and amount}


def register_charity(staff, **more):
    return staff.accept("rewards.register-charity", {"name": f"Association {unique()}"} | more)["charityId"]


def figures(lines):
    """The lines of a settlement, in no order."""
    return {(line["account"], line["unit"], line["amount"]) for line in lines}
