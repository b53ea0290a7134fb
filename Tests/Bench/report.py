"""The table of figures: medians with the least and the greatest, and the machine that they were measured on."""

import os
import platform
import statistics
import subprocess


class Report:
    def __init__(self, stack, scale):
        self.scale = scale
        self.sections = []

    def section(self, title, rows, note=""):
        self.sections.append((title, rows, note))

    def pipeline(self, runs, title="Pipeline"):
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
        rows += [(f"memory MB, resident: {name}", figure([run.memory[name][0] for run in runs]))
                 for name in runs[0].memory]
        self.section(title, rows, f"{runs[0].hires} hires waiting in the queue, until the last notification.")

    def write(self, path):
        text = self.text()
        path.write_text(text)
        print("\n" + text)

    def text(self):
        lines = ["# Figures", "", machine(), "",
                 f"{self.scale.attributions} attributions, {self.scale.members} offers, {self.scale.members} members."
                 " Median (least – greatest)."]
        for title, rows, note in self.sections:
            lines += ["", f"## {title}", ""]
            lines += [note, ""] if note else []
            lines += ["| figure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
        return "\n".join(lines) + "\n"


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
    return (f"{len(os.sched_getaffinity(0))} × {model}, {memory:.0f} GiB, Linux {platform.release()},"
            f" commit {commit or 'unknown'}.")
