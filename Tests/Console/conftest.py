"""What every test of the console may ask for: a browser, somebody signed in, and outside clients of the same stack.

The stack is the one that COOPT_STACK_ENV names, else the one of `make up`.
"""

import os

import pytest
from crawling import Crawl
from onlooking import Onlooker
from outside.books import Books
from outside.client import ApplicantTracker, StaffTool
from outside.stack import Stack
from outside.topic import Topic
from plain_browser import PlainBrowser
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
    """Cookies of somebody of a role, who signs in once at the provider, and again where that session has ended.

    It does where a test gave the same person so many more that the one used least lately had to go.
    """
    states = {}

    def lasts(role):
        context = browser.new_context(storage_state=states[role])
        answer = context.request.get(f"{console}/today", max_redirects=0)
        context.close()
        return answer.status not in (302, 303)

    def state(role):
        if role not in states or not lasts(role):
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

    What goes wrong in the browser fails the test. `more` is what Playwright's `new_context` takes: `color_scheme`,
    `viewport`, `java_script_enabled`.
    """
    opened = []

    def open_page(role="administrator", lang="fr", **more):
        context = browser.new_context(base_url=console, storage_state=signed_in(role),
                                      locale={"fr": "fr-FR", "en": "en-GB"}[lang], **more)
        opened.append((context, Onlooker(context, console)))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    assert [complaint for _, onlooker in opened for complaint in onlooker.complaints] == []


@pytest.fixture(scope="session")
def plain(console):
    """Signs somebody in without a screen, once a role and language: `plain("reader").get("/offers")`."""
    browsers = {}

    def signed_in(role="administrator", lang="fr"):
        if (role, lang) not in browsers:
            browsers[role, lang] = PlainBrowser(console, lang)
            browsers[role, lang].sign_in(PEOPLE[role])
        return browsers[role, lang]

    yield signed_in
    for browser in browsers.values():
        browser.close()


@pytest.fixture(scope="session")
def found(plain):
    """The pages of the console as an administrator finds them: from the first page, by links."""
    return Crawl(plain("administrator")).pages


@pytest.fixture(scope="session")
def one_of_each(found):
    """The addresses of these pages, one of each kind."""
    kinds = {}
    for page in found:
        kinds.setdefault(page.kind, page.path)
    return list(kinds.values())


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
