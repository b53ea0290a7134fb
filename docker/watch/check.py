#!/usr/bin/python3
"""Holds alerts, their tests, their runbooks and the dashboards against each other, and against what a stack tells.

`check.py [STACK.ENV]`; prints what is wrong, a line each, and fails where anything is. `docker/watch/check` runs it.
"""

import json
import re
import subprocess
import sys
import urllib.request
from itertools import combinations
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
SERVICES = ("members", "offers", "recommendations", "qualification", "rewards", "notifications", "webhooks")
# Told by RabbitMQ's exporter, and by Prometheus itself of those that it asks.
OTHERS = {
    "rabbitmq_detailed_queue_messages_ready", "rabbitmq_detailed_queue_messages_unacked",
    "rabbitmq_detailed_queue_consumers", "up",
}
# Told only by services that send traces.
OPTIONAL = {"coopt_spans_total"}
METRIC = re.compile(r"\b(?:coopt|process|rabbitmq)_\w+|\bup\b")
COLUMNS = 24


def main():
    rules = [rule for group in read_yaml("alerts.yml")["groups"] for rule in group["rules"]]
    dashboards = {path: json.loads(path.read_text()) for path in sorted((HERE / "dashboards").glob("*.json"))}
    findings = [*tested(rules), *explained(rules), *whole(dashboards), *readable(dashboards)]
    named = metrics_named(rules, dashboards)
    if len(sys.argv) > 1:
        told = [metrics_of(url) for url in urls(sys.argv[1])]
        findings += [finding for text in told for finding in linted(text)]
        findings += missing(named, "\n".join(told))
    for finding in findings:
        print(f"watch: {finding}")
    print(f"watch: {len(rules)} alerts, {len(dashboards)} dashboards, {len(named)} metrics: {len(findings)} findings")
    sys.exit(bool(findings))


def read_yaml(name):
    return yaml.safe_load((HERE / name).read_text())


def tested(rules):
    """Every alert has a test that fires it and one that does not; promtool has found that they are right."""
    tests = [case for test in read_yaml("alerts.test.yml")["tests"] for case in test["alert_rule_test"]]
    for rule in rules:
        fires = {bool(case["exp_alerts"]) for case in tests if case["alertname"] == rule["alert"]}
        if fires != {True, False}:
            yield f"{rule['alert']} has no test that {'does not fire' if True in fires else 'fires'} it"


def explained(rules):
    """Every alert has a runbook, where its annotation says; and no runbook is without its alert."""
    headings = set(re.findall(r"^### (\w+)$", (HERE / "README.md").read_text(), re.MULTILINE))
    for rule in rules:
        name = rule["alert"]
        if name not in headings:
            yield f"{name} has no runbook in README.md"
        if rule["annotations"]["runbook"] != f"docker/watch/README.md#{name.lower()}":
            yield f"{name} does not lead to its runbook"
        if rule["labels"]["severity"] not in ("page", "ticket"):
            yield f"{name} is neither a page nor a ticket"
    for name in sorted(headings - {rule["alert"] for rule in rules}):
        yield f"the runbook {name} is of no alert"


def whole(dashboards):
    """What Grafana takes without a word and shows badly: ids given twice, panels on top of each other or without a unit."""
    uids = [dashboard.get("uid") for dashboard in dashboards.values()]
    for path, dashboard in dashboards.items():
        name, panels = path.name, dashboard["panels"]
        if dashboard["uid"] != path.stem or uids.count(dashboard["uid"]) > 1:
            yield f"{name}: its uid is not its file's name"
        if len({panel["id"] for panel in panels}) < len(panels):
            yield f"{name}: an id is given to two panels"
        for panel in panels:
            place = panel["gridPos"]
            if place["x"] + place["w"] > COLUMNS:
                yield f"{name}: {panel['title']} is wider than the page"
            if not panel.get("description") or not panel["fieldConfig"]["defaults"].get("unit"):
                yield f"{name}: {panel['title']} has no description or no unit"
            if any(target["datasource"]["uid"] != "${datasource}" for target in [panel, *panel["targets"]]):
                yield f"{name}: {panel['title']} is bound to a data source of one Grafana"
        for left, right in combinations(panels, 2):
            if overlap(left["gridPos"], right["gridPos"]):
                yield f"{name}: {left['title']} and {right['title']} lie on each other"


def overlap(a, b):
    return (a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"]
            and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"])


def expressions(dashboards):
    return [target["expr"] for dashboard in dashboards.values() for panel in dashboard["panels"]
            for target in panel["targets"]]


def readable(dashboards):
    """Every query of a dashboard is one: Prometheus reads them as rules, with Grafana's variables filled in."""
    filled = [expr.replace("$__rate_interval", "1m").replace("$service", ".+") for expr in expressions(dashboards)]
    rules = [{"record": f"query:{number}", "expr": expr} for number, expr in enumerate(filled)]
    text = yaml.safe_dump({"groups": [{"name": "dashboards", "rules": rules}]})
    done = subprocess.run(["promtool", "check", "rules", "/dev/stdin"], input=text, capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"a query of a dashboard cannot be read: {done.stderr.strip()}"]


def metrics_named(rules, dashboards):
    """Metrics in alerts, in queries, and in the queries of variables; without what stands in quotes."""
    queries = [variable["query"]["query"] for dashboard in dashboards.values()
               for variable in dashboard["templating"]["list"] if variable["type"] == "query"]
    texts = [rule["expr"] for rule in rules] + expressions(dashboards) + queries
    return {name for text in texts for name in METRIC.findall(re.sub(r'"[^"]*"', '""', text))}


def urls(environment):
    values = dict(line.split("=", 1) for line in Path(environment).read_text().splitlines() if "=" in line)
    # A stack may do without the console.
    told = [values.get(f"COOPT_{service.upper()}_HTTP_URL") for service in (*SERVICES, "console")]
    return [url + "/metrics" for url in told if url]


def metrics_of(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode()


def linted(text):
    """What promtool has to say of a service's metrics; and that each says what it tells."""
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
    return sorted(set(done.stderr.split("\n") + done.stdout.split("\n")) - {""}) if done.returncode else []


def missing(named, told):
    types = dict(re.findall(r"^# TYPE (\S+) (\S+)$", told, re.MULTILINE))
    for name in sorted(named - OTHERS - OPTIONAL):
        base = re.sub(r"_(?:bucket|sum|count)$", "", name)
        if name not in types and types.get(base) != "histogram":
            yield f"{name} is told by no service"


if __name__ == "__main__":
    main()
