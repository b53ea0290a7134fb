"""What whoever operates the console asks it, at a port that people do not come by; and the local identity provider beside it."""

import hashlib
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode, urlsafe_b64encode

import pytest


class NotFollowed(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer here."""

    def redirect_request(self, *arguments):
        return None


def get(url, headers=None, form=None):
    """Status, text and where it leads; with a form it is posted."""
    opener = urllib.request.build_opener(NotFollowed)
    body = urllib.parse.urlencode(form).encode() if form else None
    try:
        with opener.open(urllib.request.Request(url, body, headers or {}), timeout=10) as response:
            return response.status, response.read().decode(), None
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("location")


@pytest.fixture
def operations(stack):
    return stack.values.get("COOPT_CONSOLE_HTTP_URL") or pytest.skip("the console runs by hand")


@pytest.fixture
def provider(stack):
    url = stack.values.get("COOPT_IDENTITY_URL") or pytest.skip("the provider runs by hand")
    with urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=10) as response:
        return json.load(response)


def test_it_lives_is_ready_and_tells_of_its_connection_to_the_broker(operations):
    assert get(f"{operations}/health/live")[0] == 200
    status, text, _ = get(f"{operations}/health/ready")
    assert (status, json.loads(text)["status"]) == (200, "ready")
    metrics = get(f"{operations}/metrics")[1]
    assert re.search(r'^coopt_broker_ready\{connection="desk"\} 1\.0$', metrics, re.MULTILINE)
    assert "coopt_build_info{" in metrics and "process_resident_memory_bytes " in metrics


def failed_sign_ins(operations):
    metrics = get(f"{operations}/metrics")[1]
    return {reason: float(count) for reason, count in
            re.findall(r'^coopt_sign_ins_failed_total\{reason="([a-z]+)"\} (\S+)$', metrics, re.MULTILINE)}


def test_failed_sign_ins_are_counted_by_cause(browser, console, operations, provider):
    before = failed_sign_ins(operations)
    assert set(before) == {"unasked", "denied", "code", "token", "away", "misconfigured"}
    context = browser.new_context()

    def back(**answer):
        """The provider's answer to an attempt of this browser, as somebody may have changed it."""
        away = context.request.get(f"{console}/sign-in", max_redirects=0).headers["location"]
        (state,) = urllib.parse.parse_qs(urllib.parse.urlsplit(away).query)["state"]
        query = urllib.parse.urlencode({"state": state, "iss": provider["issuer"]} | answer)
        return context.request.get(f"{console}/signed-in?{query}", max_redirects=0).status

    assert [back(error="access_denied"), back(code="guessed"), back(code="x", iss="https://evil.example"), back(state="x", code="x")] \
        == [403, 403, 403, 403]
    context.close()
    after = failed_sign_ins(operations)
    assert {reason: after[reason] - before[reason] for reason in ("denied", "code", "token", "unasked")} \
        == {"denied": 1, "code": 1, "token": 1, "unasked": 1}


def test_people_reach_neither_health_nor_metrics(console, operations):
    for path in ("/metrics", "/health/live", "/health/ready"):
        status, text, _ = get(f"{console}{path}")
        assert status != 200 and "coopt_" not in text, path


# The local identity provider


def asked(provider, console, form=None, **more):
    """What a browser is answered that asks to sign in somebody, or that says who it is."""
    fields = {"response_type": "code", "client_id": "coopt-console", "redirect_uri": f"{console}/signed-in", "scope": "openid profile",
              "state": "s", "nonce": "n", "code_challenge": "a" * 43, "code_challenge_method": "S256"} | more
    given = urllib.parse.urlencode({name: value for name, value in fields.items() if value})
    return get(f"{provider['authorization_endpoint']}?{given}", form=form)


def test_it_listens_on_loopback_and_serves_what_a_console_asks_for_alone(provider):
    issuer = provider["issuer"]
    assert urllib.parse.urlsplit(issuer).hostname == "127.0.0.1" and "registration_endpoint" not in provider
    for path in ("/", "/oauth2/clients", "/oidc/login", "/users/ada", "/console"):
        assert get(f"{issuer}{path}")[0] == 404, path
    assert get(provider["jwks_uri"], {"host": "login.example.com"})[0] == 404


def test_it_wants_a_proof_and_knows_one_client_and_one_way_back(provider, console):
    assert asked(provider, console)[0] == 200
    for missing in ({"code_challenge": None}, {"code_challenge_method": None}, {"code_challenge_method": "plain"}):
        _, _, back = asked(provider, console, **missing)
        assert "error=invalid_request" in back and "code=" not in back, missing
    assert asked(provider, console, client_id="another")[0] == 400
    status, _, back = asked(provider, console, redirect_uri="http://elsewhere.example/signed-in")
    assert status >= 400 and back is None


def test_a_code_is_worth_nothing_without_its_proof(stack, provider, console):
    """The console's own secret with another's proof, and its proof; a code counts once."""
    secret = (stack.directory / "secrets/oidc/console").read_text().strip()
    verifier = "v" * 43
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")

    def code():
        _, _, back = asked(provider, console, {"sub": "ada"}, code_challenge=challenge)
        (found,) = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"]
        return found

    def token(code, **more):
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": f"{console}/signed-in"} | more
        login = b64encode(f"coopt-console:{secret}".encode()).decode()
        return get(provider["token_endpoint"], {"authorization": f"Basic {login}"}, fields)

    for wrong in ({"code_verifier": "w" * 43}, {}):
        status, text, _ = token(code(), **wrong)
        assert status == 400 and "id_token" not in text, wrong
    once = code()
    status, text, _ = token(once, code_verifier=verifier)
    assert status == 200 and json.loads(text)["id_token"]
    assert token(once, code_verifier=verifier)[0] == 400


@pytest.mark.parametrize("name", ["Ada Martin", "Rémi Petit", "Otto Blanc"])
def test_its_page_says_whose_it_is_and_lets_pick_somebody(browser, console, provider, name):
    page = browser.new_page()
    page.goto(f"{console}/today")
    assert page.url.startswith(provider["issuer"])
    said = page.inner_text("body")
    assert "Pile locale" in said and "Local stack" in said and "anybody may be anybody" in said
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{console}/**")
    assert name in page.inner_text("header")
    page.close()
