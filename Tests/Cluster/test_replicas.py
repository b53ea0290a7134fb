"""Replicas of services end, in the middle of their work: the others do what is left."""

from cluster import REPLICAS, drawn
from outside.stack import SERVICES


def test_a_process_of_each_service_is_killed(cluster, storm, settle):
    draw = drawn("replicas")
    victims = [f"{service}-{draw.choice(REPLICAS)}" for service in SERVICES]
    storm.strikes(f"{', '.join(victims)} are killed", lambda: cluster.do("kill", *victims))

    def start():
        for victim in victims:
            cluster.do("start", victim)

    storm.strikes("they come back", start)
    settle()


def test_services_are_replaced_process_by_process(cluster, storm, settle):
    """As an upgrade does: SIGTERM, and the new one is ready before the next one goes."""
    def replace():
        for service in SERVICES:
            for number in REPLICAS:
                cluster.do("stop", f"{service}-{number}")
                cluster.do("start", f"{service}-{number}")

    storm.strikes("each process is replaced", replace)
    settle()


def test_a_node_and_the_primary_and_processes_end_at_one_moment(cluster, storm, settle):
    draw = drawn("at one moment")
    former, node = cluster.primary(), draw.choice(("rabbitmq-1", "rabbitmq-2", "rabbitmq-3"))
    victims = [f"{service}-{draw.choice(REPLICAS)}" for service in draw.sample(SERVICES, 3)]

    def end():
        cluster.do("kill", former, node, *victims)
        cluster.do("promote")

    storm.strikes(f"{former}, {node}, {', '.join(victims)} are killed", end)

    def start():
        for part in (former, node, *victims):
            cluster.do("start", part)

    storm.strikes("they come back", start)
    settle()
