"""What a question costs beside ones that look at nothing: three lists at their full length, page by page."""

import time

from outside.client import StaffTool
from progress import fail, say

ROUNDS = 300
# Asked beside the lists, in the same run: what asking and answering cost whatever is asked.
NOTHING = ("members.get-charter", {})


def measure(running):
    """Milliseconds of each round, by what was asked."""
    running.await_idle()
    with StaffTool(running.stack) as staff:
        asked = {"members.get-charter, which looks at one row": [NOTHING] * ROUNDS} | lists(staff, running.scale)
        times = {name: [] for name in asked}
        for round_ in range(ROUNDS):
            for name, questions in asked.items():
                times[name].append(ask(staff, *questions[round_ % len(questions)]))
    for name, taken in times.items():
        say(f"{name}: median {sorted(taken)[len(taken) // 2]:.2f} ms")
    return times


def lists(staff, scale):
    """Each list with its questions: of somebody else each time, or a page further."""
    members = [item["memberId"] for item in pages(staff, "members.list-members", "members", 20, pageSize=50)]
    return {
        f"recommendations.list-recommendations of one member, of {scale.attributions}":
            [("recommendations.list-recommendations", {"memberId": member}) for member in members],
        f"members.list-members, page after page, of {scale.members}":
            [("members.list-members", {"pageSize": 50, "pageToken": token})
             for token in tokens(staff, "members.list-members", 50)],
        f"qualification.list-interviews to be held, of {scale.attributions}":
            [("qualification.list-interviews", {"state": "to-call", "pageToken": token})
             for token in tokens(staff, "qualification.list-interviews", 20, state="to-call")],
    }


def tokens(staff, question, count, **filters):
    """Where the first pages end."""
    found, token = [], {}
    while len(found) < count:
        page = staff.accept(question, filters | token)
        if "nextPageToken" not in page:
            break
        token = {"pageToken": page["nextPageToken"]}
        found.append(page["nextPageToken"])
    return found or fail(f"{question} has one page: there is nothing to measure")


def pages(staff, question, things, count, **filters):
    found, token = [], {}
    for _ in range(count):
        page = staff.accept(question, filters | token)
        found += page[things]
        if "nextPageToken" not in page:
            break
        token = {"pageToken": page["nextPageToken"]}
    return found


def ask(staff, question, data):
    began = time.perf_counter()
    staff.accept(question, data)
    return 1000 * (time.perf_counter() - began)
