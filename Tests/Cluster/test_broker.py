"""Nodes of RabbitMQ end, freeze, are cut off and restart, under load: nothing is lost, nothing happens twice."""

import pytest

from cluster import NODES, PATIENCE, drawn
from outside.deadline import observed
from outside.stack import SERVICES


def test_the_node_that_a_service_is_connected_to_dies_and_comes_back(cluster, storm, settle):
    service = drawn("connected").choice(SERVICES)
    node = max(NODES, key=cluster.connections(service).get)
    storm.strikes(f"{node}, which {service} is connected to, is killed", lambda: cluster.do("kill", node))
    storm.strikes(f"{node} comes back", lambda: cluster.do("start", node))
    settle()


QUEUES = [f"{service}.commands" for service in SERVICES] + [
    f"{service}.events" for service in SERVICES if service not in ("members", "notifications", "webhooks")]
LED = [*drawn("led").sample(QUEUES, 1), "notifications.events", "recommendations.integration", "coopt.notifications.stream"]


@pytest.mark.parametrize("queue", LED)
def test_a_queues_leader_dies(cluster, storm, settle, queue):
    node = cluster.leader(queue)
    storm.strikes(f"{node}, the leader of {queue}, is killed", lambda: cluster.do("kill", node))
    observed(lambda: cluster.leader(queue) not in (None, node), f"{queue} has another leader", PATIENCE)
    storm.strikes(f"{node} comes back", lambda: cluster.do("start", node))
    settle()


def missed(cluster, node):
    """Waits until the other nodes go on without one."""
    others = [other for other in NODES if other != node]
    observed(lambda: not is_seen(cluster, node, others), f"the others miss {node}", PATIENCE)


def is_seen(cluster, node, others):
    """Whether another node counts it among the running ones; while it waits for an answer of a frozen one, it does."""
    try:
        return any(cluster.node(seen["name"]) == node and seen.get("running") for other in others
                   for seen in cluster.management_of(other, "/api/nodes?columns=name,running"))
    except OSError:
        return True


def test_a_minority_that_is_cut_off_stops_and_the_others_go_on(cluster, storm, settle):
    node = drawn("cut-off").choice(NODES)

    def cut_off():
        cluster.do("cut-off", node)
        missed(cluster, node)

    storm.strikes(f"{node} is cut off", cut_off)
    storm.strikes(f"{node} rejoins", lambda: cluster.do("rejoin", node))
    settle()


def test_a_node_that_is_frozen_for_longer_than_the_others_wait_and_is_then_restarted(cluster, storm, settle):
    """Thawed by itself it would take itself for one that was never away: RabbitMQ 3.10 then routes to queues that are gone."""
    node = cluster.leader(drawn("frozen").choice(QUEUES))

    def freeze():
        cluster.do("freeze", node)
        missed(cluster, node)

    storm.strikes(f"{node} freezes", freeze)
    cluster.do("kill", node)
    storm.strikes(f"{node} comes back", lambda: cluster.do("start", node))
    settle()


def test_nodes_restart_in_turn(cluster, storm, settle):
    nodes = list(NODES)
    drawn("in turn").shuffle(nodes)
    for node in nodes:
        storm.strikes(f"{node} stops", lambda: cluster.do("stop", node))
        storm.strikes(f"{node} starts", lambda: cluster.do("start", node))
        cluster.await_whole()  # as an operator does before the next one
    settle()
