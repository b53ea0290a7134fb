"""Charities: registered, amended, designated, retired, and what each is owed and was paid."""

import pytest
from bonuses import money, register_charity
from finance import Finance
from outside.client import ACCEPTED
from outside.deadline import observed
from outside.people import unique
from outside.topic import Topic
from playwright.sync_api import expect
from test_rewards import euros, expect_to_add_up, hired, notice, payouts


@pytest.fixture
def events(stack):
    with Topic(stack["COOPT_ADMIN_AMQP_URL"], exchange="coopt.events") as topic:
        yield topic


def account(staff, charity_id):
    (found,) = staff.accept("rewards.list-charity-accounts", {"charityId": charity_id})["charityAccounts"]
    return found


def act(page, summary, button):
    """Opens what is folded away, and does it."""
    page.locator("summary").filter(has_text=summary).click()
    page.get_by_role("button", name=button, exact=True).click()


def test_a_charity_is_registered_amended_and_retired_by_somebody_named(person, staff, events):
    name, email = f"Les amis {unique()}", f"bonjour@{unique().lower()}.example.org"
    page = person("finance")
    page.goto("/charities")
    page.locator("summary").filter(has_text="Inscrire une association").click()
    page.get_by_label("Nom").fill(name)
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Langue des lettres").select_option(label="anglais")
    page.get_by_role("button", name="Inscrire").click()
    expect(notice(page)).to_contain_text("L’association est inscrite.")
    told = events.expect("rewards.charity-described", lambda e: e.data["name"] == name).data
    assert (told["contactEmail"], told["locale"], told["active"], told["designated"]) == (email, "en", True, False)
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"**/charities/{told['charityId']}")
    expect(page.get_by_text(email).first).to_be_visible()
    assert name not in page.title() + page.url

    page.locator("summary").filter(has_text="Modifier").click()
    page.get_by_label("Nom").fill(f"{name} bis")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{name} bis")
    amended = account(staff, told["charityId"])
    assert (amended["name"], amended["contactEmail"], amended["active"]) == (f"{name} bis", email, True)

    act(page, "Retirer", "Retirer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retirée")
    assert account(staff, told["charityId"])["active"] is False
    trail = staff.accept("rewards.list-corrections", {"pageSize": 200})["corrections"]
    assert {entry["actor"] for entry in trail if entry["subject"] == told["charityId"]} == {"fay"}
    page.goto("/charities?active=false")
    expect(page.get_by_role("link", name=f"{name} bis")).to_be_visible()
    page.goto("/charities?active=true")
    expect(page.get_by_role("link", name=f"{name} bis")).to_have_count(0)

    page.goto(f"/charities/{told['charityId']}")
    act(page, "Remettre sur la liste", "Remettre sur la liste")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Active")
    assert account(staff, told["charityId"])["active"] is True


def test_a_charity_is_designated_and_designated_no_more(person, staff):
    before = [found["charityId"] for found in staff.accept("rewards.list-charities", {"pageSize": 200})["charities"]
              if found["designated"]]
    charity = register_charity(staff)
    page = person("finance")
    page.goto(f"/charities/{charity}")
    try:
        act(page, "Désigner", "Désigner")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Désignée")
        assert account(staff, charity)["designated"] is True
        act(page, "Ne plus désigner", "Ne plus désigner")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Désignée")
        assert account(staff, charity)["designated"] is False
    finally:
        for charity_id in before:  # as others on this platform left it
            staff.accept("rewards.update-charity", {"charityId": charity_id, "designated": True})


def test_what_a_charity_is_owed_and_was_paid_is_what_the_books_say(
        stack, person, staff, tracker, make_scene, books):
    charity = register_charity(staff)
    scene = make_scene(rewardOption={"option": "donate", "charityId": charity})
    reward = hired(scene, tracker, staff)
    given = reward["amountCents"] + 25_000
    page = person("reader")
    page.goto(f"/charities/{charity}")
    owed, paid = (page.locator(".figure").filter(has_text=text) for text in ("reste dû", "payé jusqu’ici"))
    expect(owed).to_contain_text(euros(given))
    expect(paid).to_contain_text(euros(0))
    assert money(books, scene, f"charity:{charity}")[f"charity:{charity}:payable"] == -given
    (payout,) = payouts(staff, charity)
    expect(page.locator(f"#payout-{payout['payoutId']}")).to_contain_text("Demandé")
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(payout["payoutId"])).type == ACCEPTED
    observed(lambda: account(staff, charity)["paidCents"] == given, "the payment is in the books")
    page.reload()
    expect(owed).to_contain_text(euros(0))
    expect(paid).to_contain_text(euros(given))
    page.get_by_role("link", name="Tous ses versements").click()
    page.wait_for_url(f"**/rewards/payouts?beneficiaryId={charity}")
    expect(page.locator(f"#payout-{payout['payoutId']}")).to_contain_text("Payé")
    page.goto(f"/rewards/{reward['rewardId']}")
    sources = page.get_by_role("table", name="D’où il vient", exact=True)
    expect(sources.get_by_role("row").filter(has_text="Ajout de la plateforme")).to_contain_text(euros(25_000))
    expect_to_add_up(page)


def test_a_name_that_is_too_long_is_said_beside_its_field(person):
    page = person("finance")
    page.goto("/charities")
    page.locator("summary").filter(has_text="Inscrire une association").click()
    page.get_by_label("Nom").fill("a" * 201)
    page.get_by_role("button", name="Inscrire").click()
    expect(page.get_by_label("Nom")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Nom")).to_have_value("a" * 201)
