"""The program `coopt` and webhooks: what waits is seen, retried, discarded and mapped by hand; and an entry of the books leads back."""

import json

import psycopg2
import pytest

from command_line import ABSENT, ACCEPTED, REJECTED, UNAVAILABLE, USAGE, CommandLine
from hook_cases import HookCase
from outside.deadline import observed
from outside.envelope import new_id
from outside.hooks import Greenhouse
from outside.people import unique
from processes import StackProcesses

ACTOR = "ada.lovelace"


@pytest.fixture
def coopt(stack, tmp_path):
    return CommandLine(
        tmp_path, COOPT_STAFF_AMQP_URL=stack["COOPT_STAFF_AMQP_URL"], COOPT_ACTOR=ACTOR,
        COOPT_ADMIN_DATABASE_URL=stack["COOPT_ADMIN_DATABASE_URL"])


@pytest.fixture
def waiting(stack, staff, tracker, events, books, scene):
    """A hire at Greenhouse whose job nobody has mapped."""
    case = HookCase(stack, staff, tracker, events, books, scene, Greenhouse(), mapped=False)
    case.post(*case.hired())
    (delivery,) = case.looked_at(1)
    assert (delivery["state"], delivery["reason"]) == ("quarantined", "job-not-mapped")
    yield case, delivery["deliveryId"]
    case.end()


def lines(done):
    """The documents that it prints, one a line."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def listed(coopt, case, *more):
    done = coopt("webhooks", "list", "--application", case.id, "--json", *more)
    assert done.returncode == ACCEPTED, done.stderr
    return lines(done)


def corrections(coopt, command, subject):
    """Who decided about something by a command, as the service's trail has it."""
    found = coopt.result("send", "webhooks", "list-corrections", "pageSize=200")["corrections"]
    return [each for each in found if (each["command"], each["subject"]) == (f"webhooks.{command}", subject)]


# Looking


def test_a_list_is_filtered_and_says_what_waits_and_why(coopt, waiting):
    case, id = waiting
    for fits in (["--source", "greenhouse"], ["--state", "quarantined"], ["--reason", "job-not-mapped"], ["--since", "1h"]):
        assert [each["deliveryId"] for each in listed(coopt, case, *fits)] == [id], fits
    for other in (["--source", "ashby"], ["--state", "reported"], ["--reason", "candidate-not-named"],
                  ["--since", "2100-01-01T00:00:00Z"]):
        assert listed(coopt, case, *other) == [], other
    table = coopt("webhooks", "list", "--application", case.id).stdout.splitlines()
    assert table[0].split()[:4] == ["ID", "SOURCE", "RECEIVED", "STATE"] and len(table) == 2
    assert id in table[1] and "quarantined: job-not-mapped" in table[1] and case.id in table[1]
    assert coopt("webhooks", "list", "--source", f"no-{unique()}").stdout == "no webhooks\n"


def test_pages_of_a_list_are_followed_up_to_the_limit(coopt, waiting):
    case, _ = waiting
    whole = [each["deliveryId"] for each in lines(coopt("webhooks", "list", "--limit", "1000", "--json"))]
    few = [each["deliveryId"] for each in lines(coopt("webhooks", "list", "--limit", "1", "--json"))]
    assert len(few) == 1 and len(whole) == len(set(whole)) >= 1 and listed(coopt, case)[0]["deliveryId"] in whole


def test_what_is_shown_names_nobody_unless_it_is_revealed_to_somebody(coopt, waiting):
    case, id = waiting
    shown = coopt("webhooks", "show", id)
    assert shown.returncode == ACCEPTED, shown.stderr
    email = case.scene.candidate.email
    for masked in (shown.stdout, coopt("webhooks", "show", id, "--json").stdout):
        assert email not in masked and "email_addresses[0].value" in masked and "job-not-mapped" in masked
    revealed = coopt("webhooks", "show", id, "--reveal")
    assert f'"value": "{email}"' in revealed.stdout
    document = coopt.result("webhooks", "show", id, "--reveal")
    assert json.loads(document["body"])["action"] == "hire_candidate" and not document["fields"]
    assert not any("signature" in name for name in document["headers"])
    nobody = CommandLine(coopt.directory, COOPT_STAFF_AMQP_URL=coopt.environment["COOPT_STAFF_AMQP_URL"])
    done = nobody("webhooks", "show", id, "--reveal")
    assert done.returncode == USAGE and "--actor" in done.stderr and email not in done.stdout


def test_sources_say_how_they_are_doing(coopt, waiting):
    sources = {each["source"]: each for each in coopt.result("webhooks", "sources")["sources"]}
    greenhouse = sources["greenhouse"]
    assert greenhouse["hasSecret"] and greenhouse["quarantined"] >= 1 and greenhouse["lastReceivedAt"]
    table = coopt("webhooks", "sources").stdout.splitlines()
    assert len(table) == len(sources) + 1 and any(line.startswith("greenhouse ") and " set " in line for line in table)


@pytest.mark.parametrize("arguments, hint", [
    (["list", "--state", "waiting"], "quarantined"), (["list", "--since", "soon"], "no age"), (["list", "--limit", "0"], "--limit"),
    (["show", "x"], "no UUID"), (["retry"], "which webhooks"), (["retry", new_id(), "--all"], "not both"),
    (["retry", "--all", "--email", "a@example.org"], "one webhook"), (["retry", "--all", "--offer", new_id()], "map"),
    (["retry", new_id(), "--offer", new_id(), "--offer-reference", "R"], "not both"), (["discard", new_id()], "--why"),
    (["map", "greenhouse", "1"], "--offer-reference"),
])
def test_what_makes_no_sense_ends_with_64_and_a_hint(coopt, arguments, hint):
    done = coopt("webhooks", *arguments)
    assert done.returncode == USAGE and hint in done.stderr and not done.stdout


def test_what_is_not_there_ends_with_66(coopt):
    for arguments in (["show"], ["retry"], ["discard", "--why", "w"]):
        done = coopt("webhooks", *arguments, new_id())
        assert done.returncode == ABSENT, (arguments, done.stdout, done.stderr)
    assert coopt("webhooks", "retry", "--application", unique()).returncode == ABSENT
    assert coopt("webhooks", "discard", "--application", unique()).returncode == ABSENT


# Trying again


def test_a_retry_says_first_what_would_be_sent_and_sends_it_with_yes(coopt, waiting):
    case, id = waiting
    by_hand = ["--offer-reference", case.scene.reference]
    done = coopt("webhooks", "retry", id)
    assert done.returncode == REJECTED and f"{id}  would go on waiting: job-not-mapped" in done.stdout, done.stderr
    done = coopt("webhooks", "retry", id, *by_hand)
    assert done.returncode == ACCEPTED, done.stderr
    assert f"{id}  would be reported\n" in done.stdout and "hire.reported" in done.stdout and "not sent" in done.stdout
    assert "nothing was sent" in done.stderr and case.scene.candidate.email not in done.stdout
    (planned,) = lines(coopt("webhooks", "retry", id, *by_hand, "--json", "--reveal"))
    assert planned["dryRun"] and planned["reports"][0]["data"]["candidate.email"] == case.scene.candidate.email
    # Nothing came of it so far, and nobody decided anything.
    assert listed(coopt, case)[0]["state"] == "quarantined" and not case.told("hire-attributed")
    assert corrections(coopt, "retry-delivery", id) == []
    done = coopt("webhooks", "retry", id, *by_hand, "--yes", "--why", "renewed opening", "--json")
    assert done.returncode == ACCEPTED, done.stderr
    (sent,) = lines(done)
    assert not sent["dryRun"] and not done.stderr
    case.settled(1)
    assert case.owed() == case.quoted
    (decision,) = corrections(coopt, "retry-delivery", id)
    assert (decision["actor"], decision["reason"]) == (ACTOR, "renewed opening")
    again = coopt("webhooks", "retry", id, "--yes")
    assert again.returncode == REJECTED and "delivery-not-waiting" in again.stdout


def test_a_filter_means_what_waits_and_nothing_else(coopt, waiting):
    case, id = waiting
    done = coopt("webhooks", "retry", "--source", "greenhouse", "--reason", "job-not-mapped", "--application", case.id)
    assert done.returncode == REJECTED and [line.split()[0] for line in done.stdout.splitlines()] == [id]
    case.map()
    case.settled(1)
    assert coopt("webhooks", "retry", "--application", case.id).returncode == ABSENT


def test_who_decides_is_asked_before_anything_is_sent(coopt, waiting):
    case, id = waiting
    nobody = CommandLine(coopt.directory, COOPT_STAFF_AMQP_URL=coopt.environment["COOPT_STAFF_AMQP_URL"])
    for arguments in (["retry", id, "--yes"], ["discard", id, "--why", "w"], ["map", "greenhouse", "1", "--offer", new_id()],
                      ["unmap", "greenhouse", "1"]):
        done = nobody("webhooks", *arguments)
        assert done.returncode == USAGE and "--actor" in done.stderr, arguments
    assert listed(coopt, case)[0]["state"] == "quarantined"


def test_what_is_discarded_stays_so_until_somebody_tries_it_again(coopt, waiting):
    case, id = waiting
    done = coopt("webhooks", "discard", "--application", case.id)
    assert done.returncode == ACCEPTED and id in done.stdout and "--yes discards these 1" in done.stderr
    assert listed(coopt, case)[0]["state"] == "quarantined"
    done = coopt("webhooks", "discard", "--application", case.id, "--yes", "--why", "a test of the vendor")
    assert (done.returncode, done.stdout) == (ACCEPTED, f"{id}  is discarded\n"), done.stderr
    assert listed(coopt, case)[0]["state"] == "discarded"
    (decision,) = corrections(coopt, "discard-delivery", id)
    assert (decision["actor"], decision["reason"]) == (ACTOR, "a test of the vendor")
    assert coopt("webhooks", "discard", "--application", case.id).returncode == ABSENT
    assert coopt("webhooks", "discard", id, "--why", "again").returncode == ACCEPTED
    assert len(corrections(coopt, "discard-delivery", id)) == 2
    # Who was wrong can say so, by the id.
    done = coopt("webhooks", "retry", id, "--offer", case.scene.offer_id)
    assert done.returncode == ACCEPTED and f"{id}  would be reported\n" in done.stdout, done.stderr


def test_what_was_reported_is_discarded_no_more(coopt, waiting):
    case, id = waiting
    case.map()
    case.settled(1)
    done = coopt("webhooks", "discard", id, "--why", "too late")
    assert done.returncode == REJECTED and "delivery-not-waiting" in done.stdout


# Jobs


def test_a_job_is_mapped_and_what_waited_for_it_is_looked_at_again(coopt, waiting):
    case, id = waiting
    job = str(case.application.job)
    done = coopt("webhooks", "map", "greenhouse", job, "--offer-reference", case.scene.reference, "--why", "opened today")
    assert (done.returncode, done.stdout) == (ACCEPTED, "mapped; 1 webhook that waited for it is looked at again\n"), done.stderr
    case.mapped = True
    case.settled(1)
    assert case.owed() == case.quoted and listed(coopt, case)[0]["state"] == "reported"
    done = coopt("webhooks", "mappings", "--source", "greenhouse", "--limit", "1000", "--json")
    (mapping,) = [each for each in lines(done) if each["job"] == job]
    assert mapping["offerReference"] == case.scene.reference
    assert coopt("webhooks", "unmap", "greenhouse", job).stdout == "accepted\n"
    case.mapped = False
    done = coopt("webhooks", "unmap", "greenhouse", job)
    assert done.returncode == REJECTED and "job-not-mapped" in done.stderr
    done = coopt("webhooks", "map", f"no-{unique()}", job, "--offer", case.scene.offer_id, "--json")
    assert done.returncode == REJECTED and json.loads(done.stdout)["code"] == "source-not-found"


# The books


@pytest.fixture
def bonus(stack, waiting, coopt):
    """An entry of the books that a webhook's hire led to, and the webhook."""
    case, id = waiting
    case.map()
    case.settled(1)
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:

        def entry():
            cursor.execute("select entry_id::text from rewards.ledger_entries where account = %s and unit = 'eur-cents'",
                           [f"member:{case.scene.member.id}:payable"])
            found = cursor.fetchone()
            connection.rollback()
            return found

        (entry_id,) = observed(entry, "the bonus is posted")
    return case, id, entry_id


def test_w5_ledger_explain_goes_from_the_euro_to_the_raw_webhook(coopt, bonus):
    case, id, entry_id = bonus
    shown = coopt.result("webhooks", "show", id)
    (report,) = shown["reports"]
    tree = coopt("ledger", "explain", entry_id)
    assert tree.returncode == ACCEPTED, tree.stderr
    line = next(line for line in tree.stdout.splitlines() if f"webhook {id} of greenhouse" in line)
    for part in ("hire_candidate", f"received at {shown['delivery']['receivedAt']}", f"sha256 {shown['bodySHA256']}",
                 f"see coopt webhooks show {id}"):
        assert part in line
    assert f"caused by message {report['messageId']}" in tree.stdout and case.scene.candidate.email not in tree.stdout
    (webhook,) = coopt.result("ledger", "explain", entry_id)["webhooks"]
    assert (webhook["deliveryId"], webhook["messageId"], webhook["source"]) == (id, report["messageId"], "greenhouse")


@pytest.mark.parametrize("may_look", [True, False])
def test_an_operator_sees_webhooks_as_far_as_their_login_may(stack, coopt, bonus, tmp_path, may_look):
    _, id, entry_id = bonus
    name, password = f"operator_{unique()}", unique()
    admin = stack["COOPT_ADMIN_DATABASE_URL"]
    with psycopg2.connect(admin) as connection, connection.cursor() as cursor:
        if may_look:
            cursor.execute(f"create role {name} login password '{password}' in role coopt_operators")
        else:
            # Somebody may look into the books alone.
            cursor.execute(f"create role {name} login password '{password}'")
            cursor.execute(f"grant connect on database coopt to {name}")
            cursor.execute(f"grant usage on schema rewards to {name}")
            cursor.execute("grant select on rewards.ledger_transactions, rewards.ledger_entries, rewards.account_balances,"
                           f" rewards.received to {name}")
    try:
        login, _, host = admin.rpartition("@")
        url = f"{login.split('//')[0]}//{name}:{password}@{host}"
        done = CommandLine(tmp_path, COOPT_DATABASE_URL=url)("ledger", "explain", entry_id)
        assert done.returncode == ACCEPTED, done.stderr
        assert (f"webhook {id}" in done.stdout) == may_look
    finally:
        with psycopg2.connect(admin) as connection, connection.cursor() as cursor:
            cursor.execute(f"drop owned by {name}")
            cursor.execute(f"drop role {name}")


def test_webhooks_nobody_answers_for_end_with_69(stack, coopt):
    services = StackProcesses(stack)
    services.kill("webhooks")
    try:
        done = coopt("webhooks", "sources", "--timeout", "1")
        assert done.returncode == UNAVAILABLE and "no reply from webhooks within 1 s" in done.stderr
    finally:
        services.start("webhooks")
