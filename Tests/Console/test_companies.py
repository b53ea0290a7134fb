"""Companies in the console: listed, found by name, registered, amended; their offers and the candidates that they got."""

import re
from random import randrange

from outside.envelope import new_id
from outside.people import unique
from playwright.sync_api import expect


def siren():
    """A number of the French register that nobody has: eight digits and what makes the sum of Luhn end in nought."""
    digits = [randrange(10) for _ in range(8)]
    doubled = [sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits)]
    return "".join(map(str, digits + [-sum(doubled) % 10]))


def opened(page, name):
    folded = page.locator("details.do", has=page.locator("summary", has_text=name))
    folded.locator("summary").click()
    return folded.locator("form")


def fact(page, name):
    return page.locator(f"dl.facts dt:text-is('{name}') + dd")


def test_a_company_is_registered_found_and_amended(person, staff):
    name, number = f"Scierie {unique()}", siren()
    page = person("recruiter")
    page.goto("/companies")
    form = opened(page, "Enregistrer une entreprise")
    form.get_by_label("Nom").fill(name)
    form.get_by_label("SIREN").fill(number)
    form.get_by_label("Adresse de contact").fill("rh@scierie.example")
    form.get_by_label("Langue des courriers").select_option("anglais")
    form.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(re.compile(r"/companies/[0-9a-f-]{36}$"))
    company_id = page.url.rsplit("/", 1)[1]
    company = staff.accept("offers.get-company", {"companyId": company_id})
    assert company == {"companyId": company_id, "name": name, "siren": number, "contactEmail": "rh@scierie.example",
                       "locale": "en", "listingCredits": 0}
    expect(fact(page, "Langue")).to_have_text("anglais")
    page.goto("/companies")
    page.get_by_label("Début du nom").fill(name.lower())
    page.get_by_role("button", name="Chercher").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link", name=name).click()
    form = opened(page, "Modifier l’entreprise")
    form.get_by_label("Nom").fill(f"{name} et fils")
    form.get_by_label("SIREN").fill("")
    form.get_by_label("Adresse de contact").fill("")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name} et fils")
    company = staff.accept("offers.get-company", {"companyId": company_id})
    assert company == {"companyId": company_id, "name": f"{name} et fils", "locale": "en", "listingCredits": 0}
    expect(fact(page, "Contact")).to_contain_text("aucun")


def test_a_siren_that_another_company_has_is_refused(person, staff):
    number = siren()
    staff.accept("offers.register-company", {"name": f"Première {unique()}", "siren": number})
    page = person("recruiter")
    page.goto("/companies")
    form = opened(page, "Enregistrer une entreprise")
    name = f"Seconde {unique()}"
    form.get_by_label("Nom").fill(name)
    form.get_by_label("SIREN").fill(number)
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Nom")).to_have_value(name)
    # Put right, it goes through, to the page of the company.
    page.get_by_label("SIREN").fill("")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_company_has_its_offers_its_candidacies_and_an_offer_to_publish(person, scene):
    scene.interview()
    page = person("recruiter")
    page.goto(f"/companies/{scene.company_id}")
    expect(page.locator("#offers tbody tr")).to_have_count(1)
    candidate = page.locator("#candidacies tbody tr")
    expect(candidate).to_have_count(1)
    expect(candidate).to_contain_text("Chez l’entreprise")
    expect(candidate.get_by_role("link", name="Forgeron")).to_have_attribute("href", f"/offers/{scene.offer_id}")
    expect(candidate).to_contain_text(scene.candidate.last_name)
    page.locator("#candidacies").get_by_label("État").select_option("Embauchée")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Aucune candidature ne correspond.")).to_be_visible()
    page.get_by_role("link", name="Publier une annonce").click()
    expect(page.get_by_label("Intitulé du poste")).to_be_visible()
    assert scene.company_id in page.url


def test_a_reader_changes_nothing_and_a_company_that_is_not_there_is_not_found(person, scene):
    page = person("reader")
    page.goto("/companies")
    expect(page.locator("details.do")).to_have_count(0)
    page.goto(f"/companies/{scene.company_id}")
    expect(page.locator("details.do")).to_have_count(0)
    expect(page.get_by_role("link", name="Publier une annonce")).to_have_count(0)
    assert page.goto(f"/companies/{new_id()}").status == 404
