"""What holds for every page of the console, whoever wrote it: found from the menu, by links."""

import re

import pytest
from contract_words import shown_in
from crawling import Crawl

AREAS = {"/today", "/interviews", "/recommendations", "/hires", "/rewards", "/offers", "/members", "/charities", "/companies",
         "/policies", "/letters", "/flow", "/audit"}
# What stands where a text is missing: its name, nothing, or what a template was to fill in.
UNSPOKEN = re.compile(r"^((today|interviews|recommendations|hires|rewards|offers|members|charities|companies|policies|letters|flow|audit"
                      r"|common|codes)\.[a-z-]+|nil|Optional\(.*\)|.*\{\{.*)$")


def complaints(pages, look):
    return {page.path: complaint for page in pages if (complaint := look(page))}


def test_the_menu_leads_everywhere_and_every_link_to_a_page(found):
    assert AREAS <= {page.path for page in found}
    assert complaints(found, lambda page: page.answer.status if page.answer.status != 200 else None) == {}


def test_every_page_has_a_title_of_its_own_and_one_first_heading(found):
    assert complaints(found, lambda page: page.outline.headings if page.outline.headings != 1 else None) == {}
    menu = [page.outline.title for page in found if page.path in AREAS]
    assert len(set(menu)) == len(menu)
    assert all(title.strip() for title in menu)


def test_every_page_forbids_what_it_does_not_need(found):
    def look(page):
        policy = page.answer.headers["content-security-policy"]
        headers = page.answer.headers
        return None if (
            "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
            and "*" not in policy and headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"]
            and headers["cache-control"] == "no-store") else policy

    assert complaints(found, look) == {}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_is_in_the_language_of_whoever_reads_it(plain, one_of_each, lang):
    browser = plain("administrator", lang)
    pages = Crawl(browser, of_a_kind=1).pages
    assert len(pages) >= len(AREAS)
    assert complaints(pages, lambda page: page.outline.lang if page.outline.lang != lang else None) == {}
    assert complaints(pages, lambda page: [word for word in page.outline.words if UNSPOKEN.match(word)]) == {}


def test_no_french_page_shows_a_word_of_the_contract(found):
    assert complaints(found, lambda page: shown_in(page.outline.words)) == {}


@pytest.mark.parametrize("role", ["reader", "recruiter", "finance", "operator"])
def test_nobody_is_led_where_their_role_does_not_let_them(plain, role):
    pages = Crawl(plain(role), of_a_kind=1).pages
    assert complaints(pages, lambda page: page.answer.status if page.answer.status != 200 else None) == {}


def test_every_page_works_without_scripts(person, one_of_each):
    page = person("administrator", java_script_enabled=False)
    for path in one_of_each:
        assert page.goto(path).status == 200, path
        assert page.locator("h1").is_visible(), path
    # The menu can be used, too: the last of its entries leads on.
    page.goto("/today")
    page.get_by_role("link", name="Journal", exact=True).click()
    page.wait_for_url("**/audit")


def test_addresses_and_titles_hold_nothing_personal(found):
    personal = re.compile(r"@|%40|\+33|%2B33")
    assert complaints(found, lambda page: page.path if personal.search(page.path) else None) == {}
    assert complaints(found, lambda page: page.outline.title if personal.search(page.outline.title) else None) == {}
    assert complaints(
        found, lambda page: [link for link in page.outline.links if personal.search(link) and not link.startswith(("mailto:", "tel:"))]
    ) == {}
