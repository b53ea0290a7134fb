"""The ids of the seeded rows, made by the rule of seed/ids.sql; Driver/Identities.swift holds the same one."""

# A member's nine hires come this far from one another, and so many of them are not qualified yet.
GROUP, EACH = 100, 9


def hire(place, members):
    """The offer and the candidate of the hire at a place in the order in which they are reported."""
    block, within = divmod(place, GROUP * EACH)
    round_, member = within // GROUP, block * GROUP + within % GROUP
    return identity("004", (member + round_ * 1009) % members), identity("005", round_ * members + member)


def identity(kind, number):
    moment = f"{1_730_000_000_000 + number:012x}"
    return f"{moment[:8]}-{moment[8:]}-7{kind}-8000-{number:012x}"
