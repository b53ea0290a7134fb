"""Policies in the console: read, tried, changed from a date on, cancelled, confirmed by a second person."""

import re

import pytest
from outside.envelope import later
from outside.people import unique
from playwright.sync_api import expect

FAR = "2035-03-01"


def notice(page):
    return page.get_by_role("status")


def policy(staff, service):
    return staff.accept(f"{service}.get-policy", {})


@pytest.fixture
def put_back(staff):
    """What a test leaves scheduled is withdrawn, so that others can change policies; what it asked for stays unconfirmed."""
    services = []
    yield services.append
    for service in services:
        upcoming = policy(staff, service).get("upcoming")
        if upcoming:
            answer = staff.accept(f"{service}.cancel-policy-change", {"version": upcoming[0]["version"]}, actor="ada")
            if "decisionId" in answer:
                staff.accept(f"{service}.confirm-decision", {"decisionId": answer["decisionId"]}, actor="beth")


def schedule(page, service, label, value, day=FAR):
    """Fills in one term and a day, looks at what would change, and sends it."""
    page.goto(f"/policies/{service}/change")
    page.get_by_label(label, exact=True).first.fill(value)
    page.get_by_label("En vigueur à partir du").fill(day)
    page.get_by_role("button", name="Voir ce qui changera").click()


def test_policies_in_force_are_read_by_everybody(person, staff):
    page = person("reader", lang="en")
    page.goto("/policies")
    rewards = policy(staff, "rewards")
    card = page.get_by_role("article").filter(has=page.get_by_role("link", name="Bonuses, points and levels"))
    euros = f"€{rewards['amounts']['expert'] / 100:,.2f}"
    expect(card).to_contain_text(euros)
    expect(card).to_contain_text(f"version {rewards['version']}")
    members = page.get_by_role("article").filter(has=page.get_by_role("link", name="Members and invitations"))
    expect(members).to_contain_text(policy(staff, "members")["timeZone"])
    for title in ("Offers and solicitations", "Attribution of candidates"):
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.go_back()
    expect(page.get_by_role("link", name="Change", exact=False)).to_have_count(0)
    for service in ("rewards", "offers", "recommendations", "members"):
        assert page.goto(f"/policies/{service}/change").status == 403


@pytest.mark.parametrize("service, label, field, new", [
    ("rewards", "Visite du jour", ("points", "dailyVisit"), lambda old: old + 1),
    ("offers", "Membres par vague, au plus", ("waveMaximumSize",), lambda old: 77),
    ("recommendations", "Durée de l’attribution d’un candidat", ("attributionValidityDays",), lambda old: 3000),
    ("members", "Durée d’une invitation", ("invitationValidityDays",), lambda old: old - 1),
])
def test_a_change_is_shown_scheduled_for_its_day_and_cancelled(person, staff, put_back, service, label, field, new):
    def value(terms):
        for name in field:
            terms = terms.get(name) if terms else None
        return terms

    before = policy(staff, service)
    put_back(service)
    page = person("administrator")
    schedule(page, service, label, str(new(value(before))))
    review = page.get_by_role("region", name="Ce qui changera")
    expect(review.get_by_role("row")).to_have_count(2)
    expect(review).to_contain_text("1er mars 2035")
    page.get_by_text("Ce qui sera envoyé").click()
    sent = review.locator("pre").inner_text()
    assert field[-1] in sent and "inForceFrom" in sent and sent.count(":") == len(field) + 3  # the instant has two
    assert policy(staff, service) == before, "looking changes nothing"
    review.get_by_role("button", name="Envoyer ce changement").click()
    expect(notice(page)).to_contain_text("C’est prévu")
    upcoming = policy(staff, service)["upcoming"]
    assert [value(version) for version in upcoming] == [new(value(before))]
    assert upcoming[0]["inForceFrom"].startswith("2035-02-28T23:00:00"), "the day begins in the platform's zone"
    page.goto("/policies")
    card = page.get_by_role("article").filter(
        has_text=f"version {upcoming[0]['version']}").filter(has_text="Annuler ce changement")
    expect(card).to_contain_text("1er mars 2035")
    card.get_by_text("Annuler ce changement").first.click()
    card.get_by_role("button", name="Annuler ce changement").click()
    expect(notice(page)).to_contain_text("Le changement est annulé")
    assert policy(staff, service) == before
    trail = staff.accept(f"{service}.list-corrections", {"since": later(minutes=-5)})["corrections"]
    mine = {each["command"] for each in trail if each["actor"] == "ada"}
    assert mine >= {f"{service}.change-policy", f"{service}.cancel-policy-change"}


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_sent(person, staff):
    before = policy(staff, "rewards")
    page = person("administrator")
    page.goto("/policies/rewards/change")
    amounts = page.get_by_role("group", name="Prime d’une embauche")
    amounts.get_by_label("Expert").fill("mille")
    page.get_by_label("Versement 1, Part en %").fill("60")
    page.get_by_role("button", name="Voir ce qui changera").click()
    expect(page.get_by_label("Expert").first).to_have_attribute("aria-invalid", "true")
    expect(amounts).to_contain_text("doit être un montant")
    expect(page.get_by_role("group", name="Versements")).to_contain_text("au lieu de 100")
    expect(page.get_by_role("region", name="Ce qui changera")).to_have_count(0)
    amounts.get_by_label("Expert").fill("1 000,00")
    page.get_by_label("Versement 1, Part en %").fill("100")
    levels = page.get_by_role("group", name="Seuils des niveaux")
    levels.get_by_label("Confirmé").fill("9999999")
    page.get_by_role("button", name="Voir ce qui changera").click()
    expect(levels).to_contain_text("doivent monter")
    page.goto("/policies/rewards/change")
    page.get_by_role("button", name="Voir ce qui changera").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est différent")
    assert policy(staff, "rewards") == before


def test_what_the_service_refuses_stands_beside_its_field(person, staff):
    page = person("administrator")
    schedule(page, "members", "Fuseau horaire", "Europe/Atlantis")
    page.get_by_role("button", name="Envoyer ce changement").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Fuseau horaire")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Fuseau horaire")).to_have_value("Europe/Atlantis")
    assert "upcoming" not in policy(staff, "members")


def test_instalments_are_filled_in_as_rows(person, staff, put_back):
    put_back("rewards")
    page = person("administrator")
    page.goto("/policies/rewards/change")
    page.get_by_label("Versement 1, Part en %").fill("60")
    page.get_by_label("Versement 2, Part en %").fill("40")
    page.get_by_label("Versement 2, Jours").fill("90")
    page.get_by_label("Versement 2, Compté").select_option("start")
    page.get_by_label("En vigueur à partir du").fill(FAR)
    page.get_by_role("button", name="Voir ce qui changera").click()
    review = page.get_by_role("region", name="Ce qui changera")
    expect(review).to_contain_text("après l’entrée en fonction")
    review.get_by_role("button", name="Envoyer ce changement").click()
    expect(notice(page)).to_contain_text("C’est prévu")
    assert policy(staff, "rewards")["upcoming"][0]["instalments"] == [
        {"percent": 60, "from": "hire", "days": 0}, {"percent": 40, "from": "start", "days": 90}]


def test_two_people_at_the_same_policy_one_wins_and_the_other_reads_so(person, staff, put_back):
    put_back("members")
    page = person("administrator")
    before = policy(staff, "members")
    schedule(page, "members", "Durée d’une invitation", str(before["invitationValidityDays"] - 2))
    staff.accept("members.change-policy", {
        "invitationValidityDays": before["invitationValidityDays"] - 1, "inForceFrom": later(days=300)}, actor="beth")
    page.get_by_role("button", name="Envoyer ce changement").click()
    expect(page.get_by_role("alert")).to_contain_text("Quelqu’un d’autre a changé cette règle entre-temps")
    review = page.get_by_role("region", name="Ce qui changera")
    expect(review).to_contain_text(f"{before['invitationValidityDays'] - 1} jours")
    assert len(policy(staff, "members")["upcoming"]) == 1
    review.get_by_role("button", name="Envoyer ce changement").click()
    expect(notice(page)).to_contain_text("C’est prévu")
    assert [version["invitationValidityDays"] for version in policy(staff, "members")["upcoming"]] == [
        before["invitationValidityDays"] - 1, before["invitationValidityDays"] - 2]


def test_a_policy_is_tried_and_who_gains_and_loses_is_a_picture(person, staff, tracker, scene, put_back):
    scene.interview()
    scene.hire(tracker)
    before = policy(staff, "rewards")
    beginner = before["amounts"]["beginner"] // 100
    tried = {"amounts": {"beginner": (beginner + 150) * 100}, "points": {"recommendationQualified": 0}}
    page = person("administrator")
    page.goto("/policies/rewards")
    page.get_by_role("link", name="Essayer").click()
    page.get_by_role("group", name="Prime d’une embauche").get_by_label("Débutant").fill(str(beginner + 150))
    page.get_by_label("Candidat qualifié").fill("0")
    page.get_by_role("button", name="Essayer sur ce qui est enregistré").click()
    picture = page.get_by_role("img", name=re.compile("^Qui perd, qui gagne, en euros"))
    expect(picture).to_be_visible()
    answer = staff.accept("rewards.try-policy", tried)
    bars = [bar for bar in answer["amountCentsChanges"] if bar["from"]]
    assert bars and sum(bar["members"] for bar in bars) > 0
    expect(picture.locator("rect.gain")).to_have_count(sum(bar["from"] > 0 for bar in bars))
    expect(picture.locator("rect.loss")).to_have_count(sum(bar["from"] < 0 for bar in bars))
    points = page.get_by_role("img", name=re.compile("^Qui perd, qui gagne, en points"))
    expect(points.locator("rect.loss")).to_have_count(sum(bar["from"] < 0 for bar in answer["pointsChanges"]))
    table = page.get_by_role("table", name="Qui perd, qui gagne, en euros")
    expect(table.get_by_role("row")).to_have_count(len(answer["amountCentsChanges"]) + 1)
    assert policy(staff, "rewards") == before, "trying changes nothing"
    # What was tried is taken over, to be scheduled.
    page.get_by_role("link", name="Reprendre ces règles").click()
    review = page.get_by_role("region", name="Ce qui changera")
    expect(review.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("group", name="Prime d’une embauche").get_by_label("Débutant")).to_have_value(
        str(beginner + 150))


def test_whoever_may_only_read_tries_too_and_schedules_nothing(person):
    page = person("reader", lang="en")
    page.goto("/policies/rewards/try")
    page.get_by_label("Sponsor’s share").fill("1")
    page.get_by_role("button", name="Try on what is recorded").click()
    expect(page.get_by_role("region", name="Result")).to_contain_text("so far")
    expect(page.get_by_role("link", name="Take these terms over")).to_have_count(0)
    page.get_by_role("group", name="Level thresholds").get_by_label("Confirmed").fill("99999999")
    page.get_by_role("button", name="Try on what is recorded").click()
    expect(page.get_by_role("group", name="Level thresholds")).to_contain_text("have to rise")


@pytest.fixture
def amounts_take_two(staff, put_back):
    """What is paid takes two people, as long as the test lasts; what it left scheduled is withdrawn first."""
    staff.accept("rewards.change-policy", {"twoPeopleForAmounts": True}, actor="ada")
    yield
    upcoming = policy(staff, "rewards").get("upcoming")
    if upcoming:
        staff.accept("rewards.cancel-policy-change", {"version": upcoming[0]["version"]}, actor="ada")
    waiting = staff.accept("rewards.change-policy", {"twoPeopleForAmounts": False}, actor="ada")
    staff.accept("rewards.confirm-decision", {"decisionId": waiting["decisionId"]}, actor="beth")
    assert not policy(staff, "rewards").get("twoPeopleForAmounts")


def test_a2_one_person_asks_and_another_confirms_what_pays(person, staff, amounts_take_two, notifications):
    before = policy(staff, "rewards")
    share = before["sponsorshipCents"] // 100
    ada = person("administrator")
    schedule(ada, "rewards", "Part du parrain", str(share + 11))
    expect(ada.get_by_role("main")).to_contain_text("se décide à deux")
    ada.get_by_role("button", name="Envoyer ce changement").click()
    expect(notice(ada)).to_contain_text("Une seconde personne doit le confirmer")
    assert policy(staff, "rewards") == before, "what waits is not in force"
    waiting = [each for each in staff.accept("rewards.list-decisions", {"state": "waiting"})["decisions"]
               if each["askedBy"] == "ada" and each["data"].get("sponsorshipCents") == (share + 11) * 100]
    decision = waiting[0]["decisionId"]
    mine = ada.get_by_role("article").filter(has_text="Changer les règles des primes").filter(
        has=ada.locator(f"#decision-{decision}"))
    expect(mine).to_contain_text("Vous l’avez demandé : quelqu’un d’autre le confirme.".replace(" :", "\u00a0:"))
    expect(mine.get_by_role("button", name="Confirmer")).to_have_count(0)
    # Whatever page somebody makes themselves: the service knows who asked.
    token = ada.locator("input[name=_token]").first.get_attribute("value")
    answer = ada.request.post("/do/rewards/confirm-decision", form={"_token": token, "decisionId": decision})
    assert answer.status == 422 and policy(staff, "rewards") == before

    beth = person("second")
    beth.goto("/policies")
    asked = beth.get_by_role("article").filter(has=beth.locator(f"#decision-{decision}"))
    expect(asked).to_contain_text("ada")
    changed = asked.get_by_role("row").filter(has_text="Part du parrain")
    expect(changed).to_contain_text(f"{share},00")
    expect(changed).to_contain_text(f"{share + 11},00")
    expect(asked).to_contain_text("1er mars 2035")
    asked.get_by_role("button", name="Confirmer").click()
    expect(notice(beth)).to_contain_text("Confirmé")
    notifications.expect("staff.decision-confirmed", lambda each: each.data["details"].get("decisionId") == decision)
    assert [version["sponsorshipCents"] for version in policy(staff, "rewards")["upcoming"]] == [(share + 11) * 100]
    beth.goto("/policies/decisions?state=confirmed&service=rewards")
    done = beth.get_by_role("article").filter(has=beth.locator(f"#decision-{decision}"))
    expect(done).to_contain_text("beth")
    # Who comes second reads that it was done.
    answer = beth.request.post("/do/rewards/confirm-decision", form={
        "_token": beth.locator("input[name=_token]").first.get_attribute("value"), "decisionId": decision})
    assert answer.status == 422


def test_a2_whoever_may_not_confirm_reads_what_waits(person, staff, amounts_take_two):
    word = policy(staff, "rewards")["matchingCents"] + 300
    waiting = staff.accept("rewards.change-policy", {"matchingCents": word, "inForceFrom": later(days=900)},
                           actor=f"ada {unique()}")
    for role, buttons in (("reader", 0), ("recruiter", 0), ("finance", 0), ("second", 1)):
        page = person(role)
        page.goto("/policies/decisions?state=waiting&service=rewards")
        card = page.get_by_role("article").filter(has=page.locator(f"#decision-{waiting['decisionId']}"))
        expect(card).to_contain_text("Ajout de la plateforme")
        expect(card.get_by_role("button", name="Confirmer")).to_have_count(buttons)


def test_the_latest_changes_of_a_policy_name_who_made_them(person, staff, put_back):
    put_back("offers")
    actor = f"zoe.{unique()}"
    version = staff.accept("offers.change-policy", {"waveMaximumSize": 5, "inForceFrom": later(days=2000)},
                           actor=actor)["version"]
    page = person("finance")
    page.goto("/policies/offers")
    line = page.get_by_role("listitem").filter(has_text=actor)
    expect(line).to_contain_text("Changer les règles des annonces")
    expect(line).to_contain_text(str(version))
    page.get_by_role("link", name="Tout le journal").click()
    page.wait_for_url("**/audit?service=offers")
    expect(page.get_by_role("row").filter(has_text=actor)).to_have_count(1)
    reader = person("reader")
    reader.goto("/policies/offers")
    expect(reader.get_by_text(actor)).to_have_count(0)
