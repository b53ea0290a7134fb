"""Who decided what, of all services: merged, filtered, paged; seen in a browser."""

import re

import pytest
from outside.envelope import later
from outside.people import unique
from playwright.sync_api import expect


@pytest.fixture
def actor():
    """Somebody of a directory whose subjects are addresses."""
    return f"grace.{unique()}@staff.example.com"


def of_person(page, actor, service=None):
    page.goto("/audit" + (f"?service={service}" if service else ""))
    page.get_by_label("Personne", exact=True).fill(actor)
    page.get_by_role("button", name="Trouver").click()
    page.wait_for_url("**/audit?*who=*")


def lines(page):
    """What the page lists: each line's command and what it is about."""
    return [(each.locator(".id").first.inner_text(), each.locator("td").nth(3).inner_text())
            for each in page.get_by_role("row").all()[1:]]


def test_decisions_of_all_services_are_one_list_and_lead_to_their_things(person, staff, scene, actor):
    company = staff.accept("offers.register-company", {"name": f"Société {unique()}"}, actor=actor)["companyId"]
    charity = staff.accept("rewards.register-charity", {"name": f"Association {unique()}"}, actor=actor)["charityId"]
    candidate = scene.recommendation["candidateId"]
    staff.accept("recommendations.release-candidate", {"candidateId": candidate, "reason": "Une erreur."}, actor=actor)
    staff.accept("members.expel", {"memberId": scene.member.id, "reason": "Une raison."}, actor=actor)
    page = person("finance")
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    of_person(page, f" {actor.upper()} ")
    assert lines(page) == [
        ("members.expel", scene.member.id), ("recommendations.release-candidate", candidate),
        ("rewards.register-charity", charity), ("offers.register-company", company)]
    expect(page.get_by_role("main")).to_contain_text(actor)
    assert not [url for url in requested if "grace" in url or "example" in url]
    row = page.get_by_role("row").filter(has_text="members.expel")
    expect(row).to_contain_text("Une raison.")
    for about, address in ((charity, f"/charities/{charity}"), (company, f"/companies/{company}"),
                           (candidate, f"/recommendations?candidate={candidate}")):
        expect(page.get_by_role("link", name=about)).to_have_attribute("href", address)
    row.get_by_role("link", name=scene.member.id).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("exclu")


def test_a_line_leads_to_all_decisions_of_its_person_without_naming_them(person, staff, actor):
    staff.accept("offers.register-company", {"name": f"Société {unique()}"}, actor=actor)
    page = person("operator")
    page.goto("/audit?service=offers")
    page.get_by_role("link", name=actor).first.click()
    page.wait_for_url("**/audit?*who=*")
    assert "grace" not in page.url and len(lines(page)) == 1
    # The address says nothing to anybody else.
    other = person("finance")
    other.goto(page.url)
    expect(other.get_by_text(actor)).to_have_count(0)
    page.get_by_role("link", name="tout le monde").click()
    page.wait_for_url("**/audit?service=offers")


def test_pages_follow_each_other_and_lose_nothing(person, staff, actor):
    company = staff.accept("offers.register-company", {"name": f"Société {unique()}"}, actor=actor)["companyId"]
    sent = []
    for number in range(60):
        sent.append(staff.send("offers.update-company", {"companyId": company, "name": f"Société {number}"}, actor=actor))
        if number % 10 == 0:
            sent.append(staff.send("rewards.register-charity", {"name": f"A {unique()}"}, actor=actor))
    staff.replies(sent)
    page = person("administrator")
    of_person(page, actor)
    first = lines(page)
    assert len(first) == 50
    # What is decided meanwhile stands in front, and moves nothing.
    staff.accept("rewards.register-charity", {"name": f"A {unique()}"}, actor=actor)
    page.get_by_role("link", name="Suite").click()
    page.wait_for_url("**page=*")
    second = lines(page)
    assert len(second) == 60 + 6 + 1 - 50
    # Whoever else decided lies behind: it is looked through a page at a time, and holds nothing of this person.
    while page.get_by_role("link", name="Suite").count():
        with page.expect_navigation():
            page.get_by_role("link", name="Suite").click()
        assert lines(page) == []
    shown = first + second
    charities = [about for command, about in shown if command == "rewards.register-charity"]
    assert len(charities) == len(set(charities)) == 6
    assert sum(command == "offers.update-company" for command, _ in shown) == 60
    assert shown[-1] == ("offers.register-company", company)


def test_filters_by_service_and_day(person, staff, actor):
    staff.accept("offers.register-company", {"name": f"Société {unique()}"}, actor=actor)
    staff.accept("rewards.register-charity", {"name": f"A {unique()}"}, actor=actor)
    page = person("administrator")
    of_person(page, actor, service="rewards")
    assert [command for command, _ in lines(page)] == ["rewards.register-charity"]
    page.get_by_label("Service").select_option("")
    page.get_by_label("Depuis le").fill(later(days=0)[:10])
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url(re.compile(r"since=\d"))
    assert [command for command, _ in lines(page)] == ["rewards.register-charity", "offers.register-company"]
    page.get_by_label("Depuis le").fill(later(days=2)[:10])
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("main")).to_contain_text("Rien ici.")


@pytest.mark.parametrize("role, status", [("reader", 403), ("recruiter", 403), ("finance", 200), ("operator", 200)])
def test_who_decided_is_read_by_those_who_answer_for_it(person, role, status):
    page = person(role)
    assert page.goto("/audit").status == status
    page.goto("/members")
    token = page.locator("input[name=_token]").first.get_attribute("value")
    answer = page.request.post("/audit/person", form={"_token": token, "person": "ada"})
    assert answer.status == status


def test_a_page_that_was_not_given_out_is_none(person):
    page = person("finance")
    for token in ("x", "e30", "W10", "nonsense", "A" * 5000):
        assert page.goto(f"/audit?page={token}").status == 404
