"""Ways to break what is rendered, each as people break it: a function that changes one object, chosen by a generator, and
returns that object's name. The rule that must find it is in its decoration."""

from checking import programs
from checking.findings import name_of, of_kind

WAYS = []


def breaks(rule):
    """Registers a way, with the rule that finds it."""

    def register(way):
        WAYS.append((rule, way))
        return way

    return register


def any_of(objects, chance, *kinds):
    return chance.choice(of_kind(objects, *kinds))


def any_pod(objects, chance):
    item = any_of(objects, chance, "Deployment", "Job")
    return item, item["spec"]["template"]["spec"]


def of_services(objects):
    """The Deployments that are a service's each; the console's is another."""
    return [item for item in of_kind(objects, "Deployment") if item["metadata"]["name"] != "coopt-console"]


def the_console(objects):
    [item] = [item for item in of_kind(objects, "Deployment") if item["metadata"]["name"] == "coopt-console"]
    return item, item["spec"]["template"]["spec"]["containers"][0]


def any_service_pod(objects, chance):
    item = chance.choice(of_services(objects))
    return item, item["spec"]["template"]["spec"], item["spec"]["template"]["spec"]["containers"][0]


def any_container(objects, chance):
    item, spec = any_pod(objects, chance)
    return item, chance.choice(spec.get("initContainers", []) + spec["containers"])


def without(objects, chance, kind):
    item = any_of(objects, chance, kind)
    objects.remove(item)
    return item["metadata"]["name"].removeprefix("coopt-").split("-")[0]


@breaks("schema")
def an_unknown_field(objects, chance):
    item = chance.choice(objects)
    place = item
    for _ in range(chance.randrange(4)):
        deeper = [value for key, value in place.items() if isinstance(value, dict) and value and key not in OPEN]
        if not deeper:
            break
        place = chance.choice(deeper)
    place["replicaz"] = 3
    return name_of(item)


# Maps whose keys are free.
OPEN = {"labels", "annotations", "matchLabels", "data", "selector", "requests", "limits", "metadata"}


@breaks("schema")
def a_text_for_a_number(objects, chance):
    item = any_of(objects, chance, "ScaledObject", "Deployment")
    item["spec"][chance.choice(["maxReplicaCount"] if item["kind"] == "ScaledObject" else ["minReadySeconds"])] = "many"
    return name_of(item)


@breaks("schema")
def a_version_that_is_gone(objects, chance):
    item = any_of(objects, chance, "PodDisruptionBudget")
    item["apiVersion"] = "policy/v1beta1"
    return name_of(item)


@breaks("confined")
def a_container_less_confined(objects, chance):
    item, container = any_container(objects, chance)
    context = container["securityContext"]
    key = chance.choice(["allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities", "privileged"])
    context[key] = {"capabilities": {"drop": ["NET_RAW"]}, "privileged": True}.get(key, not context[key])
    return name_of(item)


@breaks("confined")
def a_pod_less_confined(objects, chance):
    item, spec = any_pod(objects, chance)
    del spec["securityContext"][chance.choice(["runAsNonRoot", "seccompProfile", "runAsUser"])]
    return name_of(item)


@breaks("confined")
def the_node_shared(objects, chance):
    item, spec = any_pod(objects, chance)
    spec[chance.choice(["hostNetwork", "hostPID", "hostIPC"])] = True
    return name_of(item)


@breaks("token")
def a_token(objects, chance):
    item, spec = any_pod(objects, chance)
    spec["automountServiceAccountToken"] = True
    return name_of(item)


@breaks("resources")
def unbounded(objects, chance):
    item, container = any_container(objects, chance)
    del container["resources"][chance.choice(["requests", "limits"])][chance.choice(["cpu", "memory"])]
    return name_of(item)


@breaks("resources")
def more_than_the_limit(objects, chance):
    item, container = any_container(objects, chance)
    container["resources"]["requests"]["memory"] = "2Gi"
    return name_of(item)


@breaks("image")
def no_version(objects, chance):
    item, container = any_container(objects, chance)
    name = container["image"].rsplit(":", 1)[0]
    container["image"] = name + chance.choice(["", ":latest"])
    return name_of(item)


@breaks("image")
def the_image_of_another(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    container["image"] = "registry.example.com/coopt/coopt-topology:1.0.0"
    return name_of(item)


@breaks("settings")
def a_misspelled_setting(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    entry = chance.choice([entry for entry in container["env"] if entry["name"].startswith("COOPT_")])
    place = chance.randrange(6, len(entry["name"]) - 5)
    entry["name"] = entry["name"][:place] + "X" + entry["name"][place:]
    return name_of(item)


@breaks("settings")
def settings_from_nowhere(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    container["envFrom"][0]["configMapRef"]["name"] = "coopt-setings"
    return name_of(item)


@breaks("secrets")
def a_secret_in_the_environment(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    entry = chance.choice([entry for entry in container["env"] if entry["name"].endswith("_FILE")])
    entry["name"] = entry["name"].removesuffix("_FILE")
    return name_of(item)


@breaks("files")
def a_file_that_no_secret_has(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    entry = chance.choice([entry for entry in container["env"] if entry["name"].endswith("_FILE")])
    entry["value"] += "s"
    return name_of(item)


@breaks("files")
def a_secret_that_lacks_a_file(objects, chance):
    secret = any_of(objects, chance, "Secret")
    del secret["data"][chance.choice(sorted(secret["data"]))]
    return ""


@breaks("files")
def a_secret_undeclared(objects, chance):
    objects.remove(any_of(objects, chance, "Secret"))
    return ""


@breaks("files")
def a_mount_without_volume(objects, chance):
    item, container = any_container(objects, chance)
    chance.choice(container["volumeMounts"])["name"] = "nothing"
    return name_of(item)


@breaks("files")
def a_sub_path(objects, chance):
    item, container = any_container(objects, chance)
    chance.choice(container["volumeMounts"])["subPath"] = "database-url"
    return name_of(item)


@breaks("drain")
def killed_while_it_drains(objects, chance):
    item, spec, container = any_service_pod(objects, chance)
    if chance.random() < 0.5:
        spec["terminationGracePeriodSeconds"] = chance.randrange(0, 26)
    else:
        next(entry for entry in container["env"] if entry["name"] == "COOPT_DRAIN_SECONDS")["value"] = "60"
    return name_of(item)


@breaks("probes")
def a_probe_gone_or_elsewhere(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    probe = chance.choice(["startupProbe", "livenessProbe", "readinessProbe"])
    way = chance.randrange(3)
    if way == 0:
        del container[probe]
    elif way == 1:
        container[probe]["httpGet"]["path"] = "/healthz"
    else:
        container[probe]["httpGet"]["port"] = 8081
    return name_of(item)


@breaks("probes")
def restarted_for_the_database(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    container["livenessProbe"]["httpGet"]["path"] = "/health/ready"
    return name_of(item)


@breaks("probes")
def no_patience_with_the_database(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    container["readinessProbe"]["timeoutSeconds"] = chance.choice([1, 2])
    return name_of(item)


@breaks("ports")
def a_port_that_differs(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    next(entry for entry in container["env"] if entry["name"] == "COOPT_HTTP_PORT")["value"] = "9090"
    return name_of(item)


@breaks("ports")
def loopback(objects, chance):
    item, _, container = any_service_pod(objects, chance)
    next(entry for entry in container["env"] if entry["name"] == "COOPT_HTTP_HOST")["value"] = "127.0.0.1"
    return name_of(item)


@breaks("ports")
def metrics_elsewhere(objects, chance):
    item = any_of(objects, chance, "ServiceMonitor")
    item["spec"]["endpoints"][0][chance.choice(["port", "path"])] = "metrics"
    return name_of(item)


@breaks("complete")
def no_budget(objects, chance):
    return without(objects, chance, "PodDisruptionBudget")


@breaks("complete")
def no_monitor(objects, chance):
    return without(objects, chance, "ServiceMonitor")


@breaks("complete")
def no_scaling(objects, chance):
    return without(objects, chance, "ScaledObject")


@breaks("complete")
def no_migration(objects, chance):
    jobs = [item for item in of_kind(objects, "Job") if "migrate" in item["metadata"]["name"]]
    gone = chance.choice(jobs)
    objects.remove(gone)
    return gone["metadata"]["name"].split("-")[1]


@breaks("complete")
def migrated_by_the_service_itself(objects, chance):
    name = chance.choice(programs.SERVICES)
    job = next(item for item in of_kind(objects, "Job") if item["metadata"]["name"] == f"coopt-{name}-migrate")
    next(volume for volume in job["spec"]["template"]["spec"]["volumes"] if volume["name"] == "secrets")["secret"][
        "secretName"
    ] = f"coopt-{name}"
    return name


@breaks("complete")
def a_number_that_apply_puts_back(objects, chance):
    item = chance.choice(of_services(objects))
    item["spec"]["replicas"] = 2
    return name_of(item)


@breaks("selector")
def a_selector_of_others_too(objects, chance):
    # Beside the console's pod there is no other of its name.
    item = chance.choice([item for item in of_kind(objects, "Deployment", "PodDisruptionBudget")
                          if item["metadata"]["name"] != "coopt-console"])
    del item["spec"]["selector"]["matchLabels"]["app.kubernetes.io/component"]
    return name_of(item)


@breaks("selector")
def a_selector_of_nobody(objects, chance):
    item = any_of(objects, chance, "Deployment")
    item["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"] = "nobody"
    return name_of(item)


@breaks("selector")
def spread_as_others_are(objects, chance):
    item, spec, _ = any_service_pod(objects, chance)
    labels = chance.choice(spec["topologySpreadConstraints"])["labelSelector"]["matchLabels"]
    labels["app.kubernetes.io/name"] = "nobody"
    return name_of(item)


@breaks("namespace")
def somewhere_else(objects, chance):
    any_of(objects, chance, "Deployment", "Secret", "NetworkPolicy")["metadata"]["namespace"] = "default"
    return ""


@breaks("network")
def everything_open(objects, chance):
    objects.remove(next(item for item in of_kind(objects, "NetworkPolicy") if not item["spec"]["podSelector"]))
    return "the namespace"


@breaks("network")
def a_way_closed(objects, chance):
    policies = [item for item in of_kind(objects, "NetworkPolicy") if item["spec"].get("egress")]
    objects.remove(chance.choice(policies))
    return ""


@breaks("network")
def a_peer_that_is_nowhere(objects, chance):
    ways = [(item, rule[peers][0]) for item in of_kind(objects, "NetworkPolicy")
            for kind, peers in (("egress", "to"), ("ingress", "from")) for rule in item["spec"].get(kind, [])
            if "ipBlock" not in rule[peers][0]]
    item, peer = chance.choice(ways)
    selector = peer[chance.choice(sorted(peer))]["matchLabels"]
    selector[chance.choice(sorted(selector))] = "nowhere"
    return name_of(item)


@breaks("network")
def open_to_everybody(objects, chance):
    policies = [item for item in of_kind(objects, "NetworkPolicy") if item["spec"].get("egress")]
    item = chance.choice(policies)
    del item["spec"]["egress"][0][chance.choice(["to", "ports"])]
    return name_of(item)


@breaks("network")
def more_than_is_needed(objects, chance):
    policies = [item for item in of_kind(objects, "NetworkPolicy") if item["spec"].get("egress")]
    chance.choice(policies)["spec"]["egress"][0]["ports"].append({"protocol": "TCP", "port": 25})
    return ""


@breaks("network")
def a_policy_for_nobody(objects, chance):
    policies = [item for item in of_kind(objects, "NetworkPolicy") if item["spec"]["podSelector"]]
    item = chance.choice(policies)
    item["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/part-of"] = "coop"
    return name_of(item)


def the_door(objects):
    [ingress] = [item for item in of_kind(objects, "Ingress") if item["metadata"]["name"] == "coopt-hooks"]
    return ingress, ingress["spec"]["rules"][0]["http"]["paths"][0]


@breaks("door")
def a_door_to_more(objects, chance):
    ingress, path = the_door(objects)
    path["path"] = chance.choice(["/", "/metrics", "/health/", "/hooks"])
    return name_of(ingress)


@breaks("door")
def a_door_for_all_the_rest(objects, chance):
    ingress, path = the_door(objects)
    ingress["spec"]["defaultBackend"] = path["backend"]
    return name_of(ingress)


@breaks("door")
def a_door_in_clear(objects, chance):
    ingress, _ = the_door(objects)
    del ingress["spec"]["tls"]
    return name_of(ingress)


@breaks("door")
def a_door_to_another_service(objects, chance):
    _, path = the_door(objects)
    service = next(item for item in of_kind(objects, "Service")
                   if item["metadata"]["name"] == path["backend"]["service"]["name"])
    service["spec"]["selector"]["app.kubernetes.io/name"] = chance.choice([*programs.SERVICES[:-1], "nobody"])
    return name_of(service)


@breaks("door")
def a_door_to_nowhere(objects, chance):
    ingress, path = the_door(objects)
    if chance.random() < 0.5:
        path["backend"]["service"]["name"] += "s"
    else:
        path["backend"]["service"]["port"] = {"number": 8081}
    return name_of(ingress)


@breaks("door")
def a_door_that_the_network_closes(objects, chance):
    objects.remove(next(item for item in of_kind(objects, "NetworkPolicy")
                        if item["metadata"]["name"] == "webhooks-come-by-the-ingress"))
    return "Deployment coopt-webhooks"


@breaks("door")
def people_led_to_health_and_metrics(objects, chance):
    service = next(item for item in of_kind(objects, "Service") if item["metadata"]["name"] == "coopt-console-pages")
    service["spec"]["ports"][0]["targetPort"] = "http"
    return name_of(service)


@breaks("door")
def pages_that_the_network_closes(objects, chance):
    objects.remove(next(item for item in of_kind(objects, "NetworkPolicy")
                        if item["metadata"]["name"] == "people-come-by-the-ingress"))
    return "Deployment coopt-console"


@breaks("complete")
def a_console_that_forgets_who_signed_in(objects, chance):
    item, _ = the_console(objects)
    item["spec"]["replicas"] = 2
    return name_of(item)


@breaks("complete")
def no_console(objects, chance):
    item, _ = the_console(objects)
    objects.remove(item)
    return "console"


@breaks("settings")
def a_misspelled_setting_of_the_console(objects, chance):
    item, container = the_console(objects)
    entry = chance.choice([entry for entry in container["env"] if entry["name"].startswith("COOPT_")])
    place = chance.randrange(6, len(entry["name"]) - 5)
    entry["name"] = entry["name"][:place] + "X" + entry["name"][place:]
    return name_of(item)


@breaks("secrets")
def a_secret_of_the_console_in_the_environment(objects, chance):
    item, container = the_console(objects)
    entry = chance.choice([entry for entry in container["env"] if entry["name"].endswith("_FILE")])
    entry["name"] = entry["name"].removesuffix("_FILE")
    return name_of(item)


@breaks("network")
def a_service_that_nobody_lets_the_console_ask(objects, chance):
    item, container = the_console(objects)
    entry = next(entry for entry in container["env"] if entry["name"] == "COOPT_CONSOLE_SERVICES")
    entry["value"] = entry["value"].replace(":8080", ":8081")
    return name_of(item)


def any_query(objects, chance):
    item = any_of(objects, chance, "ScaledObject")
    return item, item["spec"]["triggers"][0]["metadata"]


@breaks("scaling")
def ready_alone(objects, chance):
    item, metadata = any_query(objects, chance)
    metadata["query"] = metadata["query"].replace("queue_messages{", "queue_messages_ready{")
    return name_of(item)


@breaks("scaling")
def ready_alone_by_amqp(objects, chance):
    item = any_of(objects, chance, "ScaledObject")
    service = item["metadata"]["labels"]["app.kubernetes.io/name"]
    metadata = {"protocol": "amqp", "mode": "QueueLength", "value": "2000", "queueName": f"{service}.commands"}
    item["spec"]["triggers"][0] = {"type": "rabbitmq", "metadata": metadata}
    return name_of(item)


@breaks("scaling")
def less_than_is_taken_ahead(objects, chance):
    item, metadata = any_query(objects, chance)
    metadata["threshold"] = str(chance.randrange(1, 401))
    return name_of(item)


@breaks("scaling")
def a_key_that_keda_does_not_know(objects, chance):
    item, metadata = any_query(objects, chance)
    metadata["treshold"] = metadata.pop("threshold")
    return name_of(item)


@breaks("scaling")
def to_zero_or_too_far(objects, chance):
    item = any_of(objects, chance, "ScaledObject")
    fallback = {"failureThreshold": 3, "replicas": 1}
    item["spec"].update(chance.choice([{"minReplicaCount": 0}, {"maxReplicaCount": 50}, {"fallback": fallback}]))
    return name_of(item)


if programs.definitions():

    @breaks("scaling")
    def the_queues_of_another(objects, chance):
        item, metadata = any_query(objects, chance)
        metadata["query"] = metadata["query"].replace("[.](commands|", chance.choice(["[.](", "_(", "[.](dead-letters|"]))
        return name_of(item)

    @breaks("files")
    def a_user_without_password(objects, chance):
        secret = next(item for item in of_kind(objects, "Secret") if item["metadata"]["name"] == "coopt-topology")
        del secret["data"][chance.choice(sorted(secret["data"]))]
        return "Job coopt-topology"
