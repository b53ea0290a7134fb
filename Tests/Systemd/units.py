"""Units of docker/systemd as systemd reads them: with drop-ins, and with specifiers and files filled in."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docker" / "systemd"
# Where systemd puts credentials; what stands for it here.
CREDENTIALS = "/run/credentials"


class Unit:
    """A unit's settings, each with all its values in order; an instance is what stands between @ and the dot."""

    def __init__(self, name, folder=FOLDER):
        stem, _, kind = name.rpartition(".")
        prefix, at, self.instance = stem.partition("@")
        self.name = name
        files = [folder / f"{prefix}{at}.{kind}", *sorted((folder / f"{name}.d").glob("*.conf"))]
        self.values = {}
        for path in files:
            for key, value in settings(path.read_text()):
                self.values.setdefault(key, []).append(self.filled(value))

    def filled(self, text):
        return text.replace("%i", self.instance).replace("%d", CREDENTIALS).replace("%t", "/run")

    def last(self, key):
        """The value that counts of a setting that is given once."""
        return self.values.get(key, [""])[-1]

    def credentials(self):
        """Where each credential comes from."""
        return dict(value.split(":", 1) for value in self.values.get("LoadCredential", []))

    def environment(self, folder=FOLDER):
        """What the program gets: from files, then from the unit."""
        found = {}
        for path in self.values.get("EnvironmentFile", []):
            found |= assignments((folder / "etc" / Path(path).name).read_text().splitlines())
        return found | assignments(self.values.get("Environment", []))


def settings(text):
    """Keys and values, lines that end in a backslash put together."""
    for line in text.replace("\\\n", " ").splitlines():
        if "=" in line and not line.startswith("#"):
            yield line.split("=", 1)


def assignments(lines):
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name: value.strip('"') for name, value in pairs}
