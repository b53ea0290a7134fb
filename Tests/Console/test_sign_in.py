"""Signing in at the provider and out again, in a real browser."""

import contextlib
import re

import pytest
from conftest import PEOPLE
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect


@pytest.fixture
def arrive(browser, console):
    """Signs somebody in in a browser of their own: what they do to their session is nobody else's concern."""
    contexts = []

    def open_page(role="recruiter", path="/today", **more):
        context = browser.new_context(base_url=console, locale="fr-FR", **more)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        at_the_provider(page, role)
        page.wait_for_url(f"{console}/**")
        return page

    yield open_page
    for context in contexts:
        context.close()


def at_the_provider(page, role):
    page.fill("input[name=sub]", PEOPLE[role])
    page.click("button[type=submit], input[type=submit]")


def sign_out(page):
    page.get_by_role("button", name="Se déconnecter").click()


def test_somebody_signs_in_and_comes_where_they_wanted_to(arrive, console):
    page = arrive("recruiter", "/interviews?state=to-call")
    assert page.url == f"{console}/interviews?state=to-call"
    assert "Rita Lenoir" in page.inner_text("header")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(console)}
    session = cookies["coopt-session"]
    assert session["httpOnly"] and session["sameSite"] == "Lax" and session["expires"] == -1


def test_two_tabs_sign_in_at_once(browser, console):
    context = browser.new_context(base_url=console, locale="fr-FR")
    one, two = context.new_page(), context.new_page()
    one.goto("/hires")
    two.goto("/offers")
    at_the_provider(two, "recruiter")
    two.wait_for_url(f"{console}/offers")
    at_the_provider(one, "recruiter")
    one.wait_for_url(f"{console}/hires")
    two.reload()
    expect(two.locator("header")).to_contain_text("Rita Lenoir")
    context.close()


def test_the_same_answer_again_leads_on_who_is_in(arrive, console):
    page = arrive()
    answers = []
    page.on("request", lambda request: answers.append(request.url) if "/signed-in?" in request.url else None)
    page.goto("/sign-in")
    at_the_provider(page, "recruiter")
    page.wait_for_url(f"{console}/today")
    page.goto(answers[0])
    page.wait_for_url(f"{console}/today")
    expect(page.locator("header")).to_contain_text("Rita Lenoir")


def test_signing_out_ends_the_session_everywhere(arrive, browser, console):
    page = arrive("finance", "/rewards")
    copy = browser.new_context(base_url=console, storage_state=page.context.storage_state())
    thief = copy.new_page()
    assert thief.goto("/rewards").url == f"{console}/rewards"
    sign_out(page)
    # To the provider, to end the session there too; its local stand-in asks.
    page.wait_for_url(re.compile("end_session"))
    assert "id_token" not in page.url
    page.get_by_role("button").or_(page.locator("input[type=submit]")).first.click()
    page.wait_for_url(f"{console}/signed-out")
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    assert [cookie for cookie in page.context.cookies(console) if cookie["name"] == "coopt-session"] == []
    for somebody in (page, thief):
        somebody.goto("/rewards")
        expect(somebody.locator("input[name=sub]")).to_be_visible()
    for _ in range(2):
        # The browser kept nothing of it, and says so where the page came by a form.
        with contextlib.suppress(PlaywrightError):
            page.go_back()
    expect(page.locator("body")).not_to_contain_text("Fay Durand")
    copy.close()


def test_one_signs_out_without_scripts(browser, console):
    context = browser.new_context(base_url=console, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto("/today")
    at_the_provider(page, "reader")
    page.wait_for_url(f"{console}/today")
    sign_out(page)
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    page.get_by_role("button", name="Terminer aussi chez le fournisseur").click()
    page.wait_for_url(re.compile("end_session"))
    page.goto("/today")
    expect(page.locator("input[name=sub]")).to_be_visible()
    context.close()


def test_what_was_typed_outlives_the_session(arrive, browser, console):
    page = arrive("recruiter", "/offers")
    # The session ends elsewhere: by a copy of it.
    copy = browser.new_context(base_url=console, storage_state=page.context.storage_state(), locale="fr-FR")
    other = copy.new_page()
    other.goto("/today")
    sign_out(other)
    other.wait_for_url(re.compile("end_session"))
    copy.close()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Votre session a pris fin")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="S’identifier dans un autre onglet").click()
    at_the_provider(opened.value, "recruiter")
    opened.value.wait_for_url(f"{console}/today")
    page.get_by_role("button", name="Renvoyer").click()
    expect(page.get_by_role("heading", name="Ce formulaire ne vaut plus")).to_be_visible()
    page.get_by_role("button", name="Renvoyer").click()
    page.wait_for_url(f"{console}/offers")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_who_has_no_role_is_told_so_and_may_sign_out(arrive):
    page = arrive("none")
    expect(page.locator("main")).to_contain_text("aucun rôle")
    expect(page.locator("nav a[href^='/']")).to_have_count(0)
    sign_out(page)
    page.wait_for_url(re.compile("end_session"))


def test_no_address_says_who_it_is(arrive, console):
    addresses = []
    page = arrive("recruiter", "/hires")
    page.context.on("request", lambda request: addresses.append(request.url))
    page.goto("/sign-in?back=/hires")
    at_the_provider(page, "recruiter")
    page.wait_for_url(f"{console}/hires")
    page.goto("/members")
    sign_out(page)
    page.wait_for_url(re.compile("end_session"))
    own = " ".join(address for address in addresses if address.startswith(console))
    assert own and not re.search("rita|lenoir|eyJ", own, re.IGNORECASE)
    assert not [address for address in addresses if "eyJ" in address]
