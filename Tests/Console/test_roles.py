"""What each role sees and sends: every cell of the README's tables, through the browser and by forms of hand."""

import pathlib
import re
import uuid

import pytest

ROLES = ["reader", "recruiter", "finance", "operator", "administrator"]
README = pathlib.Path(__file__).parents[2] / "Services" / "Console" / "README.md"


def table(heading):
    """Rows of one of the README's tables: a name, and the roles that are permitted it."""
    section = README.read_text().split("## Who may do what")[1].split("\n## ")[0]
    lines = section.split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        yield cells[0].strip("`"), {role for role, cell in zip(ROLES, cells[1:], strict=True) if cell == "yes"}


AREAS = dict(table("page"))
COMMANDS = dict(table("command"))
# What has a page of its own to be sent from.
PAGES = {"members.invite-member": "/members/invite"} \
    | {key: f"/policies/{key.split('.')[0]}/change" for key in COMMANDS if key.endswith(".change-policy")} \
    | {key: f"/letters/{key.split('.')[1]}" for key in COMMANDS if key.startswith("letters.")}


@pytest.fixture
def client(browser, console, signed_in):
    """Sends forms of hand with a session of a role, and its token."""
    contexts = []

    def of(role):
        context = browser.new_context(base_url=console, storage_state=signed_in(role), locale="fr-FR")
        contexts.append(context)
        page = context.request.get("/nothing-here")
        token = re.search('name="_token" value="([^"]+)"', page.text()).group(1)

        def post(path, fields=None, with_token=token, **headers):
            form = {"_id": str(uuid.uuid4()), "_back": "/today", **(fields or {})}
            if with_token is not None:
                form["_token"] = with_token
            return context.request.post(path, form=form, headers=headers, max_redirects=0)

        post.token = token
        return post

    yield of
    for context in contexts:
        context.close()


def address(key):
    service, command = key.split(".")
    return f"/do/{service}/{command}"


def test_the_tables_are_there():
    assert len(AREAS) == 13 and len(COMMANDS) > 30


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_a_role_sees_its_areas_and_no_other(person, role):
    page = person(role)
    page.goto("/nothing-here")
    shown = page.eval_on_selector_all("nav a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    assert sorted(set(shown)) == sorted(f"/{area}" for area, roles in AREAS.items() if role in roles)
    for area, roles in AREAS.items():
        answer = page.goto(f"/{area}")
        assert answer.status == (200 if role in roles else 403), area
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_a_role_sends_its_commands_and_no_other(client, role):
    post = client(role)
    for key, roles in COMMANDS.items():
        # Nothing filled in: who may send it is told what is missing, and nothing is sent.
        answer = post(PAGES.get(key) or address(key))
        if role not in roles:
            assert answer.status == 403, key
        elif key in PAGES:
            assert answer.status in (404, 422), key
        else:
            assert answer.status == 422, key


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_a_form_of_a_page_is_for_those_who_may_see_the_page(client, role):
    post = client(role)
    # They are no commands: what they find is what the page shows.
    for path, area in (("/audit/person", "audit"), ("/members/find", "members"), (f"/offers/{uuid.uuid4()}/explain", "offers")):
        assert (post(path).status == 403) == (role not in AREAS[area]), path


@pytest.mark.parametrize("role", ROLES)
def test_what_members_and_systems_send_is_sent_by_nobody_here(client, role):
    post = client(role)
    for key in ["members.join", "members.leave", "members.update-profile", "members.record-visit",
                "recommendations.recommend-candidate", "members.invite-as-member", "rewards.get-statement"]:
        assert post(address(key), {"memberId": str(uuid.uuid4())}).status == 403, key


def test_what_is_refused_is_not_sent(client, staff):
    name = f"Refused {uuid.uuid4()}"
    fields = {"name": name}
    for role in ("reader", "finance", "operator", "none"):
        assert client(role)("/do/offers/register-company", fields).status == 403
    post = client("recruiter")
    for answer in [
        post("/do/offers/register-company", fields, with_token=None),
        post("/do/offers/register-company", fields, with_token=client("reader").token),
        post("/do/offers/register-company", fields, with_token="x" * 43),
        post("/do/offers/register-company", fields, Origin="https://evil.example"),
        post("/do/offers/register-company", fields, **{"Sec-Fetch-Site": "cross-site"}),
    ]:
        assert answer.status == 403
    assert companies(staff, name) == []
    assert post("/do/offers/register-company", fields).status == 303
    assert [company["name"] for company in companies(staff, name)] == [name]


def test_a_form_that_is_sent_twice_is_done_once(client, staff):
    name = f"Twice {uuid.uuid4()}"
    fields = {"name": name, "_id": str(uuid.uuid4())}
    post = client("recruiter")
    assert [post("/do/offers/register-company", fields).status for _ in range(3)] == [303, 303, 303]
    assert len(companies(staff, name)) == 1


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/sign-out"])
def test_one_goes_on_to_pages_of_the_console_alone(client, staff, back):
    answer = client("recruiter")("/do/offers/register-company", {"name": f"Back {uuid.uuid4()}", "_back": back})
    assert answer.status == 303 and answer.headers["location"] == "/today"


def companies(staff, name):
    return staff.accept("offers.list-companies", {"name": name})["companies"]
