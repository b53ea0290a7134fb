"""Many at once: commands sent without waiting in between, and people admitted that way."""

from outside.deadline import Deadline, NotInTime
from outside.people import stranger


def in_flight(staff, command, all_data, meanwhile=lambda command, count: None, within=60):
    """The results of many commands of one kind, in their order.

    `meanwhile(command, count)` is called when the first answers to that many commands are in and the others are not.
    """
    sent = [staff.send(command, data) for data in all_data]
    staff.await_answers(sent, 1)
    meanwhile(command, len(sent))
    replies = staff.replies(sent, within)
    refused = [reply.raw for reply in replies if not reply.type.startswith("coopt.reply.accepted")]
    assert not refused, refused[0]
    return [reply.data for reply in replies]


def admit(staff, people, sponsor=lambda person: None, profile=lambda person: {},
          meanwhile=lambda command, count: None):
    """Invites people, each in the name of their sponsor (or of staff), and has them join; returns them.

    They work in information technology in France and keep their bonuses, unless `profile` says otherwise of somebody.
    """
    sponsors = [sponsor(person) for person in people]
    invited = in_flight(staff, "members.invite-member", [
        {"email": person.email} | ({"sponsorId": sponsor.id} if sponsor else {})
        for person, sponsor in zip(people, sponsors)], meanwhile)
    charter = staff.accept("members.get-charter", {})["charterVersion"]
    joined = in_flight(staff, "members.join", [
        {"rewardOption": {"option": "self"}} | person.profile(["J"], ["FR"]) | profile(person)
        | {"invitationCode": invitation["invitationCode"], "charterVersion": charter}
        for person, invitation in zip(people, invited)], meanwhile)
    for person, result in zip(people, joined):
        person.id = result["memberId"]
    return people


def await_known(staff, members, offers, within=30):
    """Waits until recommendations knows all these members and offers.

    Each member recommends themselves, until the refusal is for that and no longer for somebody or something unknown: it
    leaves nothing behind.
    """
    deadline = Deadline(within)
    count = max(len(members), len(offers))
    left = [(members[index % len(members)], offers[index % len(offers)]) for index in range(count)]
    while left:
        sent = [staff.send("recommendations.recommend-candidate", {
            "memberId": member.id, "offerId": offer_id, "candidate": stranger().as_candidate(email=member.email)})
            for member, offer_id in left]
        codes = [reply.data.get("code") for reply in staff.replies(sent, within)]
        left = [pair for pair, code in zip(left, codes) if code != "self-recommendation"]
        if left and deadline.is_over:
            raise NotInTime(f"not all members and offers are known: {set(codes)}")
