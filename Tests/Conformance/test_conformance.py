"""The conformance kit: it passes programs that keep the contract, and tells each mistake of one that does not by its name.

The samples beside this file are right without `--wrong`, and make one mistake with it.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "docker" / "local"))
sys.path.insert(0, str(HERE.parent / "EndToEnd"))

from command_line import CONFIGURATION, REJECTED, UNAVAILABLE, USAGE, program  # noqa: E402
from outside.stack import Stack  # noqa: E402

PREFIX = "coopt-conformance-"
# Role, mistake, scenario, the check that finds it, words of what to change.
MISTAKES = [
    ("publisher", "content-type", "report", "content-type", "application/cloudevents+json"),
    ("publisher", "transient", "report", "persistent", "delivery_mode to 2"),
    ("publisher", "no-confirms", "report", "uses-publisher-confirms", "confirm.select"),
    ("publisher", "other-user-id", "report", "nothing-refused-by-the-broker", "Set the property user_id to the very name"),
    ("publisher", "other-message-id", "report", "message-id-agrees", "message_id to the envelope's id"),
    ("publisher", "old-clock", "report", "clock", "present instant"),
    ("publisher", "platform-source", "report", "source", "never /coopt/"),
    ("publisher", "same-id-always", "report", "unique-ids", "Make a new id"),
    ("publisher", "no-offer", "report", "is-understood", "the fields at fault are named"),
    ("publisher", "other-key", "report", "is-understood", "under its routing key"),
    ("publisher", "longer-key", "report", "reaches-a-queue", "hire.reported or hire.withdrawn"),
    ("publisher", "done-first", "report", "done-after-the-confirm", "Wait for the confirm"),
    ("publisher", "declares-exchange", "report", "nothing-refused-by-the-broker", "Do not declare"),
    ("publisher", "silent", "report", "answers-every-order", "flush standard output"),
    ("publisher", "foretells", "report", "answers-every-order", "flush standard output"),
    ("publisher", "application-per-message", "duplicate", "one-hire-stays-one", "from the application itself"),
    ("publisher", "hired-now", "duplicate", "no-second-meaning", "the same hiredAt"),
    ("publisher", "hired-now", "withdrawal-before-report", "says-what-was-asked", "unchanged"),
    ("publisher", "no-as-of", "rehire", "says-as-of-when", "Pass on asOf"),
    ("publisher", "binary-prefix", "binary-mode", "binary-mode", "prefix ce-"),
    ("publisher", "dates-with-two-meanings", "exports", "exported-values", "2026-11-20"),
    ("publisher", "application-per-message", "restart", "one-hire-stays-one", "never from the message or the attempt"),
    ("publisher", "no-confirms", "lost-confirm", "uses-publisher-confirms", "confirm.select"),
    ("publisher", "new-id-on-retry", "lost-confirm", "same-id-on-retry", "Make the id once"),
    ("publisher", "sent-is-done", "lost-confirm", "publishes-again", "Keep each message until it is confirmed"),
    ("publisher", "gives-up", "lost-confirm", "publishes-again", "publish it again"),
    ("publisher", "gives-up", "broker-away", "connects-again", "growing pauses"),
    ("publisher", "ignores-refusals", "refused-report", "notices-a-refusal", "read the answer"),
    ("publisher", "no-answers", "refused-report", "notices-a-refusal", "Set reply_to"),
    ("publisher", "ignores-returns", "unroutable", "notices-a-return", "basic.return"),
    ("publisher", "done-first", "blocked", "done-after-the-confirm", "connection.unblocked"),
    ("payer", "silent", "instruction", "hears-instructions", '{"heard":ID}'),
    ("payer", "never-confirms", "instruction", "confirms-payment", "payout.confirmed"),
    ("payer", "amount-in-euros", "instruction", "pays-what-is-asked", "amountCents"),
    ("payer", "old-payment-date", "instruction", "confirmation-is-true", "the instant of payment"),
    ("payer", "no-reference", "instruction", "is-understood", "the fields at fault are named"),
    ("payer", "foreign-queue", "instruction", "nothing-refused-by-the-broker", "under your own prefix"),
    ("payer", "no-acks", "instruction", "acknowledges-by-hand", "no_ack or auto_ack false"),
    ("payer", "ignores-cancellation", "cancelled-before-paid", "heeds-a-cancellation", "out of the next payment run"),
    ("payer", "forgets-early-cancellation", "cancelled-first", "heeds-a-cancellation", "whichever of the two came first"),
    ("payer", "refunds", "cancelled-after-paid", "leaves-paid-what-is-paid", "Ignore a cancellation"),
    ("payer", "no-failures", "failed-then-retried", "reports-a-failure", "payout.failed"),
    ("payer", "pays-by-message", "duplicate-instruction", "pays-once", "Remember payoutIds"),
    ("payer", "exclusive-queue", "restart", "keeps-instructions", "neither exclusive nor auto-delete"),
    ("payer", "server-named-queue", "restart", "keeps-instructions", "Use a durable queue"),
    ("payer", "forgets", "restart", "keeps-instructions", "only once you keep it"),
    ("payer", "pays-before-writing", "killed-after-paying", "pays-once", "across restarts"),
    ("payer", "new-id-on-retry", "lost-confirm", "same-id-on-retry", "Make the id once"),
    ("payer", "no-confirms", "lost-confirm", "uses-publisher-confirms", "confirm.select"),
    ("payer", "believes-anybody", "forged-instruction", "trusts-the-platform-alone", "before you pay"),
    ("payer", "never-asks", "late-start", "asks-what-is-open", "rewards.list-payouts"),
    ("payer", "first-page-only", "late-start", "asks-what-is-open", "follow nextPageToken to the end"),
    ("consumer", "other-topic", "live", "takes-every-notification", "under staff.#"),
    ("consumer", "no-acks", "live", "acknowledges-by-hand", "no_ack or auto_ack false"),
    ("consumer", "foreign-queue", "live", "nothing-refused-by-the-broker", "under your own prefix"),
    ("consumer", "late-offset", "replay-by-offset", "replays-by-offset", "64-bit number"),
    ("consumer", "no-offset", "replay-by-offset", "replays-by-offset", "x-stream-offset"),
    ("consumer", "from-the-beginning", "replay-by-offset", "begins-where-asked", "below the offset"),
    ("consumer", "no-prefetch", "replay-by-offset", "nothing-refused-by-the-broker", "Set a prefetch"),
    ("consumer", "no-acks", "replay-by-offset", "nothing-refused-by-the-broker", "acknowledgements"),
    ("consumer", "next-only", "replay-by-time", "replays-by-time", "AMQP timestamp"),
    ("consumer", "tells-again", "duplicates", "each-once", "Remember the ids"),
    ("consumer", "knows-all-fields", "unknown", "ignores-what-it-does-not-know", "only the keys that you know"),
    ("consumer", "early-acks", "restart", "acknowledges-after-the-work", "only once its work is done"),
    ("consumer", "exclusive-queue", "restart", "loses-nothing-by-a-restart", "neither exclusive nor auto-delete"),
    ("consumer", "server-named-queue", "restart", "loses-nothing-by-a-restart", "under the same name at each start"),
    ("consumer", "believes-anybody", "forged", "believes-the-platform-alone", '"notifications"'),
    ("consumer", "blocks-in-callback", "slow-work", "goes-on-when-work-is-slow", "Keep the connection served"),
    ("consumer", "no-prefetch", "slow-work", "takes-no-more-than-it-can-hold", "some hundred messages"),
]
# What works and is worth a word.
REMARKS = [
    ("publisher", "not-mandatory", "report", "mandatory"),
    ("publisher", "no-user-id", "report", "user-id"),
    ("publisher", "no-time", "report", "time"),
    ("publisher", "exit-status", "report", "ends-when-told"),
    ("publisher", "raw-exports", "exports", "plain-values"),
    ("payer", "no-prefetch", "instruction", "sets-a-prefetch"),
    ("consumer", "no-prefetch", "live", "sets-a-prefetch"),
    ("consumer", "from-the-beginning", "replay-by-time", "passes-over-older"),
]
ROLES = ["publisher", "payer", "consumer"]


class Kit:
    """`coopt conformance` on a broker."""

    def __init__(self, stack):
        self.stack = stack
        # Without TLS: the kit reads along.
        self.environment = {"PATH": os.environ["PATH"]} | {
            name: stack.lines[name] for name in ("COOPT_ADMIN_AMQP_URL", "COOPT_MANAGEMENT_URL")}

    def __call__(self, *arguments, environment=None, within=240):
        return subprocess.run([program(), "conformance", *arguments], env=environment or self.environment, cwd="/",
                              capture_output=True, text=True, timeout=within)

    def report(self, role, wrong="", *arguments):
        """The exit status, and the report by scenario."""
        done = self(role, "--program", sample(role, wrong), "--json", *arguments)
        assert done.stdout, done.stderr
        report = json.loads(done.stdout)
        return done.returncode, {scenario["scenario"]: scenario for scenario in report["scenarios"]}

    def of_kits(self):
        """Virtual hosts and users of the kit that are on the broker."""
        hosts = [host["name"] for host in self.stack.management("/api/vhosts") if host["name"].startswith(PREFIX)]
        users = [user["name"] for user in self.stack.management("/api/users") if "coopt-conformance" in user["tags"]]
        return sorted(hosts + users)


def sample(role, wrong=""):
    return shlex.join([sys.executable, str(HERE / f"{role}.py")] + ([f"--wrong={wrong}"] if wrong else []))


@pytest.fixture(scope="session")
def kit():
    return Kit(Stack.from_environment())


@pytest.fixture(scope="module")
def tried(kit, request):
    """The reports of all mistakes that are asked for: they wait more than they work, so several are tried at a time."""
    wanted = {item.callspec.params["case"] for item in request.session.items
              if item.path == Path(__file__) and "case" in getattr(item, "callspec", NoCase).params}
    with ThreadPoolExecutor(4) as pool:
        yield {case: pool.submit(kit.report, case[0], case[1], "--only", case[2], "--patience", "8") for case in wanted}


class NoCase:
    params = {}


def finding(scenario, check):
    found = [finding for finding in scenario["findings"] if finding["check"] == check]
    assert found, f"nothing was said of {check}: {json.dumps(scenario, indent=2)}"
    return found[0]


def name(case):
    return "-".join(case[:3])


@pytest.mark.parametrize("role", ROLES)
def test_a_program_that_keeps_the_contract_passes_all_of_it(kit, role):
    status, scenarios = kit.report(role)
    assert {name: scenario for name, scenario in scenarios.items() if scenario["verdict"] != "passed"} == {}
    assert status == 0 and len(scenarios) >= 8


@pytest.mark.parametrize("case", MISTAKES, ids=name)
def test_a_mistake_is_found_and_its_change_is_told(tried, case):
    role, wrong, scenario, check, words = case
    status, scenarios = tried[case].result()
    found = finding(scenarios[scenario], check)
    assert found["verdict"] == "failed" and words in found["change"] and found["seen"] and found["contract"]
    assert status == REJECTED and scenarios[scenario]["verdict"] == "failed"


@pytest.mark.parametrize("case", REMARKS, ids=name)
def test_what_works_and_could_be_better_is_a_remark(tried, case):
    role, wrong, scenario, check = case
    status, scenarios = tried[case].result()
    assert finding(scenarios[scenario], check)["verdict"] == "remark"
    assert status == 0 and scenarios[scenario]["verdict"] == "remarks"


def test_what_a_program_need_not_do_is_skipped(kit):
    status, scenarios = kit.report("publisher", "no-binary-mode", "--only", "binary-mode")
    assert status == 0 and scenarios["binary-mode"]["verdict"] == "skipped"


def test_people_read_what_was_seen_what_the_contract_says_and_what_to_change(kit):
    done = kit("publisher", "--program", sample("publisher", "transient"), "--only", "report", "--seed", "7")
    assert done.returncode == REJECTED
    assert done.stdout.splitlines()[0] == "failed  report" and "--seed 7" in done.stdout.splitlines()[-1]
    assert re.search(r"failed: persistent\n +seen: .+\n +the contract: .+\n +to change: Set .+", done.stdout)


def test_the_program_sees_its_own_address_alone(kit, tmp_path):
    seen = tmp_path / "environment"
    command = f"/bin/sh -c 'env >{seen}; exec {sample('publisher')}'"
    assert kit("publisher", "--program", command, "--only", "duplicate").returncode == 0
    names = {line.split("=", 1)[0] for line in seen.read_text().splitlines() if line.startswith("COOPT_")}
    assert names == {"COOPT_ATS_AMQP_URL", "COOPT_CONFORMANCE_STATE"}
    assert kit.environment["COOPT_ADMIN_AMQP_URL"].split(":")[2].split("@")[0] not in seen.read_text()


def test_nothing_is_left_on_the_broker(kit):
    before = kit.of_kits()
    assert kit("publisher", "--program", "exit 3", "--only", "report").returncode == REJECTED
    assert kit.of_kits() == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_the_kit_is_interrupted(kit, tmp_path, number):
    before = kit.of_kits()
    started = tmp_path / "started"
    os.mkfifo(started)
    running = subprocess.Popen(
        [program(), "conformance", "publisher", "--program", f"/bin/sh -c 'echo $$ >{started}; exec sleep 600'", "--only",
         "report"], env=kit.environment, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process = int(started.read_text())  # The host is there by now, and the program.
    assert len(kit.of_kits()) > len(before)
    running.send_signal(number)
    _, complaint = running.communicate(timeout=60)
    assert running.returncode == UNAVAILABLE and "removed" in complaint
    assert kit.of_kits() == before
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_the_platform_beside_it_is_not_touched(kit):
    def all_but_the_kits(path, key):
        return sorted(json.dumps({key: thing[key], "tags": thing.get("tags")}) for thing in kit.stack.management(path))

    before = [all_but_the_kits("/api/users", "name"), all_but_the_kits("/api/vhosts", "name")]
    policies = kit.stack.management("/api/policies/coopt")
    assert kit("publisher", "--program", sample("publisher"), "--only", "unroutable").returncode == 0
    assert [all_but_the_kits("/api/users", "name"), all_but_the_kits("/api/vhosts", "name")] == before
    assert kit.stack.management("/api/policies/coopt") == policies


def test_arguments_and_addresses_that_make_no_sense_are_told(kit):
    assert kit("publisher").returncode == USAGE
    unknown = kit("payer", "--program", "true", "--only", "report")
    assert unknown.returncode == USAGE and "late-start" in unknown.stderr
    nowhere = kit("payer", "--program", "true", environment={"PATH": os.environ["PATH"]})
    assert nowhere.returncode == CONFIGURATION and "COOPT_ADMIN_AMQP_URL" in nowhere.stderr
    wrong = kit.environment | {"COOPT_ADMIN_AMQP_URL": "amqp://nobody:nothing@127.0.0.1:5672/coopt"}
    refused = kit("payer", "--program", "true", environment=wrong)
    assert refused.returncode == UNAVAILABLE and "nothing" not in refused.stderr


def test_scenarios_are_listed_and_shown(kit):
    listed = kit("list").stdout
    assert all(case[2] in listed for case in MISTAKES)
    for scenario in {case[2] for case in MISTAKES}:
        shown = kit("show", scenario)
        assert shown.returncode == 0 and len(shown.stdout.splitlines()) >= 5
    # Whoever reads what a scenario looks at finds everything that it may fail for.
    for role, _, scenario, check, _ in MISTAKES:
        assert check in kit("show", scenario).stdout, (role, scenario, check)
