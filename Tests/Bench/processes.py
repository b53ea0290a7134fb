"""What the stack's processes cost: CPU seconds and memory, read from /proc."""

import os
import time

from outside.stack import SERVICES

TICK = os.sysconf("SC_CLK_TCK")
SERVERS = ("postgres", "rabbitmq")


def now():
    """Seconds since the machine started, on the clock that processes' start times are given in."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Processes:
    """The processes of a running stack, by the names that the stack gives them."""

    def __init__(self, stack):
        self.run = stack.directory / "run"

    def pid(self, name):
        return int((self.run / f"{name}.pid").read_text().split()[0])

    def started(self, name):
        return int(fields(self.pid(name))[19]) / TICK

    def cpu(self):
        """CPU seconds so far, by name."""
        return {name: self.cpu_of(name) for name in SERVERS + SERVICES}

    def cpu_of(self, name):
        try:
            pid = self.pid(name)
            return family_cpu(pid) if name == "postgres" else own_cpu(pid)
        except (FileNotFoundError, ProcessLookupError):
            return 0.0

    def memory(self, name):
        """Resident and proportional megabytes."""
        lines = open(f"/proc/{self.pid(name)}/smaps_rollup").read().splitlines()
        values = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return values["Rss"], values["Pss"]


def machine_cpu():
    """CPU seconds of everything on the machine since it started."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, softirq, *_ = map(int, stat.readline().split()[1:])
    return (user + nice + system + irq + softirq) / TICK


def stolen_cpu():
    """CPU seconds that were wanted here and that the host gave to others, since the machine started."""
    with open("/proc/stat") as stat:
        return int(stat.readline().split()[8]) / TICK


def cores():
    return len(os.sched_getaffinity(0))


def fields(pid):
    """The fields of /proc/PID/stat from the state on: what comes before may hold anything."""
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()


def own_cpu(pid):
    values = fields(pid)
    return (int(values[11]) + int(values[12])) / TICK


def family_cpu(pid):
    """With its children, those that ended among them: PostgreSQL has a process for each session."""
    values = fields(pid)
    total = sum(map(int, values[11:15])) / TICK
    for child in map(int, open(f"/proc/{pid}/task/{pid}/children").read().split()):
        try:
            total += own_cpu(child)
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total


def spent(before, after):
    """CPU seconds between two readings; a process that was started meanwhile began at nothing."""
    return {name: after[name] - before[name] if after[name] >= before[name] else after[name] for name in after}
