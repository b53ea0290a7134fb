"""Two people at the same thing: one wins, the other reads what happened meanwhile, and nothing is done twice."""

import re

import pytest
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from playwright.sync_api import expect


def told(page):
    """What stands under "what happened meanwhile"."""
    return page.get_by_role("listitem").filter(has=page.locator("xpath=ancestor::ul[contains(@class, 'meanwhile')]"))


@pytest.fixture(autouse=True)
def heard(notifications):
    """Waits until an interview is to be held; listens from before any scene is made."""
    def wait(recommendation_id):
        notifications.expect("staff.interview-requested",
                             lambda m: m.details["recommendationId"] == recommendation_id)
    return wait


def test_two_record_one_interview_and_the_second_reads_who_recorded_what(person, staff, scene, heard):
    heard(scene.recommendation_id)
    rita, ada = person("recruiter"), person("administrator", lang="en")
    for page in (rita, ada):
        page.goto(f"/interviews/{scene.recommendation_id}")
    form = rita.get_by_role("region", name="Enregistrer l’entretien")
    form.get_by_label("Issue").select_option(label="Écarter")
    word = unique()
    form.get_by_label("Motif, pour l’équipe seule").fill(f"Ne veut pas, {word}.")
    form.get_by_role("button", name="Enregistrer").click()
    rita.wait_for_url(f"**/interviews/{scene.recommendation_id}")
    form = ada.get_by_role("region", name="Record the interview")
    form.get_by_label("Outcome").select_option(label="Qualified: pass on to the company")
    form.get_by_label("The candidate was told").check()
    form.get_by_role("button", name="Record").click()
    expect(ada.get_by_role("heading", name="What happened meanwhile")).to_be_visible()
    expect(told(ada).first).to_have_text(re.compile("^The interview: rejected, since .+[.]$"))
    expect(told(ada).last).to_have_text(
        re.compile(f"^Interview recorded by rita on .+ Reason: “Ne veut pas, {word}[.]”[.]$"))
    expect(ada.get_by_role("alert")).to_be_visible()
    kept = staff.accept("qualification.list-interviews", {"recommendationIds": [scene.recommendation_id]})
    assert kept["interviews"][0]["state"] == "rejected"


def test_two_attribute_one_hire_and_the_second_reads_whose_it_is(person, staff, tracker, notifications, scene):
    other = stranger("Zoé")
    second = scene.recommend(scene.offer_id, other, member=scene.admit())
    for recommendation_id in (scene.recommendation_id, second["recommendationId"]):
        notifications.expect("staff.interview-requested",
                             lambda m, r=recommendation_id: m.details["recommendationId"] == r)
    hire_id = tracker.reply(tracker.hire({
        "applicationId": new_id(), "offerId": scene.offer_id, "hiredAt": instant(),
        "candidate": {"email": stranger().email}})).data["hireId"]
    rita, ada = person("recruiter"), person("administrator")
    for page in (rita, ada):
        page.goto(f"/hires/{hire_id}")
    word = unique()
    for page, name in ((rita, scene.candidate.full_name), (ada, other.full_name)):
        page.get_by_role("row").filter(has_text=name).get_by_role("radio").check()
        page.get_by_label("Pourquoi").first.fill(f"Vérifié, {word}.")
    rita.get_by_role("button", name="Rattacher", exact=True).first.click()
    expect(rita.get_by_role("status").filter(has_text="L’embauche est rattachée.")).to_be_visible()
    ada.get_by_role("button", name="Rattacher", exact=True).first.click()
    expect(ada.get_by_role("heading", name="Ce qui s’est passé entre-temps")).to_be_visible()
    expect(told(ada).first).to_contain_text(scene.candidate.full_name)
    expect(told(ada).last).to_contain_text("Embauche rattachée par rita")
    expect(told(ada).last).to_contain_text(word)
    kept = staff.accept("recommendations.get-hire", {"hireId": hire_id})
    assert kept["recommendationId"] == scene.recommendation_id


def test_two_detach_one_hire(person, staff, tracker, scene):
    hire_id = scene.hire(tracker).data["hireId"]
    rita, ada = person("recruiter"), person("administrator")
    for page in (rita, ada):
        page.goto(f"/hires/{hire_id}")
        page.get_by_text("Détacher").first.click()
        page.get_by_label("Pourquoi").fill("Une autre personne.")
    for page in (rita, ada):
        page.get_by_role("button", name="Détacher").click()
    expect(rita.get_by_role("status").filter(has_text="L’embauche est détachée.")).to_be_visible()
    expect(told(ada).first).to_contain_text("L’embauche n’est rattachée à personne")
    expect(told(ada).last).to_contain_text("Embauche détachée par rita")


def test_a_member_withdraws_while_the_interview_is_being_recorded(person, staff, notifications, scene, heard):
    heard(scene.recommendation_id)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    staff.accept("recommendations.withdraw-recommendation", {
        "recommendationId": scene.recommendation_id, "memberId": scene.member.id})
    notifications.expect(f"member.{scene.member.id}.recommendation-withdrawn")
    form = page.get_by_role("region", name="Enregistrer l’entretien")
    form.get_by_label("Issue").select_option(label="Retenir : transmettre à l’entreprise")
    form.get_by_label("La personne est informée").check()
    form.get_by_role("button", name="Enregistrer").click()
    expect(told(page).first).to_have_text(re.compile("^L’entretien\u00a0: annulé"))


def test_somebody_records_while_another_withdraws_in_the_members_name(person, staff, notifications, scene, heard):
    heard(scene.recommendation_id)
    rita = person("recruiter")
    rita.goto(f"/recommendations/{scene.recommendation_id}")
    rita.get_by_text("Retirer au nom du membre").click()
    scene.interview()
    notifications.expect("staff.candidate-qualified",
                         lambda m: m.details["recommendationId"] == scene.recommendation_id)
    rita.get_by_role("button", name="Retirer").click()
    expect(told(rita).first).to_contain_text("La recommandation")
    expect(rita.get_by_role("listitem").filter(has_text="Entretien enregistré par")).to_have_count(1)


def test_one_who_sends_twice_does_it_once_and_what_was_theirs_is_said_so(person, staff, scene, heard):
    heard(scene.recommendation_id)
    first, second = person("recruiter"), person("recruiter")
    for page in (first, second):
        page.goto(f"/interviews/{scene.recommendation_id}")
        form = page.get_by_role("region", name="Enregistrer l’entretien")
        form.get_by_label("Issue").select_option(label="Écarter")
        form.get_by_label("Motif, pour l’équipe seule").fill("Ne veut pas.")
    first.get_by_role("button", name="Enregistrer").click()
    first.wait_for_url(f"**/interviews/{scene.recommendation_id}")
    second.get_by_role("button", name="Enregistrer").click()
    expect(told(second).last).to_contain_text("par vous-même")
    trail = staff.accept("qualification.list-corrections", {"subjects": [scene.recommendation_id]})["corrections"]
    assert len(trail) == 1


def test_what_is_wrong_with_a_form_is_no_news_of_others(person, staff, scene, heard):
    heard(scene.recommendation_id)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    form = page.get_by_role("region", name="Enregistrer l’entretien")
    form.get_by_label("Issue").select_option(label="Écarter")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui s’est passé entre-temps")).to_have_count(0)
