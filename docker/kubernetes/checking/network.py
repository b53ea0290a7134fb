"""Who may talk to whom: nobody unless told, everybody to what their secrets name, and to nothing else."""

import re

from .findings import Finding, name_of, of_kind, selects
from .pods import pods_of

ADDRESS = re.compile(r"\b(amqps?|postgresql|smtps?|https?)://[^\s/\"]*?(?::(\d+))?(?=[/\s\"?,]|$)")
PORTS = {"amqp": 5672, "amqps": 5671, "postgresql": 5432, "smtp": 587, "smtps": 465, "http": 80, "https": 443}
NAMES = 53
NAMESPACE = "kubernetes.io/metadata.name"
APPLICATION = "app.kubernetes.io/name"


def breaches(objects, around):
    """What is closed that must be open, and open that must be closed. `around` is what the overlay says is around it."""
    policies, pods = of_kind(objects, "NetworkPolicy"), pods_of(objects)
    if not any(denies_all(policy) for policy in policies):
        yield Finding("network", "the namespace", "has no NetworkPolicy that denies everything to everybody")
    for policy in policies:
        yield from of_policy(policy, pods, around)
    for pod in pods:
        yield from of_pod(pod, policies)


def denies_all(policy):
    spec = policy["spec"]
    both = set(spec.get("policyTypes", [])) == {"Ingress", "Egress"}
    return spec["podSelector"] == {} and both and not spec.get("ingress") and not spec.get("egress")


def of_policy(policy, pods, around):
    name, spec = name_of(policy), policy["spec"]
    chosen = [pod for pod in pods if selects(spec["podSelector"], pod.labels)]
    if not chosen:
        yield Finding("network", name, "is for pods that there are none of")
    for rule in spec.get("ingress", []) + spec.get("egress", []):
        peers = rule.get("from", []) + rule.get("to", [])
        if not peers or not rule.get("ports"):
            yield Finding("network", name, "opens to everybody or at every port; name both")
        for peer in peers:
            yield from of_peer(name, peer, pods, around)
    for rule in spec.get("ingress", []):
        yield from of_ingress(name, rule, chosen)


def of_ingress(name, rule, chosen):
    for pod in chosen:
        ports = pod.containers[-1].get("ports", [])
        listening = {port.get("name") for port in ports} | {port["containerPort"] for port in ports}
        for port in rule.get("ports", []):
            if port["port"] not in listening:
                yield Finding("network", name, f"opens port {port['port']}, at which {pod.name} does not listen")


def of_peer(name, peer, pods, around):
    """A peer selects pods of ours, or is one of those that the overlay says are around it."""
    if "ipBlock" in peer:
        return
    selector = peer.get("podSelector", {})
    if "namespaceSelector" not in peer:
        if not any(selects(selector, pod.labels) for pod in pods):
            yield Finding("network", name, f"names a peer that there is none of: {selector}")
        return
    space = peer["namespaceSelector"].get("matchLabels", {}).get(NAMESPACE)
    labels = selector.get("matchLabels", {})
    if (space, labels) not in neighbours(around):
        message = f"names a peer that surroundings.yaml does not: pods {labels} of namespace {space}"
        yield Finding("network", name, message)


def neighbours(around):
    """Namespaces and labels of those around, and where every cluster answers for names."""
    whom = ["broker", "database", "mail", "ingress", "prometheus"]
    # Whom the console asks who people are, where that is not somebody on the internet.
    whom += ["identity"] if "identity-namespace" in around else []
    told = [(around[f"{who}-namespace"], {APPLICATION: around[f"{who}-pods"]}) for who in whom]
    return told + [("kube-system", {"k8s-app": "kube-dns"})]


def of_pod(pod, policies):
    needed, opened = {NAMES} | addresses(pod), set()
    for policy in policies:
        if selects(policy["spec"]["podSelector"], pod.labels):
            for rule in policy["spec"].get("egress", []):
                opened |= {port["port"] for port in rule.get("ports", [])}
    for port in sorted(needed - opened):
        yield Finding("network", pod.name, f"its secrets and settings name a server at port {port}, which no NetworkPolicy opens to it")
    for port in sorted(opened - needed):
        yield Finding("network", pod.name, f"may reach port {port}, which none of its secrets and settings names")


def addresses(pod):
    """The ports of the servers that the pod's secrets and settings name."""
    texts = [text for container in pod.containers
             for text in (*pod.files(container).values(), *pod.environment(container).values())]
    return {int(port or PORTS[scheme]) for text in texts for scheme, port in ADDRESS.findall(text)}
