"""Flow: services and queues as they work, moving while one looks."""

import http.client
import re
import threading
from urllib.parse import urlsplit

from playwright.sync_api import expect


def test_the_picture_shows_every_service_and_its_queues_and_the_table_the_same_figures(person):
    page = person("reader")
    page.goto("/flow")
    picture = page.get_by_role("img", name=re.compile("Le dessin de ce qui circule"))
    for name in ("Membres", "Annonces", "Recommandations", "Qualification", "Primes", "Notifications", "Webhooks"):
        expect(picture.locator("text.name").filter(has_text=name)).to_be_visible()
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    for queue in ("members.commands", "rewards.events", "recommendations.integration"):
        expect(page.get_by_role("cell", name=queue)).to_be_visible()
    # Every service was asked and answered: none is away, none is unknown.
    expect(page.locator("#flow-away-count")).to_have_text("0")
    expect(page.get_by_text("pas encore vu")).to_have_count(0)


def test_what_flows_moves_while_one_looks(person, staff):
    page = person("operator")
    page.goto("/flow")
    stopped = threading.Event()

    def ask():
        while not stopped.is_set():
            staff.accept("members.invite-member", {"email": f"flux-{threading.get_ident()}-{ask.count}@example.org"})
            ask.count += 1

    ask.count = 0
    asking = threading.Thread(target=ask)
    asking.start()
    try:
        # The page is the same one: the figure changes where it stands, and the stream into the members' commands moves.
        expect(page.locator("#row-members-commands-rate")).to_have_text(re.compile(r"[1-9]\d*(,\d)?/s|0,[1-9]/s"), timeout=20_000)
        expect(page.locator("#flow-members-commands-in-current")).to_have_class(re.compile("pace[1-4]"))
    finally:
        stopped.set()
        asking.join()
    expect(page.locator("#flow-members-commands-in-current")).to_have_class(re.compile("pace0"), timeout=30_000)


def test_who_wants_no_motion_sees_none(person):
    page = person("reader", reduced_motion="reduce")
    page.goto("/flow")
    assert page.locator(".current").first.evaluate("(path) => getComputedStyle(path).animationName") == "none"


def test_without_scripts_one_looks_again_by_a_link(person):
    page = person("reader", java_script_enabled=False)
    page.goto("/flow")
    page.get_by_role("link", name="Actualiser").click()
    expect(page.locator("#flow-handled")).to_be_visible()


def test_the_stream_ends_with_the_session(plain, browser, console):
    other = browser.new_context(base_url=console, locale="fr-FR")
    page = other.new_page()
    page.goto("/flow")
    page.fill("input[name=sub]", "remi")
    page.click("button[type=submit], input[type=submit]")
    page.wait_for_url("**/flow")
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in other.cookies(console))
    page.close()
    connection = http.client.HTTPConnection(urlsplit(console).netloc, timeout=30)
    connection.request("GET", "/flow/live", headers={"Cookie": cookies})
    stream = connection.getresponse()
    assert stream.status == 200 and stream.headers["content-type"].startswith("text/event-stream")
    assert stream.readline() == b"event: picture\n"
    page = other.new_page()
    page.goto("/flow")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(lambda url: "/flow" not in url)
    # What was on its way comes; then it ends, though the connection was not closed from here.
    while stream.readline():
        pass
    connection.close()
    other.close()


def test_nobody_who_is_not_signed_in_hears_the_stream(browser, console):
    answer = browser.new_context().request.get(f"{console}/flow/live")
    assert answer.status == 401
