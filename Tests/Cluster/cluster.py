"""The running cluster: what is asked of it, and what is done to it by docker/local/cluster."""

import json
import os
import random
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode

from outside.deadline import NotInTime, observed
from outside.stack import ROOT, SERVICES, Stack

SEED = os.environ.get("COOPT_CLUSTER_SEED", "20261128")
NODES = ("rabbitmq-1", "rabbitmq-2", "rabbitmq-3")
REPLICAS = (1, 2)
PROCESSES = tuple(f"{service}-{number}" for service in SERVICES for number in REPLICAS)
# Far longer than anything takes on a crowded machine: what takes longer hangs.
PATIENCE = 240


def drawn(*words):
    """A generator of a test's own; the same seed draws the same."""
    return random.Random(":".join([SEED, *map(str, words)]))


class Cluster(Stack):
    """A running cluster. What a stack is asked, it is asked too; any node that answers does."""

    def management(self, path):
        """A question to RabbitMQ's management interface, put to one node after the other."""
        for node in NODES:
            try:
                return self.management_of(node, path)
            except OSError as error:
                last = error
        raise last

    def management_of(self, node, path):
        """The same put to one node; `OSError` where it does not answer."""
        admin = urllib.parse.urlsplit(self["COOPT_ADMIN_AMQP_URL"])
        secret = b64encode(f"{admin.username}:{admin.password}".encode()).decode()
        request = urllib.request.Request(self[f"COOPT_{key(node)}_MANAGEMENT_URL"] + path)
        request.add_header("Authorization", f"Basic {secret}")
        with urllib.request.urlopen(request, timeout=5) as response:
            return json.load(response)

    # What there is

    def node(self, erlang_name):
        """The node that Erlang knows by that name."""
        return next(node for node in NODES if self[f"COOPT_{key(node)}_NODE"] == erlang_name)

    def leader(self, queue):
        """The node where a queue's leader is; None while there is none."""
        found = self.management(f"/api/queues/coopt/{queue}")
        leader = found.get("leader") or found.get("node")
        return self.node(leader) if leader and leader != "none" else None

    def connections(self, user):
        """How many connections a user has to each node."""
        counts = dict.fromkeys(NODES, 0)
        for connection in self.management("/api/connections?columns=user,node"):
            if connection.get("user") == user:
                counts[self.node(connection["node"])] += 1
        return counts

    def running(self):
        """The nodes that run, as the first one sees it that answers."""
        return {self.node(node["name"]) for node in self.management("/api/nodes?columns=name,running")
                if node.get("running")}

    def queues_without_all_members(self):
        """Replicated queues of ours of which not every member is online; those of clients come and go."""
        wanted, found = set(NODES), {}
        for queue in self.management("/api/queues/coopt?columns=name,type,members,online"):
            if queue["name"].split(".")[0] not in (*SERVICES, "coopt") or queue.get("type") == "classic":
                continue
            online = {self.node(node) for node in queue.get("online") or []}
            if online != wanted:
                found[queue["name"]] = sorted(online)
        return found

    def unready(self):
        """The processes that are not ready, and what they say."""
        found = {}
        threads = [threading.Thread(target=lambda name=name: found.update({name: self.readiness(name)}))
                   for name in PROCESSES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {name: said for name, said in found.items() if said is not None}

    def readiness(self, process):
        """None when a process of a service is ready, else what it says."""
        try:
            with urllib.request.urlopen(self[f"COOPT_{key(process)}_HTTP_URL"] + "/health/ready", timeout=5):
                return None
        except urllib.error.HTTPError as error:
            return error.read().decode()[:300]
        except OSError as error:
            return str(error)

    # What is done to it

    def do(self, verb, *names):
        """A verb of docker/local/cluster; how many seconds it took."""
        began = time.monotonic()
        done = subprocess.run([str(ROOT / "docker/local/cluster"), verb, *names], stdin=subprocess.DEVNULL,
                              env=os.environ | {"COOPT_LOCAL": str(self.directory)}, capture_output=True, text=True)
        assert done.returncode == 0, f"cluster {verb} {' '.join(names)}: {done.stdout}{done.stderr}"
        return time.monotonic() - began

    def primary(self):
        """Which server of PostgreSQL takes writes."""
        remembered = self.directory / "postgres.primary"
        return remembered.read_text().strip() if remembered.exists() else "postgres-1"

    # When it is whole

    def mend(self):
        """Brings back whatever does not run, or is frozen, as after a test that failed."""
        self.do("thaw", *NODES, "postgres-1", "postgres-2", *PROCESSES)
        self.do("up")

    def await_whole(self, within=PATIENCE):
        """Waits until every node runs, every queue has all its members and every process is ready; the seconds."""
        began = time.monotonic()
        observed(lambda: self.running() == set(NODES), "every node runs", within)
        observed(lambda: not self.queues_without_all_members(), "every queue has its members", within)
        try:
            observed(lambda: not self.unready(), "every process is ready", within, 0.25)
        except NotInTime:
            raise NotInTime(f"not ready after {within} s: {self.unready()}") from None
        return time.monotonic() - began


def key(name):
    """A part's name as it stands in stack.env."""
    return name.upper().replace("-", "_")
