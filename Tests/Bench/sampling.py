"""Where the time of one pipeline goes: samples of the whole machine (`perf`), by process, library and function."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field

import pipeline
from outside.stack import SERVICES
from processes import SERVERS
from progress import fail

FREQUENCY = 499
FUNCTIONS = 12


@dataclass
class Profile:
    shares: dict = field(default_factory=dict)      # percent of all samples that were not idle, by process
    libraries: dict = field(default_factory=dict)   # percent of one's own samples, by process and library
    functions: dict = field(default_factory=dict)   # the same by function, of the services together and each server


def require_perf():
    if not shutil.which("perf"):
        fail("this phase needs perf: install the package linux-perf")


def record(running, hires):
    """One run with a sampler beside it, which costs a few percent."""
    require_perf()
    file = running.stack.directory / "perf.data"
    sampler = subprocess.Popen(["perf", "record", "--all-cpus", f"--freq={FREQUENCY}", "--output", str(file), "--quiet"],
                               stderr=subprocess.DEVNULL)
    try:
        run = pipeline.once(running, hires)
    finally:
        sampler.terminate()
        sampler.wait()
    return run, read(file, running.processes)


def read(file, processes):
    names = {processes.pid(service): service for service in SERVICES} | {processes.pid("rabbitmq"): "rabbitmq"}
    done = subprocess.run(
        ["perf", "script", "--input", str(file), "--fields", "comm,pid,ip,sym,dso", "--no-inline"],
        capture_output=True, text=True)
    if done.returncode:
        fail(f"perf cannot read what it recorded: {done.stderr[-500:]}")
    return summed(samples(done.stdout, names))


LINE = re.compile(r"^\s*(?P<comm>.+?)\s+(?P<pid>-?\d+)\s+[0-9a-f]+ (?P<symbol>.*) \((?P<dso>[^()]*(?:\(.*\))?)\)$")


def samples(text, names):
    """(process, library, function) of each sample; what idles is none."""
    for line in text.splitlines():
        match = LINE.match(line)
        if not match or match["pid"] == "0":
            continue
        process = names.get(int(match["pid"])) or ("postgres" if match["comm"].startswith("postgres") else "others")
        library = "kernel" if match["dso"].startswith("[") else match["dso"].rpartition("/")[2]
        yield process, library, match["symbol"].partition("+")[0]


def summed(all_samples):
    by_process, by_library, by_function = Counter(), {}, {}
    for process, library, function in all_samples:
        by_process[process] += 1
        by_library.setdefault(process, Counter())[library] += 1
        group = process if process in SERVERS else "services" if process in SERVICES else "others"
        by_function.setdefault(group, Counter())[f"{function} ({library})"] += 1
    total = by_process.total()
    if not total:
        fail("perf took no samples: is it allowed to (kernel.perf_event_paranoid)?")
    share = lambda counter, most: {name: 100 * count / counter.total() for name, count in counter.most_common(most)}
    return Profile(
        {name: 100 * count / total for name, count in by_process.most_common()},
        {process: share(counter, 5) for process, counter in by_library.items()},
        {group: share(counter, FUNCTIONS) for group, counter in by_function.items()})
