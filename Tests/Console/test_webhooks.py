"""Webhooks that wait for somebody: which offer a job is, tried again with what somebody knows, discarded; in a browser."""

import pytest
from hook_cases import HookCase
from outside.deadline import observed
from outside.hooks import Greenhouse
from playwright.sync_api import expect


@pytest.fixture
def make_waiting(stack, staff, tracker, books, make_scene):
    """Makes applications at Greenhouse whose job leads to no offer: their webhooks wait."""

    def make():
        case = HookCase(stack, staff, tracker, None, books, make_scene(), Greenhouse(), mapped=False)
        case.post(*case.hired())
        (delivery,) = case.looked_at(1)
        assert (delivery["state"], delivery["reason"]) == ("quarantined", "job-not-mapped")
        return case

    return make


@pytest.fixture
def waiting(make_waiting):
    return make_waiting()


def opened(page, case):
    """The page of the application's webhook, found in the list of those that wait."""
    page.goto("/letters/webhooks")
    page.get_by_role("row").filter(has_text=case.id).get_by_role("link").click()
    page.wait_for_url("**/letters/webhooks/*")
    expect(page.locator("main .facts").first).to_contain_text("Attend une personne")


def form(page, action):
    page.locator("summary").filter(has_text=action).click()
    return page.locator("details[open] form")


def became(case, state):
    (delivery,) = observed(lambda: [each for each in case.deliveries() if each["state"] == state], f"the webhook is {state}", 30)
    return delivery


def hires(case):
    return case.staff.accept("recommendations.list-hires", {"recommendationId": case.scene.recommendation_id})["hires"]


def decided(staff, subject):
    listed = staff.accept("webhooks.list-corrections", {"subjects": [subject]})["corrections"]
    return [(each["command"], each["actor"], each.get("reason")) for each in listed if each["subject"] == subject]


def test_a_job_is_mapped_and_what_waits_for_it_becomes_a_hire(person, staff, waiting):
    page = person("operator")
    opened(page, waiting)
    expect(page.locator("p.notice")).to_have_text("Poste sans annonce connue")
    mapping = form(page, "Dire quelle annonce c’est")
    job = mapping.get_by_label("Poste, dans les mots du système").input_value()
    assert str(waiting.application.job) in job
    mapping.get_by_label("Ou son identifiant").fill(waiting.scene.offer_id)
    mapping.get_by_label("Motif").fill("Vu avec l’entreprise.")
    mapping.get_by_role("button", name="Relier à cette annonce").click()
    expect(page.get_by_role("status").filter(has_text="Le poste mène à l’annonce.")).to_be_visible()
    try:
        became(waiting, "reported")
        (hire,) = observed(lambda: hires(waiting), "the hire is attributed", 30)
        assert (hire["outcome"], hire["applicationId"]) == ("attributed", waiting.id)
        assert decided(staff, f"{waiting.source}/{job}") == [("webhooks.map-job", "otto", "Vu avec l’entreprise.")]
        page.reload()
        expect(page.locator("main .facts").first).to_contain_text("Déclaré")
        expect(page.locator("details.do")).to_have_count(0)
    finally:
        staff.accept("webhooks.unmap-job", {"source": waiting.source, "job": job})


def test_one_is_tried_again_with_what_somebody_knows(person, staff, waiting):
    page = person("operator")
    opened(page, waiting)
    trying = form(page, "Essayer de nouveau")
    trying.get_by_label("Référence de l’annonce").fill(waiting.scene.reference)
    trying.get_by_label("Motif").fill("Au téléphone.")
    trying.get_by_role("button", name="Essayer de nouveau").click()
    expect(page.get_by_role("status").filter(has_text="Le webhook a été regardé de nouveau.")).to_be_visible()
    delivery = became(waiting, "reported")
    (hire,) = observed(lambda: hires(waiting), "the hire is attributed", 30)
    assert hire["applicationId"] == waiting.id
    assert decided(staff, delivery["deliveryId"]) == [("webhooks.retry-delivery", "otto", "Au téléphone.")]


def test_one_is_discarded_with_a_reason(person, staff, waiting):
    page = person("operator")
    opened(page, waiting)
    discarding = form(page, "Écarter")
    discarding.get_by_label("Motif").fill("Un essai du fournisseur.")
    discarding.get_by_role("button", name="Écarter").click()
    expect(page.get_by_role("status").filter(has_text="Le webhook est écarté.")).to_be_visible()
    expect(page.locator("main .facts").first).to_contain_text("Écarté")
    delivery = became(waiting, "discarded")
    assert decided(staff, delivery["deliveryId"]) == [("webhooks.discard-delivery", "otto", "Un essai du fournisseur.")]
    assert hires(waiting) == []


def test_whoever_comes_second_reads_that_it_is_dealt_with(person, staff, waiting):
    first, second = person("operator"), person("administrator")
    for page in (first, second):
        opened(page, waiting)
    trying = form(first, "Essayer de nouveau")
    trying.get_by_label("Référence de l’annonce").fill(waiting.scene.reference)
    trying.get_by_label("Motif").fill("Au téléphone.")
    trying.get_by_role("button", name="Essayer de nouveau").click()
    delivery = became(waiting, "reported")
    discarding = form(second, "Écarter")
    discarding.get_by_label("Motif").fill("Trop tard.")
    discarding.get_by_role("button", name="Écarter").click()
    expect(second.get_by_role("alert").first).to_contain_text("Ce webhook n’attend personne")
    assert decided(staff, delivery["deliveryId"]) == [("webhooks.retry-delivery", "otto", "Au téléphone.")]


def test_without_a_reason_nothing_is_discarded(person, staff, waiting):
    page = person("operator")
    opened(page, waiting)
    discarding = form(page, "Écarter")
    discarding.get_by_label("Motif").evaluate("(field) => field.removeAttribute('required')")
    discarding.get_by_role("button", name="Écarter").click()
    expect(page.get_by_text("doit être rempli")).to_be_visible()
    assert [each["state"] for each in waiting.deliveries()] == ["quarantined"]


def test_who_may_look_at_nothing_of_it_sees_no_form(person, waiting):
    assert person("recruiter").goto("/letters/webhooks").status == 403
