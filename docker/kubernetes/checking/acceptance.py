"""The programs themselves, started with the environment and the files that their pods get: do they accept them?"""

from . import programs
from .findings import Finding
from .pods import pods_of


def breaches(objects):
    """What programs say of their settings; nothing where they are not built."""
    for pod in pods_of(objects):
        container = pod.containers[0]
        name = container["image"].rsplit("/", 1)[-1].split(":")[0]
        if programs.executable(name) is None:
            continue
        arguments = [] if name == "coopt-topology" else container.get("args", [])
        environment, files = pod.environment(container), pod.files(container)
        for line in programs.complaints(name, arguments, environment, files):
            yield Finding("accepted", pod.name, f"the program says: {line}")
