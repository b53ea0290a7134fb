"""Pods as the rules look at them: containers, what they are given, and what is mounted where."""

import base64
import re

from .findings import name_of, of_kind

PATH = re.compile(r"/run/[\w./-]+")


class Pod:
    """The template of a Deployment's or a Job's pods, with the objects beside it."""

    def __init__(self, owner, objects):
        self.owner = owner
        self.name = name_of(owner)
        template = owner["spec"]["template"]
        self.labels = template["metadata"].get("labels", {})
        self.spec = template["spec"]
        self.volumes = {volume["name"]: volume for volume in self.spec.get("volumes", [])}
        self.containers = self.spec.get("initContainers", []) + self.spec.get("containers", [])
        self.sources = {(item["kind"], item["metadata"]["name"]): item for item in objects if "metadata" in item}

    @property
    def service(self):
        """Which service it belongs to, as its labels say."""
        return self.labels.get("app.kubernetes.io/name")

    @property
    def component(self):
        """What it is of that service: service, migration or topology."""
        return self.labels.get("app.kubernetes.io/component")

    def environment(self, container):
        """The container's environment, out of ConfigMaps and of its own."""
        values = {}
        for source in container.get("envFrom", []):
            name = source.get("configMapRef", {}).get("name")
            values |= self.sources.get(("ConfigMap", name), {}).get("data", {})
        return values | {entry["name"]: entry.get("value", "") for entry in container.get("env", [])}

    def content(self, volume):
        """The files of a volume by name, None where its source is not declared."""
        secret, settings = volume.get("secret"), volume.get("configMap")
        if secret is None and settings is None:
            return {}
        key = ("Secret", secret["secretName"]) if secret else ("ConfigMap", settings["name"])
        source = self.sources.get(key)
        if source is None:
            return None
        texts = dict(source.get("data", {}))
        if secret:
            texts = {name: base64.b64decode(text).decode() for name, text in texts.items()}
        return texts

    def files(self, container):
        """Contents by path, of all that is mounted and declared."""
        found = {}
        for mount in container.get("volumeMounts", []):
            volume = self.volumes.get(mount["name"], {})
            for name, text in (self.content(volume) or {}).items():
                found[f"{mount['mountPath']}/{name}"] = text
        return found

    def paths_named(self, container):
        """The paths under /run that environment, arguments and mounted files name."""
        texts = list(self.environment(container).values())
        texts += container.get("command", []) + container.get("args", []) + list(self.files(container).values())
        return sorted({path for text in texts for path in PATH.findall(text)})


def pods_of(objects):
    """Every pod template among the objects."""
    return [Pod(item, objects) for item in of_kind(objects, "Deployment", "Job")]
