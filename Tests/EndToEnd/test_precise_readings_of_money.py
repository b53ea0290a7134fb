"""The contract's precise readings, line by line where no other test has them: hires, books, options, what is told."""

import pytest

from bonuses import money, of, register_charity
from dead_letters import DeadLetters
from finance import Finance
from outside.books import sums
from outside.client import ACCEPTED, REJECTED
from outside.envelope import cloud_event, instant, later, new_id
from outside.people import stranger, unique
from outside.topic import Topic
from quiet import await_rest, query


@pytest.fixture
def policy(staff):
    return staff.accept("rewards.get-policy", {})


# Hires


def test_h2_an_unattributed_hire_is_matched_by_hand_only_and_once(staff, tracker, scene, events, notifications):
    late, offer_id = stranger(), scene.publish_offer()[0]
    scene.recommend(offer_id, stranger(), scene.admit())  # from here on the attribution knows the offer
    report = {"offerId": offer_id, "candidate": {"email": late.email}, "hiredAt": later(minutes=1)}
    reply = scene.hire(tracker, **report)
    assert (reply.data["outcome"], reply.data["reason"]) == ("unattributed", "no-match")
    recommended = scene.recommend(offer_id, late)
    assert scene.hire(tracker, **report).data["outcome"] == "unattributed"
    by_hand = {"hireId": reply.data["hireId"], "recommendationId": recommended["recommendationId"],
               "reason": "Reconnue au téléphone."}
    refuse, command = staff.refuse, "recommendations.attribute-hire"
    assert refuse(command, by_hand | {"hireId": new_id()})["code"] == "hire-not-found"
    assert refuse(command, by_hand | {"recommendationId": new_id()})["code"] == "recommendation-not-found"
    staff.accept(command, by_hand)
    assert refuse(command, by_hand)["code"] == "hire-already-attributed"
    events.expect("rewards.reward-granted", of(scene))


def test_a_hire_before_the_recommendation_is_paid_by_hand_only(staff, tracker, scene, events, notifications):
    reply = scene.hire(tracker, hiredAt=later(days=-2))
    assert (reply.data["outcome"], reply.data["reason"]) == ("unattributed", "no-match")
    told = notifications.expect("staff.hire-unattributed", lambda m: m.details["hireId"] == reply.data["hireId"])
    assert told.details["reason"] == "hired-before-recommendation"
    staff.accept("recommendations.attribute-hire", {
        "hireId": reply.data["hireId"], "recommendationId": scene.recommendation_id, "reason": "Décidé ensemble."})
    events.expect("rewards.reward-granted", of(scene))


def test_h2_where_several_offers_carry_a_reference_the_candidate_decides_or_the_company(tracker, make_scene, events):
    scene, other = make_scene(), make_scene()
    reference = f"REF-{unique()}"
    for each in (scene, other):
        each.offer_id = each.publish_offer(externalReference=reference)[0]
        each.known = each.recommend(each.offer_id, each.candidate)
    report = {"offerId": None, "offerReference": reference}
    for each in (scene, other):
        assert each.hire(tracker, **report).data["outcome"] == "attributed"
        told = events.expect("recommendations.hire-attributed", of(each))
        assert told.data["recommendationId"] == each.known["recommendationId"]
    scene.application = {"applicationId": new_id()}
    assert scene.hire(tracker, **report, companyId=scene.company_id).data["outcome"] == "attributed"
    scene.application = {"applicationId": new_id()}
    reply = scene.hire(tracker, **report, companyId=other.company_id)
    assert (reply.data["outcome"], reply.data["reason"]) == ("unattributed", "no-match")


def test_a_later_report_that_names_others_changes_only_when_and_is_told(tracker, make_scene, events, notifications):
    scene, other = make_scene(), make_scene()
    first = scene.hire(tracker)
    moment, report = later(minutes=5), new_id()
    data = scene.application | {"sourceSystem": tracker.system, "offerId": other.offer_id, "hiredAt": moment,
                                "candidate": {"email": other.candidate.email}}
    again = tracker.reply(tracker.hire(data, report))
    assert again.data.items() >= {"hireId": first.data["hireId"], "outcome": "attributed"}.items()
    changed = events.expect("recommendations.hire-attributed", lambda e: e.correlation_id == report)
    assert changed.data["recommendationId"] == scene.recommendation_id
    assert changed.data["hiredAt"][:23] == moment[:23]
    told = notifications.gather(lambda m: m.routing_key.startswith("staff.") and m.correlation_id == report, 1)
    assert told[0].details["hireId"] == first.data["hireId"]


def test_h1_a_hire_that_is_withdrawn_before_it_is_reported_is_told_once(stack, tracker, scene, events, notifications):
    moment = later(hours=1)
    hire_id = [scene.withdraw(tracker, withdrawnAt=moment, asOf=moment) for _ in range(2)][0].data["hireId"]
    assert scene.hire(tracker).data["hireId"] == hire_id
    await_rest(stack, events)
    notifications.catch_up()
    told = [message for message in notifications.collected
            if message.routing_key.startswith("staff.hire-") and message.details["hireId"] == hire_id]
    assert sorted(message.name for message in told) == ["hire-report-outdated", "hire-withdrawn"]
    assert all("recommendationId" not in message.details for message in told)
    assert not [event for event in events.collected if event.routing_key.startswith("rewards.") and of(scene)(event)]


def test_a_hire_counts_whatever_became_of_the_interview(tracker, scene, events):
    scene.interview(outcome="rejected", reason="Trop loin.")
    assert scene.hire(tracker).data["outcome"] == "attributed"
    events.expect("rewards.reward-granted", of(scene))


# Books


def test_w8_a_reversal_mirrors_its_original_and_names_it(stack, tracker, scene, events, books, policy):
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", of(scene))
    payout = events.expect("rewards.payout-requested", lambda e: e.data["rewardId"] == granted.data["rewardId"])
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", lambda e: e.data["rewardId"] == granted.data["rewardId"])
    events.expect("rewards.payout-cancelled", lambda e: e.data["payoutId"] == payout.data["payoutId"])
    scored = policy["points"]["candidateHired"]
    points = events.gather(lambda e: e.routing_key == "rewards.points-awarded" and of(scene)(e), 2)
    assert [(e.data["rule"], e.data["points"], e.data["total"]) for e in points] == [
        ("candidate-hired", scored, scored), ("candidate-hired", -scored, 0)]
    entries = books.of_members([scene.member.id])
    lines = {}
    for entry in entries:
        lines.setdefault(entry.transaction_id, set()).add((entry.account, entry.unit, entry.amount))
    reversed_by = dict(query(stack, "select transaction_id::text, reverses_transaction_id::text"
                                    " from rewards.ledger_transactions where transaction_id = any (%s::uuid[])"
                                    " and reverses_transaction_id is not null", [list(lines)]))
    assert len(lines) == 4 and len(reversed_by) == 2
    for reversal, original in reversed_by.items():
        assert lines[reversal] == {(account, unit, -amount) for account, unit, amount in lines[original]}
    assert len({entry.cause_id for entry in entries}) == len(lines)


def test_w6_finance_hears_of_the_payout_and_what_it_pays_leaves_the_cash(stack, tracker, scene, events, books):
    with Finance(stack) as finance, Topic(
            stack["COOPT_FINANCE_AMQP_URL"], keys=["finance.payout-requested"], queue_prefix="finance.test") as heard:
        scene.hire(tracker)
        event = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
        told = heard.expect("finance.payout-requested", lambda m: m.data["payoutId"] == event.data["payoutId"])
        assert told.data == event.data
        assert [finance.reply(finance.confirm(event.data["payoutId"])).type for _ in range(2)] == [ACCEPTED] * 2
        paid = scene.recommendation["quote"]["amountCents"]
        assert money(books, scene) == {"platform:bonus-expense": paid, "platform:cash": -paid}
        unknown = finance.reply(finance.confirm(new_id()))
    assert (unknown.type, unknown.data["code"]) == (REJECTED, "payout-not-found")


def test_w6_a_payout_that_nobody_knows_is_a_dead_letter(stack):
    with Finance(stack) as finance, DeadLetters(stack, "rewards") as letters:
        data = {"payoutId": new_id(), "paidAt": instant(), "reference": unique()}
        event = cloud_event("coopt.integration.payout-confirmed.v1", data, finance.source)
        finance.publish("coopt.integration", "payout.confirmed", event, wants_reply=False)
        properties, _ = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "payout-not-found"


@pytest.mark.parametrize("wish", [None, {"option": "donate", "charityId": new_id()},
                                  {"option": "listing-credits", "companyId": new_id()}],
                         ids=["none", "an unknown charity", "an unknown company"])
def test_w3_a_bonus_without_a_default_that_can_be_is_held_and_posts_nothing(
        staff, tracker, make_scene, events, notifications, books, wish):
    scene = make_scene(rewardOption=wish)
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", of(scene))
    assert granted.data["state"] == "held"
    held = notifications.expect("staff.reward-held", lambda m: m.details["rewardId"] == granted.data["rewardId"])
    assert held.details["memberId"] == scene.member.id and not money(books, scene)
    charity_id = register_charity(staff)
    choice = {"rewardId": granted.data["rewardId"], "option": "split", "charityId": charity_id}
    settlement = staff.accept("rewards.choose-option", choice)["settlement"]
    bonus = scene.recommendation["quote"]["amountCents"]
    half = bonus // 2
    assert settlement["option"] == "split"
    assert {(line["account"], line["unit"], line["amount"]) for line in settlement["lines"]} == {
        (f"member:{scene.member.id}:payable", "eur-cents", -half), ("platform:bonus-expense", "eur-cents", bonus),
        (f"charity:{charity_id}:payable", "eur-cents", half - bonus)}
    assert staff.refuse("rewards.choose-option", choice)["code"] == "already-settled"


def test_w3_a_choice_is_refused_with_the_reason(staff, tracker, make_scene, events):
    scene = make_scene(rewardOption=None)
    scene.hire(tracker)
    reward = {"rewardId": events.expect("rewards.reward-granted", of(scene)).data["rewardId"]}
    for choice, code in (
            ({"option": "donate", "charityId": new_id()}, "charity-not-found"),
            ({"option": "listing-credits", "companyId": new_id()}, "company-not-found"),
            ({"option": "self", "rewardId": new_id()}, "reward-not-found")):
        assert staff.refuse("rewards.choose-option", reward | choice)["code"] == code
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", lambda e: e.data["rewardId"] == reward["rewardId"])
    assert staff.refuse("rewards.choose-option", reward | {"option": "self"})["code"] == "option-not-available"


def test_w4_an_own_company_bonus_goes_to_the_charity_designated_last_and_scores(
        staff, tracker, make_scene, events, books):
    former, designated = register_charity(staff, designated=True), register_charity(staff, designated=True)
    scene = make_scene(employer={"name": "Électricité du Nord S.A."},
                       rewardOption={"option": "donate", "charityId": former})
    scene.candidate, scene.offer_id = stranger(), scene.publish_offer()[0]
    colleague = scene.recommend(scene.offer_id, scene.candidate, currentEmployer={"name": "ELECTRICITE DU NORD"})
    assert colleague["conflictOfInterest"] is True and scene.recommendation["conflictOfInterest"] is False
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", of(scene))
    assert granted.data["state"] == "settled"
    events.expect("rewards.reward-settled", of(scene))
    events.expect("rewards.points-awarded", lambda e: of(scene)(e) and e.data["rule"] == "candidate-hired")
    bonus = [entry for entry in books.of_holders([f"charity:{designated}", f"charity:{former}"])
             if entry.recommendation_id == colleague["recommendationId"]]
    quoted = colleague["quote"]["amountCents"]
    assert {(entry.account, entry.amount) for entry in bonus} == {
        (f"charity:{designated}:payable", -quoted), ("platform:bonus-expense", quoted)}
    choice = {"rewardId": granted.data["rewardId"], "option": "self"}
    assert staff.refuse("rewards.choose-option", choice)["code"] == "already-settled"


def test_o6_w3_w8_listing_credits_pay_for_offers_and_used_ones_are_claimed(
        stack, staff, tracker, make_scene, events, books, policy):
    company_id = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
    scene = make_scene(rewardOption={"option": "listing-credits", "companyId": company_id})
    scene.hire(tracker)
    granted = events.expect("rewards.listing-credits-granted", lambda e: e.data["companyId"] == company_id)
    assert granted.data["credits"] == policy["listingCredits"] == 3
    scene.company_id = company_id
    await_rest(stack, events, ("offers", "rewards"))
    offer_id = scene.publish_offer()[0]
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    assert published.data["paidWith"] == "listing-credit"
    await_rest(stack, events, ("rewards",))
    assert credits(books, company_id) == {
        f"company:{company_id}:listing-credits": -2, "platform:listing-credits-issued": 3,
        "platform:listing-credits-redeemed": -1}
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    revoked = events.expect("rewards.listing-credits-revoked", lambda e: e.data["companyId"] == company_id)
    assert revoked.data["rewardId"] == granted.data["rewardId"]
    assert credits(books, company_id) == {f"company:{company_id}:claim": 1, "platform:listing-credits-redeemed": -1}


def test_o6_w6_credits_that_were_written_off_are_not_missing_from_the_next(
        stack, staff, tracker, make_scene, events, notifications):
    company_id = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
    option = {"option": "listing-credits", "companyId": company_id}
    first, second = make_scene(rewardOption=option), make_scene(rewardOption=option)
    first.hire(tracker)
    granted = events.expect("rewards.listing-credits-granted", lambda e: e.data["companyId"] == company_id).data
    first.company_id = second.company_id = company_id
    await_rest(stack, events, ("offers", "rewards"))
    for _ in range(3):
        first.publish_offer()
    await_rest(stack, events, ("rewards",))
    first.withdraw(tracker, withdrawnAt=later(minutes=1))
    claim = notifications.expect("staff.claim-opened", lambda m: m.details["holder"]["id"] == company_id).details
    staff.accept("rewards.settle-claim", {
        "claimId": claim["claimId"], "manner": "written-off", "amount": 3, "reason": "Cessation d'activité."})
    await_rest(stack, events, ("offers", "rewards"))
    second.hire(tracker)
    events.expect("rewards.listing-credits-granted",
                  lambda e: e.data["companyId"] == company_id and e.data["rewardId"] != granted["rewardId"])
    await_rest(stack, events, ("offers",))
    offer_id = second.publish_offer()[0]
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    assert published.data["paidWith"] == "listing-credit"


def credits(books, company_id):
    entries = books.of_holders([f"company:{company_id}"])
    return {account: amount for account, amount in sums(entries, lambda e: e.account).items() if amount}


def test_w5_operators_read_the_books_and_nothing_else_of_rewards(stack):
    for view in ("ledger_entries", "ledger_transactions", "account_balances"):
        query(stack, f"set role coopt_operators; select * from rewards.{view} limit 1")
    columns = query(stack, "select column_name::text from information_schema.columns where table_schema = 'rewards'"
                           " and table_name = 'ledger_transactions'")
    assert {column for column, in columns} >= {
        "transaction_id", "cause_id", "message_id", "recommendation_id", "policy_version", "reverses_transaction_id",
        "recorded_at"}


def test_w5_balances_are_the_sums_of_the_entries_and_each_cause_has_one_transaction(stack):
    assert not query(stack, """
        select account, unit, balance, total from rewards.account_balances
        full join (select account, unit, sum(amount) as total from rewards.ledger_entries group by account, unit) as sums
          using (account, unit)
        where balance is distinct from total
        """)
    assert not query(stack, "select cause_id from rewards.ledger_transactions group by cause_id having count(*) > 1")
    assert query(stack, "select count(*) from rewards.ledger_transactions")[0][0] > 0


# Points and statements


def test_w7_a_qualification_scores_and_is_decided_once(staff, scene, events, policy):
    scene.interview()
    awarded = events.expect("rewards.points-awarded", of(scene))
    assert (awarded.data["rule"], awarded.data["points"]) == (
        "recommendation-qualified", policy["points"]["recommendationQualified"])
    again = {"recommendationId": scene.recommendation_id, "outcome": "qualified", "candidateInformed": True}
    assert staff.refuse("qualification.record-interview", again)["code"] == "already-decided"


def test_w6_a_statement_shows_the_lines_of_the_member_in_the_columns_of_the_ledger(staff, tracker, scene, events):
    scene.hire(tracker)
    events.expect("rewards.reward-settled", of(scene))
    statement = staff.accept("rewards.get-statement", {"memberId": scene.member.id})
    assert statement["balances"].keys() >= {"payableCents", "claimCents", "points"}
    assert {entry["account"] for entry in statement["entries"]} <= {
        f"member:{scene.member.id}:payable", f"member:{scene.member.id}:points"}
    assert all(entry.keys() >= {"entryId", "transactionId", "account", "unit", "amount", "causeId", "recordedAt"}
               for entry in statement["entries"])
    assert staff.refuse("rewards.get-statement", {"memberId": new_id()})["code"] == "member-not-found"


# What is told


def test_n1_staff_are_told_every_field_of_an_event_in_french(stack, staff, tracker, make_scene, events, notifications):
    scene = make_scene(locale="en")
    scene.interview()
    scene.hire(tracker)
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", of(scene))
    await_rest(stack, events)
    notifications.catch_up()
    by_cause = {event.id: event for event in events.collected}
    told = {}
    for message in notifications.matching(lambda m: m.routing_key.startswith("staff.") and m.causation_id in by_cause):
        event = by_cause[message.causation_id]
        assert event.data.items() <= message.details.items(), (event, message)
        assert message.data["locale"] == "fr" and message.data["subject"] and message.data["text"]
        told[message.name] = event.name
    assert told.keys() >= {"member-joined", "recommendation-attributed", "interview-requested", "candidate-qualified",
                           "candidate-transmitted", "hire-attributed", "reward-granted", "reward-settled",
                           "payout-requested", "hire-withdrawn", "reward-reversed"}


def test_n1_members_are_told_the_fields_of_an_event_too(stack, events, notifications, tracker, scene):
    scene.interview()
    scene.hire(tracker)
    events.expect("rewards.reward-settled", of(scene))
    await_rest(stack, events)
    notifications.catch_up()
    by_cause = {event.id: event for event in events.collected}
    told = [m for m in notifications.collected if m.routing_key.startswith(f"member.{scene.member.id}.")]
    assert {message.name for message in told} >= {"recommendation-attributed", "candidate-qualified", "candidate-hired",
                                                  "reward-granted", "reward-settled"}
    for message in told:
        event = by_cause[message.causation_id]
        missing = event.data.keys() - message.details.keys()
        assert not missing & {"recommendationId", "offerId", "hireId", "rewardId", "amountCents", "quote"}, message
        assert all(event.data[key] == value for key, value in message.details.items() if key in event.data)


def test_w6_the_tax_information_goes_once_a_year_with_the_first_payment(stack, tracker, scene, events, notifications):
    for _ in range(2):
        scene.hire(tracker)
        scene.candidate, scene.application = stranger(), {"applicationId": new_id()}
        scene.offer_id = scene.publish_offer()[0]
        scene.recommend(scene.offer_id, scene.candidate)
    payouts = events.gather(lambda e: e.routing_key == "rewards.payout-requested"
                            and e.data["beneficiary"]["id"] == scene.member.id, 2)

    def told():
        await_rest(stack, events)
        notifications.catch_up()
        return [message.name for message in notifications.collected
                if message.routing_key.startswith(f"member.{scene.member.id}.")]

    assert (told().count("reward-settled"), told().count("tax-information")) == (2, 0)
    with Finance(stack) as finance:
        finance.replies([finance.confirm(payout.data["payoutId"]) for payout in payouts])
    assert (told().count("payout-made"), told().count("tax-information")) == (2, 1)


def test_n1_a_candidate_is_told_once_for_each_recommendation_and_by_whom_only_in_general(
        stack, events, notifications, scene):
    scene.recommend(scene.publish_offer()[0], scene.candidate)
    await_rest(stack, events)
    notifications.catch_up()
    told = [m for m in notifications.collected if m.routing_key == f"candidate.{scene.candidate.id}.recommended"]
    assert len(told) == 2
    for message in told:
        assert not [trace for trace in scene.member.traces if trace in message.text]
        assert "membre" in message.data["text"]
