"""Many people at once, and what they see when something goes away: the broker, a service, the console itself."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from outside.deadline import observed
from outside.envelope import new_id
from outside.people import unique
from own_console import BrokerRelay, OwnConsole
from plain_browser import PlainBrowser
from playwright.sync_api import expect

NAMES = {"ada": "Ada Martin", "beth": "Beth Roux", "remi": "Rémi Petit", "rita": "Rita Lenoir", "fay": "Fay Durand",
         "otto": "Otto Blanc"}
PAGES = ("/today", "/interviews", "/recommendations", "/hires", "/rewards", "/offers", "/members", "/charities", "/companies",
         "/policies", "/flow")


@pytest.fixture
def broker(stack):
    relay = BrokerRelay(stack["COOPT_STAFF_AMQP_URL"])
    relay.open()
    yield relay
    relay.cut()


@pytest.fixture
def somebody(browser):
    """Signs somebody in at a console of the test's own, and opens a page there."""
    contexts = []

    def signed_in(console, path, subject="otto"):
        context = browser.new_context(base_url=console.url, locale="fr-FR")
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        sign(page, subject)
        page.wait_for_url(console.url + path)
        return page

    yield signed_in
    for context in contexts:
        context.close()


def sign(page, subject):
    page.fill("input[name=sub]", subject)
    page.click("button[type=submit], input[type=submit]")


def test_fifty_people_at_once_each_see_their_own(console):
    subjects = [list(NAMES)[number % len(NAMES)] for number in range(50)]

    def come(subject):
        browser = PlainBrowser(console, timeout=60)
        browser.sign_in(subject)
        return browser

    def work(browser, subject):
        with browser:
            pages = [browser.get(path) for path in PAGES * 2]
            return [(page.url, page.status) for page in pages if page.status != 200 or NAMES[subject] not in page.text]

    # One after another at the door, since the provider of a local stack is a small one; then all of them at once.
    with ThreadPoolExecutor(4) as door:
        browsers = list(door.map(come, subjects))
    with ThreadPoolExecutor(50) as people:
        wrong = [entry for entries in people.map(work, browsers, subjects) for entry in entries]
    assert wrong == []


def test_while_the_broker_is_away_pages_say_so_and_come_back_by_themselves(stack, broker, somebody):
    with OwnConsole(stack, broker) as console:
        page = somebody(console, "/letters/webhooks")
        expect(page.get_by_role("heading", level=1)).to_have_text("Webhooks")
        broker.cut()
        observed(lambda: not console.is_ready(), "the console knows that its broker is away", 30)
        assert page.goto("/letters/webhooks").status == 503
        expect(page.locator("main")).to_contain_text("La messagerie ne répond pas")
        letters = page.context.new_page()
        assert letters.goto("/letters").status == 503
        expect(letters.locator("main")).to_contain_text("ne répond pas")
        flow = page.context.new_page()
        flow.goto("/flow")
        expect(flow.locator("#flow-notice")).to_contain_text("La messagerie ne répond pas", timeout=15_000)
        broker.open()
        # Nobody touches the pages.
        expect(page.get_by_role("heading", level=1)).to_have_text("Webhooks", timeout=60_000)
        expect(letters.get_by_role("heading", level=1)).to_have_text("Messages refusés", timeout=60_000)
        expect(flow.locator("#flow-notice")).to_have_count(0, timeout=60_000)


def test_while_the_broker_is_away_no_page_keeps_anybody_waiting_or_breaks(stack, broker):
    with OwnConsole(stack, broker) as console, PlainBrowser(console.url) as browser:
        browser.sign_in("ada")
        broker.cut()
        observed(lambda: not console.is_ready(), "the console knows that its broker is away", 30)
        answers = {path: browser.get(path) for path in PAGES + ("/letters", "/letters/webhooks", "/audit")}
        assert {path: answer.status for path, answer in answers.items() if answer.status not in (200, 503)} == {}
        assert {path: answer.whole for path, answer in answers.items() if answer.whole > 5} == {}
        for path, answer in answers.items():
            assert answer.status == 200 or "ne répond pas" in answer.text, path


def test_a_form_sent_while_the_broker_is_away_is_not_lost_and_is_done_once(stack, broker, staff):
    with OwnConsole(stack, broker) as console, PlainBrowser(console.url) as browser:
        token, job = browser.form_token(browser.sign_in("ada")), f"console-{unique()}"
        form = {"_token": token, "_id": new_id(), "_back": "/letters/webhooks",
                "source": "greenhouse", "job": job, "offerReference": "REF-CONSOLE"}
        broker.cut()
        observed(lambda: not console.is_ready(), "the console knows that its broker is away", 30)
        refused = browser.post("/do/webhooks/map-job", form)
        assert refused.status in (422, 503)
        # What was filled in stands there still, and the command is the same one.
        assert job in refused.text and form["_id"] in refused.text
        broker.open()
        observed(console.is_ready, "the console is ready", 60)
        assert browser.post("/do/webhooks/map-job", form).status == 200
        staff.accept("webhooks.unmap-job", {"source": "greenhouse", "job": job})


def test_a_service_that_does_not_answer_is_away_and_keeps_nobody_waiting(stack, somebody):
    # Who connects is never answered.
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        services = f"members=http://127.0.0.1:{silent.getsockname()[1]},offers={stack['COOPT_OFFERS_HTTP_URL']}"
        with OwnConsole(stack, COOPT_CONSOLE_SERVICES=services) as console:
            with PlainBrowser(console.url) as browser:
                browser.sign_in("otto", "/letters/trail")
                answer = browser.get("/flow")
                # The page takes 0.3 seconds at most for what it does not know; the rest is the machine's.
                assert answer.status == 200 and answer.first_byte < 1.2
            page = somebody(console, "/flow")
            expect(page.locator("#flow-away-count")).to_have_text("1", timeout=15_000)
            expect(page.locator("#flow-members-service-value")).to_have_text("absent")
            expect(page.locator("#flow-offers-service-value")).to_have_text(re.compile("traités"))


def test_who_was_signed_in_before_a_restart_signs_in_again(stack, somebody):
    with OwnConsole(stack) as console:
        page = somebody(console, "/letters/trail")
        assert console.stop() == 0
        console.start()
        page.goto("/letters/trail")
        sign(page, "otto")
        page.wait_for_url(f"{console.url}/letters/trail")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce qui a été fait des messages")


def test_an_open_picture_does_not_keep_the_console_from_ending(stack, somebody):
    with OwnConsole(stack) as console:
        page = somebody(console, "/flow")
        expect(page.locator("#flow-handled")).to_contain_text("/s", timeout=15_000)
        assert console.stop() == 0
