"""The table of figures: medians with the least and the greatest, and the machine that they were measured on."""

import platform
import statistics
import subprocess

import processes
from processes import SERVERS


class Report:
    def __init__(self, stack, scale):
        self.scale = scale
        self.sections = []
        self.pipelines = []

    def section(self, title, rows, note="", columns=("figure", "value")):
        self.sections.append((title, rows, note, columns))

    def pipeline(self, runs):
        self.pipelines = runs
        self.pipeline_rows(runs, "Pipeline")

    def pipeline_rows(self, runs, title):
        events = statistics.median((run.messages - run.notifications) / run.hires for run in runs)
        told = statistics.median(run.notifications / run.hires for run in runs)
        rows = [
            ("hires/s", figure([run.hires_per_second for run in runs])),
            ("events/s", figure([run.events_per_second for run in runs])),
            ("events a hire", f"{events:.2f} events, {told:.2f} notifications"),
        ]
        rows += [(f"CPU ms a hire: {name}", figure([1000 * run.cpu[name] / run.hires for run in runs], 2))
                 for name in runs[0].cpu]
        rows.append(("CPU ms a hire: all", figure([1000 * sum(run.cpu.values()) / run.hires for run in runs], 2)))
        rows.append(("cores that anything else used", figure([run.others for run in runs], 2)))
        rows.append(("share of the cores that the host took", figure([run.stolen for run in runs], 3)))
        rows += [(f"memory MB, resident: {name}", figure([run.memory[name][0] for run in runs]))
                 for name in runs[0].memory]
        rows += [(f"memory MB, proportional share: {name}", figure([run.memory[name][1] for run in runs]))
                 for name in runs[0].memory]
        self.section(title, rows, f"{runs[0].hires} hires waiting in the queue, until the last notification.")
        self.tables(runs[-1].tables)

    def tables(self, tables):
        """What the last run did in the tables, a hire."""
        columns = ("table", "inserted", "updated", "of these in place", "deleted", "index scans", "rows by index", "rows by scans")
        lines = [(table.name, *(f"{value:.2f}" for value in (
            table.inserted, table.updated, table.in_place, table.deleted, table.lookups, table.fetched, table.scanned)))
            for table in tables[:20]]
        self.section("Tables, a hire", lines, "From PostgreSQL's counters of the last run above. Rows by scans are"
                     " those of tables read from one end to the other; updates in place need no new index entry.", columns)

    def profile(self, run, profile):
        self.section("Profile", [(name, f"{share:.1f}") for name, share in profile.shares.items()],
                     f"Samples of a run of {run.hires} hires ({run.hires_per_second:.0f} hires/s with the sampler beside it),"
                     " percent, idle time left out.", ("process", "percent"))
        for title, parts in (("library", profile.libraries), ("function", profile.functions)):
            self.section(f"Profile by {title}", [
                (process, name.replace("|", "\\|"), f"{share:.1f}")
                for process, shares in parts.items() for name, share in shares.items()],
                "Percent of the process's own samples.", ("process", title, "percent"))

    def questions(self, times):
        base = statistics.median(next(iter(times.values())))
        rows = [(name, f"{statistics.median(taken):.2f}", f"{quantile(taken, 0.99):.2f}", f"{statistics.median(taken) / base:.1f}")
                for name, taken in times.items()]
        self.section("Questions", rows, "Asked one after the other by one caller, answers included; as often as the first,"
                     " in turns.", ("question", "ms, median", "ms, p99", "times the first"))

    def console(self, alone, together, cost, faults):
        def figures(taken):
            return (f"{statistics.median(taken):.0f}", f"{quantile(taken, 0.99):.0f}") if taken else ("", "")

        rows = [(kind, *figures(alone[kind]), *figures(together.get(kind, []))) for kind in sorted(alone)]
        every = [time for taken in alone.values() for time in taken], [time for taken in together.values() for time in taken]
        rows.append(("every page", *figures(every[0]), *figures(every[1])))
        said, back = faults
        self.section("Console", rows, "Milliseconds to the first byte of each kind of page, lists and their further pages among"
                     " them: one person, page after page; and fifty people, a page a second each. The aim is 100 at most. With the"
                     f" broker gone a page said so after {said:.1f} s, and showed something again {back:.1f} s after it came back.",
                     ("page", "one person, median", "p99", "fifty, median", "p99"))
        cpu, others, stolen = cost
        rows = [(f"CPU ms a page: {name}", f"{value:.2f}") for name, value in cpu.items()]
        rows.append(("CPU ms a page: all but the driver", f"{sum(cpu.values()) - cpu['the driver']:.2f}"))
        rows.append(("cores that anything else used", f"{others:.2f}"))
        rows.append(("share of the cores that the host took", f"{stolen:.3f}"))
        self.section("Console: what a page costs", rows, f"While fifty people looked, {len(every[1])} pages.")

    def ceiling(self, broker, database):
        cores = processes.cores()
        best = 1000 * cores / (statistics.median(broker) + statistics.median(database))
        rows = [
            ("CPU ms a hire: RabbitMQ alone", figure(broker, 2)),
            ("CPU ms a hire: PostgreSQL alone", figure(database, 2)),
            (f"ceiling on {cores} cores: hires/s", f"{best:.0f}"),
        ]
        if self.pipelines:
            each = statistics.median(run.messages / run.hires for run in self.pipelines)
            rows.append((f"ceiling on {cores} cores: events/s", f"{best * each:.0f}"))
            rows.append(("pipeline ÷ ceiling", figure([run.hires_per_second / best for run in self.pipelines], 2)))
            rows.append(("cores used by both servers, in the pipeline",
                         figure([sum(run.cpu[name] for name in SERVERS) / run.seconds for run in self.pipelines], 2)))
            rows.append(("pipeline ÷ ceiling, if both cost what they cost in the pipeline",
                         figure([sum(run.cpu[name] for name in SERVERS) / run.seconds / cores
                                 for run in self.pipelines], 2)))
        self.section("Ceiling", rows, "The same messages through the broker alone, and the same SQL through the database"
                     " alone; the cores divided by what both use together.")

    def latency(self, results):
        rows = [(f"{name} ms at {rate} hires/s", figure([run["latency"][key] for run in runs], 1))
                for rate, runs in results.items()
                for key, name in (("p50", "p50"), ("p99", "p99"), ("p999", "p99.9"))]
        rows += [(f"hires sent over 10 ms late at {rate} hires/s", figure([run["lateSends"] for run in runs]))
                 for rate, runs in results.items()]
        rows += [(f"ms for 8 KB to be on the disk at {rate} hires/s, {name}",
                  figure([value(run["syncs"]) for run in runs], 1))
                 for rate, runs in results.items()
                 for name, value in (("p50", lambda times: quantile(times, 0.5)),
                                     ("p99", lambda times: quantile(times, 0.99)), ("at most", max))]
        self.section("Latency", rows, "From the instant at which a hire was due to be published to its last notification.")

    def recommend(self, title, results):
        rows = [
            ("replies/s", figure([run["repliesPerSecond"] for run in results])),
            ("p50 ms", figure([run["latency"]["p50"] for run in results], 1)),
            ("p99 ms", figure([run["latency"]["p99"] for run in results], 1)),
            ("accepted", figure([run["accepted"] for run in results])),
        ]
        self.section(title, rows, f"{results[0]['accepted'] + results[0]['refused']} commands a run.")

    def poison(self, pairs):
        ratios = [clean / poisoned for clean, poisoned in pairs]
        self.section("Poison", [("throughput with one bad message in every 200 ÷ without", figure(ratios, 2))])

    def webhooks(self, results):
        for rate, bursts in results.items():
            title = f"Webhooks, {rate} a second" if rate else "Webhooks, as fast as they are answered"
            rows = [
                ("accepted/s", figure([burst.accepted / burst.seconds for burst in bursts])),
                ("p50 ms", figure([quantile(burst.milliseconds, 0.5) for burst in bursts], 1)),
                ("p99 ms", figure([quantile(burst.milliseconds, 0.99) for burst in bursts], 1)),
                ("answered 429 or 503: to be sent again", figure([burst.put_off for burst in bursts])),
                ("accepted and lost", figure([burst.lost for burst in bursts])),
                ("accepted and not reported once", figure([burst.astray for burst in bursts])),
                ("hires attributed", figure([burst.attributed for burst in bursts])),
                ("hires missed", figure([burst.missed for burst in bursts])),
                ("through/s, to the last notification", figure([burst.accepted / burst.through for burst in bursts])),
                ("CPU ms a webhook: webhooks, while they come", figure([1000 * burst.door_cpu / burst.accepted
                                                                       for burst in bursts], 2)),
            ]
            if rate:
                rows.append(("sent over 10 ms late", figure([burst.late for burst in bursts])))
            rows += [(f"CPU ms a webhook: {name}", figure([1000 * burst.cpu.get(name, 0) / burst.accepted
                                                          for burst in bursts], 2))
                     for name in ("webhooks", *SERVERS)]
            rows.append(("memory MB, resident: webhooks", figure([burst.memory for burst in bursts])))
            self.section(title, rows, f"{bursts[0].count} signed webhooks a run, every second one of a hire that is"
                         " attributed; the services work on what follows meanwhile. A run with a loss ends the bench.")

    def operation(self, starts, drains, backlog):
        rows = [(f"start ms: {service}", figure([1000 * value for value in values]))
                for service, values in starts.items()]
        rows += [(f"drain ms under load: {service}", figure([1000 * value for value in values]))
                 for service, values in drains.items()]
        rows.append((f"backlog of {backlog.hires} hires: hires/s", f"{backlog.hires_per_second:.0f}"))
        rows.append((f"backlog of {backlog.hires} hires: events/s", f"{backlog.events_per_second:.0f}"))
        rows.append(("memory MB after it, resident: recommendations", f"{backlog.memory['recommendations'][0]:.0f}"))
        if self.pipelines:
            usual = statistics.median(run.hires_per_second for run in self.pipelines)
            rows.append(("backlog ÷ pipeline, hires/s", f"{backlog.hires_per_second / usual:.2f}"))
        self.section("Start, drain, backlog", rows, "From the start of the process to readiness; from SIGTERM, sent to"
                     " all at once in the middle of a run, to the end of the process; and one long run.")

    def replicas(self, pairs):
        self.section("Replicas under a backlog", [
            ("one process of each service: hires/s", figure([one for one, _ in pairs])),
            ("two of each that works on hires: hires/s", figure([two for _, two in pairs])),
            ("two ÷ one", figure([two / one for one, two in pairs], 2)),
        ], "From the start of recommendations, with the hires in its queue, until nothing is in a queue or an outbox; in turn.")

    def growth(self, runs, rows_there):
        self.pipeline_rows(runs, f"Growth: the pipeline with {rows_there} ledger entries and inbox rows")
        if self.pipelines:
            ratio = (statistics.median(run.hires_per_second for run in runs)
                     / statistics.median(run.hires_per_second for run in self.pipelines))
            self.section("Growth", [("grown ÷ pipeline, hires/s", f"{ratio:.2f}")])

    def save(self, path):
        path.write_text(self.text())

    def text(self):
        lines = ["# Figures", "", machine(), "",
                 f"{self.scale.attributions} attributions, {self.scale.members} offers, {self.scale.members} members."
                 " Median (least – greatest)."]
        for title, rows, note, columns in self.sections:
            lines += ["", f"## {title}", ""]
            lines += [note, ""] if note else []
            lines += [line(columns), "|---" * len(columns) + "|", *map(line, rows)]
        return "\n".join(lines) + "\n"


def line(cells):
    return f"| {' | '.join(cells)} |"


def figure(values, digits=0):
    """Median (least – greatest)."""
    shown = [f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values))]
    return f"{shown[0]} ({shown[1]} – {shown[2]})"


def machine():
    """One line about the machine."""
    with open("/proc/cpuinfo") as cpuinfo:
        model = next((line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name")), "CPU unknown")
    with open("/proc/meminfo") as meminfo:
        memory = int(meminfo.readline().split()[1]) / 2**20
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    return (f"{processes.cores()} × {model}, {memory:.0f} GiB, Linux {platform.release()},"
            f" commit {commit or 'unknown'}.")


def quantile(values, share):
    """The value that so large a share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
