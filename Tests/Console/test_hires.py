"""Hires: those that nobody owns, whose they are, and what is taken apart again."""

import re

import pytest
from crowd import await_known
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from playwright.sync_api import expect


def kept(staff, hire_id):
    return staff.accept("recommendations.get-hire", {"hireId": hire_id})


def unattributed(tracker, scene, **more):
    """A hire that is nobody's: its candidate is unknown, unless `more` says otherwise."""
    report = {"applicationId": new_id(), "offerReference": scene.reference, "hiredAt": instant(),
              "candidate": {"email": stranger().email}}
    answer = tracker.reply(tracker.hire(report | more)).data
    assert answer["outcome"] == "unattributed"
    return (report | more)["applicationId"], answer["hireId"]


def test_what_nobody_owns_stands_first_with_the_reason_in_words(person, tracker, scene):
    application, hire_id = unattributed(tracker, scene)
    page = person("recruiter")
    page.goto("/hires")
    row = page.get_by_role("row").filter(has_text=application)
    expect(row).to_contain_text("Non rattachée")
    expect(row).to_contain_text("La personne embauchée est inconnue")
    expect(row).to_contain_text(scene.reference)
    row.get_by_role("link", name="Rattacher").click()
    page.wait_for_url(f"**/hires/{hire_id}#attribute")
    expect(page.get_by_role("heading", name="À quelle recommandation la rattacher")).to_be_visible()


def test_hires_are_filtered_by_reason_system_member_and_whether_they_hold(person, staff, tracker, scene):
    application, _ = unattributed(tracker, scene)
    scene.hire(tracker)
    page = person("reader")
    page.goto("/hires")
    page.get_by_label("Raison").select_option(label="La personne embauchée est inconnue")
    page.get_by_text("Par identifiant").click()
    page.get_by_label("Système").fill("ats.example.com")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("row").filter(has_text=application)).to_have_count(1)
    page.goto("/hires")
    page.get_by_text("Par identifiant").click()
    page.get_by_label("Membre (identifiant)").fill(scene.member.id)
    page.get_by_label("Rattachement").select_option(label="Rattachées")
    page.get_by_role("button", name="Filtrer").click()
    row = page.get_by_role("row").filter(has_text=scene.application["applicationId"])
    expect(row).to_contain_text(scene.candidate.full_name)
    scene.withdraw(tracker)
    page.get_by_label("Rattachement").select_option(label="Retirées")
    page.get_by_role("button", name="Filtrer").click()
    expect(row).to_contain_text("Retirée")


def test_a_hire_whose_candidate_has_another_address_is_attributed_by_hand(
        person, staff, tracker, notifications, books, scene):
    application, hire_id = unattributed(tracker, scene)
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    expect(page.get_by_text("elles ne sont pas gardées ici")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=scene.candidate.full_name)
    expect(row).to_contain_text("même annonce")
    row.get_by_role("radio").check()
    word = unique()
    page.get_by_label("Pourquoi").first.fill(f"Elle a changé d’adresse, {word}.")
    page.get_by_role("button", name="Rattacher", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="L’embauche est rattachée.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(scene.candidate.full_name))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=word)).to_contain_text("rita")
    assert kept(staff, hire_id)["recommendationId"] == scene.recommendation_id
    notifications.expect("staff.reward-granted", lambda m: m.details["hireId"] == hire_id)
    notifications.expect("staff.reward-settled", lambda m: m.details["memberId"] == scene.member.id)
    assert any(entry["amount"] == -50000 for entry in staff.accept(
        "rewards.get-statement", {"memberId": scene.member.id})["entries"])


def test_who_was_recommended_for_another_offer_is_found_by_what_was_reported(person, staff, tracker, scene):
    offer_id, _ = scene.publish_offer()
    await_known(staff, [scene.member], [offer_id])
    _, hire_id = unattributed(tracker, scene, offerReference=None, offerId=offer_id,
                              candidate={"email": scene.candidate.email})
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    expect(page.get_by_text("La personne n’a pas été recommandée pour cette annonce")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=scene.candidate.full_name)
    expect(row).to_contain_text("même candidat")
    expect(row.get_by_role("radio")).not_to_be_checked()


def test_a_hire_is_attributed_to_a_recommendation_by_its_id_and_a_wrong_one_is_said_beside(
        person, staff, tracker, scene):
    _, hire_id = unattributed(tracker, scene, offerReference=f"REF-{unique()}")
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    expect(page.get_by_text("Aucune recommandation n’a ni")).to_be_visible()
    page.get_by_text("Rattacher à une autre recommandation").click()
    page.get_by_role("textbox", name="Recommandation").fill("not an id")
    page.get_by_label("Pourquoi").fill("Connu par ailleurs.")
    page.get_by_role("button", name="Rattacher", exact=True).click()
    expect(page.get_by_role("textbox", name="Recommandation")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("textbox", name="Recommandation").fill(scene.recommendation_id)
    page.get_by_role("button", name="Rattacher", exact=True).click()
    page.wait_for_url(f"**/hires/{hire_id}")
    assert kept(staff, hire_id)["attributedBecause"] == "Connu par ailleurs."


def test_a_hire_is_detached_and_all_it_caused_is_reversed(person, staff, tracker, notifications, scene):
    hire_id = scene.hire(tracker).data["hireId"]
    notifications.expect("staff.reward-settled", lambda m: m.details["memberId"] == scene.member.id)
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    page.get_by_text("Détacher").first.click()
    word = unique()
    page.get_by_label("Pourquoi").fill(f"Une autre personne, {word}.")
    page.get_by_role("button", name="Détacher").click()
    expect(page.get_by_role("status").filter(has_text="L’embauche est détachée.")).to_be_visible()
    expect(page.get_by_text("Détachée à la main")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=word)).to_contain_text("rita")
    notifications.expect("staff.hire-detached", lambda m: m.details["hireId"] == hire_id)
    notifications.expect("staff.reward-reversed", lambda m: m.details["hireId"] == hire_id)
    assert kept(staff, hire_id)["reason"] == "detached"


def test_a_report_that_names_something_else_stands_in_the_history(person, staff, tracker, scene):
    scene.hire(tracker)
    other = f"REF-{unique()}"
    hire_id = scene.hire(tracker, offerId=None, offerReference=other).data["hireId"]
    page = person("reader")
    page.goto(f"/hires/{hire_id}")
    expect(page.get_by_role("listitem").filter(has_text=other)).to_contain_text("nomme autre chose")


@pytest.fixture
def much_takes_two(staff):
    """Hires by hand that pay as much as a beginner's take two people."""
    staff.accept("recommendations.change-policy", {"twoPeopleAboveCents": 49_999}, actor="ada")
    yield
    waiting = staff.accept("recommendations.change-policy", {"twoPeopleAboveCents": None}, actor="ada")
    staff.accept("recommendations.confirm-decision", {"decisionId": waiting["decisionId"]}, actor="beth")


def test_where_two_people_are_needed_the_page_says_who_asked_and_the_hire_waits(
        person, staff, tracker, much_takes_two, scene):
    _, hire_id = unattributed(tracker, scene)
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    page.get_by_role("row").filter(has_text=scene.candidate.full_name).get_by_role("radio").check()
    page.get_by_label("Pourquoi").first.fill("Elle a changé d’adresse.")
    page.get_by_role("button", name="Rattacher", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="Une seconde personne doit le confirmer")).to_be_visible()
    expect(page.get_by_text("Un rattachement est demandé")).to_contain_text("rita")
    assert kept(staff, hire_id)["outcome"] == "unattributed"


def test_whoever_only_reads_is_offered_nothing_to_attribute(person, tracker, scene):
    _, hire_id = unattributed(tracker, scene)
    page = person("reader", lang="en")
    page.goto(f"/hires/{hire_id}")
    expect(page.get_by_text("The person who was hired is unknown")).to_be_visible()
    assert page.locator("main form").count() == 0


def test_whoever_reads_dead_letters_is_led_to_reports_that_were_refused(person, tracker, scene):
    _, hire_id = unattributed(tracker, scene)
    page = person("administrator")
    page.goto(f"/hires/{hire_id}")
    expect(page.locator("main").get_by_role("link", name="Messages refusés")).to_have_attribute("href", "/letters")
    page = person("recruiter")
    page.goto(f"/hires/{hire_id}")
    expect(page.locator("main").get_by_role("link", name="Messages refusés")).to_have_count(0)


def test_a_hire_that_nobody_knows_is_not_found(person):
    assert person("reader").goto("/hires/0199f1c4-1255-7053-8a55-5e0f3b1d1255").status == 404
