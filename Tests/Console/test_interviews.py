"""Interviews as a recruiter holds them: who waits, whom to call, what was said, and what is put right."""

import re

import pytest
from outside.people import stranger, unique
from playwright.sync_api import expect
from telephone import read


def interview(staff, recommendation_id):
    """An interview as its service has it."""
    return staff.accept("qualification.list-interviews", {"recommendationIds": [recommendation_id]})["interviews"][0]


@pytest.fixture(autouse=True)
def requested(staff, notifications):
    """Waits until interviews are to be held; listens from before any scene is made."""
    def wait(*recommendations):
        for recommendation in recommendations:
            notifications.expect("staff.interview-requested",
                                 lambda m, r=recommendation: m.details["recommendationId"] == r["recommendationId"])
    return wait


def fields(page):
    """The form that records an interview."""
    return page.get_by_role("region", name="Enregistrer l’entretien")


def test_who_has_waited_longest_stands_first_unless_somebody_asks_otherwise(person, staff, scene, requested):
    second = stranger("Zoé")
    other = scene.recommend(scene.offer_id, second, member=scene.admit())
    requested(scene.recommendation, other)
    page = person("recruiter")
    page.goto(f"/interviews?offerId={scene.offer_id}")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_text([re.compile(scene.candidate.last_name), re.compile(second.last_name)])
    expect(page.get_by_role("row").nth(1)).to_contain_text(re.compile("moins d’une minute|min"))
    page.get_by_label("Ordre").select_option(label="Les plus récents d’abord")
    page.get_by_role("button", name="Filtrer").click()
    expect(rows).to_have_text([re.compile(second.last_name), re.compile(scene.candidate.last_name)])
    scene.interview()
    page.get_by_label("État").select_option(label="Transmis à l’entreprise")
    page.get_by_role("button", name="Filtrer").click()
    expect(rows).to_have_text([re.compile(scene.candidate.last_name)])


def test_what_is_no_id_does_not_filter_and_says_so(person):
    page = person("reader")
    page.goto("/interviews?offerId=REF-12")
    expect(page.get_by_text("Ce n’est pas un identifiant")).to_be_visible()


def test_an_interview_says_whom_to_call_and_what_to_tell_them(person, staff, scene, requested):
    offer_id, _ = scene.publish_offer(title="Maréchal-ferrant")
    candidate = stranger()
    word = unique()
    recommendation = staff.accept_once_known("recommendations.recommend-candidate", {
        "offerId": offer_id, "memberId": scene.member.id, "message": f"Il ferre bien, {word}.",
        "candidate": candidate.as_candidate()})
    requested(recommendation)
    page = person("recruiter")
    page.goto(f"/interviews?offerId={offer_id}")
    page.get_by_role("link", name=candidate.full_name).click()
    expect(page.get_by_role("heading", name=candidate.full_name)).to_be_visible()
    dialled = "tel:" + re.sub(r"[^+0-9]", "", candidate.phone)
    expect(page.get_by_text(read(candidate.phone), exact=True)).to_have_attribute("href", dialled)
    assert page.get_by_role("link", name=candidate.email).get_attribute("href") == f"mailto:{candidate.email}"
    expect(page.get_by_text(word)).to_be_visible()
    expect(page.get_by_role("link", name="Maréchal-ferrant")).to_have_attribute("href", f"/offers/{offer_id}")
    expect(page.get_by_text("RGPD, article 14")).to_be_visible()
    assert candidate.email not in page.url and candidate.last_name not in page.title()


def test_a_qualified_candidate_is_passed_on_and_who_recorded_it_is_named(
        person, staff, notifications, scene, requested):
    requested(scene.recommendation)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    form = fields(page)
    form.get_by_label("Issue").select_option(label="Retenir : transmettre à l’entreprise")
    form.get_by_label("La personne est informée").check()
    summary = f"Forge depuis dix ans, {unique()}."
    form.get_by_label("Résumé pour l’entreprise").fill(summary)
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text="L’entretien est enregistré.")).to_be_visible()
    expect(page.get_by_text("Transmis à l’entreprise")).to_be_visible()
    result = page.get_by_role("region", name="Ce qui a été décidé")
    expect(result).to_contain_text(summary)
    expect(result).to_contain_text("rita")
    kept = interview(staff, scene.recommendation_id)
    assert (kept["state"], kept["summary"], kept["candidateInformed"]) == ("transmitted", summary, True)
    told = notifications.expect("staff.candidate-transmitted",
                                lambda m: m.details.get("candidacyId") == kept["candidacyId"])
    assert told.details["offerId"] == scene.offer_id
    trail = staff.accept("qualification.list-corrections", {"subjects": [scene.recommendation_id]})["corrections"]
    assert [(each["actor"], each["command"]) for each in trail] == [("rita", "qualification.record-interview")]


def test_nobody_is_passed_on_who_was_not_informed(person, staff, scene, requested):
    requested(scene.recommendation)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    form = fields(page)
    form.get_by_label("Issue").select_option(label="Retenir : transmettre à l’entreprise")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert interview(staff, scene.recommendation_id)["state"] == "to-call"
    # The same form, put right where it came back.
    page.get_by_label("La personne est informée").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**/interviews/{scene.recommendation_id}")
    assert interview(staff, scene.recommendation_id)["state"] == "transmitted"


def test_a_rejection_needs_its_reason_and_the_member_reads_the_code_alone(
        person, staff, notifications, scene, requested):
    requested(scene.recommendation)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    form = fields(page)
    form.get_by_label("Issue").select_option(label="Écarter")
    form.get_by_label("Motif dit au membre").select_option(label="Pas disponible")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    reason = page.get_by_label("Motif, pour l’équipe seule")
    expect(reason).to_have_attribute("aria-invalid", "true")
    assert interview(staff, scene.recommendation_id)["state"] == "to-call"
    word = unique()
    reason.fill(f"Commence ailleurs, {word}.")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**/interviews/{scene.recommendation_id}")
    expect(page.get_by_role("region", name="Ce qui a été décidé")).to_contain_text(word)
    told = notifications.expect(f"member.{scene.member.id}.candidate-rejected")
    assert told.details["reasonCode"] == "not-available" and word not in told.raw


def test_what_the_candidate_says_of_the_employer_decides_the_conflict_of_interest(
        person, staff, notifications, make_scene, requested):
    employer = {"name": f"Forges {unique()}"}
    scene = make_scene(employer=employer)
    requested(scene.recommendation)
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    form = fields(page)
    form.get_by_label("Employeur actuel").fill(employer["name"])
    form.get_by_label("Issue").select_option(label="Retenir : transmettre à l’entreprise")
    form.get_by_label("La personne est informée").check()
    form.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**/interviews/{scene.recommendation_id}")
    told = notifications.expect("staff.conflict-of-interest-changed",
                                lambda m: m.details["recommendationId"] == scene.recommendation_id)
    assert told.details["conflictOfInterest"] is True


def test_a_decision_is_corrected_with_a_reason_and_the_company_is_told(person, staff, notifications, scene, requested):
    requested(scene.recommendation)
    candidacy_id = scene.interview()["candidacyId"]
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    page.get_by_text("Corriger l’issue").click()
    page.get_by_label("Issue").select_option(label="Écarter")
    word = unique()
    page.get_by_label("Pourquoi corriger").fill(f"Pris pour un autre, {word}.")
    page.get_by_role("button", name="Corriger").click()
    expect(page.get_by_role("status").filter(has_text="L’entretien est corrigé.")).to_be_visible()
    trail = page.get_by_role("region", name="Qui a décidé quoi")
    expect(trail).to_contain_text(word)
    expect(trail).to_contain_text("rita")
    assert interview(staff, scene.recommendation_id)["state"] == "rejected"
    notifications.expect(f"company.{scene.company_id}.candidacy-withdrawn",
                         lambda m: m.details["candidacyId"] == candidacy_id)


@pytest.mark.parametrize("where", ["interview", "candidacies"])
def test_a_candidacy_that_the_company_does_not_retain_is_closed(
        person, staff, notifications, scene, requested, where):
    requested(scene.recommendation)
    candidacy_id = scene.interview()["candidacyId"]
    page = person("recruiter")
    page.goto(f"/interviews/{scene.recommendation_id}")
    if where == "candidacies":
        page.get_by_role("link", name="Toutes les candidatures de cette entreprise").click()
        page.wait_for_url(f"**/interviews/candidacies/{scene.company_id}")
        expect(page.get_by_role("rowheader")).to_have_text(scene.candidate.full_name)
        assert scene.member.last_name not in page.content() and scene.member.id not in page.content()
    page.get_by_text("L’entreprise ne retient pas la personne").click()
    page.get_by_label("Pourquoi", exact=True).fill("Elle en a choisi une autre.")
    page.get_by_role("button", name="Clore la candidature").click()
    expect(page.get_by_role("status").filter(has_text="La candidature est close.")).to_be_visible()
    expect(page.locator(".badge", has_text="Non retenue")).to_be_visible()
    kept = staff.accept("qualification.list-candidacies", {"companyId": scene.company_id})["candidacies"]
    assert [(each["candidacyId"], each["state"]) for each in kept] == [(candidacy_id, "not-retained")]
    notifications.expect(f"member.{scene.member.id}.candidacy-closed")


def test_a_list_shows_who_is_to_be_called_as_soon_as_it_is_so(person, scene, requested):
    requested(scene.recommendation)
    page = person("recruiter")
    page.goto(f"/interviews?offerId={scene.offer_id}")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    late = scene.recommend(scene.offer_id, stranger("Zoé"), member=scene.admit())
    expect(page.get_by_role("rowheader")).to_have_count(2)
    assert late["recommendationId"] in page.content()


def test_whoever_only_reads_finds_nothing_to_record_and_may_not_send_it(person, scene, requested):
    requested(scene.recommendation)
    page = person("reader")
    page.goto(f"/interviews/{scene.recommendation_id}")
    expect(page.get_by_role("heading", name=scene.candidate.full_name)).to_be_visible()
    expect(fields(page)).to_have_count(0)
    token = page.locator("input[name=_token]").first.get_attribute("value")
    answer = page.request.post("/do/qualification/record-interview", form={
        "_token": token, "recommendationId": scene.recommendation_id, "outcome": "qualified"})
    assert answer.status == 403


def test_an_interview_in_english(person, scene, requested):
    requested(scene.recommendation)
    page = person("recruiter", lang="en")
    page.goto(f"/interviews/{scene.recommendation_id}")
    expect(page.get_by_role("heading", name="What to say to the candidate")).to_be_visible()
    expect(page.get_by_role("region", name="Record the interview")).to_be_visible()


def test_an_interview_that_nobody_knows_is_not_found(person):
    page = person("reader")
    for path in ("/interviews/0199f1c4-1255-7053-8a55-5e0f3b1d1255", "/interviews/nothing"):
        assert page.goto(path).status == 404
