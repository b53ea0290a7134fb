"""What every test of the console may ask for: a browser, somebody signed in, and outside clients of the same stack.

The stack is the one that COOPT_STACK_ENV names, else the one of `make up`.
"""

import os

import pytest
from outside.books import Books
from outside.client import ApplicantTracker, StaffTool
from outside.stack import Stack
from outside.topic import Topic
from playwright.sync_api import sync_playwright
from scene import Scene

# Who may sign in at the local identity provider, by the role that they have.
PEOPLE = {"administrator": "ada", "reader": "remi", "recruiter": "rita", "finance": "fay", "operator": "otto",
          "second": "beth", "none": "nobody"}


@pytest.fixture(scope="session")
def stack():
    return Stack.from_environment()


@pytest.fixture(scope="session")
def console(stack):
    """The console's address."""
    return os.environ.get("COOPT_CONSOLE_URL") or stack["COOPT_CONSOLE_URL"]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def signed_in(browser, console):
    """Cookies of somebody of a role, who signs in once at the provider."""
    states = {}

    def state(role):
        if role not in states:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{console}/today")
            page.fill("input[name=sub]", PEOPLE[role])
            page.click("button[type=submit], input[type=submit]")
            page.wait_for_url(f"{console}/**")
            states[role] = context.storage_state()
            context.close()
        return states[role]

    return state


@pytest.fixture
def person(browser, console, signed_in):
    """Opens a page of somebody signed in: `person("recruiter")`; links are relative to the console.

    What a page complains of in its console, and a script that fails, fail the test.
    """
    contexts, complaints = [], []

    def open_page(role="administrator", lang="fr", **more):
        context = browser.new_context(base_url=console, storage_state=signed_in(role),
                                      locale={"fr": "fr-FR", "en": "en-GB"}[lang], **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error"
                and "Failed to load resource" not in said.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def staff(stack):
    with StaffTool(stack) as tool:
        yield tool


@pytest.fixture
def tracker(stack):
    with ApplicantTracker(stack) as system:
        yield system


@pytest.fixture
def notifications(stack):
    with Topic(stack["COOPT_STAFF_AMQP_URL"]) as topic:
        yield topic


@pytest.fixture
def books(stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    yield books
    books.close()


@pytest.fixture
def make_scene(staff):
    """Makes scenes with members of a kind; all of them end with the test."""
    made = []

    def make(**profile):
        made.append(Scene(staff, **profile))
        return made[-1]

    yield make
    for scene in made:
        scene.end()


@pytest.fixture
def scene(make_scene):
    return make_scene()
