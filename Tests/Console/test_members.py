"""Members in the console: found, read, invited, expelled; seen in a browser, and on the platform."""

import re

import pytest
from kept_mail import Mailbox
from outside.deadline import observed
from outside.envelope import later
from outside.people import stranger
from playwright.sync_api import expect
from telephone import read


def row(page, text):
    return page.get_by_role("row").filter(has_text=text)


def notice(page):
    return page.get_by_role("status")


@pytest.fixture
def family(scene):
    """Three generations: who sponsored, who was sponsored by them, who was sponsored by those."""
    first = scene.member
    second = scene.admit(sponsor=first)
    return first, second, scene.admit(sponsor=second), scene.admit(sponsor=second)


def test_members_are_listed_newest_first_and_filtered_by_sponsor_and_state(person, staff, family):
    first, second, third, fourth = family
    page = person("reader")
    page.goto(f"/members?sponsor={second.id}")
    names = page.get_by_role("rowheader").all_inner_texts()
    assert names == [fourth.full_name, third.full_name]
    # Whose list it is, and who sponsored each of them.
    sponsor = page.get_by_role("link", name=second.full_name)
    expect(sponsor).to_have_count(3)
    for link in sponsor.all():
        expect(link).to_have_attribute("href", f"/members/{second.id}")
    staff.accept("members.leave", {"memberId": third.id})
    page.get_by_label("État").select_option("left")
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**/members?*state=left*")
    assert page.get_by_role("rowheader").all_inner_texts() == [third.full_name]
    page.get_by_role("link", name=third.full_name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("parti")


def test_a_list_goes_on_page_by_page(person, staff):
    page = person("reader")
    page.goto("/members")
    seen = {link.get_attribute("href") for link in page.get_by_role("rowheader").get_by_role("link").all()}
    following = page.get_by_role("link", name="Suite")
    if len(seen) < 50:
        expect(following).to_have_count(0)
        return
    following.click()
    page.wait_for_url("**/members?page=*")
    more = {link.get_attribute("href") for link in page.get_by_role("rowheader").get_by_role("link").all()}
    assert more and not seen & more
    page.get_by_role("link", name="Début").click()
    page.wait_for_url("**/members")


def test_somebody_is_found_by_their_address_which_enters_no_address(person, scene):
    page = person("recruiter")
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/members")
    page.get_by_label("Trouver par adresse").fill(f"  {scene.member.email.upper()} ")
    page.get_by_role("button", name="Trouver").click()
    page.wait_for_url(f"**/members/{scene.member.id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.member.full_name)
    assert not [url for url in requested if "example" in url or scene.member.last_name in url]
    page.goto("/members")
    page.get_by_label("Trouver par adresse").fill(stranger().email)
    page.get_by_role("button", name="Trouver").click()
    expect(notice(page)).to_have_text("Aucun membre n’a cette adresse.")


def test_a_member_with_profile_charter_level_and_points(person, staff, scene):
    member = scene.member
    scene.interview()
    points = observed(
        lambda: staff.accept("rewards.get-statement", {"memberId": member.id})["balances"]["points"], "points")
    scale = staff.accept("rewards.get-policy", {})
    assert points == scale["points"]["recommendationQualified"] < scale["levels"]["confirmed"]
    page = person("reader", lang="en")
    page.goto(f"/members/{member.id}")
    main = page.get_by_role("main")
    for told in (member.full_name, member.email, read(member.phone), member.id,
                 staff.accept("members.get-charter", {})["charterVersion"], "in force"):
        expect(main).to_contain_text(told)
    missing = scale["levels"]["confirmed"] - points
    expect(main).to_contain_text(f"{missing} more points to be confirmed")
    expect(page.get_by_role("img", name=re.compile(f"^Beginner, {points} points"))).to_be_visible()
    expect(page.get_by_role("link", name="Their recommendations")).to_have_attribute(
        "href", f"/recommendations?member={member.id}")
    expect(page.get_by_role("link", name="Their statement")).to_have_attribute(
        "href", f"/rewards/statement/{member.id}")
    assert member.last_name not in page.title()


def test_sponsors_are_a_tree_that_opens_level_by_level(person, family):
    first, second, third, fourth = family
    page = person("reader")
    page.goto(f"/members/{first.id}")
    tree = page.get_by_role("region", name="Parrainage")
    expect(tree).to_contain_text(second.full_name)
    expect(tree).not_to_contain_text(third.full_name)
    tree.get_by_role("link", name=f"Montrer les filleuls de {second.full_name}").click()
    branch = tree.get_by_role("listitem").filter(has=page.get_by_role("link", name=second.full_name, exact=True)).last
    expect(branch.get_by_role("link", name=third.full_name, exact=True)).to_be_visible()
    expect(branch.get_by_role("link", name=fourth.full_name, exact=True)).to_be_visible()
    tree.get_by_role("link", name=f"Montrer les filleuls de {third.full_name}").click()
    expect(tree).to_contain_text("aucun filleul")
    tree.get_by_role("link", name=f"Replier les filleuls de {second.full_name}").click()
    expect(tree).not_to_contain_text(fourth.full_name)
    # From below it is seen up to the root.
    page.goto(f"/members/{fourth.id}")
    names = tree.get_by_role("listitem").first.inner_text().split("\n")
    assert [name.split(" · ")[0] for name in names] == [first.full_name, second.full_name, fourth.full_name]


def invite(page, email, deliver):
    page.get_by_label("Adresse").fill(email)
    box = page.get_by_label("Envoyer l’invitation par courriel")
    box.set_checked(deliver)
    page.get_by_role("button", name="Inviter").click()


def test_who_invites_reads_the_code_once_and_it_admits(person, staff, scene):
    guest = stranger()
    page = person("recruiter")
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"/members/{scene.member.id}")
    page.get_by_role("link", name="Inviter en son nom").click()
    expect(page.get_by_role("main")).to_contain_text(scene.member.full_name)
    invite(page, guest.email, deliver=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Code d’invitation")
    code = page.locator("code").inner_text()
    page.get_by_role("link", name="Aux invitations").click()
    page.wait_for_url(f"**/members/invitations?sponsor={scene.member.id}")
    expect(row(page, guest.email)).to_contain_text("ouverte")
    assert code not in page.content() and not [url for url in requested if code in url or guest.word in url]
    charter = staff.accept("members.get-charter", {})["charterVersion"]
    joined = staff.accept("members.join", guest.profile(["J"], ["FR"], invitationCode=code, charterVersion=charter))
    assert staff.accept("members.get-member", {"memberId": joined["memberId"]})["sponsorId"] == scene.member.id
    page.reload()
    expect(row(page, guest.email)).to_contain_text("utilisée")
    staff.accept("members.leave", {"memberId": joined["memberId"]})


def test_an_invitation_goes_out_by_mail_and_can_be_revoked(person, stack, staff, scene):
    guest = stranger()
    page = person("recruiter")
    page.goto(f"/members/invite?sponsor={scene.member.id}")
    invite(page, guest.email, deliver=True)
    expect(notice(page)).to_have_text("L’invitation part par courriel.")
    letter = Mailbox(stack).expect(guest.email)
    line = row(page, guest.email)
    line.get_by_text("Retirer l’invitation").first.click()
    line.get_by_role("button", name="Retirer l’invitation").click()
    expect(notice(page)).to_have_text("L’invitation n’admet plus personne.")
    expect(row(page, guest.email)).to_contain_text("retirée")
    listed = staff.accept("members.list-invitations", {"sponsorId": scene.member.id})["invitations"]
    assert [(each["email"], each["state"]) for each in listed] == [(guest.email, "revoked")]
    charter = staff.accept("members.get-charter", {})["charterVersion"]
    codes = re.findall(r"[A-Za-z0-9_-]{16,}", letter.get_content())
    assert codes
    for code in codes:
        joining = guest.profile(["J"], ["FR"], invitationCode=code, charterVersion=charter)
        assert staff.refuse("members.join", joining)["code"] == "invitation-not-found"


def test_an_invitation_that_is_refused_comes_back_with_what_was_typed(person, scene):
    page = person("administrator")
    page.goto("/members/invite")
    invite(page, scene.member.email, deliver=False)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Adresse")).to_have_value(scene.member.email)
    expect(page.locator("code")).to_have_count(0)


def test_an_invitation_lasts_to_the_end_of_the_day_that_was_chosen(person, staff, scene):
    guest = stranger()
    page = person("recruiter")
    page.goto(f"/members/invite?sponsor={scene.member.id}")
    day = later(days=9)[:10]
    page.get_by_label("Valable jusqu’au").fill(day)
    invite(page, guest.email, deliver=False)
    expect(page.locator("code")).to_be_visible()
    listed = staff.accept("members.list-invitations", {"sponsorId": scene.member.id})["invitations"]
    assert listed[0]["expiresAt"][:10] == day and listed[0]["expiresAt"][11:13] in ("22", "23")


def test_m10_staff_expel_with_a_reason_and_readmit(person, staff, scene, notifications):
    member = scene.member
    page = person("administrator")
    page.goto(f"/members/{member.id}")
    page.get_by_text("Exclure").first.click()
    page.get_by_label("Raison").fill("Recommandations inventées.")
    page.get_by_role("button", name="Exclure").click()
    expect(notice(page)).to_have_text("La personne est exclue.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("exclu")
    notifications.expect("staff.member-left", lambda each: each.data["details"].get("memberId") == member.id)
    assert staff.accept("members.get-member", {"memberId": member.id})["state"] == "expelled"
    trail = staff.accept("members.list-corrections", {"since": later(minutes=-5)})["corrections"]
    kept = [each for each in trail if each["subject"] == member.id]
    assert [(each["actor"], each["command"], each["reason"]) for each in kept] == [
        ("ada", "members.expel", "Recommandations inventées.")]
    assert staff.refuse("members.invite-member", {"email": member.email})["code"] == "person-expelled"
    page.get_by_text("Réadmettre").first.click()
    page.get_by_label("Raison").fill("Une erreur de personne.")
    page.get_by_role("button", name="Réadmettre").click()
    expect(notice(page)).to_have_text("La personne peut être invitée de nouveau.")
    assert member.email not in page.url
    invited = staff.accept("members.invite-member", {"email": member.email})
    staff.accept("members.revoke-invitation", {"invitationId": invited["invitationId"]})


def test_the_charter_in_force_is_shown_and_published_by_administrators(person, staff):
    charter = staff.accept("members.get-charter", {})["charterVersion"]
    page = person("administrator")
    page.goto("/members/charter")
    expect(page.get_by_role("main")).to_contain_text(charter)
    page.get_by_text("Publier une charte").first.click()
    # The one in force stays in force: nobody else's members have to sign again.
    page.get_by_label("Version").fill(charter)
    page.get_by_role("button", name="Mettre en vigueur").click()
    expect(notice(page)).to_have_text("La charte est en vigueur.")
    trail = staff.accept("members.list-corrections", {"since": later(minutes=-5)})["corrections"]
    assert ("ada", "members.publish-charter", charter) in [
        (each["actor"], each["command"], each["subject"]) for each in trail]


@pytest.mark.parametrize("role, invites, expels", [
    ("reader", False, False), ("recruiter", True, False), ("finance", False, False), ("administrator", True, True)])
def test_what_a_role_may_not_do_is_not_offered_and_refused(person, scene, role, invites, expels):
    page = person(role)
    page.goto(f"/members/{scene.member.id}")
    expect(page.get_by_role("link", name="Inviter en son nom")).to_have_count(int(invites))
    expect(page.get_by_text("Exclure", exact=True)).to_have_count(2 * int(expels))
    assert page.goto("/members/invite").status == (200 if invites else 403)
    page.goto("/members")
    token = page.locator("input[name=_token]").first.get_attribute("value")
    answer = page.request.post("/do/members/expel", form={
        "_token": token, "memberId": scene.member.id if not expels else "x", "reason": "x"})
    assert answer.status == (422 if expels else 403)


def test_who_is_not_there_is_not_found(person):
    page = person("reader")
    for path in ("/members/01a22925-993b-79ea-8930-9cd22ac25b51", "/members/nobody"):
        assert page.goto(path).status == 404
