"""What has to be true after a storm: nothing lost, nothing twice."""

import contextlib
from collections import Counter

import pika

from cluster import PATIENCE
from outside.books import Books
from outside.client import REJECTED, StaffTool
from outside.connection import Participant
from outside.deadline import Deadline, NotInTime
from outside.envelope import Message, new_id
from outside.people import stranger
from quiet import query
from storm import facts

BONUS_FACTS = (("hire-attributed", "hireId"), ("reward-granted", "rewardId"), ("payout-requested", "payoutId"))


def reckon(storm):
    """Fails with what was lost, what came twice, and what differs."""
    everything_is_answered(storm)
    what_was_made_is_there_once(storm)
    each_hire_paid_once(storm)
    each_fact_is_told_under_one_id(storm, (message for _, message in storm.told.heard))
    again = each_fact_is_told_under_one_id(storm, streamed(storm))
    nothing_was_buried(storm)
    return again


def everything_is_answered(storm):
    for lane, sender in storm.senders.items():
        refused = [request.reply.raw for request in sender.made if not request.is_accepted]
        assert not refused, f"{lane}: {len(refused)} refused, {refused[0]}"
        # Said again under the same id, a request is answered as it was.
        differing = [[reply.data for _, reply in request.replies] for request in sender.made
                     if any(reply.data != request.reply.data for _, reply in request.replies)]
        assert not differing, f"{lane}: {differing[0]}"
    assert {request.reply.data["outcome"] for request in storm.senders["hire"].made} == {"attributed"}


def what_was_made_is_there_once(storm):
    for lane, table, column, id in (("invite", "members.invitations", "email", "invitationId"),
                                    ("company", "offers.companies", "name", "companyId"),
                                    ("charity", "rewards.charities", "name", "charityId")):
        made = storm.senders[lane].made
        rows = query(storm.cluster, f"select {column} from {table} where {column} = any(%s)",
                     [[request.subject for request in made]])
        assert Counter(value for (value,) in rows) == Counter(request.subject for request in made), lane
        assert len({request.reply.data[id] for request in made}) == len(made), lane
    recommended = storm.senders["recommend"].made
    rows = query(storm.cluster, "select member_id::text, offer_id::text from recommendations.recommendations"
                                " where offer_id = any(%s::uuid[])", [storm.further_offers])
    assert Counter(rows) == Counter((member.id, offer_id) for member, offer_id in (r.subject for r in recommended))
    candidacies = [request.reply.data["candidacyId"] for request in storm.senders["interview"].made]
    assert len(set(candidacies)) == len(candidacies)


def each_hire_paid_once(storm):
    books = Books(storm.cluster["COOPT_ADMIN_DATABASE_URL"])
    try:
        hires = storm.senders["hire"].made
        assert not books.imbalances()
        entries = [entry for entry in books.of_members(storm.members) if entry.unit == "eur-cents"]
        bonuses = [entry for entry in entries if entry.account.endswith(":payable") and entry.amount < 0]
        quotes = {request.subject.id: (f"member:{request.subject.member.id}:payable",
                                       -request.subject.quote["amountCents"]) for request in hires}
        paid = Counter(e.recommendation_id for e in bonuses if (e.account, e.amount) == quotes[e.recommendation_id])
        assert paid == Counter(quotes.keys())
        # Each payout is confirmed, so that nobody is owed anything and all of it left the cash.
        assert not [balance for (account, unit), balance in books.balances().items() if balance and unit == "eur-cents"
                    and account in {f"member:{member}:payable" for member in storm.members}]
        cash = sum(entry.amount for entry in entries if entry.account == "platform:cash")
        assert cash == sum(entry.amount for entry in bonuses)
        assert len(bonuses) == len(storm.senders["payout"].made)
    finally:
        books.close()


def each_fact_is_told_under_one_id(storm, messages):
    """Complete, and each fact by one message, which may come again; how many did."""
    messages = list(messages)
    hires, interviewed = storm.senders["hire"].made, storm.senders["interview"].made
    rewards = len(storm.senders["payout"].made)
    wanted = {"hire-attributed": len(hires), "reward-granted": rewards, "payout-requested": rewards}
    again = 0
    for name, key in BONUS_FACTS:
        found = facts(messages, name, key, storm.is_ours)
        again += sum(len(ids) - 1 for ids in found.values())
        assert len(found) == wanted[name], f"{name}: {len(found)} of {wanted[name]}"
        assert not [ids for ids in found.values() if len(set(ids)) > 1], name
    for name, key, requests in (("candidate-transmitted", "candidacyId", interviewed),
                                ("recommendation-attributed", "recommendationId", storm.senders["recommend"].made)):
        found, ids = facts(messages, name, key), {request.reply.data[key] for request in requests}
        assert ids <= found.keys(), f"{name}: {len(ids - found.keys())} are missing"
        assert not [fact for fact in ids if len(set(found[fact])) > 1], name
        again += sum(len(found[fact]) - 1 for fact in ids)
    return again


def streamed(storm, within=PATIENCE):
    """What the stream of notifications holds since the storm began, up to a mark that is set now."""
    mark, messages = new_id(), []
    member = storm.community.members[0]
    with StaffTool(storm.cluster) as staff:
        refused = staff.ask("recommendations.recommend-candidate", {
            "recommendationId": mark, "memberId": member.id, "offerId": storm.further_offers[0],
            "candidate": stranger().as_candidate(email=member.email)})
        assert refused.type == REJECTED
    reader = Participant(storm.cluster["COOPT_STAFF_AMQP_URL"])

    def keep(channel, method, properties, body):
        if method.routing_key.startswith("staff."):
            messages.append(Message(method.routing_key, properties, body))
        channel.basic_ack(method.delivery_tag)

    def is_marked():
        return any(message.data["details"].get("recommendationId") == mark for message in messages[-400:])

    reader.channel.basic_qos(prefetch_count=200)
    reader.channel.basic_consume("coopt.notifications.stream", keep, arguments={"x-stream-offset": storm.began_at})
    is_complete = reader.wait(Deadline(within), is_marked, 1.0)
    # pika gives back what it has in hand, which a stream does not know.
    with contextlib.suppress(pika.exceptions.AMQPError):
        reader.close()
    if not is_complete:
        raise NotInTime(f"the stream does not come to its end: {len(messages)} messages")
    return messages


def nothing_was_buried(storm):
    buried = [message.raw for _, message in storm.told.heard if message.routing_key == "staff.message-dead-lettered"]
    assert not buried, f"{len(buried)} messages were buried: {buried[0]}"
    letters = {queue["name"]: queue["messages"] for queue in storm.cluster.management(
        "/api/queues/coopt?columns=name,messages") if queue["name"].endswith(".dead-letters") and queue.get("messages")}
    assert not letters
