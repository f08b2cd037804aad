"""What stands in the Dockerfile, compose.yaml and the Kubernetes manifests, held against their specifications and each other."""

import pathlib
import re
import subprocess
import sys

import compose_spec
import dockerfile
import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
# The oldest Kubernetes that gets updates, and one before it.
KUBERNETES = ["1.33", "1.36"]
faults = []


def must(holds, words):
    if not holds:
        faults.append(words)


def settings_known():
    """The names of every setting, from the generated page."""
    page = (DEPLOY / "CONFIGURATION.md").read_text()
    return {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}


def is_setting(name, known):
    return name in known or name.removesuffix("_FILE") in known


def docker():
    lines = dockerfile.parse_file(str(DEPLOY / "docker/Dockerfile"))
    stages = []
    for line in lines:
        if line.cmd.upper() == "FROM":
            stages.append([])
        stages[-1].append(line)
    last = {line.cmd.upper(): line for line in stages[-1]}
    must(len(stages) > 1, "Dockerfile: one stage only")
    must(last["FROM"].value == ("scratch",), "Dockerfile: the last stage begins with more than nothing")
    user = last["USER"].value[0] if "USER" in last else "root"
    must(user.split(":")[0].isdigit() and user.split(":")[0] != "0", f"Dockerfile: runs as {user}")
    must("RUN" not in last, "Dockerfile: something runs in the last stage")
    for line in lines:
        words = " ".join(line.value).upper()
        if line.cmd.upper() in ("ENV", "ARG"):
            must(not any(word in words for word in ("SECRET", "PASSWORD", "TOKEN", "KEYS")), f"Dockerfile:{line.start_line}: a secret")
        must(line.cmd.upper() != "ADD", f"Dockerfile:{line.start_line}: ADD")
        if line.cmd.upper() == "FROM" and line.value[0] != "scratch":
            must(":" in line.value[0] and not line.value[0].endswith(":latest"), f"Dockerfile:{line.start_line}: no version")
    rust = (ROOT / "Cargo.toml").read_text().split('rust-version = "')[1].split('"')[0]
    must(stages[0][0].value[0].startswith(f"rust:{rust}-"), f"Dockerfile: not Rust {rust}")
    ignored = (DEPLOY / "docker/Dockerfile.dockerignore").read_text().split()
    must(ignored[0] != "#" or "*" in ignored, "Dockerfile.dockerignore: more than what is needed goes in")
    for kept in (line[1:] for line in (DEPLOY / "docker/Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")):
        must((ROOT / kept).exists(), f"Dockerfile.dockerignore: {kept} is not there")
    members = (ROOT / "Cargo.toml").read_text().split("members = [")[1].split("]")[0]
    for member in members.replace('"', "").split(","):
        must(f"!{member.strip()}" in ignored, f"Dockerfile.dockerignore: the build needs {member.strip()}")
    # Whatever is baked into the programs must be in what the build is given.
    for source in [*(ROOT / "api").rglob("*.rs"), *(ROOT / "worker").rglob("*.rs"), *(ROOT / "shared").rglob("*.rs")]:
        for part in source.read_text().split('include_str!("')[1:] + source.read_text().split('include_bytes!("')[1:]:
            path = (source.parent / part.split('"')[0]).resolve()
            rooms = [ROOT / room for room in ("api", "worker", "shared", "tests")]
            must(any(path.is_relative_to(room) for room in rooms), f"{source.relative_to(ROOT)}: bakes in {path}")


def hardened(where, service):
    must(service.get("read_only") is True, f"{where}: may write")
    must(service.get("cap_drop") == ["ALL"], f"{where}: keeps capabilities")
    must("no-new-privileges:true" in service.get("security_opt", []), f"{where}: may gain privileges")


def compose(known):
    for path in (DEPLOY / "docker/compose.yaml", DEPLOY / "mastodon/compose.sidecar.yaml"):
        name = path.relative_to(DEPLOY)
        text = path.read_text()
        whole = yaml.safe_load(text)
        try:
            # Anchors and merges are YAML's own, and done by now.
            # The sidecar is laid beside Mastodon's own file, which has these.
            elsewhere = {"internal_network": {}, "external_network": {}} if "sidecar" in path.name else {}
            validated({**whole, "networks": {**whole.get("networks", {}), **elsewhere}})
        except Exception as error:  # noqa: BLE001
            faults.append(f"{name}: {error}")
        for service, content in whole["services"].items():
            hardened(f"{name}, {service}", content)
            for secret in content.get("secrets", []):
                must(secret in whole["secrets"], f"{name}, {service}: no secret {secret}")
            for network in content.get("networks", []):
                must(network in whole.get("networks", {}) or "sidecar" in path.name, f"{name}, {service}: no network {network}")
            for variable in content.get("environment", {}):
                if variable.startswith("GATELODGE_") and variable != "GATELODGE_SOCKET":
                    must(is_setting(variable, known), f"{name}, {service}: no setting {variable}")
            for volume in content.get("volumes", []):
                if isinstance(volume, dict) and volume["source"].startswith("../"):
                    must((path.parent / volume["source"]).is_file(), f"{name}, {service}: no file {volume['source']}")
                elif isinstance(volume, str):
                    must(volume.split(":")[0] in whole["volumes"], f"{name}, {service}: no volume {volume}")
    text = (DEPLOY / "docker/compose.yaml").read_text()
    # They would reach both processes through .env, which warn of names that no setting has.
    must("${GATELODGE_" not in text, "compose.yaml: a variable of its own is called like a setting")
    whole = yaml.safe_load(text)
    services = whole["services"]
    must([name for name, service in services.items() if "ports" in service] == ["caddy"], "compose.yaml: more than Caddy listens to the world")
    must(whole["networks"]["inside"]["internal"] is True, "compose.yaml: Redis' network leads out")
    must(services["redis"]["networks"] == ["inside"], "compose.yaml: Redis is reached from elsewhere")
    must("outside" not in services["api"]["networks"], "compose.yaml: the API can call the world")
    must(services["mastodon"]["profiles"] == ["mastodon"], "compose.yaml: the sidecar is no option")
    subnet = whole["networks"]["doorstep"]["ipam"]["config"][0]["subnet"]
    must(services["api"]["environment"]["GATELODGE_TRUSTED_PROXIES"] == subnet, "compose.yaml: another network is believed")


def validated(content):
    """Read as the specification has it, after variables; names that nobody defines are faults."""
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", yaml.safe_dump(content, width=10_000))
    compose_spec.PyCompose.from_yaml(re.sub(r"\$\{\w+:\?[^}]*\}", "given", text)).validate()


def manifests():
    folder = DEPLOY / "kubernetes"
    whole = yaml.safe_load((folder / "kustomization.yaml").read_text())
    found = []
    for name in whole["resources"]:
        must((folder / name).is_file(), f"kustomization.yaml: no {name}")
        for document in yaml.safe_load_all((folder / name).read_text()):
            found.append((name, document))
            for version in KUBERNETES:
                try:
                    kubernetes_validate.validate(document, version, strict=True)
                except Exception as error:  # noqa: BLE001
                    faults.append(f"{name}, {document['kind']} ({version}): {error}")
    listed = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
    must(listed == set(whole["resources"]), f"kustomization.yaml: {listed ^ set(whole['resources'])}")
    return whole, found


def kubernetes(known):
    whole, found = manifests()
    maps = {generated["name"] for generated in whole["configMapGenerator"]}
    secrets = {generated["name"]: [pathlib.Path(file.split("=")[-1]).name for file in generated["files"]] for generated in whole["secretGenerator"]}
    pods = {document["metadata"]["name"]: document for _, document in found if document["kind"] in ("Deployment", "StatefulSet")}
    for name, workload in pods.items():
        spec = workload["spec"]["template"]["spec"]
        labels = workload["spec"]["template"]["metadata"]["labels"]
        selector = workload["spec"]["selector"]["matchLabels"]
        must(selector.items() <= labels.items(), f"{name}: selects other pods")
        must(spec["securityContext"]["runAsNonRoot"] is True, f"{name}: may be root")
        must(spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault", f"{name}: no seccomp profile")
        must(spec["automountServiceAccountToken"] is False, f"{name}: is given a token of the cluster")
        budgets = [document for _, document in found if document["kind"] == "PodDisruptionBudget" and document["spec"]["selector"]["matchLabels"] == selector]
        must(len(budgets) == 1, f"{name}: no budget")
        for volume in spec.get("volumes", []):
            must(volume.get("configMap", {}).get("name", next(iter(maps))) in maps, f"{name}: no such ConfigMap")
            must(volume.get("secret", {}).get("secretName", next(iter(secrets))) in secrets, f"{name}: no such Secret")
            must(volume.get("secret", {}).get("defaultMode", 0o440) == 0o440, f"{name}: everybody reads the secrets")
        container(name, spec)
    policies = [document for _, document in found if document["kind"] == "NetworkPolicy"]
    closed = [policy["spec"]["podSelector"]["matchLabels"] for policy in policies if "Ingress" in policy["spec"]["policyTypes"]]
    for name, workload in pods.items():
        must(workload["spec"]["selector"]["matchLabels"] in closed, f"{name}: anybody may reach it")
    for policy in policies:
        for rule in policy["spec"].get("ingress", []):
            must(rule.get("from") and rule.get("ports"), f"NetworkPolicy {policy['metadata']['name']}: a port that anybody may reach")
    services = {document["metadata"]["name"]: document for _, document in found if document["kind"] == "Service"}
    for name, service in services.items():
        ports = [port["name"] for port in pods[name]["spec"]["template"]["spec"]["containers"][0]["ports"]]
        must(all(port["targetPort"] in ports for port in service["spec"]["ports"]), f"Service {name}: no such port")
    lines = [line for line in (DEPLOY / "kubernetes/settings.env").read_text().splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    for name, value in given.items():
        must(is_setting(name, known), f"settings.env: no setting {name}")
        if name.endswith("_FILE"):
            _, _, mount, secret, file = value.split("/") if value.count("/") == 4 else ("", "", "", "", value)
            must(file in secrets.get(secret, []), f"settings.env: {value} is in no Secret")
    must("worker" not in [volume["name"] for volume in pods["api"]["spec"]["template"]["spec"]["volumes"]], "the API is given the worker's secrets")


def container(name, spec):
    for content in spec["containers"]:
        context = content["securityContext"]
        must(context["readOnlyRootFilesystem"] and not context["allowPrivilegeEscalation"], f"{name}: may write or gain")
        must(context["capabilities"] == {"drop": ["ALL"]}, f"{name}: keeps capabilities")
        must({"livenessProbe", "readinessProbe"} <= content.keys(), f"{name}: no probes")
        must("memory" in content["resources"]["limits"] and "cpu" in content["resources"]["requests"], f"{name}: no bounds")
        ports = {port["name"] for port in content["ports"]}
        for probe in ("livenessProbe", "readinessProbe"):
            must(content[probe].get("httpGet", {}).get("port", next(iter(ports))) in ports, f"{name}: {probe} asks nobody")
        mounted = {mount["name"] for mount in content["volumeMounts"]}
        given = {volume["name"] for volume in spec.get("volumes", [])} | {"data"}
        must(mounted <= given, f"{name}: {mounted - given} is no volume")


def guides():
    """Every link of every guide leads somewhere, and every setting that one names is one."""
    known = settings_known()
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "deploy"], cwd=ROOT, capture_output=True, text=True, check=True)
    for path in (ROOT / line for line in tracked.stdout.splitlines() if line.endswith(".md") and (ROOT / line).is_file()):
        text = path.read_text()
        for link in (part.split(")")[0].split("#")[0] for part in text.split("](")[1:]):
            if link and "://" not in link:
                must((path.parent / link).exists(), f"{path.relative_to(ROOT)}: {link} leads nowhere")
        words = text.replace("`", " ").replace("=", " ").replace("'", " ").replace('"', " ").split()
        for word in words:
            name = word.strip(".,:;()*")
            if name.startswith("GATELODGE_") and name.isupper() and "…" not in name and "*" not in name:
                ours = ("GATELODGE_SOCKET_FOLDER", "GATELODGE_")
                must(is_setting(name, known) or name in ours, f"{path.relative_to(ROOT)}: no setting {name}")


known = settings_known()
must(len(known) > 40, "CONFIGURATION.md has fewer settings than it had")
for check in (docker, lambda: compose(known), lambda: kubernetes(known), guides):
    check()
for fault in faults:
    print(f"FAILED: {fault}", file=sys.stderr)
if faults:
    sys.exit(1)
print(f"ok: Dockerfile, compose files and manifests (Kubernetes {' and '.join(KUBERNETES)})")
