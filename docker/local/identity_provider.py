#!/usr/bin/python3
"""The identity provider of the local stack: on loopback, for one client, and anybody may be anybody.

usage: identity_provider.py PORT CONSOLE_URL CLIENT_ID SECRET_FILE

Around the package oidc-provider-mock (PyPI): OpenID Connect's code flow with PKCE, which it requires, S256 alone. It knows the
people below, and whoever else is named, without a role. Never a provider for a console that others can reach.
"""

import os
import sys
import warnings
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # http, on loopback

import authlib.deprecate  # noqa: E402

# What the package uses and its own packages give up: the versions are fixed.
warnings.simplefilter("ignore")

import flask  # noqa: E402
import jinja2  # noqa: E402
import oidc_provider_mock  # noqa: E402
import werkzeug.serving  # noqa: E402
from authlib.oauth2.rfc6749 import InvalidRequestError  # noqa: E402
from authlib.oauth2.rfc7636 import CodeChallenge  # noqa: E402
from oidc_provider_mock import _app as provider  # noqa: E402
from oidc_provider_mock._storage import Client, storage  # noqa: E402

PAGES = Path(__file__).resolve().parent / "identity"
# Subject, name, role.
PEOPLE = (
    ("ada", "Ada Martin", "administrator"), ("beth", "Beth Roux", "administrator"), ("remi", "Rémi Petit", "reader"),
    ("rita", "Rita Lenoir", "recruiter"), ("fay", "Fay Durand", "finance"), ("otto", "Otto Blanc", "operator"),
    ("nobody", "No Body", None),
)
SERVED = ("/.well-known/openid-configuration", "/jwks", "/userinfo", "/oauth2/authorize", "/oauth2/token", "/oauth2/end_session",
          "/oauth2/end_session/confirm")


class Proof(CodeChallenge):
    """PKCE (RFC 7636) as the console does it: a challenge for every code, by S256."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def __init__(self):
        super().__init__(required=True)
        self.challenges = {}

    def validate_code_challenge(self, grant, redirect_uri):
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge is required, with code_challenge_method S256.")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge(self, authorization_code):
        return self.challenges.pop(authorization_code.code, None)

    def get_authorization_code_challenge_method(self, authorization_code):
        return "S256"


PROOF = Proof()


class ProvenCodeGrant(provider.AuthorizationCodeGrant):
    """The package's grant, which remembers what proves a code."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        PROOF(self)

    def save_authorization_code(self, code, request):
        PROOF.challenges[code] = request.payload.data["code_challenge"]
        super().save_authorization_code(code, request)


def made(port, console, client_id, secret):
    """The provider for a console that is reached under this address."""
    provider.AuthorizationCodeGrant = ProvenCodeGrant
    app = oidc_provider_mock.app(
        require_client_registration=True, require_nonce=True, issue_refresh_token=False, access_token_max_age=timedelta(minutes=5),
        user_claims=[oidc_provider_mock.User(sub=subject, claims={"name": name, "roles": [role] if role else []})
                     for subject, name, role in PEOPLE])
    # The package has a debugger around it, which would run whatever it is told.
    app.debug = False
    app.wsgi_app = app.wsgi_app.app
    # Its pages come with a style sheet from elsewhere: nothing here asks the network.
    app.jinja_loader = jinja2.FileSystemLoader(PAGES)
    register(app, Client(id=client_id, secret=secret, redirect_uris=[f"{console}/signed-in"],
                         allowed_scopes=("openid", "profile", "email"), token_endpoint_auth_method="client_secret_basic"))
    narrow(app, f"127.0.0.1:{port}", console)
    return app


def register(app, client):
    with app.test_request_context("/jwks"):
        app.preprocess_request()
        storage.store_client(client)


def narrow(app, host, console):
    """Nothing but what a console asks for, under the one name that its tokens bear."""

    @app.before_request
    def check():
        request = flask.request
        if request.host != host or request.path not in SERVED:
            flask.abort(404)
        back = request.values.get("redirect_uri" if request.path.endswith("/confirm") else "post_logout_redirect_uri")
        if request.path.startswith("/oauth2/end_session") and back and not f"{back}/".startswith(f"{console}/"):
            flask.abort(400)
        # Nobody signs in, or out, by the form of another page; a console's leads to the question whether to sign out.
        foreign = request.headers.get("origin", f"http://{host}") != f"http://{host}"
        if request.method == "POST" and foreign and request.path != "/oauth2/end_session":
            flask.abort(403)

    @app.after_request
    def close(response):
        source = urlsplit(console)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {source.scheme}://{source.netloc}")
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        if flask.request.path == "/.well-known/openid-configuration" and response.is_json:
            described = response.get_json() | {"code_challenge_methods_supported": ["S256"]}
            described.pop("registration_endpoint", None)
            response.set_data(app.json.dumps(described))
        return response

    @app.context_processor
    def known():
        return {"people": PEOPLE, "console": console}


class Quietly(werkzeug.serving.WSGIRequestHandler):
    """Without a line for each request: addresses hold codes."""

    def log_request(self, *arguments):
        pass


def main(port, console, client_id, secret_file):
    secret = Path(secret_file).read_text().strip()
    server = werkzeug.serving.make_server("127.0.0.1", int(port), made(port, console, client_id, secret), threaded=True,
                                         request_handler=Quietly)
    print(f"identity provider of the local stack at http://127.0.0.1:{port}, for {console}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
