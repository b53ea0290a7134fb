"""Each service has all that belongs to one, and labels and selectors find what they mean."""

from . import programs
from .findings import Finding, name_of, of_kind, selects
from .pods import pods_of

WITHOUT_NAMESPACE = ("Namespace",)


def breaches(objects):
    """What a service lacks, and what selects nothing or too much."""
    pods = pods_of(objects)
    yield from of_namespaces(objects)
    for service in programs.SERVICES:
        yield from of_service(service, pods, objects)
    yield from of_console(pods, objects)
    for item in of_kind(objects, "Deployment"):
        yield from of_selector(item, pods)


def of_namespaces(objects):
    spaces = {item["metadata"].get("namespace") for item in objects if item["kind"] not in WITHOUT_NAMESPACE}
    if len(spaces) > 1:
        yield Finding("namespace", "the objects", f"are in several namespaces: {sorted(map(str, spaces))}")


def of_service(service, pods, objects):
    subject = f"service {service}"
    own = [pod for pod in pods if pod.service == service]
    running = [pod for pod in own if pod.component == "service" and pod.owner["kind"] == "Deployment"]
    if len(running) != 1:
        yield Finding("complete", subject, f"has {len(running)} Deployments; expected one")
        return
    pod = running[0]
    yield from of_images(service, own)
    if not any(of_migration(service, other) for other in own):
        yield Finding("complete", subject, "has no Job that runs its migrations with its owner's role")
    yield from of_disruption(subject, pod, pods, objects)
    yield from of_monitoring(subject, pod, objects)
    scaled = [item for item in of_kind(objects, "ScaledObject") if scales(item, pod)]
    if len(scaled) != 1:
        yield Finding("complete", subject, f"has {len(scaled)} ScaledObjects; expected one")
    elif "replicas" in pod.owner["spec"]:
        yield Finding("complete", pod.name, "has replicas, which each apply puts back; its ScaledObject owns them")


def of_console(pods, objects):
    """One process, since each knows by itself who is signed in; found and budgeted like a service's."""
    subject = "the console"
    running = [pod for pod in pods if pod.component == programs.CONSOLE and pod.owner["kind"] == "Deployment"]
    if len(running) != 1:
        yield Finding("complete", subject, f"has {len(running)} Deployments; expected one")
        return
    [pod] = running
    if pod.owner["spec"].get("replicas") != 1:
        yield Finding("complete", pod.name, "must have one replica: who is signed in, a process knows by itself")
    yield from of_images(programs.CONSOLE, running)
    yield from of_disruption(subject, pod, pods, objects)
    yield from of_monitoring(subject, pod, objects)


def of_images(service, own):
    for pod in own:
        for container in pod.containers:
            name = container["image"].rsplit("/", 1)[-1].split(":")[0].split("@")[0]
            if name != f"coopt-{service}":
                yield Finding("image", pod.name, f"runs {name}; expected coopt-{service}")


def of_migration(service, pod):
    container = pod.containers[0]
    owner = f"{service}_owner"
    return (
        pod.owner["kind"] == "Job"
        and pod.component == "migration"
        and container.get("args") == ["migrate"]
        and any(owner in text for text in pod.files(container).values())
    )


def of_disruption(subject, pod, pods, objects):
    budgets = [item for item in of_kind(objects, "PodDisruptionBudget") if selects(item["spec"]["selector"], pod.labels)]
    if len(budgets) != 1:
        yield Finding("complete", subject, f"has {len(budgets)} PodDisruptionBudgets; expected one, for it alone")
    for item in budgets:
        others = [other.name for other in pods if other is not pod and selects(item["spec"]["selector"], other.labels)]
        if others:
            yield Finding("selector", name_of(item), f"also selects {', '.join(others)}")


def of_monitoring(subject, pod, objects):
    found = [item for item in of_kind(objects, "Service") if item["spec"]["selector"].items() <= pod.labels.items()]
    watched = [
        (item, monitor)
        for item in found
        for monitor in of_kind(objects, "ServiceMonitor")
        if selects(monitor["spec"]["selector"], item["metadata"].get("labels", {}))
    ]
    if len(watched) != 1:
        yield Finding("complete", subject, f"is found by {len(watched)} ServiceMonitors through a Service; expected one")
    for item, monitor in watched:
        ports = {port["name"] for port in item["spec"]["ports"]}
        for endpoint in monitor["spec"]["endpoints"]:
            if endpoint.get("port") not in ports or endpoint.get("path", "/metrics") != "/metrics":
                message = f"reads {endpoint.get('path')} at {endpoint.get('port')}; expected /metrics at {sorted(ports)}"
                yield Finding("ports", name_of(monitor), message)


def scales(item, pod):
    target = item["spec"]["scaleTargetRef"]
    return target.get("kind", "Deployment") == "Deployment" and target["name"] == pod.owner["metadata"]["name"]


def of_selector(item, pods):
    selector, own = item["spec"]["selector"], item["spec"]["template"]["metadata"].get("labels", {})
    if not selects(selector, own):
        yield Finding("selector", name_of(item), "does not select its own pods")
    others = [pod.name for pod in pods if pod.owner is not item and selects(selector, pod.labels)]
    if others:
        yield Finding("selector", name_of(item), f"also selects {', '.join(others)}")
    for constraint in item["spec"]["template"]["spec"].get("topologySpreadConstraints", []):
        if not selects(constraint.get("labelSelector", {}), own):
            yield Finding("selector", name_of(item), f"spreads by {constraint['topologyKey']} pods that are not its own")
    # One pod cannot be apart from itself.
    if item["spec"].get("replicas") != 1 and not item["spec"]["template"]["spec"].get("topologySpreadConstraints"):
        yield Finding("selector", name_of(item), "has no topologySpreadConstraints: all its pods may be on one node")
