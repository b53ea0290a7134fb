"""What happens on the platform appears on pages that are open: without a reload, without disturbing anybody, and again
after the stream was away."""

import json
import re
from urllib.parse import quote

import pytest
from outside.connection import Participant
from outside.deadline import observed
from outside.envelope import instant, new_id
from playwright.sync_api import expect

# Long enough for a stack that other tests keep busy.
PATIENCE = 20_000
# A stream is told at least so often that it lasts, and ends at the latest then.
BEAT = 25_000


def to_hold(scene):
    """How the page says that somebody is to be called."""
    return f"Entretien à mener : {scene.candidate.first_name} {scene.candidate.last_name}"


@pytest.fixture
def live(person):
    """Opens Today, and waits until it is live."""

    def open_page(role="recruiter", page=None, **more):
        page = page or person(role, **more)
        page.goto("/today")
        expect(page.locator("#live-mark")).to_have_text("En direct", timeout=PATIENCE)
        # A reload would forget it.
        page.evaluate("window.stays = true")
        return page

    return open_page


def test_what_happens_appears_without_a_reload(live, make_scene):
    page = live()
    scene = make_scene()
    expect(page.get_by_role("link", name=to_hold(scene))).to_be_visible(timeout=PATIENCE)
    expect(page.locator("li.fresh", has=page.get_by_role("link", name=to_hold(scene)))).to_have_count(1)
    # Said once to whoever hears the page, and not what.
    expect(page.locator("#said")).to_have_text("Mis à jour")
    assert page.evaluate("window.stays")


def test_all_pages_of_a_browser_share_one_stream(live, make_scene):
    page = live()
    other = page.context.new_page()
    asked = []
    other.on("request", lambda request: asked.append(request.url))
    live(page=other)
    scene = make_scene()
    for each in (page, other):
        each.bring_to_front()
        expect(each.get_by_role("link", name=to_hold(scene))).to_be_visible(timeout=PATIENCE)
    assert not [url for url in asked if url.endswith("/live")]
    # The page that kept the stream goes: the other one keeps it from then on.
    with other.expect_request("**/live", timeout=PATIENCE):
        page.close()
    expect(other.locator("#live-mark")).to_have_text("En direct", timeout=PATIENCE)
    later = make_scene()
    expect(other.get_by_role("link", name=to_hold(later))).to_be_visible(timeout=PATIENCE)


def test_nothing_is_taken_from_under_somebody_s_hand(live, make_scene):
    first = make_scene()
    page = live()
    link = page.get_by_role("link", name=to_hold(first))
    link.focus()
    second = make_scene()
    # Other parts of the page go on, and it is said.
    expect(page.locator("#said")).to_have_text("Mis à jour", timeout=PATIENCE)
    expect(link).to_be_focused()
    expect(page.get_by_role("link", name=to_hold(second))).to_have_count(0)
    link.evaluate("element => element.blur()")
    expect(page.get_by_role("link", name=to_hold(second))).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("window.stays")


def test_what_another_than_the_platform_published_is_not_shown(live, stack, make_scene):
    page = live()
    recommendation = new_id()
    forged = {
        "specversion": "1.0", "id": new_id(), "source": "/coopt/notifications", "time": instant(),
        "type": "coopt.notifications.staff-interview-requested.v1", "data": {
            "notificationId": new_id(), "audience": "staff", "name": "interview-requested", "locale": "fr",
            "subject": "Entretien à mener : Faux Témoin", "text": "", "details": {"recommendationId": recommendation}}}
    with Participant(stack["COOPT_ADMIN_AMQP_URL"]) as forger:
        forger.channel.basic_publish("coopt.notifications", "staff.interview-requested", json.dumps(forged).encode())
        forger.channel.queue_declare("", exclusive=True)  # the answer comes behind what was on its way
    scene = make_scene()
    expect(page.get_by_role("link", name=to_hold(scene))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Faux Témoin")).to_have_count(0)


def readers_of_the_stream(stack):
    """Connections of consoles that read what staff are told."""
    queue = stack.management("/api/queues/coopt/coopt.notifications.stream")
    named = {connection["name"]: connection.get("user_provided_name")
             for connection in stack.management("/api/connections?columns=name,user_provided_name")}
    # Of a channel that is new the broker knows nothing at first, and says so by an empty list.
    channels = [consumer["channel_details"] for consumer in queue.get("consumer_details", [])]
    names = {channel["connection_name"] for channel in channels if channel}
    return {name for name in names if named.get(name) == "coopt-console"}


def test_after_the_stream_was_away_nothing_is_missing_and_nothing_is_there_twice(live, stack, make_scene):
    first = make_scene()
    page = live()
    expect(page.get_by_role("link", name=to_hold(first))).to_be_visible(timeout=PATIENCE)
    # The broker tells of its connections a while after it has them.
    for name in observed(lambda: readers_of_the_stream(stack), "a console that reads the stream"):
        stack.manage("DELETE", "/api/connections/" + quote(name))
    second = make_scene()
    expect(page.get_by_role("link", name=to_hold(second))).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#live-mark")).to_have_text("En direct", timeout=PATIENCE)
    for scene in (first, second):
        expect(page.get_by_role("link", name=to_hold(scene))).to_have_count(1)
    assert page.evaluate("window.stays")


def test_signing_out_ends_the_stream(browser, console):
    context = browser.new_context(base_url=console, locale="fr-FR")
    page = context.new_page()
    page.goto("/today")
    page.fill("input[name=sub]", "rita")
    page.click("button[type=submit], input[type=submit]")
    page.wait_for_url(f"{console}/**")
    expect(page.locator("#live-mark")).to_have_text("En direct", timeout=PATIENCE)
    other = context.new_page()
    other.goto("/hires")
    other.get_by_role("button", name="Se déconnecter").click()
    expect(page.locator("#live-mark")).to_have_text("Connexion perdue", timeout=BEAT)
    context.close()


def test_the_stream_is_for_those_who_are_signed_in_and_have_a_role(browser, console, signed_in):
    for state in (None, signed_in("none")):
        context = browser.new_context(base_url=console, storage_state=state)
        answer = context.request.get("/live")
        assert answer.status in (401, 403)
        assert re.search("text/event-stream", answer.headers.get("content-type", "")) is None
        context.close()
