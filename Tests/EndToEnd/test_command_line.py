"""The program `coopt` against the running stack: what it sends, hears and finds in the books, and how it ends."""

import contextlib
import json
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode

import psycopg2
import pytest

from command_line import (ABSENT, ACCEPTED, CONFIGURATION, DIFFERENCE, REJECTED, UNAVAILABLE, USAGE, CommandLine,
                          program)
from outside.client import ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from processes import StackProcesses, free_port
from scene import Scene
from scratch_books import ScratchBooks


@pytest.fixture
def coopt(stack, tmp_path):
    return CommandLine.of(stack, tmp_path)


# Commands


def test_an_accepted_command_prints_its_result_and_ends_with_0(coopt):
    done = coopt("send", "offers", "register-company", f"name=Société {unique()}", "locale=fr")
    assert done.returncode == ACCEPTED, done.stderr
    name, company_id = done.stdout.split()
    assert name == "companyId" and len(company_id) == 36 and not done.stderr


def test_fields_are_read_as_the_contract_says(coopt, staff):
    word = unique()
    invitation = coopt.result("send", "members", "invite-member", f"email=ada.{word}@example.org")
    charter = coopt.result("send", "members", "get-charter")["charterVersion"]
    joined = coopt.result(
        "send", "members", "join", f"invitationCode={invitation['invitationCode']}", f"charterVersion={charter}",
        "firstName=Ada", "lastName=Nuñez, Comtesse", f"email=ada.{word}@example.org", "sectors=J62,Q86", "zones[]=FR",
        "employer.name=Ada = Co", "phone:=null", "rewardOption.option=self")
    assert staff.accept("rewards.get-policy", {}) == coopt.result("send", "rewards", "get-policy")
    assert coopt("send", "members", "leave", f"memberId={joined['memberId']}").stdout == "accepted\n"


@pytest.mark.parametrize("how", ["--data", "--data-file", "-"])
def test_data_come_as_json_from_an_option_a_file_or_standard_input(coopt, tmp_path, how):
    company = json.dumps({"name": f"Société {unique()}"})
    if how == "--data":
        result = coopt.result("send", "offers", "register-company", "--data", company, "locale=en")
    elif how == "--data-file":
        (tmp_path / "company.json").write_text(company)
        result = coopt.result("send", "offers", "register-company", "--data-file", "company.json")
    else:
        result = coopt.result("send", "offers", "register-company", "--data-file", "-", given=company)
    assert result["companyId"]


def test_a_rejected_command_says_why_and_ends_with_1(coopt):
    closing = ["send", "offers", "close-offer", f"offerId={new_id()}", "reason=filled"]
    done = coopt(*closing)
    assert done.returncode == REJECTED and not done.stdout
    assert done.stderr.startswith("rejected: offer-not-found: ")
    done = coopt(*closing, "--json")
    assert done.returncode == REJECTED and json.loads(done.stdout)["code"] == "offer-not-found"


def test_every_field_that_is_wrong_is_named(coopt):
    done = coopt("send", "members", "join", "email=nobody", "sectors=")
    assert done.returncode == REJECTED and "invalid-message" in done.stderr
    done = coopt("send", "members", "invite-member", "email=nobody")
    assert "  email is not an e-mail address\n" in done.stderr


@pytest.mark.parametrize("arguments, hint", [
    (["members", "joyn"], "did you mean join?"),
    (["member", "join"], "did you mean members?"),
    (["members.join", "x=1"], "coopt send members join"),
    (["members", "leave", "memberID=1"], "did you mean memberId?"),
    (["rewards", "get-statement", "year=soon"], "whole number"),
    (["members", "leave", "--data", "[]"], "no JSON object"),
    (["members", "leave", "--id", "one"], "--id takes a UUID"),
    (["members", "leave", "--timeout", "0"], "--timeout"),
    (["members", "leave", "--data", "{}", "--data-file", "x"], "not both"),
    (["members", "leave", "--data-file", "absent"], "absent cannot be read"),
    (["members"], "command"),
])
def test_what_makes_no_sense_ends_with_64_and_a_hint(coopt, arguments, hint):
    done = coopt("send", *arguments)
    assert done.returncode == USAGE and hint in done.stderr and not done.stdout


def test_a_command_that_is_not_answered_in_time_ends_with_69_and_can_be_repeated_by_its_id(coopt, stack):
    id, services = new_id(), StackProcesses(stack)
    registration = ["send", "offers", "register-company", f"name=Société {unique()}", "--id", id]
    services.kill("offers")
    try:
        done = coopt(*registration, "--timeout", "1")
        assert done.returncode == UNAVAILABLE and f"--id {id}" in done.stderr and not done.stdout
    finally:
        services.start("offers")
    first, second = (coopt.result(*registration) for _ in range(2))
    assert first == second


# Addresses


def test_an_address_comes_from_an_option_a_variable_a_file_or_the_stack(stack, tmp_path):
    url = stack["COOPT_STAFF_AMQP_URL"]
    (tmp_path / "url").write_text(url + "\n")
    charter = ["send", "members", "get-charter"]
    assert CommandLine(tmp_path).result(*charter, "--amqp-url", url)
    assert CommandLine(tmp_path, COOPT_AMQP_URL=url, COOPT_STAFF_AMQP_URL="amqp://nowhere").result(*charter)
    assert CommandLine(tmp_path, COOPT_AMQP_URL_FILE="url").result(*charter)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "stack.env").write_text(stack.environment_file.read_text())
    assert CommandLine(tmp_path).result(*charter)
    assert CommandLine(tmp_path)("ledger", "balances").returncode == ACCEPTED


@pytest.mark.parametrize("arguments, variable", [
    (["send", "members", "get-charter"], "COOPT_AMQP_URL"), (["tail"], "COOPT_AMQP_URL"),
    (["explain-targeting", new_id(), new_id()], "COOPT_AMQP_URL"), (["ledger", "verify"], "COOPT_DATABASE_URL"),
], ids=["send", "tail", "explain-targeting", "ledger"])
def test_a_missing_address_ends_with_78_and_says_what_to_set(tmp_path, arguments, variable):
    done = CommandLine(tmp_path)(*arguments)
    assert done.returncode == CONFIGURATION and variable in done.stderr


@pytest.mark.parametrize("arguments, option", [
    (["send", "members", "get-charter"], "--amqp-url"), (["tail", "--from", "beginning"], "--amqp-url"),
    (["ledger", "verify"], "--database-url"),
], ids=["send", "tail", "ledger"])
def test_a_server_that_is_away_or_refuses_ends_with_69_and_no_password_is_said(stack, tmp_path, arguments, option):
    names = {"--amqp-url": "COOPT_STAFF_AMQP_URL", "--database-url": "COOPT_ADMIN_DATABASE_URL"}
    there = urllib.parse.urlsplit(stack[names[option]])
    away = there._replace(netloc=f"{there.username}:secret-word@127.0.0.1:{free_port()}").geturl()
    refusing = there._replace(netloc=f"{there.username}:secret-word@{there.hostname}:{there.port}").geturl()
    for url in (away, refusing):
        done = CommandLine(tmp_path)(*arguments, option, url)
        assert done.returncode == UNAVAILABLE, done.stderr
        assert done.stderr and "secret-word" not in done.stderr + done.stdout
    done = CommandLine(tmp_path)(*arguments, option, "http://user:secret-word@host")
    assert done.returncode == CONFIGURATION and "secret-word" not in done.stderr


# Topics


def test_tail_shows_live_what_its_patterns_mean(coopt, staff):
    with coopt.tail("staff.member-joined", "staff.recommendation-*", "staff.*.x").listening().follow() as tail:
        with coopt.tail("#.member-joined", "staff.#", "--json", "--count", "1").listening().follow() as counted:
            scene = Scene(staff)
            assert json.loads(counted.line())["routingKey"].startswith("staff.")
            assert counted.status() == ACCEPTED
        time, routing_key, subject = tail.line().rstrip("\n").split("  ", 2)
        assert routing_key == "staff.member-joined" and time.endswith("Z") and subject
        scene.end()
        tail.process.send_signal(signal.SIGTERM)
        assert tail.status() == ACCEPTED


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_tail_ends_well_on_a_signal(coopt, name):
    with coopt.tail("staff.nothing-of-the-kind").listening() as tail:
        tail.process.send_signal(signal.Signals[name])
        assert tail.status() == ACCEPTED


def test_tail_ends_well_when_nobody_reads_it_any_more(coopt):
    with coopt.tail("staff.nothing-of-the-kind").listening() as tail:
        tail.process.stdout.close()
        assert tail.status() == ACCEPTED


@pytest.fixture(scope="module")
def past(stack):
    """Something that was told: a scene, and the time before it."""
    since = instant()
    with StaffTool(stack) as staff:
        scene = Scene(staff)
        yield since, scene
        scene.end()


def replay(coopt, *arguments):
    done = coopt("tail", *arguments, "--json")
    assert done.returncode == ACCEPTED and not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_tail_replays_from_a_time_an_offset_and_the_beginning(coopt, past):
    since, scene = past
    key = f"member.{scene.member.id}.recommendation-attributed"
    (told,) = replay(coopt, "member.*.recommendation-attributed", key, "--from", since, "--count", "1")
    assert told["routingKey"] == key and told["event"]["data"]["details"]["offerId"] == scene.offer_id
    offset = told["offset"]
    (again,) = replay(coopt, "--from", str(offset), "--count", "1")
    assert again == told
    following = replay(coopt, "--from", str(offset + 1), "--until-idle", "1")
    assert [message["offset"] for message in following] == list(range(offset + 1, offset + 1 + len(following)))
    everything = replay(coopt, "--from", "beginning", "--until-idle", "1")
    assert told in everything and everything[0]["offset"] == 0
    assert [m for m in everything if m["routingKey"].endswith("-attributed") and m["offset"] == offset] == [told]


def test_a_lost_connection_leaves_no_gap_in_a_replay_and_shows_nothing_twice(coopt, past, stack):
    since, scene = past
    with coopt.tail("--from", since, "--json").follow() as tail:
        shown = [json.loads(tail.line())]
        assert observed(lambda: cut(stack), "the connection of coopt is known to the broker")
        assert "trying again" in tail.complaint()
        with StaffTool(stack) as staff:
            word = unique()
            company = staff.accept("offers.register-company", {"name": f"Société {word}"})["companyId"]
            offer = {"companyId": company, "title": "Luthier", "description": "Un atelier.", "sector": "C32.20",
                     "zone": "FR-2A"}
            offer_id = staff.accept("offers.publish-offer", offer)["offerId"]
            recommendation = {"offerId": offer_id, "memberId": scene.member.id,
                              "candidate": stranger().as_candidate()}
            staff.accept_once_known("recommendations.recommend-candidate", recommendation)
        while offer_id not in json.dumps(shown[-1]):
            shown.append(json.loads(tail.line()))
    first = shown[0]["offset"]
    assert [message["offset"] for message in shown] == list(range(first, first + len(shown)))


def cut(stack):
    """Closes the connections of coopt, as the broker's operator can; how many there were still."""
    admin = urllib.parse.urlsplit(stack["COOPT_ADMIN_AMQP_URL"])
    found = [connection["name"] for connection in stack.management("/api/connections")
             if connection["client_properties"].get("connection_name") == "coopt"]
    closed = 0
    for name in found:
        request = urllib.request.Request(
            f"{stack['COOPT_MANAGEMENT_URL']}/api/connections/{urllib.parse.quote(name)}", method="DELETE")
        secret = b64encode(f"{admin.username}:{admin.password}".encode()).decode()
        request.add_header("Authorization", f"Basic {secret}")
        # The broker lists a connection for a while that has ended.
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=30, context=stack.encryption()).close()
            closed += 1
    return closed


def test_tail_replays_how_long_ago_and_nothing_that_is_older(coopt, past):
    since, scene = past
    recent = replay(coopt, "staff.#", "--from", "1h", "--until-idle", "1")
    assert scene.member.id in json.dumps(recent)
    later = replay(coopt, "--from", instant(), "--until-idle", "1")
    assert scene.member.id not in json.dumps(later)


def test_a_reader_that_has_enough_ends_a_replay(coopt, past):
    line = f"set -o pipefail; '{program()}' tail --from beginning | head -n 1"
    done = subprocess.run(["bash", "-c", line], env=coopt.environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == ACCEPTED and done.stdout.count("\n") == 1 and not done.stderr


@pytest.mark.parametrize("arguments", [["--from", "yesterday"], ["--count", "0"], ["--until-idle", "-1"], [""]])
def test_a_tail_that_makes_no_sense_ends_with_64(coopt, arguments):
    assert coopt("tail", *arguments).returncode == USAGE


# Targeting


def test_o5_targeting_is_explained_in_a_sentence_and_a_table(coopt, past):
    _, scene = past

    def known():
        return coopt("explain-targeting", scene.offer_id, scene.member.id).stdout.startswith("The offer is not meant")

    observed(known, "offers knows the member")
    done = coopt("explain-targeting", scene.offer_id, scene.member.id)
    assert "because no sector of the profile covers the offer's" in done.stdout
    assert "\ndecision  not-targeted\n" in done.stdout
    result = coopt.result("explain-targeting", scene.offer_id, scene.member.id)
    assert result == {"decision": "not-targeted", "reasons": ["sector-not-covered"]}
    assert coopt("explain-targeting", new_id(), scene.member.id).returncode == REJECTED
    assert coopt("explain-targeting", "offer", "member").returncode == USAGE


# Books


@pytest.fixture(scope="module")
def hired(stack, past):
    """The scene's candidate is hired, and the hire is withdrawn again."""
    _, scene = past
    with StaffTool(stack) as staff, ApplicantTracker(stack) as tracker:
        report = {"applicationId": new_id(), "offerId": scene.offer_id, "candidate": {"email": scene.candidate.email},
                  "hiredAt": instant()}
        report_id, withdrawal_id = new_id(), new_id()
        hire = tracker.reply(tracker.hire(report, report_id)).data
        withdrawal = {"applicationId": report["applicationId"], "sourceSystem": tracker.system,
                      "withdrawnAt": instant()}
        tracker.reply(tracker.report("hire.withdrawn", withdrawal, withdrawal_id))
        with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:

            def reversed_entry():
                cursor.execute(
                    "select entry_id::text, transaction_id::text from rewards.ledger_entries where account = %s and"
                    " unit = 'eur-cents' and amount < 0 and exists (select from rewards.ledger_transactions as other"
                    " where other.reverses_transaction_id = ledger_entries.transaction_id)",
                    [f"member:{scene.member.id}:payable"])
                found = cursor.fetchone()
                connection.rollback()
                return found

            entry_id, transaction_id = observed(reversed_entry, "the bonus is posted and reversed")
        yield scene, hire["hireId"], entry_id, transaction_id, (report_id, withdrawal_id)


def test_ledger_balances_shows_the_accounts_that_a_pattern_means(coopt, hired):
    scene = hired[0]
    done = coopt("ledger", "balances", f"member:{scene.member.id}", "--json")
    balances = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"account": f"member:{scene.member.id}:payable", "unit": "eur-cents", "balance": 0} in balances
    assert all(balance["account"].startswith(f"member:{scene.member.id}:") for balance in balances)
    done = coopt("ledger", "balances", "platform:*-expense")
    assert done.stdout.splitlines()[0].split() == ["account", "balance", "unit"]
    assert "platform:bonus-expense" in done.stdout and "member:" not in done.stdout


def test_w5_ledger_explain_leads_from_an_entry_to_the_reports_of_the_outside_system(coopt, hired):
    scene, hire_id, entry_id, transaction_id, reports = hired
    lineage = coopt.result("ledger", "explain", entry_id)
    transaction, recommendation = lineage["transaction"], lineage["recommendation"]
    assert lineage["entryId"] == entry_id and transaction["transactionId"] == transaction_id
    assert transaction["causeId"].startswith(f"hire:{hire_id}:bonus:") and transaction["policyVersion"] >= 1
    assert sum(posting["amount"] for posting in transaction["postings"]) == 0
    assert lineage["reversedBy"]["reversesTransactionId"] == transaction_id
    assert recommendation["recommendationId"] == scene.recommendation["recommendationId"]
    (hire,) = recommendation["hires"]
    messages = {message["messageId"]: message for message in lineage["messages"]}
    attributed, withdrawn = (messages[each["messageId"]] for each in (transaction, lineage["reversedBy"]))
    assert (attributed["causationId"], withdrawn["causationId"]) == reports
    assert attributed["type"] == "coopt.recommendations.hire-attributed.v1"
    assert withdrawn["type"] == "coopt.recommendations.hire-withdrawn.v1"
    assert attributed["source"] == "/coopt/recommendations"
    assert hire["hireId"] == hire_id and transaction["messageId"] in hire["messageIds"]
    tree = coopt("ledger", "explain", entry_id).stdout
    for part in (f"entry {entry_id}: ", f"└─ transaction {transaction_id}, ", "<- this entry", "reversed by",
                 f"hire {hire_id}", f"message {transaction['messageId']}, coopt.recommendations.hire-attributed.v1",
                 f"caused by message {reports[0]}", f"caused by message {reports[1]}"):
        assert part in tree
    assert coopt("ledger", "explain", transaction_id).stdout.startswith(f"transaction {transaction_id}, ")


def test_an_entry_that_is_not_in_the_books_ends_with_66(coopt):
    done = coopt("ledger", "explain", new_id())
    assert done.returncode == ABSENT and "no entry" in done.stderr
    assert coopt("ledger", "explain", "entry").returncode == USAGE


def test_w5_ledger_verify_finds_zero_difference_after_a_hire_and_its_withdrawal(coopt, hired):
    done = coopt("ledger", "verify")
    assert done.returncode == ACCEPTED, done.stdout
    assert done.stdout.endswith("\nzero difference\n")
    verification = coopt.result("ledger", "verify")
    assert verification["counts"]["reversals"] >= 1 and verification["counts"]["entries"] >= 4
    assert {finding["check"] for finding in verification["findings"]} == {
        "balanced", "balances", "mirrored", "reversed-once", "orphans", "causes", "sides", "guarded", "trails",
        "messages"}
    assert not any(finding["count"] for finding in verification["findings"])


@pytest.fixture
def operator(stack, tmp_path):
    """Somebody with a login of their own who may look into the books, and may do nothing else."""
    name, password = f"operator_{unique()}", unique()
    admin = urllib.parse.urlsplit(stack["COOPT_ADMIN_DATABASE_URL"])
    with psycopg2.connect(admin.geturl()) as connection, connection.cursor() as cursor:
        cursor.execute(f"create role {name} login password '{password}' in role coopt_operators")
    url = admin._replace(netloc=f"{name}:{password}@{admin.hostname}:{admin.port}").geturl()
    yield CommandLine(tmp_path, COOPT_DATABASE_URL=url)
    with psycopg2.connect(admin.geturl()) as connection, connection.cursor() as cursor:
        cursor.execute(f"drop role {name}")


def test_w5_the_books_of_the_whole_stack_are_rebuilt_from_the_received_messages(coopt, hired):
    verification = coopt.result("ledger", "verify")
    rebuilt = next(finding for finding in verification["findings"] if finding["check"] == "messages")
    assert rebuilt["count"] == 0, rebuilt["differences"]


def test_an_operator_needs_no_more_than_the_views(operator, hired):
    done = operator("ledger", "verify")
    assert done.stdout.endswith("zero difference\n") and "may not create databases" in done.stderr
    assert operator("ledger", "explain", hired[2]).returncode == ACCEPTED
    assert operator("ledger", "balances").returncode == ACCEPTED


def test_who_may_not_look_into_the_books_is_told_which_role_may(stack, tmp_path):
    done = CommandLine(tmp_path, COOPT_DATABASE_URL=stack.database_url("offers"))("ledger", "verify")
    assert done.returncode == UNAVAILABLE and "coopt_operators" in done.stderr


@pytest.fixture(scope="module")
def scratch(stack):
    books = ScratchBooks(stack["COOPT_ADMIN_DATABASE_URL"])
    yield books
    books.close()


PAYABLE = f"member:{new_id()}:payable"
BONUS = [("platform:bonus-expense", "eur-cents", 50_000), (PAYABLE, "eur-cents", -50_000)]
MIRRORED = [(account, unit, -amount) for account, unit, amount in BONUS]
POINTS = [("platform:points-issued", "points", 100), (PAYABLE.replace("payable", "points"), "points", -100)]


def unbalanced(books):
    books.post("a", BONUS[:1])


def unit_for_unit(books):
    """Sums to zero over all units together, and in none by itself."""
    books.post("a", [BONUS[0], (PAYABLE.replace("payable", "points"), "points", -50_000)])


def entry_without_transaction(books):
    books.post("a", BONUS, transaction=False)


def transaction_without_entries(books):
    books.post("a", [])


def same_cause_twice(books):
    books.post("a", BONUS)
    books.post("a", BONUS)


def reversed_twice(books):
    original = books.post("a", BONUS)
    books.post("b", BONUS)
    books.post("a:reversal", MIRRORED, reverses=original)
    books.post("a:reversal:2", MIRRORED, reverses=original)


def reversed_in_part(books):
    original = books.post("a", BONUS + POINTS)
    books.post("a:reversal", MIRRORED, reverses=original)


def reversed_with_more(books):
    original = books.post("a", BONUS)
    books.post("b", BONUS)
    books.post("a:reversal", MIRRORED + MIRRORED, reverses=original)


def reversal_of_nothing(books):
    books.post("a", BONUS)
    books.post("b", MIRRORED, reverses=new_id())


def payable_as_a_debit(books):
    books.post("a", MIRRORED)


def claim_as_a_credit(books):
    books.post("a", [(PAYABLE.replace("payable", "claim"), "eur-cents", -1), ("platform:cash", "eur-cents", 1)])


@pytest.mark.parametrize("sabotage, checks", [
    (unbalanced, {"balanced"}),
    (unit_for_unit, {"balanced"}),
    (entry_without_transaction, {"balances"}),
    (transaction_without_entries, {"orphans"}),
    (same_cause_twice, {"causes"}),
    (reversed_twice, {"reversed-once"}),
    (reversed_in_part, {"mirrored"}),
    (reversed_with_more, {"mirrored"}),
    (reversal_of_nothing, {"reversed-once", "mirrored"}),
    (payable_as_a_debit, {"sides"}),
    (claim_as_a_credit, {"sides"}),
], ids=lambda value: getattr(value, "__name__", None))
def test_w5_w8_ledger_verify_finds_what_is_wrong_and_ends_with_2(scratch, tmp_path, sabotage, checks):
    scratch.clear()
    coopt = CommandLine(tmp_path, COOPT_DATABASE_URL=scratch.url)
    reversed_one = scratch.post("sound", BONUS + POINTS)
    scratch.post("sound:reversal", MIRRORED + [(a, u, -n) for a, u, n in POINTS], reverses=reversed_one)
    assert coopt("ledger", "verify", "--skip-messages").returncode == ACCEPTED
    sabotage(scratch)
    done = coopt("ledger", "verify", "--skip-messages", "--json")
    assert done.returncode == DIFFERENCE
    findings = json.loads(done.stdout)["findings"]
    assert {finding["check"] for finding in findings if finding["count"]} == checks
    text = coopt("ledger", "verify", "--skip-messages")
    assert text.returncode == DIFFERENCE and "zero difference" not in text.stdout and "expected" in text.stdout


# The program itself


def test_it_lists_the_commands_of_the_contract(coopt):
    listed = coopt("commands").stdout.splitlines()
    assert "offers.explain-targeting" in listed and len(listed) == len(set(listed))
    assert "  candidate.linkedinUrl?" in coopt("commands", "recommendations").stdout
    assert "list-corrections" in coopt("commands", "notifications").stdout
    assert coopt("commands", "nobody").returncode == USAGE


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_it_completes_itself(coopt, shell):
    done = coopt("completions", shell)
    assert done.returncode == ACCEPTED and "explain-targeting" in done.stdout
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=done.stdout, text=True, timeout=10).returncode == 0


@pytest.mark.parametrize("verb", [
    [], ["send"], ["commands"], ["tail"], ["explain-targeting"], ["ledger"], ["ledger", "balances"],
    ["ledger", "explain"], ["ledger", "verify"], ["completions"]])
def test_it_explains_each_verb(coopt, verb):
    done = coopt(*verb, "--help")
    assert done.returncode == ACCEPTED and "OVERVIEW" in done.stdout and "USAGE: coopt" in done.stdout


def test_it_knows_its_version(coopt):
    assert coopt("--version").stdout.startswith("coopt ")
