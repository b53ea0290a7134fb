"""The pipeline: hires wait in the queue, the service that takes them in is started, and the last notification ends it."""

import time
from dataclasses import dataclass

from outside.stack import SERVICES
from processes import cores, machine_cpu, now, spent, stolen_cpu
from progress import fail, say
from tables import counters, used

QUEUE = "recommendations.integration"
# Reading the metrics of notifications costs 2 ms there and as much here, of what is measured.
POLL, QUIET, LONGEST = 0.1, 0.5, 600


@dataclass
class Run:
    hires: int
    seconds: float
    published: dict   # messages by service
    cpu: dict         # seconds by process
    others: float     # cores that anything else on the machine used meanwhile
    memory: dict      # resident and proportional megabytes by service
    tables: list      # what was read and written in each
    stolen: float     # share of the machine that its host gave to others meanwhile

    @property
    def messages(self):
        return sum(self.published.values())

    @property
    def notifications(self):
        return self.published["notifications"]

    @property
    def hires_per_second(self):
        return self.hires / self.seconds

    @property
    def events_per_second(self):
        return self.messages / self.seconds


def repeat(running, hires, repetitions, name="pipeline"):
    runs = []
    for number in range(repetitions):
        run = once(running, hires)
        runs.append(run)
        say(f"{name} {number + 1} of {repetitions}: {run.seconds:.2f} s, {run.hires_per_second:.0f} hires/s,"
            f" {run.events_per_second:.0f} events/s")
    return runs


def once(running, hires):
    running.await_idle()
    running.stop("recommendations")
    running.report_hires(hires)
    await_waiting(running, hires)
    # What was written so far shall not have to be written in the middle of the run.
    running.query("checkpoint")
    before = running.metrics.all_published()
    tables, stolen = counters(running), stolen_cpu()
    cpu, whole, began = running.processes.cpu(), machine_cpu(), now()
    starting = running.service("start", "recommendations")
    ended = await_end(running, before["notifications"])
    cpu = spent(cpu, running.processes.cpu())
    others = (machine_cpu() - whole - sum(cpu.values())) / (now() - began)
    stolen = (stolen_cpu() - stolen) / (now() - began) / cores()
    starting.wait()
    published = {service: count - (before[service] if service != "recommendations" else 0)
                 for service, count in running.metrics.all_published().items()}
    memory = {service: running.processes.memory(service) for service in SERVICES}
    return Run(hires, ended - running.processes.started("recommendations"), published, cpu, others,
               memory, used(tables, counters(running), hires), stolen)


def await_waiting(running, hires):
    await_depth(running, lambda depth: depth >= hires)


def await_depth(running, is_reached):
    deadline = time.monotonic() + 60
    while not is_reached(running.depth(QUEUE)):
        if time.monotonic() > deadline:
            fail(f"{QUEUE} holds {running.depth(QUEUE)} messages, which is not what is waited for")
        time.sleep(0.02)


def await_end(running, already):
    """When the last notification was confirmed: the count of them stands still, and nothing is under way any more."""
    count, grew, deadline = already, now(), now() + LONGEST
    while True:
        time.sleep(POLL)
        current = running.metrics.published("notifications")
        if current > count:
            count, grew = current, now()
        elif count > already and now() - grew > QUIET and running.is_idle():
            return grew
        if now() > deadline:
            fail(f"the hires are not through after {LONGEST} s")
