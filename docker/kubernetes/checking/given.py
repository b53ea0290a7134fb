"""What programs are given: settings that they know, files that are declared, ports and probes that agree."""

from . import programs
from .findings import Finding, of_kind
from .pods import pods_of

SECRET = ("_URL", "_KEY", "_PASSWORD", "_SECRET")
# An address that everybody is told.
PUBLIC = "COOPT_CONSOLE_URL"
# What a stopping process may take beyond COOPT_DRAIN_SECONDS, while it is cancelled.
CANCELLATION = 5
PROBES = {"startupProbe": "/health/live", "livenessProbe": "/health/live", "readinessProbe": "/health/ready"}
# /health/ready answers within this many seconds.
READY = 2


def breaches(objects):
    """What does not fit the programs."""
    for pod in pods_of(objects):
        for container in pod.containers:
            yield from of_settings(pod, container)
            yield from of_files(pod, container)
        yield from of_volumes(pod)
        if pod.component in ("service", programs.CONSOLE):
            yield from of_drain(pod)
            yield from of_probes(pod)
            yield from of_ports(pod, objects)
        if pod.component == "topology":
            yield from of_passwords(pod)


def of_settings(pod, container):
    for source in container.get("envFrom", []):
        name = source.get("configMapRef", {}).get("name")
        if ("ConfigMap", name) not in pod.sources:
            yield Finding("settings", pod.name, f"its settings come from a ConfigMap {name} that is not declared")
    known = programs.console_settings() if pod.component == programs.CONSOLE else programs.settings()
    for name in pod.environment(container):
        if name.removesuffix("_FILE") not in known | programs.OTHERS:
            yield Finding("settings", pod.name, f"{name} is no setting that the program knows; see --help")
        elif name.endswith(SECRET) and name in known and name != PUBLIC:
            yield Finding("secrets", pod.name, f"{name} is a secret in the environment; give {name}_FILE")
    for entry in container.get("env", []):
        if "valueFrom" in entry:
            yield Finding("secrets", pod.name, f"{entry['name']} comes from elsewhere; give it as a file, or as it is")


def of_files(pod, container):
    places = pod.files(container)
    mounts = {mount["mountPath"] for mount in container.get("volumeMounts", [])}
    for path in pod.paths_named(container):
        if path not in places and path not in mounts:
            message = f"container {container['name']} reads {path}, which no Secret or ConfigMap that it mounts declares"
            yield Finding("files", pod.name, message)
    for mount in container.get("volumeMounts", []):
        if mount["name"] not in pod.volumes:
            yield Finding("files", pod.name, f"container {container['name']} mounts {mount['name']}, which is no volume")
        if "subPath" in mount:
            yield Finding("files", pod.name, f"{mount['mountPath']} is a subPath: a rotated secret would never arrive")


def of_volumes(pod):
    mounted = {mount["name"] for container in pod.containers for mount in container.get("volumeMounts", [])}
    for name, volume in pod.volumes.items():
        if pod.content(volume) is None:
            source = volume.get("secret", {}).get("secretName") or volume.get("configMap", {}).get("name")
            yield Finding("files", pod.name, f"volume {name} is of {source}, which nothing declares")
        if name not in mounted:
            yield Finding("files", pod.name, f"volume {name} is mounted nowhere")


def of_passwords(pod):
    for container in pod.containers:
        environment = pod.environment(container)
        folder, users = environment.get("COOPT_AMQP_PASSWORDS_DIR"), programs.users(environment.get("COOPT_OUTSIDE_SYSTEMS", ""))
        if users is None or folder is None:
            continue
        given = {path.removeprefix(f"{folder}/") for path in pod.files(container) if path.startswith(f"{folder}/")}
        for user in sorted(users ^ given):
            problem = "has no password" if user in users else "is no user of the broker"
            yield Finding("files", pod.name, f"in {folder}, {user} {problem}")


def of_drain(pod):
    drain = int(pod.environment(pod.containers[0]).get("COOPT_DRAIN_SECONDS", 20))
    grace = pod.spec.get("terminationGracePeriodSeconds", 30)
    if grace <= drain + CANCELLATION:
        message = (
            f"terminationGracePeriodSeconds {grace} ends it before it has drained: more than {drain + CANCELLATION} are "
            f"needed, COOPT_DRAIN_SECONDS and {CANCELLATION}"
        )
        yield Finding("drain", pod.name, message)


def of_probes(pod):
    container = pod.containers[0]
    ports = {port.get("name") for port in container.get("ports", [])} | {
        port["containerPort"] for port in container.get("ports", [])
    }
    for name, path in PROBES.items():
        probe = container.get(name)
        if probe is None:
            yield Finding("probes", pod.name, f"it has no {name}")
            continue
        asked = probe.get("httpGet", {})
        if asked.get("path") != path or asked.get("port") not in ports:
            message = f"{name} asks {asked.get('path')} at port {asked.get('port')}; expected {path} at one of its ports"
            yield Finding("probes", pod.name, message)
    if container.get("readinessProbe", {}).get("timeoutSeconds", 1) <= READY:
        yield Finding("probes", pod.name, f"readinessProbe must wait longer than the {READY} seconds that it may take")


def of_ports(pod, objects):
    container = pod.containers[0]
    listens = int(pod.environment(container).get("COOPT_HTTP_PORT", 8080))
    declared = {port.get("name"): port["containerPort"] for port in container.get("ports", [])}
    if declared.get("http") != listens:
        yield Finding("ports", pod.name, f"it listens at {listens}, and its port http is {declared.get('http')}")
    if pod.environment(container).get("COOPT_HTTP_HOST", "127.0.0.1").startswith("127."):
        yield Finding("ports", pod.name, "COOPT_HTTP_HOST is loopback, where no probe arrives")
    for item in of_kind(objects, "Service"):
        if item["spec"]["selector"].items() <= pod.labels.items():
            for port in item["spec"]["ports"]:
                if port.get("targetPort", port["port"]) not in declared.keys() | set(declared.values()):
                    message = f"targetPort {port.get('targetPort')} is no port of {pod.name}"
                    yield Finding("ports", f"Service {item['metadata']['name']}", message)
