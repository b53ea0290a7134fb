"""What a service counts: its metrics, as Prometheus reads them."""

import re
import urllib.request


def get(url):
    """Status and text under an address."""
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.status, response.read().decode()


def counted(url, name=r"coopt_\w+_total"):
    """The sum of all counters of that name under an address of metrics."""
    text = get(url)[1]
    return sum(float(line.split()[-1]) for line in text.splitlines() if re.match(name + r"[ {]", line))
