"""Recommendations: the list, the story of each, and what is put right by hand."""

import re

import pytest
from outside.people import stranger, unique
from playwright.sync_api import expect


def known(staff, recommendation_id):
    return staff.accept("recommendations.get-recommendation", {"recommendationId": recommendation_id})


@pytest.fixture(autouse=True)
def heard(notifications):
    """Waits until an interview is to be held; listens from before any scene is made."""
    def wait(recommendation_id):
        notifications.expect("staff.interview-requested",
                             lambda m: m.details["recommendationId"] == recommendation_id)
    return wait


def test_the_list_is_filtered_by_member_offer_company_candidate_and_state(person, scene, heard):
    other = scene.recommend(scene.publish_offer()[0], stranger("Zoé"))
    heard(scene.recommendation_id)
    heard(other["recommendationId"])
    page = person("reader")
    page.goto("/recommendations")
    rows = page.get_by_role("rowheader")
    for label, value, count in [
            ("Membre (identifiant)", scene.member.id, 2), ("Annonce (identifiant)", scene.offer_id, 1),
            ("Entreprise (identifiant)", scene.company_id, 2), ("Candidat (identifiant)", scene.candidate.id, 1)]:
        page.goto("/recommendations")
        page.get_by_text("Par identifiant").click()
        page.get_by_label(label).fill(value)
        page.get_by_role("button", name="Filtrer").click()
        expect(rows).to_have_count(count)
        assert value in page.url
    expect(rows).to_have_text([re.compile(scene.candidate.full_name)])
    expect(page.get_by_role("cell", name=re.compile("500,00"))).to_be_visible()
    page.get_by_label("État").select_option(label="Embauchée")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Rien ici.")).to_be_visible()


def test_a_story_is_told_from_the_recommendation_to_the_bonus(person, staff, tracker, notifications, scene, heard):
    heard(scene.recommendation_id)
    summary = f"Parle bien, {unique()}."
    scene.interview(summary=summary)
    hire_id = scene.hire(tracker).data["hireId"]
    notifications.expect("staff.reward-settled", lambda m: m.details["memberId"] == scene.member.id)
    page = person("reader")
    page.goto(f"/recommendations?offerId={scene.offer_id}")
    page.get_by_role("link", name=scene.candidate.full_name).click()
    expect(page.get_by_role("heading", name=scene.candidate.full_name)).to_be_visible()
    story = page.get_by_role("list").filter(has_text="Recommandée").get_by_role("listitem")
    texts = " | ".join(story.all_inner_texts())
    told = ["Recommandée", "Entretien à tenir", summary, "Retenue", "transmise", "Embauchée, selon ats.example.com",
            "L’embauche compte", "Prime accordée", "Échéance"]
    places = [texts.find(text) for text in told]
    assert -1 not in places and places == sorted(places), list(zip(told, places))
    expect(page.get_by_role("link", name=re.compile("Embauchée, selon"))).to_have_attribute(
        "href", f"/hires/{hire_id}")
    member = page.get_by_role("link", name=scene.member.full_name)
    expect(member).to_have_attribute("href", f"/members/{scene.member.id}")
    facts = page.get_by_role("definition")
    expect(facts.filter(has_text=re.compile("500,00"))).to_have_count(1)
    expect(facts.filter(has_text="débutant")).to_have_count(1)


def test_a_story_goes_on_while_somebody_looks_at_it(person, scene, heard):
    heard(scene.recommendation_id)
    page = person("reader")
    page.goto(f"/recommendations/{scene.recommendation_id}")
    expect(page.get_by_text("Entretien à tenir")).to_be_visible()
    scene.interview()
    expect(page.get_by_text("Candidature transmise à l’entreprise")).to_be_visible()


def test_a_recommendation_is_withdrawn_in_the_members_name(person, staff, notifications, scene, heard):
    heard(scene.recommendation_id)
    page = person("recruiter")
    page.goto(f"/recommendations/{scene.recommendation_id}")
    page.get_by_text("Retirer au nom du membre").click()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("status").filter(has_text="La recommandation est retirée.")).to_be_visible()
    assert known(staff, scene.recommendation_id)["state"] == "withdrawn"
    expect(page.get_by_text("Retirer au nom du membre")).to_have_count(0)
    notifications.expect(f"member.{scene.member.id}.recommendation-withdrawn")


def test_a_candidate_is_released_and_belongs_to_the_next_who_recommends_them(person, staff, scene, heard):
    heard(scene.recommendation_id)
    page = person("recruiter")
    page.goto(f"/recommendations/{scene.recommendation_id}")
    page.get_by_text("Libérer le candidat").click()
    word = unique()
    page.get_by_label("Pourquoi").last.fill(f"Le membre est injoignable, {word}.")
    page.get_by_role("button", name="Libérer").click()
    expect(page.get_by_role("status").filter(has_text="La personne est libérée.")).to_be_visible()
    expect(page.get_by_text(word)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Personne libérée")).to_contain_text("rita")
    other = scene.recommend(scene.publish_offer()[0], scene.candidate, member=scene.admit())
    assert other["candidateId"] == scene.recommendation["candidateId"]


@pytest.mark.parametrize("is_same", [True, False])
def test_staff_say_whether_the_employer_is_the_same(person, staff, notifications, make_scene, heard, is_same):
    employer = {"name": f"Forges {unique()}"}
    scene = make_scene(employer=employer)
    offer_id, _ = scene.publish_offer()
    recommendation = scene.recommendation if is_same else scene.recommend(
        offer_id, stranger(), currentEmployer=employer)
    heard(recommendation["recommendationId"])
    page = person("recruiter")
    page.goto(f"/recommendations/{recommendation['recommendationId']}")
    page.get_by_text("Décider du conflit d’intérêts").click()
    box = page.get_by_label("La personne et le membre ont le même employeur")
    expect(box).to_be_checked(checked=not is_same)
    box.set_checked(is_same)
    word = unique()
    page.get_by_label("Pourquoi").first.fill(f"Vu sur le contrat, {word}.")
    page.get_by_role("button", name="Décider").click()
    expect(page.get_by_role("status").filter(has_text="C’est décidé.")).to_be_visible()
    assert known(staff, recommendation["recommendationId"])["conflictOfInterest"] is is_same
    told = notifications.expect(f"member.{scene.member.id}.conflict-of-interest-changed")
    assert told.details["conflictOfInterest"] is is_same and word not in told.raw
    expect(page.get_by_text(word)).to_be_visible()


def test_whoever_only_reads_is_offered_nothing_to_do(person, scene, heard):
    heard(scene.recommendation_id)
    page = person("finance", lang="en")
    page.goto(f"/recommendations/{scene.recommendation_id}")
    expect(page.get_by_role("heading", name="Its story")).to_be_visible()
    expect(page.get_by_role("heading", name="What you can do")).to_have_count(0)
    assert page.locator("main form").count() == 0


def test_a_recommendation_that_nobody_knows_is_not_found(person):
    assert person("reader").goto("/recommendations/0199f1c4-1255-7053-8a55-5e0f3b1d1255").status == 404
