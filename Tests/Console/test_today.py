"""Today: what waits for whom, the day's figures, what happened; by keyboard, on a phone, without scripts."""

import re

from playwright.sync_api import expect

MOST = 100


def section(page, heading):
    return page.get_by_role("region", name=heading)


def figure(page, label):
    """A figure of the day, as a number."""
    shown = page.locator("#today-figures li", has=page.get_by_text(label, exact=True)).locator("strong").inner_text()
    return int(re.sub(r"[^0-9]", "", shown.split(",")[0]))


def waiting(staff):
    """How many interviews are to be held, as far as the page counts."""
    answer = staff.accept("qualification.list-interviews", {"state": "to-call", "pageSize": MOST})
    return len(answer["interviews"]) + (1 if answer.get("nextPageToken") else 0)


def test_what_waits_for_a_recruiter_stands_in_front_and_leads_to_its_list(person, staff, scene):
    before = waiting(staff)
    page = person("recruiter")
    page.goto("/today")
    after = waiting(staff)  # tests beside this one hold interviews, too
    tile = section(page, "À faire").get_by_role("link", name=re.compile("entretiens? à mener"))
    expect(tile.locator("xpath=ancestor::ul[1]")).not_to_have_class(re.compile("small"))
    shown = tile.locator("strong").inner_text()
    assert shown == f"{MOST}+" or min(before, after) <= int(shown) <= max(before, after)
    # What a recruiter may do nothing about is said, and stands behind.
    for other in ("versements? en échec", "créances? ouvertes?"):
        shown = section(page, "À faire").get_by_role("link", name=re.compile(other))
        expect(shown.locator("xpath=ancestor::ul[1]")).to_have_class(re.compile("small"))
    tile.click()
    page.wait_for_url("**/interviews?state=to-call")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_happened_is_said_in_the_reader_s_language_and_leads_to_the_thing(person, scene):
    name = f"{scene.candidate.first_name} {scene.candidate.last_name}"
    for lang, sentence in (("fr", f"Entretien à mener : {name}"), ("en", f"Interview to hold: {name}")):
        page = person("recruiter", lang=lang)
        page.goto("/today")
        link = page.get_by_role("link", name=sentence)
        expect(link).to_be_visible()
        assert link.get_attribute("href") == f"/interviews/{scene.recommendation_id}"
        assert name not in page.url and name not in page.title()


def test_what_a_hire_leads_to_is_one_story(person, scene, tracker, notifications):
    scene.interview()
    hire = scene.hire(tracker).data
    notifications.expect("staff.hire-attributed", lambda told: told.data["details"]["hireId"] == hire["hireId"])
    name = f"{scene.candidate.first_name} {scene.candidate.last_name}"
    page = person("finance")
    page.goto("/today")
    story = page.locator("#today-feed > ol > li", has=page.get_by_role("link", name=re.compile(f"Embauche.*{name}")))
    expect(story).to_have_count(1)
    expect(story.get_by_text(re.compile("Prime (accordée|en attente)"))).not_to_have_count(0)
    # Chosen by what they are about, the others are left out.
    page.get_by_role("navigation", name="Montrer").get_by_role("link", name="Argent").click()
    page.wait_for_url("**/today?show=money")
    expect(page.locator("#today-feed").get_by_text(re.compile("Un membre rejoint"))).to_have_count(0)


def test_figures_count_what_happens(person, make_scene, notifications):
    page = person("reader")
    page.goto("/today")
    before = figure(page, "recommandations"), figure(page, "nouveaux membres")
    scene = make_scene()
    notifications.expect(
        "staff.interview-requested", lambda told: told.data["details"]["recommendationId"] == scene.recommendation_id)
    expect(page.get_by_role("link", name=f"Entretien à mener : {scene.candidate.first_name} "
                                         f"{scene.candidate.last_name}")).to_be_visible()
    assert figure(page, "recommandations") >= before[0] + 1
    assert figure(page, "nouveaux membres") >= before[1] + 1


def test_without_scripts_all_of_it_is_there(person, scene):
    page = person("recruiter", java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/today")
    name = f"{scene.candidate.first_name} {scene.candidate.last_name}"
    expect(page.get_by_role("link", name=f"Entretien à mener : {name}")).to_be_visible()
    expect(page.locator("#live-mark")).to_be_hidden()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Entretiens").click()
    page.wait_for_url("**/interviews")
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_on_a_phone_the_menu_folds_and_nothing_is_wider_than_the_window(person):
    page = person("administrator", viewport={"width": 390, "height": 844})
    page.goto("/today")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    opener = page.get_by_role("link", name="Menu", exact=True)
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Aujourd’hui")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(opener).to_be_focused()


def test_letters_lead_to_pages_and_can_be_turned_off(person):
    page = person("reader")
    page.goto("/today")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/hires")
    page.get_by_role("button", name="Raccourcis clavier").click()
    page.get_by_label("Raccourcis actifs").uncheck()
    keys.get_by_role("button", name="Fermer").click()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    assert page.url.endswith("/hires")
