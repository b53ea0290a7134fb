"""Offers in the console: listed, published, amended, closed, reopened; their waves over time, and why somebody was not told."""

import re
from datetime import date, timedelta

import pytest
from crowd import admit
from outside.deadline import Deadline
from outside.envelope import new_id
from outside.people import stranger, unique
from outside.topic import Topic
from playwright.sync_api import expect

# A trade and a place that no other test has members or offers in.
SECTOR, ZONE = "A03.21", "FR-WF"


@pytest.fixture
def events(stack):
    with Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events", ["offers.#"]) as topic:
        yield topic


@pytest.fixture
def company(staff):
    name = f"Conserverie {unique()}"
    return name, staff.accept("offers.register-company", {"name": name})["companyId"]


@pytest.fixture
def members(staff):
    """Admits members of a profile; all of them leave in the end."""
    admitted = []

    def join(sectors, zones):
        admitted.append(admit(staff, [stranger()], profile=lambda _: {"sectors": sectors, "zones": zones})[0])
        return admitted[-1]

    yield join
    for member in admitted:
        staff.accept("members.leave", {"memberId": member.id})


@pytest.fixture
def publish(staff, company):
    """Publishes offers; all of them are closed in the end."""
    published = []

    def offer(**more):
        data = {"companyId": company[1], "title": f"Pêcheur {unique()}", "description": "En mer.", "sector": SECTOR,
                "zone": ZONE}
        published.append(staff.accept("offers.publish-offer", data | more)["offerId"])
        return published[-1]

    yield offer
    for offer_id in published:
        staff.ask("offers.close-offer", {"offerId": offer_id, "reason": "cancelled"})


def told(events, offer_id, member):
    """Waits until a wave has told a member of an offer."""
    return events.expect("offers.wave-dispatched",
                         lambda event: event.data["offerId"] == offer_id and member.id in event.data["memberIds"])


def opened(page, name):
    """Opens what is folded away, and returns its form."""
    folded = page.locator("details.do", has=page.locator("summary", has_text=name))
    folded.locator("summary").click()
    return folded.locator("form")


def fact(page, name):
    """What stands beside a name among the facts."""
    return page.locator(f"dl.facts dt:text-is('{name}') + dd")


def test_offers_are_listed_by_company_state_sector_and_zone(person, publish, staff, company):
    open_offer, closed = publish(), publish()
    staff.accept("offers.close-offer", {"offerId": closed, "reason": "filled"})
    page = person("reader")
    page.goto(f"/offers?company={company[1]}")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_label("État").select_option("Publiée")
    page.get_by_label("Secteur").fill("a03")
    page.get_by_label("Zone").fill("FR")
    page.get_by_role("button", name="Filtrer").click()
    expect(rows).to_have_count(1)
    expect(rows.locator(f"a[href='/offers/{open_offer}']")).to_be_visible()
    expect(rows).to_contain_text("A03.21 · Pêche et aquaculture")
    expect(rows).to_contain_text("FR-WF · Wallis-et-Futuna")
    page.get_by_label("Zone").fill("FR-59")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Aucune annonce ne correspond.")).to_be_visible()
    page.get_by_label("Zone").fill("XX-1")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Ce n’est pas un code de zone")).to_be_visible()
    expect(page.get_by_label("Zone")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("link", name="Publier une annonce")).to_have_count(0)  # a reader changes nothing


def test_pages_of_offers_go_on_where_the_one_before_ended(person, publish, company):
    published = [publish() for _ in range(51)]
    page = person("reader")
    page.goto(f"/offers?company={company[1]}&state=published")
    seen = page.locator("tbody th a").evaluate_all("links => links.map(link => link.pathname.split('/')[2])")
    page.get_by_role("link", name=re.compile("^Suite")).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    seen += page.locator("tbody th a").evaluate_all("links => links.map(link => link.pathname.split('/')[2])")
    assert seen == published[::-1]


def test_a_recruiter_publishes_an_offer_and_its_waves_appear(person, events, members, company, staff):
    member = members(["A03"], [ZONE])
    page = person("recruiter")
    page.goto("/offers")
    page.get_by_role("link", name="Publier une annonce").click()
    page.get_by_label("Début du nom de l’entreprise").fill(company[0])
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=company[0]).click()
    title, reference = f"Pêcheur {unique()}", f"REF-{unique()}"
    closing = date.today() + timedelta(days=30)
    page.get_by_label("Intitulé du poste").fill(title)
    page.get_by_label("Description").fill("En mer.\nAu large.")
    page.get_by_label("Secteur").fill(SECTOR)
    page.get_by_label("Zone").fill(ZONE)
    page.get_by_label("Référence de l’entreprise").fill(reference)
    page.get_by_label("Clôture").fill(closing.isoformat())
    page.get_by_role("button", name="Enregistrer l’annonce").click()
    page.wait_for_url(re.compile(r"/offers/[0-9a-f-]{36}$"))
    expect(page.get_by_text("L’annonce est enregistrée.")).to_be_visible()
    offer_id = page.url.rsplit("/", 1)[1]
    offer = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert (offer["title"], offer["externalReference"], offer["sector"]) == (title, reference, SECTOR)
    assert (offer["state"], offer["companyId"], offer["paidWith"]) == ("published", company[1], "contract")
    expect(fact(page, "Payée par")).to_contain_text("contrat")
    expect(fact(page, "Référence")).to_have_text(reference)
    wave = told(events, offer_id, member).data["wave"]
    page.reload()
    picture = page.get_by_role("img", name="Vagues de l’annonce")
    expect(picture).to_be_visible()
    expect(picture.locator("rect.done")).to_have_count(1)
    expect(page.locator(".figure", has_text="membres informés").locator("strong")).to_have_text("1")
    page.get_by_role("link", name=f"Voir les membres, Vague {wave}").click()
    expect(page.get_by_label("Vague")).to_have_value(str(wave))
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator(f"a[href='/members/{member.id}']")).to_have_count(1)
    expect(row).to_contain_text("informé")
    staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "cancelled"})


def test_a_wave_appears_on_a_page_that_is_open(person, publish, members, staff, books):
    offer_id = publish(zone="FR-TF")
    # The next wave of this offer comes in a moment, not at once: the page is open by then.
    held = "update offers.wave_schedules set due_at = now() + interval '12 s', last_dispatched_at = now() + interval '10 s'"
    assert books.query(f"{held} where offer_id = %s returning offer_id", offer_id)
    assert known(staff, offer_id, members(["A03"], ["FR-TF"]))["decision"] == "planned"
    page = person("reader")
    page.goto(f"/offers/{offer_id}")
    picture = page.get_by_role("img", name="Vagues de l’annonce")
    expect(picture.locator("rect.planned")).to_have_count(1)
    expect(picture.locator("rect.done")).to_have_count(0)
    expect(picture.locator("rect.done")).to_have_count(1, timeout=30_000)
    expect(page.locator("#figures tbody tr", has_text="passée")).to_have_count(1)


def test_a_wave_that_is_planned_is_drawn_and_its_members_are_listed(person, publish, events, members, staff, books):
    first = members(["A03"], [ZONE])
    offer_id = publish()
    told(events, offer_id, first)
    # The next wave of this offer is due tomorrow: as after a delay of a day, which the stack does not wait for.
    held = "update offers.wave_schedules set due_at = now() + interval '1 day', last_dispatched_at = now() + interval '1 day'"
    assert books.query(f"{held} where offer_id = %s returning offer_id", offer_id)
    second = members(["A03"], [ZONE])
    assert known(staff, offer_id, second)["decision"] == "planned"
    page = person("reader")
    page.goto(f"/offers/{offer_id}")
    picture = page.get_by_role("img", name="Vagues de l’annonce")
    expect(picture.locator("rect.done")).to_have_count(1)
    expect(picture.locator("rect.planned")).to_have_count(1)
    expect(picture.locator("line.now")).to_have_count(1)
    expect(page.locator(".figure", has_text="membres à informer").locator("strong")).to_have_text("1")
    expect(page.locator("#figures tbody tr", has_text="prévue")).to_have_count(1)
    page.get_by_role("link", name="Tous les membres, vague par vague").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    for row, member in ((rows.nth(0), first), (rows.nth(1), second)):
        expect(row.get_by_role("rowheader").get_by_role("link", name=member.full_name)).to_have_attribute("href", f"/members/{member.id}")
    page.get_by_label("État").select_option("Prévu")
    page.get_by_role("button", name="Filtrer").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(second.full_name)
    page.get_by_role("link", name=f"Pourquoi ? {second.full_name}").click()
    expect(page.get_by_text("Ce membre sera informé de l’annonce par une prochaine vague.")).to_be_visible()


def known(staff, offer_id, member):
    """Asks until the offers service has heard of a member."""
    deadline = Deadline(20)
    while not deadline.is_over:
        said = staff.accept("offers.explain-targeting", {"offerId": offer_id, "memberId": member.id})
        if "member-not-active" not in said["reasons"]:
            return said
    raise AssertionError("the offers service did not hear of the member")


def test_why_a_member_was_told_or_not(person, publish, events, members, staff):
    inside, elsewhere = members(["A"], ["FR"]), members(["A03.21"], ["FR-59"])
    offer_id = publish()
    told(events, offer_id, inside)
    known(staff, offer_id, elsewhere)
    page = person("reader")
    # By the id.
    page.goto(f"/offers/{offer_id}")
    page.get_by_label("Membre", exact=True).fill(inside.id)
    page.get_by_role("button", name="Expliquer").click()
    page.wait_for_url(f"**/offers/{offer_id}/members/{inside.id}")
    expect(page.get_by_text("Ce membre a été informé de l’annonce.")).to_be_visible()
    expect(page.get_by_text("Son profil couvre le secteur et la zone de l’annonce.")).to_be_visible()
    # By the address, which stands in none.
    page.goto(f"/offers/{offer_id}")
    page.get_by_label("Membre", exact=True).fill(elsewhere.email)
    with page.expect_navigation():
        page.get_by_role("button", name="Expliquer").click()
    assert page.url.endswith(f"/offers/{offer_id}/members/{elsewhere.id}")
    expect(page.get_by_text("L’annonce ne s’adresse pas à ce membre.")).to_be_visible()
    expect(page.get_by_text("Aucune zone de son profil ne couvre celle de l’annonce.")).to_be_visible()
    expect(page.locator("li", has_text="FR-59 · Nord")).to_contain_text("ne couvre pas")
    assert "@" not in page.url and "@" not in page.title()
    # Somebody whom nobody knows, and an address of nobody.
    page.goto(f"/offers/{offer_id}/members/{new_id()}")
    expect(page.get_by_text("Il n’est pas membre actif")).to_be_visible()
    page.get_by_label("Membre", exact=True).fill(f"{unique()}@example.org")
    page.get_by_role("button", name="Expliquer").click()
    expect(page.get_by_text("Aucun membre n’a cette adresse ou cet identifiant.")).to_be_visible()
    assert "@" not in page.url
    # In English too.
    english = person("reader", lang="en")
    english.goto(f"/offers/{offer_id}/members/{elsewhere.id}")
    expect(english.get_by_text("No zone of the profile covers the offer’s.")).to_be_visible()


def test_an_offer_is_amended_and_what_is_emptied_is_removed(person, publish, staff):
    offer_id = publish(externalReference=f"REF-{unique()}", closesAt="2031-05-06T07:08:09Z")
    page = person("recruiter")
    page.goto(f"/offers/{offer_id}")
    form = opened(page, "Modifier l’annonce")
    title = f"Patron pêcheur {unique()}"
    form.get_by_label("Intitulé du poste").fill(title)
    form.get_by_label("Référence de l’entreprise").fill("")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    offer = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert offer["title"] == title and "externalReference" not in offer
    assert offer["closesAt"].startswith("2031-05-06T07:08:09")  # not moved to midnight along with the text
    form = opened(page, "Changer la clôture")
    expect(form.get_by_label("Nouvelle clôture")).to_have_value("2031-05-06")
    form.get_by_label("Nouvelle clôture").fill("2031-06-01")
    form.get_by_role("button", name="Changer").click()
    expect(fact(page, "Clôture")).to_contain_text("1er juin 2031")
    assert staff.accept("offers.get-offer", {"offerId": offer_id})["title"] == title
    form = opened(page, "Changer la clôture")
    form.get_by_label("Nouvelle clôture").fill("")
    form.get_by_role("button", name="Changer").click()
    expect(fact(page, "Clôture")).to_have_text("pas d’elle-même")
    assert "closesAt" not in staff.accept("offers.get-offer", {"offerId": offer_id})


def test_a_refused_amendment_says_so_beside_the_field_and_keeps_what_was_written(person, publish):
    offer_id = publish()
    page = person("recruiter")
    page.goto(f"/offers/{offer_id}")
    form = opened(page, "Changer la clôture")
    form.get_by_label("Nouvelle clôture").fill("2020-01-01")
    form.get_by_role("button", name="Changer").click()
    expect(page.locator(".field.wrong .defect")).to_be_visible()
    expect(page.get_by_label("Nouvelle clôture")).to_have_value("2020-01-01")
    expect(page.get_by_label("Intitulé du poste")).to_have_count(0)  # the form that was sent, and no more of it


def test_an_offer_is_closed_and_one_that_expired_reopened(person, publish, staff):
    filled, expired = publish(), publish()
    page = person("recruiter")
    for offer_id, reason, mark in ((filled, "Pourvue", "pourvue"), (expired, "Arrivée à son terme", "arrivée à son terme")):
        page.goto(f"/offers/{offer_id}")
        form = opened(page, "Clôturer l’annonce")
        options = form.get_by_label("Pourquoi").locator("option").all_inner_texts()
        form.get_by_label("Pourquoi").select_option(next(text for text in options if text.startswith(reason)))
        form.get_by_role("button", name="Clôturer").click()
        expect(page.get_by_text("L’annonce est clôturée.")).to_be_visible()
        expect(page.locator("#waves .badge").first).to_have_text(f"clôturée · {mark}")
    assert staff.accept("offers.get-offer", {"offerId": filled})["reason"] == "filled"
    form = opened(page, "Rouvrir l’annonce")
    form.get_by_role("button", name="Rouvrir").click()
    expect(page.get_by_text("L’annonce est rouverte.")).to_be_visible()
    assert staff.accept("offers.get-offer", {"offerId": expired})["state"] == "published"
    page.goto(f"/offers/{filled}")
    expect(page.get_by_text("Rouvrir l’annonce")).to_have_count(0)  # only time may be given back


def test_two_people_close_an_offer_and_the_second_reads_that_it_is_closed(person, publish, staff):
    offer_id = publish()
    page = person("recruiter")
    page.goto(f"/offers/{offer_id}")
    form = opened(page, "Clôturer l’annonce")
    staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "filled"})
    form.get_by_label("Pourquoi").select_option(index=2)
    form.get_by_role("button", name="Clôturer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert staff.accept("offers.get-offer", {"offerId": offer_id})["reason"] == "filled"


def test_a_draft_is_kept_then_published(person, company, staff):
    page = person("recruiter")
    page.goto(f"/offers/new?company={company[1]}")
    page.get_by_label("Intitulé du poste").fill("Mareyeur")
    page.get_by_label("Description").fill("À la criée.")
    page.get_by_label("Secteur").fill(SECTOR)
    page.get_by_label("Zone").fill(ZONE)
    page.get_by_label("Garder comme brouillon").check()
    page.get_by_role("button", name="Enregistrer l’annonce").click()
    page.wait_for_url(re.compile(r"/offers/[0-9a-f-]{36}$"))
    offer_id = page.url.rsplit("/", 1)[1]
    assert staff.accept("offers.get-offer", {"offerId": offer_id})["state"] == "draft"
    expect(page.get_by_text("Un brouillon n’est montré à personne.")).to_be_visible()
    form = opened(page, "Publier ou modifier le brouillon")
    expect(form.get_by_label("Intitulé du poste")).to_have_value("Mareyeur")
    expect(form.get_by_label("Secteur")).to_have_value(SECTOR)
    form.get_by_role("button", name="Enregistrer l’annonce").click()
    expect(page.locator("#waves .badge").first).to_have_text("publiée")
    assert staff.accept("offers.get-offer", {"offerId": offer_id})["state"] == "published"
    staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "cancelled"})


def test_a_code_that_is_none_is_refused_beside_its_field(person, company):
    page = person("recruiter")
    page.goto(f"/offers/new?company={company[1]}")
    page.get_by_label("Intitulé du poste").fill("Mareyeur")
    page.get_by_label("Description").fill("À la criée.")
    page.get_by_label("Secteur").fill("pêche")
    page.get_by_label("Zone").fill(ZONE)
    page.get_by_role("button", name="Enregistrer l’annonce").click()
    expect(page.locator(".field.wrong")).to_have_count(1)
    expect(page.get_by_label("Secteur")).to_have_value("pêche")
    page.get_by_label("Secteur").fill(SECTOR)
    page.get_by_label("Garder comme brouillon").check()
    page.get_by_role("button", name="Enregistrer l’annonce").click()
    expect(page.get_by_text("L’annonce est enregistrée.")).to_be_visible()


def test_recommendations_of_an_offer_are_linked(person, scene):
    page = person("reader")
    page.goto(f"/offers/{scene.offer_id}")
    row = page.locator("#recommendations tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator(f"a[href='/recommendations/{scene.recommendation_id}']")).to_be_visible()
    expect(row.locator(f"a[href='/members/{scene.member.id}']")).to_be_visible()
    expect(row).to_contain_text("500,00")


def test_a_reader_sees_no_form_and_an_offer_that_is_not_there_is_not_found(person, publish):
    page = person("reader")
    page.goto(f"/offers/{publish()}")
    expect(page.locator("details.do")).to_have_count(0)
    assert page.goto("/offers/new").status == 403
    assert page.goto(f"/offers/{new_id()}").status == 404
    assert page.goto("/offers/nonsense").status == 404
