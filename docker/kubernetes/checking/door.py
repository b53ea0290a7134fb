"""What the outside reaches: webhooks by one path, their processes that are ready; and the console's pages by a port of their own."""

from . import programs
from .findings import Finding, name_of, of_kind, selects
from .pods import pods_of

# Where an Ingress may lead: the pods, with the path and the port by which alone they are reached.
HOOKS = ("/hooks/", "Prefix", "http")
DOORS = {"webhooks": HOOKS, programs.CONSOLE: ("/", "Prefix", programs.CONSOLE)}


def breaches(objects, around):
    """What an Ingress opens besides, and what it leads to that is not there or closed."""
    for ingress in of_kind(objects, "Ingress"):
        name = name_of(ingress)
        if "defaultBackend" in ingress["spec"]:
            yield Finding("door", name, "leads everything else somewhere too: defaultBackend; leave it out")
        if not ingress["spec"].get("tls"):
            yield Finding("door", name, "has no certificate: name one under tls")
        for rule in ingress["spec"].get("rules", []):
            for path in rule.get("http", {}).get("paths", []):
                yield from of_path(name, path, objects, around)


def of_path(name, path, objects, around):
    wanted = path["backend"].get("service", {})
    found = [item for item in of_kind(objects, "Service") if item["metadata"]["name"] == wanted.get("name")]
    if not found:
        yield Finding("door", name, f"leads to a Service {wanted.get('name')} that is not declared")
        return
    [service] = found
    pods = [pod for pod in pods_of(objects) if service["spec"]["selector"].items() <= pod.labels.items()]
    behind = [pod.service for pod in pods]
    place, kind, target = DOORS.get(behind[0] if len(behind) == 1 else None, HOOKS)
    if (path.get("path"), path.get("pathType")) != (place, kind):
        message = f"opens {path.get('path')} ({path.get('pathType')}), where health and metrics are too; {place} ({kind}) alone"
        yield Finding("door", name, message)
    port = wanted.get("port", {})
    if not any(port.get("name") == each.get("name") or port.get("number") == each["port"] for each in service["spec"]["ports"]):
        yield Finding("door", name, f"leads to port {port} of {name_of(service)}, which has none of that name or number")
    # The console has a page for that; to a webhook it would be an error.
    if service["spec"].get("publishNotReadyAddresses") and behind != [programs.CONSOLE]:
        yield Finding("door", name_of(service), "leads to processes that are not ready too")
    if behind not in [[one] for one in DOORS]:
        message = f"leads to {[pod.name for pod in pods]}; expected those of {' or '.join(DOORS)} alone"
        yield Finding("door", name_of(service), message)
    elif any(each.get("targetPort") != target for each in service["spec"]["ports"]):
        yield Finding("door", name_of(service), f"leads to another port of {behind[0]} than {target}")
    for pod in pods:
        if not any(opens(policy, pod, around) for policy in of_kind(objects, "NetworkPolicy")):
            yield Finding("door", pod.name, "is closed to the ingress that leads to it")


def opens(policy, pod, around):
    """Whether a policy lets the ingress of surroundings.yaml reach a pod."""
    peer = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": around["ingress-namespace"]}},
            "podSelector": {"matchLabels": {"app.kubernetes.io/name": around["ingress-pods"]}}}
    return selects(policy["spec"]["podSelector"], pod.labels) and any(
        peer in rule.get("from", []) for rule in policy["spec"].get("ingress", []))
