"""Bonuses: what is held and released, what failed and is asked for again, what is claimed and settled, where every euro went."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bonuses import money, of, register_charity
from finance import Finance
from outside.client import ACCEPTED
from outside.deadline import observed
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from outside.topic import Topic
from playwright.sync_api import expect

ADDS_UP = "Le compte est bon au centime près."
BOOKS_AGREE = "Les livres disent la même chose, compte par compte."
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")


@pytest.fixture
def finance(stack):
    with Finance(stack) as system:
        yield system


@pytest.fixture
def events(stack):
    with Topic(stack["COOPT_ADMIN_AMQP_URL"], exchange="coopt.events") as topic:
        yield topic


def reported(reply):
    assert reply.type == ACCEPTED, reply.raw
    return reply.data


def rewards(staff, member_id, **filters):
    return staff.accept("rewards.list-rewards", {"memberId": member_id} | filters)["rewards"]


def payouts(staff, holder_id, **filters):
    return staff.accept("rewards.list-payouts", {"beneficiaryId": holder_id} | filters)["payouts"]


def hired(scene, tracker, staff):
    """Has the candidate hired; the bonus."""
    scene.hire(tracker)
    observed(lambda: rewards(staff, scene.member.id) != [], "the bonus is granted")
    return rewards(staff, scene.member.id)[0]


def claimed(scene, tracker, finance, staff, notifications):
    """Has a bonus paid and the hire withdrawn; the claim, and the bonus."""
    reward = hired(scene, tracker, staff)
    (payout,) = payouts(staff, scene.member.id)
    reported(finance.reply(finance.confirm(payout["payoutId"])))
    scene.withdraw(tracker)
    told = notifications.expect("staff.claim-opened", lambda m: m.details["holder"]["id"] == scene.member.id)
    return told.details, reward


def euros(cents):
    """An amount as the pages print it, in French, whatever its spaces are."""
    return re.compile(f"{cents // 100:,}".replace(",", r"\s") + rf",{cents % 100:02}\s€")


def notice(page):
    """What the page says was done."""
    return page.locator("p.notice.good[role=status]")


def expect_to_add_up(page):
    """The picture and the books: computed on the page, and computed here from its tables."""
    expect(page.locator("#adds-up")).to_contain_text(ADDS_UP)
    expect(page.locator("#books-agree")).to_contain_text(BOOKS_AGREE)

    def cents(text):
        return int(re.sub(r"[^0-9−]", "", text).replace("−", "-"))
    for name, total in (("D’où il vient", "#money-in"), ("Où il est", "#money-out")):
        rows = page.get_by_role("table", name=name, exact=True).locator("tbody td.amount").all_inner_texts()
        assert sum(map(cents, rows)) == cents(page.locator(total).inner_text())
    assert page.locator("#money-in").inner_text() == page.locator("#money-out").inner_text()


def test_a_held_bonus_stands_first_with_the_reason_and_is_released_by_a_choice(
        person, staff, tracker, make_scene, books, notifications):
    scene = make_scene(rewardOption=None)
    charity = register_charity(staff, name=f"Le refuge {unique()}")
    name = staff.accept("rewards.list-charity-accounts", {"charityId": charity})["charityAccounts"][0]["name"]
    reward = hired(scene, tracker, staff)
    assert (reward["state"], reward["holdReason"]) == ("held", "option-open")
    page = person("finance")
    page.goto("/rewards")
    held = page.locator("#rewards-held")
    row = held.get_by_role("row").filter(has=page.locator(f'a[href="/rewards/{reward["rewardId"]}"]'))
    expect(row).to_contain_text("Le membre n’a pas choisi")
    row.get_by_role("link", name="Prime").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retenue")
    page.get_by_label("Option").select_option(label="Partagée avec une association")
    charities = page.get_by_label("Association", exact=True)
    if charities.evaluate("field => field.tagName") == "SELECT":
        charities.select_option(label=name)
    else:  # There are more than can be chosen from.
        charities.fill(charity)
    page.get_by_role("button", name="Choisir et régler la prime").click()
    expect(notice(page)).to_contain_text("La prime est réglée.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Réglée")
    expect(page.get_by_role("button", name="Choisir et régler la prime")).to_have_count(0)
    notifications.expect("staff.reward-settled", lambda m: m.details["rewardId"] == reward["rewardId"])
    half = reward["amountCents"] // 2
    assert money(books, scene, f"charity:{charity}") == {
        "platform:bonus-expense": reward["amountCents"], f"member:{scene.member.id}:payable": -half,
        f"charity:{charity}:payable": -(reward["amountCents"] - half)}
    expect_to_add_up(page)


def test_a_choice_that_names_nobody_is_said_beside_its_field_and_nothing_is_done(person, staff, tracker, make_scene):
    scene = make_scene(rewardOption=None)
    reward = hired(scene, tracker, staff)
    page = person("finance")
    page.goto(f"/rewards/{reward['rewardId']}")
    page.get_by_label("Option").select_option(label="Donnée entière à une association")
    page.get_by_role("button", name="Choisir et régler la prime").click()
    expect(page.get_by_label("Association", exact=True)).to_have_attribute("aria-invalid", "true")
    assert rewards(staff, scene.member.id)[0]["state"] == "held"


def test_two_people_choose_and_the_second_reads_that_it_is_settled(person, staff, tracker, make_scene, books):
    scene = make_scene(rewardOption=None)
    reward = hired(scene, tracker, staff)
    first, second = person("finance"), person("administrator")
    for page in (first, second):
        page.goto(f"/rewards/{reward['rewardId']}")
        page.get_by_label("Option").select_option(label="Versée au membre")
    first.get_by_role("button", name="Choisir et régler la prime").click()
    expect(notice(first)).to_contain_text("La prime est réglée.")
    second.get_by_role("button", name="Choisir et régler la prime").click()
    expect(second.get_by_role("alert")).to_be_visible()
    assert money(books, scene) == {"platform:bonus-expense": reward["amountCents"],
                                   f"member:{scene.member.id}:payable": -reward["amountCents"]}


def test_a_retired_charity_is_why_a_bonus_is_held(person, staff, tracker, make_scene):
    charity = register_charity(staff)
    scene = make_scene(rewardOption={"option": "donate", "charityId": charity})
    staff.accept("rewards.update-charity", {"charityId": charity, "active": False})
    reward = hired(scene, tracker, staff)
    page = person("reader")
    page.goto("/rewards/all")
    page.get_by_label("Motif de la retenue").select_option(label="L’association choisie est retirée")
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**/rewards/all?*reason=charity-retired*")
    expect(page.locator(f'a[href="/rewards/{reward["rewardId"]}"]')).to_be_visible()
    page.goto(f"/rewards/{reward['rewardId']}")
    expect(page.get_by_role("button", name="Choisir et régler la prime")).to_have_count(0)


def test_the_second_who_asks_again_reads_that_somebody_did(person, staff, tracker, finance, scene, notifications):
    hired(scene, tracker, staff)
    (payout,) = payouts(staff, scene.member.id)
    reported(finance.reply(finance.fail(payout["payoutId"], reason=f"Compte clos {unique()}")))
    notifications.expect("staff.payout-failed", lambda m: m.details["payoutId"] == payout["payoutId"])
    first, second = person("finance"), person("administrator")
    for page in (first, second):
        page.goto("/rewards/payouts?state=failed")
        row = page.locator(f"#payout-{payout['payoutId']}")
        expect(row).to_contain_text(scene.member.full_name)
        row.get_by_text("Redemander", exact=True).first.click()
    for page in (first, second):
        page.locator(f"#payout-{payout['payoutId']}").get_by_role("button", name="Redemander").click()
    expect(notice(first)).to_contain_text("Le versement est redemandé.")
    told = second.locator(".meanwhile li")
    expect(told.first).to_contain_text("redemandé à la comptabilité")
    expect(told.last).to_contain_text("Versement redemandé par fay")
    assert sorted(p["state"] for p in payouts(staff, scene.member.id)) == ["cancelled", "requested"]


def test_a_payment_that_failed_is_asked_for_again_once(
        stack, person, staff, tracker, finance, scene, notifications, books):
    reward = hired(scene, tracker, staff)
    (payout,) = payouts(staff, scene.member.id)
    reason = f"Compte inconnu {unique()}"
    reported(finance.reply(finance.fail(payout["payoutId"], reason=reason)))
    notifications.expect("staff.payout-failed", lambda m: m.details["payoutId"] == payout["payoutId"])
    page = person("finance")
    page.goto("/rewards/payouts?state=failed")
    row = page.locator(f"#payout-{payout['payoutId']}")
    expect(row).to_contain_text(reason)
    with Topic(stack["COOPT_FINANCE_AMQP_URL"], keys=["finance.payout-requested"], queue_prefix="finance.test") as heard:
        row.get_by_text("Redemander", exact=True).first.click()
        row.get_by_role("button", name="Redemander").dblclick()
        expect(notice(page)).to_contain_text("Le versement est redemandé.")
        asked = heard.expect("finance.payout-requested", lambda m: m.data.get("retries") == payout["payoutId"]).data
    expect(page).to_have_url(re.compile("state=failed"))
    expect(page.locator(f"#payout-{payout['payoutId']}")).to_have_count(0)
    assert sorted(p["state"] for p in payouts(staff, scene.member.id)) == ["cancelled", "requested"]
    reported(finance.reply(finance.confirm(asked["payoutId"], reference="VIR 77")))
    page.goto(f"/rewards/{reward['rewardId']}")
    expect(page.locator(f"#payout-{asked['payoutId']}")).to_contain_text("VIR 77")
    assert money(books, scene) == {"platform:bonus-expense": reward["amountCents"],
                                   "platform:cash": -reward["amountCents"]}
    expect_to_add_up(page)


def test_a_claim_is_paid_back_in_euros_and_the_rest_is_written_off_with_a_reason(
        person, staff, tracker, finance, scene, notifications, books):
    claim, reward = claimed(scene, tracker, finance, staff, notifications)
    page = person("finance")
    page.goto("/rewards/claims?open=true")
    row = page.locator(f"#claim-{claim['claimId']}")
    expect(row).to_contain_text(euros(claim["amount"]))
    row.get_by_text("Solder", exact=True).first.click()
    row.get_by_label("Comment").select_option(label="Remboursée")
    row.get_by_label("Montant en euros").fill("123,45")
    row.get_by_label("Référence du remboursement").fill("VIR 12")
    row.get_by_role("button", name="Solder").click()
    expect(notice(page)).to_contain_text("La créance est soldée de ce montant.")
    told = notifications.expect("staff.claim-settled", lambda m: m.details["claimId"] == claim["claimId"]).details
    assert (told["amount"], told["manner"], told["actor"]) == (12_345, "repaid", "fay")
    rest = claim["amount"] - 12_345
    assert money(books, scene) == {f"member:{scene.member.id}:claim": rest, "platform:cash": -rest}
    row = page.locator(f"#claim-{claim['claimId']}")
    expect(row).to_contain_text(euros(rest))
    # Without a reason nothing is written off.
    row.get_by_text("Solder", exact=True).first.click()
    row.get_by_label("Comment").select_option(label="Abandonnée")
    row.get_by_role("button", name="Solder").click()
    expect(page.get_by_label("Motif")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Motif").fill("Parti sans laisser d’adresse.")
    page.get_by_role("button", name="Solder").click()
    expect(notice(page)).to_contain_text("La créance est soldée de ce montant.")
    assert money(books, scene) == {"platform:cash": -rest, "platform:claims-written-off": rest}
    expect(page.locator(f"#claim-{claim['claimId']}")).to_have_count(0)
    page.goto(f"/rewards/hires/{reward['hireId']}")
    ends = page.get_by_role("table", name="Où il est", exact=True)
    expect(ends.get_by_role("row").filter(has_text="Remboursé")).to_contain_text(euros(12_345))
    expect(ends.get_by_role("row").filter(has_text="Abandonné")).to_contain_text(euros(rest))
    expect(page.get_by_role("listitem").filter(has_text="Créance soldée").first).to_contain_text("fay")
    expect_to_add_up(page)


def test_a_claim_in_listing_credits_is_settled_in_credits(
        person, staff, tracker, make_scene, notifications, events):
    scene = make_scene(rewardOption=None)
    reward = hired(scene, tracker, staff)
    staff.accept_once_known("rewards.choose-option", {
        "rewardId": reward["rewardId"], "option": "listing-credits", "companyId": scene.company_id})
    events.expect("rewards.listing-credits-granted", lambda e: e.data["companyId"] == scene.company_id)
    observed(lambda: staff.accept("offers.get-company", {"companyId": scene.company_id})["listingCredits"] == 3,
             "the company has its credits")
    scene.publish_offer()
    events.expect("offers.offer-published",
                  lambda e: e.data["companyId"] == scene.company_id and e.data["paidWith"] == "listing-credit")
    scene.withdraw(tracker)
    claim = notifications.expect("staff.claim-opened", lambda m: m.details["holder"]["id"] == scene.company_id).details
    page = person("finance")
    page.goto("/rewards/claims?open=true")
    row = page.locator(f"#claim-{claim['claimId']}")
    expect(row).to_contain_text("1\u00a0crédit d’annonce")
    row.get_by_text("Solder", exact=True).first.click()
    expect(row.get_by_label("Montant en euros")).to_have_count(0)
    row.get_by_label("Comment").select_option(label="Remboursée")
    row.get_by_label("Nombre de crédits").fill("1")
    row.get_by_role("button", name="Solder").click()
    expect(notice(page)).to_contain_text("La créance est soldée de ce montant.")
    told = notifications.expect("staff.claim-settled", lambda m: m.details["claimId"] == claim["claimId"]).details
    assert (told["unit"], told["remaining"]) == ("listing-credits", 0)


def test_a_payment_stands_for_the_bonus_that_is_granted_anew(
        person, staff, tracker, finance, scene, notifications, events, books):
    claim, first = claimed(scene, tracker, finance, staff, notifications)
    scene.hire(tracker, asOf=instant())
    events.gather(lambda e: e.routing_key == "rewards.reward-settled" and of(scene)(e), 2)
    page = person("reader", lang="en")
    page.goto(f"/rewards/hires/{first['hireId']}")
    ends = page.get_by_role("table", name="Where it is", exact=True)
    expect(ends.get_by_role("row").filter(has_text="Counts for another bonus")).to_be_visible()
    expect(ends.get_by_role("row").filter(has_text="Paid before")).to_be_visible()
    expect(page.locator("#adds-up")).to_contain_text("It adds up to the cent.")
    expect(page.locator("#books-agree")).to_contain_text("The books say the same")
    assert money(books, scene) == {"platform:bonus-expense": claim["amount"], "platform:cash": -claim["amount"]}
    # What the picture shows is in the tables, too: each bar has its label and amount in text.
    for label in ("Counts for another bonus", "Paid before"):
        expect(page.locator("svg.money text").filter(has_text=label)).not_to_have_count(0)
    assert page.locator("svg.money path").count() == page.locator("svg.money path title").count() > 4


def test_the_picture_leads_back_to_the_report_and_holds_the_sponsors_share(
        person, staff, tracker, scene, make_scene, books):
    sponsored = make_scene()
    sponsored.member = sponsored.admit(sponsor=scene.member)
    sponsored.offer_id, _ = sponsored.publish_offer()
    sponsored.candidate = stranger()
    sponsored.recommendation = sponsored.recommend(sponsored.offer_id, sponsored.candidate, sponsored.member)
    sponsored.hire(tracker)
    observed(lambda: rewards(staff, scene.member.id, kind="sponsorship") != [], "the sponsor has a share")
    (bonus,) = rewards(staff, sponsored.member.id)
    page = person("finance")
    page.goto(f"/rewards/{bonus['rewardId']}")
    page.get_by_role("link", name="Tout l’argent de cette embauche").click()
    page.wait_for_url(f"**/rewards/hires/{bonus['hireId']}")
    expect(page.get_by_text(sponsored.application["applicationId"]).first).to_be_visible()
    sources = page.get_by_role("table", name="D’où il vient", exact=True)
    expect(sources.get_by_role("row").filter(has_text="Part de parrain")).to_contain_text(euros(25_000))
    expect(sources.get_by_role("row").filter(has_text="Total")).to_contain_text(euros(25_000 + bonus["amountCents"]))
    expect_to_add_up(page)
    # The books, line by line: debits and credits of each transaction are what the operators' view says.
    page.get_by_text("Les écritures, ligne à ligne").first.click()
    journal = page.get_by_role("table", name="Les écritures, ligne à ligne")
    for entry in books.of_members([scene.member.id, sponsored.member.id]):
        if entry.cause_id.startswith(f"hire:{bonus['hireId']}"):
            expect(journal).to_contain_text(entry.transaction_id)


def test_what_is_due_stands_in_the_calendar_on_its_day_and_leads_to_its_bonuses(person, staff, tracker, scene):
    reward = hired(scene, tracker, staff)
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    page = person("reader")
    page.goto("/rewards")
    day = page.locator("#calendar td[aria-current=date]")
    expect(day).to_contain_text("Demandé")
    day.get_by_role("link").click()
    page.wait_for_url(f"**/rewards/all?dueOn={today.isoformat()}")
    expect(page.locator(f'a[href="/rewards/{reward["rewardId"]}"]')).to_be_visible()
    page.goto("/rewards")
    page.locator("#calendar a[rel=next]").click()
    following = MONTHS[today.month % 12]
    expect(page.get_by_role("table", name=f"{following} {today.year + (today.month == 12)}")).to_be_visible()
    expect(page.locator("#calendar td[aria-current=date]")).to_have_count(0)


def test_lists_are_filtered_and_other_pages_find_theirs_by_their_filters(person, staff, tracker, scene):
    reward = hired(scene, tracker, staff)
    page = person("reader")
    page.goto(f"/rewards?memberId={scene.member.id}")
    page.wait_for_url(f"**/rewards/all?memberId={scene.member.id}")
    expect(page.locator("#rewards-list tbody tr")).to_have_count(1)
    page.get_by_label("État").select_option(label="Réglée")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(f'a[href="/rewards/{reward["rewardId"]}"]')).to_be_visible()
    page.get_by_label("État").select_option(label="Retenue")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Rien ne correspond.")).to_be_visible()
    page.goto(f"/rewards/payouts?beneficiaryId={scene.member.id}")
    expect(page.locator("#payouts-list tbody tr")).to_have_count(1)


def test_a_members_statement_says_what_is_owed_and_what_was_paid_in_a_year(
        person, staff, tracker, finance, scene):
    reward = hired(scene, tracker, staff)
    (payout,) = payouts(staff, scene.member.id)
    page = person("finance")
    page.goto(f"/rewards/statement/{scene.member.id}")
    expect(page.get_by_text(scene.member.last_name).first).to_be_visible()
    assert scene.member.last_name not in page.title() + page.url
    expect(page.locator(".figure").filter(has_text="dû au membre")).to_contain_text(euros(reward["amountCents"]))
    reported(finance.reply(finance.confirm(payout["payoutId"])))
    year = str(datetime.now(ZoneInfo("Europe/Paris")).year)
    page.get_by_label("Année").select_option(year)
    page.get_by_role("button", name="Montrer").click()
    page.wait_for_url(f"**/rewards/statement/{scene.member.id}?year={year}")
    expect(page.locator("#paid-in-year")).to_contain_text(euros(reward["amountCents"]))
    expect(page.locator(".figure").filter(has_text="dû au membre")).to_contain_text(euros(0))
    lines = page.get_by_role("table", name="Mouvements d’argent")
    expect(lines.get_by_role("row").filter(has_text="Versement")).to_contain_text(euros(reward["amountCents"]))
    page.get_by_label("Année").select_option(str(int(year) - 1))
    page.get_by_role("button", name="Montrer").click()
    expect(page.locator("#paid-in-year")).to_contain_text(euros(0))
    expect(page.get_by_text("Aucun mouvement d’argent sur la période.")).to_be_visible()


def test_what_is_not_there_says_so(person):
    page = person("reader")
    for path in ("/rewards/" + new_id(), "/rewards/hires/" + new_id(), "/rewards/statement/" + new_id(),
                 "/rewards/nothing", "/charities/" + new_id()):
        assert page.goto(path).status == 404, path


def test_who_only_reads_is_offered_nothing_to_do(person, staff, tracker, finance, scene, notifications):
    claimed(scene, tracker, finance, staff, notifications)
    page = person("reader")
    for path in ("/rewards", "/rewards/claims?open=true", "/rewards/payouts?state=failed", "/charities"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("form.action")).to_have_count(0)
