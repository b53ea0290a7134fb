"""Dead letters: what could not be handled, from its cause to what was done with it."""

import json
import re

import pytest
from outside.deadline import observed
from outside.envelope import cloud_event, instant, new_id
from outside.people import stranger, unique
from playwright.sync_api import expect


@pytest.fixture
def refused(tracker, notifications):
    """Reports a hire that breaks the contract: the message's id, once the letter lies there."""
    def report(**more):
        id = new_id()
        report = {"sourceSystem": "ats.example.com", "applicationId": new_id(), "offerReference": more.get("offerReference", f"REF-{unique()}"),
                  "hiredAt": "12/11/2026", "candidate": {"email": more.get("email", stranger().email)}}
        # Nobody waits for an answer, so that it is put aside.
        tracker.publish("coopt.integration", "hire.reported",
                        cloud_event("coopt.integration.hire-reported.v1", report, "https://ats.example.com", id), wants_reply=False)
        notifications.expect("staff.message-dead-lettered", lambda told: told.details.get("messageId") == id)
        return id

    return report


def unknown_command(staff, name, id):
    """A command that no service knows, from somebody who wants no answer: a letter of a type of its own."""
    staff.publish("coopt.commands", f"members.{name}", cloud_event(f"coopt.members.{name}.v1", {}, "urn:test", id), wants_reply=False)


def opened(page, message_id):
    """The page of a letter, found as people find it: by its cause, then by its message."""
    page.goto("/letters")
    row = page.get_by_role("row").filter(has_text="recommendations.integration").filter(has_text="hire-reported")
    row.filter(has_text="Données non conformes").get_by_role("link").click()
    while page.get_by_role("row").filter(has_text=message_id).count() == 0:
        page.get_by_role("link", name=re.compile("Suite")).click()
    page.get_by_role("row").filter(has_text=message_id).get_by_role("link").click()
    page.wait_for_url("**/letters/letter/**")


def act(page, action, button, reason):
    page.locator("summary").filter(has_text=action).click()
    page.get_by_label("Motif").locator("visible=true").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()


def steps(books, message_id):
    return [tuple(row) for row in books.query(
        "select action, state, actor, reason from operations.dead_letter_trail where message_id = %s order by entry_id", message_id)]


def test_a_letter_is_shown_by_cause_and_masked(person, refused):
    email = stranger().email
    id = refused(email=email)
    page = person("operator")
    opened(page, id)
    expect(page.get_by_role("heading", level=1)).to_have_text("Données non conformes au contrat")
    expect(page.get_by_text("hiredAt: is not an RFC 3339 time")).to_be_visible()
    expect(page.get_by_role("row", name="candidate.email")).to_contain_text("texte")
    expect(page.get_by_text("Un rejeu l’enverrait à")).to_contain_text("recommendations.integration")
    assert email not in page.content()


def test_what_is_read_whole_is_read_with_a_reason_that_is_kept(person, refused, books):
    email, reason = stranger().email, f"ticket {unique()}"
    id = refused(email=email)
    page = person("operator")
    opened(page, id)
    act(page, "Lire le contenu", "Lire", reason)
    expect(page.locator("pre.contents")).to_contain_text(email)
    assert email not in page.url and email not in page.title()
    assert steps(books, id) == [("reveal", "done", "otto", reason)]
    # Whoever loads the page again reads nothing more, and sees that somebody did.
    page.goto(page.url.replace("/letters/reveal", "/letters"))
    opened(page, id)
    assert email not in page.content()
    expect(page.locator(".timeline")).to_contain_text(reason)


def test_a_letter_is_corrected_by_whoever_read_it_and_counts(person, staff, refused, books, scene):
    reason = f"ticket {unique()}"
    id = refused(email=scene.candidate.email, offerReference=scene.reference)
    page = person("operator")
    opened(page, id)
    # Nobody corrects what they have not read.
    expect(page.locator("summary").filter(has_text="Corriger")).to_have_count(0)
    act(page, "Lire le contenu", "Lire", reason)
    page.locator("summary").filter(has_text="Corriger et renvoyer").click()
    form = page.locator("details[open] form")
    data = form.get_by_label("Données")
    wrong = json.loads(data.input_value())
    assert wrong["hiredAt"] == "12/11/2026"
    for text, said in (("{", "doivent être un objet JSON"), (json.dumps(wrong | {"hiredAt": "tomorrow"}), "hiredAt"),
                       (json.dumps(wrong), "changes nothing")):
        data.fill(text)
        page.get_by_label("Motif").locator("visible=true").fill(reason)
        page.get_by_role("button", name="Renvoyer corrigé").click()
        expect(page.locator("p.defect")).to_contain_text(said)
        data = page.get_by_label("Données")
        expect(data).to_have_value(text)
    assert [step[:2] for step in steps(books, id)] == [("reveal", "done")]
    data.fill(json.dumps(wrong | {"hiredAt": instant()}, indent=2))
    page.get_by_role("button", name="Renvoyer corrigé").click()
    page.wait_for_url("**/letters/errand/*")
    expect(page.locator("p.notice")).to_have_text("C’est fait.")
    assert [step[:3] for step in steps(books, id)] == [
        ("reveal", "done", "otto"), ("edit", "begun", "otto"), ("edit", "done", "otto")]
    (fields,) = books.query("select edited_fields from operations.dead_letter_trail where message_id = %s and action = 'edit' and state = 'done'", id)
    assert list(fields[0]) == ["hiredAt"]
    (hire,) = observed(lambda: staff.accept("recommendations.list-hires", {"recommendationId": scene.recommendation_id})["hires"],
                       "the corrected report is a hire", 30)
    assert hire["applicationId"] == wrong["applicationId"]


def test_a_letter_is_discarded_with_a_reason_and_what_was_done_stays(person, refused, books):
    id, reason = refused(), f"doublon {unique()}"
    page = person("operator")
    opened(page, id)
    address = page.url
    act(page, "Écarter", "Écarter pour toujours", reason)
    page.wait_for_url("**/letters/errand/*")
    expect(page.locator("p.notice")).to_have_text("C’est fait.")
    expect(page.get_by_text("écarté de")).to_contain_text("recommendations.dead-letters")
    assert [step[:3] for step in steps(books, id)] == [("discard", "begun", "otto"), ("discard", "done", "otto")]
    page.goto(address)
    expect(page.get_by_text("n’est plus dans sa file")).to_be_visible()
    page.goto("/letters/trail")
    expect(page.get_by_role("row").filter(has_text=reason).first).to_be_visible()


def test_a_replay_reaches_the_queue_that_refused_it(person, staff, refused, books, notifications):
    id, reason = refused(), f"essai {unique()}"
    page = person("operator")
    opened(page, id)
    act(page, "Rejouer", "Rejouer", reason)
    page.wait_for_url("**/letters/errand/*")
    expect(page.get_by_text("envoyé à")).to_contain_text("recommendations.integration")
    # It is as wrong as before: the service refuses it again, under the same id, and says so.
    notifications.expect("staff.message-dead-lettered", lambda told: told.details.get("messageId") == id)
    assert [step[:3] for step in steps(books, id)] == [("replay", "begun", "otto"), ("replay", "done", "otto")]


def test_a_group_says_first_what_would_happen(person, staff, tracker, notifications, books):
    # A type of its own makes a group of its own.
    name = f"essai-{unique().lower()}"
    ids = []
    for _ in range(2):
        id = new_id()
        unknown_command(staff, name, id)
        notifications.expect("staff.message-dead-lettered", lambda told: told.details.get("messageId") == id)
        ids.append(id)
    page = person("operator")
    page.goto("/letters")
    page.get_by_role("row").filter(has_text=name).get_by_role("link").click()
    page.get_by_role("link", name="Écarter ces messages").click()
    expect(page.get_by_text("à écarter de")).to_have_text(re.compile(r"2\s+à écarter de members.dead-letters"))
    assert all(steps(books, id) == [] for id in ids)
    # Without a reason nothing is done.
    page.get_by_label("Motif").evaluate("(field) => field.removeAttribute('required')")
    page.get_by_role("button", name="Écarter pour toujours").click()
    expect(page.get_by_text("Le motif est demandé")).to_be_visible()
    assert all(steps(books, id) == [] for id in ids)
    page.get_by_label("Motif").fill("essais de la console")
    page.get_by_role("button", name="Écarter pour toujours").click()
    page.wait_for_url("**/letters/errand/*")
    expect(page.locator("p.notice")).to_have_text("C’est fait.")
    assert all([step[:2] for step in steps(books, id)] == [("discard", "begun"), ("discard", "done")] for id in ids)


def test_two_operators_at_one_letter_one_does_it_and_the_other_reads_so(person, refused, books):
    id = refused()
    first, second = person("operator"), person("administrator")
    opened(first, id)
    opened(second, id)
    act(first, "Écarter", "Écarter pour toujours", "le premier")
    first.wait_for_url("**/letters/errand/*")
    expect(first.locator("p.notice")).to_have_text("C’est fait.")
    act(second, "Écarter", "Écarter pour toujours", "le second")
    second.wait_for_url("**/letters/errand/*")
    expect(second.locator("p.notice")).to_have_text("Plus rien n’était là : un autre l’a fait avant.")
    assert [step[2] for step in steps(books, id)] == ["otto", "otto"]


def test_the_list_hears_of_a_new_letter_by_itself(person, staff, notifications):
    page = person("operator")
    page.goto("/letters")
    # What is told before the page listens is on the page that was loaded.
    expect(page.locator("#live-mark")).to_have_text("En direct", timeout=15_000)
    name = f"vif-{unique().lower()}"
    unknown_command(staff, name, new_id())
    expect(page.get_by_role("row").filter(has_text=name)).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("role", ["reader", "recruiter", "finance"])
def test_letters_are_not_for_others(person, plain, role):
    page = person(role)
    assert page.goto("/letters").status == 403
    browser = plain(role)
    token = browser.form_token(browser.get("/today"))
    for action in ("reveal", "replay", "edit", "discard"):
        answer = browser.post(f"/letters/{action}", {"_token": token, "queue": "members.dead-letters", "id": "0" * 16, "reason": "x"})
        assert answer.status == 403
