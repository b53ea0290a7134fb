"""What the driver measures: latency at a steady rate, and commands with many callers."""

import os

from disk import Syncs
from progress import say
from report import quantile

CALLERS = 64


def latency(running, repetitions):
    """The driver's results, by rate."""
    return {rate: [latency_once(running, rate, rate * seconds) for _ in range(repetitions)]
            for rate, seconds in running.scale.seconds.items()}


def latency_once(running, rate, count):
    running.await_idle()
    with Syncs(os.environ["COOPT_LOCAL"]) as syncs:
        result = running.drive("latency", "--first", running.take(count), "--count", count,
                               "--members", running.scale.members, "--rate", rate)
    times = result["latency"]
    result["syncs"] = syncs.milliseconds
    say(f"{rate} hires/s: p50 {times['p50']:.1f} ms, p99 {times['p99']:.1f} ms, p99.9 {times['p999']:.1f} ms,"
        f" {result['lateSends']} sent late, a sync beside p50 {quantile(syncs.milliseconds, 0.5):.1f} ms,"
        f" p99 {quantile(syncs.milliseconds, 0.99):.1f} ms, at most {max(syncs.milliseconds):.0f} ms")
    return result


def recommend(running, repetitions, count, *options):
    """The driver's results; with --contend all callers are after one candidate, round after round."""
    results = []
    for _ in range(repetitions):
        running.await_idle()
        result = running.drive("recommend", "--first", running.take(count, "recommendations"), "--count", count,
                               "--members", running.scale.members, "--callers", CALLERS, *options)
        results.append(result)
        say(f"{CALLERS} callers{' on one candidate' if options else ''}: {result['repliesPerSecond']:.0f} replies/s,"
            f" p99 {result['latency']['p99']:.1f} ms, {result['accepted']} accepted, {result['refused']} refused")
    return results
