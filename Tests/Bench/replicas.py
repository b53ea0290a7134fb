"""A backlog of hires worked off by one process of each service, and by two, in turn."""

import contextlib
import statistics
import time

import pipeline
from operation import WORKING, Program
from processes import now
from progress import fail, say

POLL, QUIET, LONGEST = 0.1, 0.5, 600


def measure(running, hires, repetitions):
    """Hires a second of one process each, and of two each: a pair for each repetition.

    What was rolled back beside is what both decided: the loser decides it again.
    """
    programs = [Program(running, service) for service in WORKING]
    pairs = []
    for number in range(repetitions):
        before = transactions(running)
        one, between = once(running, hires), transactions(running)
        two, after = once(running, hires, programs), transactions(running)
        pairs.append((one, two))
        say(f"replicas {number + 1} of {repetitions}: one process each {one:.0f} hires/s, rolled back"
            f" {share(before, between)}; two {two:.0f}, rolled back {share(between, after)}")
    say(f"two ÷ one: {statistics.median(two / one for one, two in pairs):.2f}")
    return pairs


def once(running, hires, beside=()):
    running.await_idle()
    running.stop("recommendations")
    running.report_hires(hires)
    pipeline.await_waiting(running, hires)
    running.query("checkpoint")
    began = now()
    starting = running.service("start", "recommendations")
    with contextlib.ExitStack() as ending:
        for program in beside:
            ending.enter_context(program.beside())
        ended = await_end(running)
        starting.wait()
    return hires / (ended - began)


def transactions(running):
    """How many were committed and rolled back so far."""
    # Sessions tell their counts once a second.
    time.sleep(1.5)
    return [int(count) for count in running.query(
        "select xact_commit, xact_rollback from pg_stat_database where datname = current_database()")[0]]


def share(before, after):
    committed, rolled_back = (late - early for early, late in zip(before, after))
    return f"{rolled_back} of {committed + rolled_back} transactions"


def await_end(running):
    """Since when nothing has been in a queue or an outbox: who publishes, none of the processes knows alone."""
    idle, deadline = None, now() + LONGEST
    while idle is None or now() - idle < QUIET:
        time.sleep(POLL)
        if not running.is_idle():
            idle = None
        elif idle is None:
            idle = now()
        if now() > deadline:
            fail(f"the hires are not through after {LONGEST} s")
    return idle
