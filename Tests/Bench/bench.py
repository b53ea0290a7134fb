#!/usr/bin/python3
"""Measures a stack that docker/local/bench has started: loads it, runs each phase, writes a table of figures."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docker/local"))

import ceiling  # noqa: E402
import console  # noqa: E402
import growth  # noqa: E402
import load  # noqa: E402
import operation  # noqa: E402
import pipeline  # noqa: E402
import poison  # noqa: E402
import questions  # noqa: E402
import replicas  # noqa: E402
import sampling  # noqa: E402
import seed  # noqa: E402
import webhooks  # noqa: E402
from outside.stack import SERVICES, Stack  # noqa: E402
from progress import fail, phase  # noqa: E402
from report import Report  # noqa: E402
from running import Running  # noqa: E402
from scale import Scale  # noqa: E402


def measure_pipeline(running, report):
    scale = running.scale
    runs = pipeline.repeat(running, scale.hires, scale.repetitions)
    report.pipeline(runs)


def measure_ceiling(running, report):
    report.ceiling(*ceiling.measure(running, running.scale.repetitions))


def measure_latency(running, report):
    report.latency(load.latency(running, running.scale.repetitions))


def measure_recommend(running, report):
    scale = running.scale
    report.recommend("recommend-candidate, 64 callers", load.recommend(running, scale.repetitions, scale.commands))
    report.recommend("recommend-candidate, 64 callers on one candidate",
                     load.recommend(running, scale.repetitions, scale.commands, "--contend"))


def measure_questions(running, report):
    report.questions(questions.measure(running))


def measure_console(running, report):
    report.console(*console.measure(running))


def measure_poison(running, report):
    report.poison(poison.measure(running, min(20_000, 2 * running.scale.hires), min(3, running.scale.repetitions)))


def measure_webhooks(running, report):
    scale = running.scale
    results = webhooks.measure(running, scale.webhooks, min(3, scale.repetitions))
    report.webhooks(results)
    report.save(running.stack.directory / "bench.md")
    webhooks.require_none_lost(results)


def measure_operation(running, report):
    scale = running.scale
    starts = operation.starts(running, scale.repetitions)
    drains = operation.drains(running, scale.hires * 3 // 10, scale.repetitions)
    report.operation(starts, drains, operation.backlog(running, scale.backlog))


def measure_growth(running, report):
    scale = running.scale
    if scale.grown:
        growth.grow(running, scale.grown)
        report.growth(pipeline.repeat(running, scale.hires, scale.repetitions, "grown pipeline"), scale.grown)


def measure_replicas(running, report):
    report.replicas(replicas.measure(running, running.scale.hires, running.scale.repetitions))


def measure_profile(running, report):
    report.profile(*sampling.record(running, running.scale.hires))


# In this order; growth late, since it leaves the database grown.
PHASES = {"pipeline": measure_pipeline, "ceiling": measure_ceiling, "latency": measure_latency,
          "recommend": measure_recommend, "questions": measure_questions, "console": measure_console, "poison": measure_poison,
          "webhooks": measure_webhooks, "operation": measure_operation, "growth": measure_growth}
# Asked for by name alone: the profile needs a package that nothing else needs, and slows what it watches; replicas say
# something only where there are cores for them.
ASKED_FOR = {"profile": measure_profile, "replicas": measure_replicas}


def options():
    parser = argparse.ArgumentParser(prog="docker/local/bench", description=__doc__)
    parser.add_argument("--only", help=f"phases, with commas between them: {', '.join(PHASES | ASKED_FOR)}")
    parser.add_argument("--reuse", action="store_true", help="what an earlier call with --keep has loaded")
    parser.add_argument("--keep", action="store_true", help="leave the stack running and loaded")
    parser.add_argument("--memory", action="store_true", help="data lie in memory, not on the machine's disk (takes 14 GB)")
    parsed = parser.parse_args()
    parsed.phases = parsed.only.split(",") if parsed.only else list(PHASES)
    if unknown := [name for name in parsed.phases if name not in PHASES | ASKED_FOR]:
        fail(f"no phase {', '.join(unknown)}; there are {', '.join(PHASES | ASKED_FOR)}")
    if "profile" in parsed.phases:
        sampling.require_perf()
    return parsed


def main():
    wanted, scale, stack = options(), Scale.from_environment(), Stack.from_environment()
    running = Running(stack, scale)
    if not wanted.reuse:
        with phase(f"seed: {scale.attributions} attributions, {scale.members} members, {scale.members} offers"):
            running.stop(*SERVICES)
            running.forget()
            seed.load(stack, scale)
            running.start(*SERVICES)
    report = Report(stack, scale)
    for name in wanted.phases:
        with phase(name):
            (PHASES | ASKED_FOR)[name](running, report)
        # What is measured is kept, whatever becomes of the rest.
        report.save(stack.directory / "bench.md")
    print("\n" + report.text())


if __name__ == "__main__":
    main()
