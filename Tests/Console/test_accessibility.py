"""Every page for everybody: axe finds nothing against WCAG 2 A and AA, a phone needs no sideways scrolling, a keyboard is enough."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
UNKNOWN = "01900000-0000-7000-8000-000000000000"


def violations(page, path):
    """What axe finds on a page, light and dark, wide and on a phone; and whether a phone has to scroll sideways."""
    found = []
    for viewport in (WIDE, PHONE):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for violation in Axe().run(page, options=RULES).response["violations"]:
                nodes = [f"{node['target'][0]}: {node['html'][:110]}" for node in violation["nodes"][:3]]
                found.append(f"{path} {scheme} {viewport['width']}: {violation['id']} {nodes}")
        if viewport is PHONE:
            overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if overflow > 0:
                found.append(f"{path}: {overflow} pixels wider than a phone")
    return found


@pytest.fixture
def quiet_page(person):
    """A page that hears nothing live, so that it stays as it was while one looks at it."""
    def opened(role="administrator", **more):
        # Axe comes by a way that the policy of the page knows nothing of.
        page = person(role, **more)
        page.route("**/live", lambda route: route.abort())
        return page

    return opened


def test_every_page_is_for_everybody(quiet_page, one_of_each):
    page, found = quiet_page(), []
    for path in one_of_each:
        page.goto(path)
        # What is folded away is looked at, too.
        page.evaluate("() => document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")
        found += violations(page, path)
    assert found == []


def test_forms_that_were_refused_are_for_everybody(quiet_page, one_of_each):
    page, found, refused = quiet_page(), [], 0
    kinds = set()
    for path in one_of_each:
        page.goto(path)
        forms = page.locator("main form[method=post]:has([required])")
        for index in range(forms.count()):
            action = forms.nth(index).get_attribute("action")
            if action in kinds:
                continue
            kinds.add(action)
            with page.expect_navigation() as navigation:
                # As a browser without the checks of its own sends it: with nothing in it.
                forms.nth(index).evaluate("""(form) => {
                    form.noValidate = true;
                    form.querySelectorAll("[required]").forEach((field) => { field.value = ""; });
                    form.requestSubmit();
                }""")
            refused += 1
            # A search leads back to its list, which says what was wrong.
            if navigation.value.status != 422 and page.locator(".notice:not(.good)").count() == 0:
                found.append(f"{action}: {navigation.value.status} for a form with nothing in it")
            found += violations(page, f"refused {action}")
            page.goto(path)
    assert found == []
    assert refused > 0


def test_pages_that_say_no_are_for_everybody(quiet_page, browser, console):
    page, found = quiet_page(), []
    for path in ("/nowhere", f"/members/{UNKNOWN}", f"/offers/{UNKNOWN}", f"/letters/letter/members.dead-letters/{'0' * 16}"):
        assert page.goto(path).status == 404, path
        assert page.locator("h1").count() == 1, path
        found += violations(page, path)
    reader = quiet_page("reader")
    assert reader.goto("/letters").status == 403
    found += violations(reader, "forbidden")
    outside = browser.new_page()
    outside.goto(f"{console}/signed-out")
    found += violations(outside, "/signed-out")
    outside.close()
    assert found == []


def test_a_keyboard_is_enough(quiet_page, one_of_each):
    page, found = quiet_page(viewport=WIDE), []
    for path in [path for path in one_of_each if path.count("/") == 1 and "?" not in path]:
        page.goto(path)
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.className") != "skip":
            found.append(f"{path}: the first tab does not reach what skips the menu")
        expected = page.evaluate("""() => {
            const all = [...document.querySelectorAll(
              "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary, [tabindex='0']")];
            return all.filter((element) => element.checkVisibility() && !element.disabled)
              .map((element, index) => element.dataset.reach = String(index)).length;
        }""")
        reached, unseen = set(), set()
        for _ in range(min(expected + 5, 400)):
            focus = page.evaluate("""() => {
                const element = document.activeElement, style = getComputedStyle(element);
                return [element.dataset.reach, style.outlineStyle !== "none" || style.boxShadow !== "none", element.outerHTML.slice(0, 80)];
            }""")
            if focus[0] is not None:
                reached.add(focus[0])
                if not focus[1]:
                    unseen.add(focus[2])
            page.keyboard.press("Tab")
        if expected <= 395 and len(reached) < expected:
            found.append(f"{path}: {expected - len(reached)} of {expected} are not reached")
        if unseen:
            found.append(f"{path}: nobody sees the focus on {sorted(unseen)[:3]}")
    assert found == []


def test_the_skip_link_leads_past_the_menu(quiet_page):
    page = quiet_page()
    page.goto("/flow")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_on_a_phone_a_wide_list_stands_as_cards_and_is_a_table_still(notifications, scene, person):
    notifications.expect("staff.interview-requested", lambda told: told.details["recommendationId"] == scene.recommendation_id)
    path = f"/recommendations?memberId={scene.member.id}"
    page = person("reader", viewport=PHONE)
    page.goto(path)
    wide, table = page.locator(".wide"), page.get_by_role("table")
    expect(table).to_have_class(re.compile("stacks"))
    assert wide.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    names = [name.strip() for name in table.get_by_role("columnheader").all_text_contents()]
    row = table.get_by_role("row").nth(1)
    expect(row.get_by_role("rowheader")).to_have_text(scene.candidate.full_name)
    cells = row.get_by_role("cell")
    assert [cell.get_attribute("data-column") for cell in cells.all()] == names[1:]
    expect(cells.nth(names.index("Membre") - 1)).to_have_text(scene.member.full_name)
    page.set_viewport_size(WIDE)
    expect(table).not_to_have_class(re.compile("stacks"))
    expect(page.locator("table [role]")).to_have_count(0)
    plain = person("reader", viewport=PHONE, java_script_enabled=False)
    plain.goto(path)
    expect(plain.get_by_role("rowheader")).to_have_text(scene.candidate.full_name)
    assert plain.locator(".wide").bounding_box()["width"] <= PHONE["width"]
