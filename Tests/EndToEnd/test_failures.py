"""Failures that hit every message alike: nothing is buried, the operator is told, and all is handled when they end."""

import contextlib
import re
import signal
import subprocess

import psycopg2
import pytest

from counters import counted, get
from lanes import Lane, drawn
from onlooker import PATIENCE, nobody_is_stopped, onlooker, readiness  # noqa: F401 (fixtures)
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.connection import Participant
from outside.deadline import observed
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from outside.stack import SERVICES
from processes import ServiceByHand, StackProcesses, program
from quiet import query
from raw_amqp import RawLetters
from scene import Scene

CONFIGURATION = 78


def buried(stack, service):
    """How many letters a service has made so far."""
    return counted(stack.http_url(service, "/metrics"), "coopt_messages_dead_lettered_total")


def metric(stack, service, name, **labels):
    """The value of one metric; None where there is none."""
    for line in get(stack.http_url(service, "/metrics"))[1].splitlines():
        found = re.match(rf"{name}(?:{{(.*)}})? (\S+)$", line)
        if found and all(f'{label}="{value}"' in (found[1] or "") for label, value in labels.items()):
            return float(found[2])
    return None


class Work:
    """Commands and reports for one service, sent at once; they wait for each other's answers later."""

    def __init__(self, stack, service):
        self.stack, self.service = stack, service
        self.staff, self.tracker = StaffTool(stack), ApplicantTracker(stack)
        self.sent, self.reports = [], []

    def prepare(self):
        with StaffTool(self.stack) as staff:
            self.company = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
        return self

    def send(self, count=60):
        makers = {
            "members": lambda: ("members.invite-member", {"email": stranger().email}),
            "offers": lambda: ("offers.publish-offer", {
                "companyId": self.company, "title": "Luthier", "description": "Un atelier.", "sector": "C32.20",
                "zone": "FR-2A"}),
            "rewards": lambda: ("rewards.register-charity", {"name": f"Association {unique()}"}),
        }
        if self.service == "recommendations":
            self.reports += [self.tracker.hire({"offerId": new_id(), "candidate": {"email": stranger().email},
                                                "hiredAt": instant()}) for _ in range(count)]
        else:
            self.sent += [self.staff.send(*makers[self.service]()) for _ in range(count)]
        return self

    def is_answered(self):
        replies = self.staff.replies(self.sent, 90) + self.tracker.replies(self.reports, 90)
        assert {reply.type for reply in replies} == {ACCEPTED}, {reply.raw for reply in replies}
        self.staff.close()
        self.tracker.close()


def lane_of(service):
    return f"{service}.{'integration' if service == 'recommendations' else 'commands'}"


def assert_says_that_it_waits(stack, service):
    """503 with a reason, and the lane's metric."""
    status, said = observed(lambda: (found := readiness(stack, service))[0] == 503 and found,
                            f"{service} says that it is not ready", 60)
    assert len(said.strip()) > 10, said
    assert not [password for password in stack.passwords().values() if password in said]
    observed(lambda: metric(stack, service, "coopt_lane_paused", queue=lane_of(service)) == 1, "the lane pauses", 60)


# What everybody meets


@pytest.fixture
def superuser(stack):
    connection = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
    connection.autocommit = True
    yield connection
    connection.close()


def execute(connection, sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else None


def lock_timeout(superuser, role):
    """What the stack has set for a role: it has to be there again afterwards."""
    (settings,), = execute(superuser, "select setconfig from pg_db_role_setting join pg_roles on pg_roles.oid = setrole"
                                      " where rolname = %s", role)
    return dict(setting.split("=", 1) for setting in settings).get("lock_timeout", "0")


# What rewards is asked for here owes nobody anything, so that nothing of it waits for a locked outbox.
@pytest.mark.parametrize("table, service", [
    ("inbox", "recommendations"), ("outbox", "recommendations"),
    ("inbox", drawn("lock").choice(["members", "offers", "rewards"])),
    ("outbox", drawn("lock").choice(["members", "offers"]))])
def test_a_table_locked_for_longer_than_statements_may_take_buries_nothing(stack, superuser, onlooker, service, table):
    """The failures of some forty seconds, five attempts and more; an attempt is shortened where the service lets us."""
    role, processes = f"{service}_service", StackProcesses(stack)
    usual = lock_timeout(superuser, role)
    execute(superuser, f"alter role {role} in database coopt set lock_timeout = '500ms'")
    work = Work(stack, service).prepare()
    processes.stop(service)
    processes.start(service)
    before = buried(stack, service)
    failures = counted(stack.http_url(service, "/metrics"), "coopt_batch_failures_total")
    try:
        with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as holder:
            execute(holder, f"lock table {service}.{table} in access exclusive mode")
            work.send()
            assert_says_that_it_waits(stack, service)
            with contextlib.suppress(Exception):
                observed(lambda: counted(stack.http_url(service, "/metrics"), "coopt_batch_failures_total")
                         >= failures + 8, "it fails again and again", 40)
            assert readiness(stack, service)[0] == 503
            holder.rollback()
    finally:
        execute(superuser, f"alter role {role} in database coopt set lock_timeout = '{usual}'")
    work.is_answered()
    assert buried(stack, service) == before
    observed(lambda: readiness(stack, service)[0] == 200, "ready again", PATIENCE)
    observed(lambda: metric(stack, service, "coopt_lane_paused", queue=lane_of(service)) == 0, "works again", PATIENCE)
    processes.stop(service)
    processes.start(service)


@pytest.mark.parametrize("service", ["members", "offers", "recommendations", "rewards"])
def test_a_revoked_insert_buries_nothing_and_is_no_secret(stack, superuser, onlooker, service):
    role = f"{service}_service"
    tables = [name for (name,) in execute(
        superuser, "select table_name from information_schema.role_table_grants where grantee = %s"
                   " and table_schema = %s and privilege_type = 'INSERT'", role, service)]
    assert "inbox" in tables
    draw, before = drawn("revoke", service), buried(stack, service)
    chosen = draw.choice([tables, ["inbox"], ["outbox"]])
    work = Work(stack, service).prepare()
    names = ", ".join(f'{service}."{name}"' for name in chosen)
    execute(superuser, f"revoke insert on {names} from {role}")
    try:
        work.send(300)
        assert_says_that_it_waits(stack, service)
        assert "42501" in readiness(stack, service)[1] or re.search(
            "permission|privilege|right|insert", readiness(stack, service)[1], re.IGNORECASE)
    finally:
        execute(superuser, f"grant insert on {names} to {role}")
    work.is_answered()
    assert buried(stack, service) == before
    observed(lambda: readiness(stack, service)[0] == 200, "ready again", PATIENCE)


@pytest.mark.parametrize("what, back", [
    ("alter table {0}.inbox rename to inbox_away", "alter table {0}.inbox_away rename to inbox"),
    ("alter table {0}.inbox rename column received_at to received_away",
     "alter table {0}.inbox rename column received_away to received_at"),
], ids=["a table that is away", "a column that is away"])
def test_a_schema_that_is_wrong_buries_nothing(stack, superuser, what, back):
    service = drawn("schema", what).choice(["members", "offers", "recommendations", "rewards"])
    before, work = buried(stack, service), Work(stack, service).prepare()
    execute(superuser, what.format(service))
    try:
        work.send()
        assert_says_that_it_waits(stack, service)
    finally:
        execute(superuser, back.format(service))
    work.is_answered()
    assert buried(stack, service) == before
    observed(lambda: readiness(stack, service)[0] == 200, "ready again", PATIENCE)


def test_a_database_that_is_read_only_is_said_and_buries_nothing(stack, superuser):
    service = drawn("read-only").choice(["members", "offers", "rewards"])
    before, work = buried(stack, service), Work(stack, service).prepare()
    role = f"{service}_service"
    execute(superuser, f"alter role {role} in database coopt set default_transaction_read_only = on")
    try:
        execute(superuser, "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", role)
        work.send()
        observed(lambda: readiness(stack, service)[0] == 503, f"{service} says that it is not ready", 60)
    finally:
        execute(superuser, f"alter role {role} in database coopt reset default_transaction_read_only")
        execute(superuser, "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", role)
    work.is_answered()
    assert buried(stack, service) == before
    observed(lambda: readiness(stack, service)[0] == 200, "ready again", PATIENCE)


# Types that the program does not know


@pytest.mark.parametrize("service, login, key, type", [
    ("offers", "members", "members.member-baptised", "coopt.members.member-baptised.v1"),
    ("rewards", "qualification", "qualification.candidate-tested", "coopt.qualification.candidate-tested.v1"),
    ("notifications", "rewards", "rewards.bonus-doubled", "coopt.rewards.bonus-doubled.v1"),
    ("recommendations", "offers", "offers.offer-closed", "coopt.offers.offer-closed.v9"),
])
def test_an_event_of_an_unknown_type_waits_and_is_then_a_letter(stack, onlooker, service, login, key, type):
    lane = Lane(service, "events", "coopt.events", key, login)
    queue = f"{service}.events"
    is_new = type.endswith(".v1")
    with Participant(stack["COOPT_ADMIN_AMQP_URL"]) as admin:
        if is_new:
            admin.channel.queue_bind(queue, "coopt.events", key)
        try:
            events = [lane.event({"offerId": new_id()}) | {"type": type} for _ in range(5)]
            sent_at = query(stack, "select now()")[0][0]
            for event in events:
                lane.publish_event(stack, event)
            onlooker.sees_all_well(service)
            onlooker.plays_a_hire()  # what comes behind does not wait
            with RawLetters(stack, service) as letters:
                for event in events:
                    letter = letters.marked(event["id"], 60)
                    assert letter.reason == "unknown-type"
                    waited = query(stack, "select extract(epoch from %s::timestamptz - %s)",
                                   [letter.text("x-coopt-time"), sent_at])[0][0]
                    assert waited >= 0
            assert (query(stack, "select now()")[0][0] - sent_at).total_seconds() >= 4
        finally:
            if is_new:
                admin.channel.queue_unbind(queue, "coopt.events", key)


# Metrics


@pytest.mark.parametrize("service", SERVICES)
def test_what_operators_alarm_on_is_measured(stack, service):
    text = get(stack.http_url(service, "/metrics"))[1]
    for queue in {f"{service}.commands", f"{service}.events"} & set(re.findall(r'queue="([^"]+)"', text)):
        assert metric(stack, service, "coopt_lane_paused", queue=queue) == 0
    assert metric(stack, service, "coopt_lane_paused") is not None
    for name in ("coopt_outbox_pending", "coopt_outbox_stuck", "coopt_messages_unroutable_total"):
        assert metric(stack, service, name) is not None, name
    assert re.search(r"^coopt_outbox_oldest(_seconds)? ", text, re.MULTILINE)
    build = re.search(r"^coopt_build_info{(.*)} 1", text, re.MULTILINE)
    assert build and 'version="' in build[1] and 'commit="' in build[1]


def test_pending_counts_rows_and_the_age_of_the_oldest_whoever_wrote_them(stack, superuser):
    """Rows that a process owes which is not there any more, or that cannot be read."""
    columns = [name for (name,) in execute(
        superuser, "select column_name from information_schema.columns where table_schema = 'offers'"
                   " and table_name = 'outbox'")]
    assert {"outbox_id", "owner", "messages", "created_at"} <= set(columns)
    row = new_id()
    execute(superuser, "insert into offers.outbox (outbox_id, owner, messages, created_at)"
                       " values (%s, 1, %s, now() - interval '1 hour')", row, b"unreadable")
    try:
        observed(lambda: metric(stack, "offers", "coopt_outbox_pending") >= 1, "one is pending", 60)
        observed(lambda: metric(stack, "offers", "coopt_outbox_oldest_seconds") >= 3_000, "it is an hour old", 60)
        observed(lambda: metric(stack, "offers", "coopt_outbox_stuck") >= 1, "it is stuck", 60)
        with StaffTool(stack) as staff:
            staff.accept("offers.register-company", {"name": unique()})
    finally:
        execute(superuser, "delete from offers.outbox where outbox_id = %s", row)
    observed(lambda: metric(stack, "offers", "coopt_outbox_pending") == 0, "none is pending", 60)


def test_what_no_queue_takes_stays_owed_and_is_alarmed(stack, staff, events):
    key, queue = "members.charter-signed", "recommendations.events"
    scene = Scene(staff)
    version = f"2026-{unique()}"
    before = metric(stack, "members", "coopt_messages_unroutable_total") or 0
    with Participant(stack["COOPT_ADMIN_AMQP_URL"]) as admin:
        # `events` binds everything: it would take what nobody else does.
        events.channel.queue_unbind(events.queue, "coopt.events", "#")
        admin.channel.queue_unbind(queue, "coopt.events", key)
        try:
            staff.accept("members.publish-charter", {"charterVersion": version})
            staff.accept("members.sign-charter", {"memberId": scene.member.id, "charterVersion": version})
            observed(lambda: (metric(stack, "members", "coopt_messages_unroutable_total") or 0) > before, "alarm", 60)
            observed(lambda: metric(stack, "members", "coopt_outbox_pending") >= 1, "owed", 60)
            staff.accept("members.get-charter", {})
        finally:
            admin.channel.queue_bind(queue, "coopt.events", key)
    observed(lambda: metric(stack, "members", "coopt_outbox_pending") == 0, "published after all", 90)
    scene.recommend(scene.publish_offer()[0], stranger())  # who has not signed may not
    scene.end()


def test_what_nobody_is_meant_to_bind_raises_no_alarm(stack, staff):
    before = metric(stack, "members", "coopt_messages_unroutable_total") or 0
    for _ in range(20):
        staff.accept("members.invite-member", {"email": stranger().email})
    observed(lambda: metric(stack, "members", "coopt_outbox_pending") == 0, "nothing is owed", 60)
    assert (metric(stack, "members", "coopt_messages_unroutable_total") or 0) == before


def test_what_is_told_comes_in_the_order_of_its_causes(stack, staff, notifications):
    scene = Scene(staff)
    offers = [scene.publish_offer()[0] for _ in range(12)]
    staff.accept_all_once_known([("recommendations.recommend-candidate", {
        "offerId": offer_id, "memberId": scene.member.id, "candidate": stranger().as_candidate()})
        for offer_id in offers])
    notifications.gather(lambda m: m.routing_key == "staff.interview-requested"
                         and m.details.get("offerId") in offers, len(offers), 60)
    attributed, early = set(), []
    for told in notifications.collected:
        if told.routing_key == "staff.recommendation-attributed":
            attributed.add(told.details["recommendationId"])
        elif told.routing_key == "staff.interview-requested" and told.details["offerId"] in offers:
            early += {told.details["recommendationId"]} - attributed
    assert not early
    scene.end()


# What is kept


QUESTIONS = ["members.get-charter", "members.get-policy", "offers.get-policy", "offers.list-published-offers",
             "offers.explain-targeting", "recommendations.get-recommendation", "recommendations.get-policy",
             "rewards.get-policy", "rewards.get-statement"]


def kept(stack, service, id):
    """Whether a message is in a service's inbox, and whether its answer is kept."""
    def count(table):
        return query(stack, f"select count(*) from {service}.{table} as row where message_id::text = %s"
                            " or position(%s in row::text) > 0", [id, id])[0][0]

    return count("inbox"), count("inbox_replies")


def test_questions_are_in_no_inbox_and_their_answers_are_not_kept(stack, staff):
    scene, ids = Scene(staff), {}
    data = {"offerId": scene.offer_id, "memberId": scene.member.id, "recommendationId": scene.recommendation_id}
    for name in QUESTIONS:
        ids[name] = new_id()
        staff.ask(name, data, id=ids[name])
        ids[f"{name} (unknown)"] = new_id()
        staff.ask(name, {key: new_id() for key in data}, id=ids[f"{name} (unknown)"])
    found = {name: kept(stack, name.split(".")[0], id) for name, id in ids.items()}
    assert found == {name: (0, 0) for name in found}
    command = new_id()
    staff.accept("offers.register-company", {"name": unique()}, id=command)
    assert kept(stack, "offers", command) == (1, 1)  # else the test looks in the wrong place
    scene.end()


def test_an_invitations_code_is_nowhere_in_clear(stack, staff):
    id = new_id()
    invited = staff.accept("members.invite-member", {"email": stranger().email}, id=id)
    code = invited["invitationCode"]
    forms = [code, code.encode().hex(), code.lower(), code.encode("utf-16-le").hex()]
    tables = [name for (name,) in query(
        stack, "select table_name from information_schema.tables where table_schema = 'members'"
               " and table_type = 'BASE TABLE'")]
    assert "inbox_replies" in tables
    shown = [(name, form) for name in tables for form in forms if query(
        stack, f'select exists (select from members."{name}" as row where position(%s in row::text) > 0)',
        [form])[0][0]]
    assert not shown
    assert staff.accept("members.invite-member", {"email": stranger().email}, id=id)["invitationCode"] == code


def test_outsiders_cannot_fill_the_broker(stack):
    for user in ("staff", "ats", "finance", *SERVICES):
        limits = stack.management(f"/api/user-limits/{user}")
        assert limits and limits[0]["value"]["max-connections"] > 0, user
    for login, prefix in (("staff", "staff"), ("ats", "ats"), ("finance", "finance")):
        with Participant(stack.amqp_url(login)) as outsider:
            name = f"{prefix}.limits.{new_id()}"
            outsider.channel.queue_declare(name, exclusive=True)
            policy = observed(lambda: stack.management(f"/api/queues/coopt/{name}").get(
                "effective_policy_definition"), "the queue has a policy")
            assert {"max-length", "max-length-bytes"} & policy.keys(), policy


# Programs


PROGRAMS = (*SERVICES, "topology")


@pytest.mark.parametrize("name", [*PROGRAMS, None], ids=lambda name: name or "coopt")
def test_every_program_explains_itself_and_knows_its_version(name):
    path = program(name) if name else program("x").removesuffix("-x")
    for option, said in (("--help", "usage|COOPT_"), ("--version", r"\d")):
        done = subprocess.run([path, option], env={}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=30)
        assert done.returncode == 0 and re.search(said, done.stdout, re.IGNORECASE), (done.stdout, done.stderr)


def ended(stack, service, **settings):
    keys = {"COOPT_IDENTITY_KEY_FILE": str(stack.directory / "secrets/keys/identity")}
    with ServiceByHand(stack, service, **(keys | settings)) as process:
        return process.await_exit()


@pytest.mark.parametrize("service", SERVICES)
def test_a_misspelled_setting_is_named(stack, service):
    draw = drawn("misspelled", service)
    name = draw.choice(["COOPT_DATABSE_URL", "COOPT_PREFECTH", "COOPT_LOGLEVEL", "COOPT_DRAIN_SECOND", "COOPT_HTPP_PORT"])
    status, said = ended(stack, service, **{name: "5"})
    assert status == CONFIGURATION and name in said


@pytest.mark.parametrize("service", SERVICES)
def test_all_wrong_settings_are_named_at_once(stack, service):
    draw = drawn("settings", service)
    wrong = {"COOPT_HTTP_PORT": "eighty", "COOPT_LOG_LEVEL": "loud", "COOPT_PREFETCH": "-1", "COOPT_BATCH_SIZE": "0",
             "COOPT_DRAIN_SECONDS": "soon", "COOPT_ATTEMPTS": "0", "COOPT_RETENTION_DAYS": "x",
             "COOPT_AMQP_URL": "http://127.0.0.1", "COOPT_DATABASE_URL": "no url at all", "COOPT_PREFETCHES": "1"}
    chosen = dict(draw.sample(sorted(wrong.items()), 5))
    status, said = ended(stack, service, **chosen)
    assert status == CONFIGURATION and not [name for name in chosen if name not in said], said


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("setting, value", [
    ("COOPT_AMQP_URL", "amqps://u:p@127.0.0.1:1/coopt?cacertfile=/nowhere/ca.pem"),
    ("COOPT_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/coopt?sslmode=perhaps"),
    ("COOPT_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/coopt?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"),
], ids=["ca of the broker", "sslmode", "ca of the database"])
def test_a_ca_that_is_not_there_and_an_unknown_mode_are_named(stack, service, setting, value):
    status, said = ended(stack, service, **{setting: value})
    assert status == CONFIGURATION and setting in said


@pytest.mark.parametrize("service", SERVICES)
def test_a_port_that_is_taken_is_named(stack, service):
    port = stack.http_url(service).rsplit(":", 1)[1]
    status, said = ended(stack, service, COOPT_HTTP_PORT=port)
    assert status == CONFIGURATION and port in said


@pytest.mark.parametrize("service", SERVICES)
def test_sighup_drains(stack, service):
    with ServiceByHand(stack, service,
                       COOPT_IDENTITY_KEY_FILE=str(stack.directory / "secrets/keys/identity")) as replica:
        replica.await_status("/health/ready", 200)
        replica.process.send_signal(signal.SIGHUP)
        assert replica.await_exit()[0] == 0


def test_after_all_of_it_the_books_have_no_difference(stack, tmp_path):
    from command_line import ACCEPTED as WELL, CommandLine
    done = CommandLine.of(stack, tmp_path)("ledger", "verify", within=300)
    assert done.returncode == WELL and done.stdout.endswith("zero difference\n"), done.stdout + done.stderr
