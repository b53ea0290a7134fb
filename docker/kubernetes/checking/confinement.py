"""What every container is held to: no privilege, no writing, no token, and bounded resources."""

import re

from .findings import Finding
from .pods import pods_of

UNITS = {"": 1, "m": 0.001, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "k": 1e3, "M": 1e6, "G": 1e9}
POD = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
CONTAINER = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
SHARED = ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")


def breaches(objects):
    """What is less confined than it should be."""
    for pod in pods_of(objects):
        yield from of_pod(pod)
        for container in pod.containers:
            yield from of_container(pod, container)
            yield from of_resources(pod, container)


def of_pod(pod):
    context = pod.spec.get("securityContext", {})
    for key, value in POD.items():
        if context.get(key) != value:
            yield Finding("confined", pod.name, f"securityContext.{key} of the pod must be {value}")
    if not context.get("runAsUser"):
        yield Finding("confined", pod.name, "securityContext.runAsUser of the pod must be another than root")
    for key in SHARED:
        if pod.spec.get(key):
            yield Finding("confined", pod.name, f"{key} gives the pod what is the node's; leave it out")
    for name, volume in pod.volumes.items():
        if "hostPath" in volume:
            yield Finding("confined", pod.name, f"volume {name} is a folder of the node; use none")
    if pod.spec.get("automountServiceAccountToken") is not False:
        yield Finding("token", pod.name, "automountServiceAccountToken must be false: it asks nothing of Kubernetes")
    if ("ServiceAccount", pod.spec.get("serviceAccountName")) not in pod.sources:
        yield Finding("token", pod.name, f"its ServiceAccount {pod.spec.get('serviceAccountName')} is not declared")


def of_container(pod, container):
    context = container.get("securityContext", {})
    for key, value in CONTAINER.items():
        if context.get(key) != value:
            message = f"securityContext.{key} of container {container['name']} must be {value}"
            yield Finding("confined", pod.name, message)
    if context.get("privileged"):
        yield Finding("confined", pod.name, f"container {container['name']} must not be privileged")
    if not re.search(r":[\w.-]+$|@sha256:[0-9a-f]{64}$", container["image"]) or container["image"].endswith(":latest"):
        yield Finding("image", pod.name, f"image {container['image']} names no version; name one")


def of_resources(pod, container):
    resources = container.get("resources", {})
    for name in ("cpu", "memory"):
        wanted, most = (resources.get(kind, {}).get(name) for kind in ("requests", "limits"))
        if wanted is None or most is None:
            message = f"container {container['name']} needs resources.requests.{name} and resources.limits.{name}"
            yield Finding("resources", pod.name, message)
        elif amount(wanted) > amount(most):
            message = f"container {container['name']} requests {wanted} of {name}, more than its limit of {most}"
            yield Finding("resources", pod.name, message)


def amount(text):
    number, unit = re.fullmatch(r"([\d.]+)(\w*)", str(text)).groups()
    return float(number) * UNITS[unit]
