"""How soon the console's pages come: for one person, for fifty at once, and what they read while the broker is away."""

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from outside.deadline import observed
from outside.stack import ROOT
from processes import cores, machine_cpu, now, own_cpu, spent, stolen_cpu
from progress import fail, say

sys.path.append(str(ROOT / "Tests/Console"))

from crawling import Crawl, kind_of  # noqa: E402
from own_console import BrokerRelay, OwnConsole  # noqa: E402
from plain_browser import PlainBrowser  # noqa: E402

PEOPLE = 50
NEXT = re.compile(r'rel="next" href="([^"]+)"')
# Pages of a list that are turned, and how often each page is looked at by one person alone.
DEPTH, ROUNDS = 10, 20
# A page a second each, for so long.
PACE, SECONDS = 1.0, 30


def measure(running):
    """Milliseconds to the first byte by kind of page, of one person alone and of fifty; what a page of theirs cost; seconds that
    the faults took."""
    running.await_idle()
    subprocess.run([ROOT / "docker/local/identity-packages"], check=True)
    with OwnConsole(running.stack, COOPT_SESSIONS_OF_PERSON=str(PEOPLE)) as console:
        pages = found(console)
        say(f"{len(pages)} pages of {len({kind_of(page) for page in pages})} kinds")
        alone, (together, cost) = one_person(console, pages), many_people(running, console, pages)
    return alone, together, cost, broker_away(running.stack)


def found(console):
    """Every kind of page that links lead to, and of lists the pages that follow."""
    with PlainBrowser(console.url) as browser:
        browser.sign_in("ada")
        pages = []
        for page in Crawl(browser, of_a_kind=1).pages:
            if page.answer.status != 200:
                fail(f"{page.kind} answers {page.answer.status}")
            pages.append(page.path)
            following = NEXT.search(page.answer.text)
            for _ in range(DEPTH if following else 0):
                path = following[1].replace("&amp;", "&")
                pages.append(path)
                following = NEXT.search(browser.get(path).text)
                if not following:
                    break
        return list(dict.fromkeys(pages))


def one_person(console, pages):
    times = defaultdict(list)
    with PlainBrowser(console.url) as browser:
        browser.sign_in("ada")
        for _ in range(ROUNDS):
            for path in pages:
                look(browser, path, times[kind_of(path)])
    return times


class Cost:
    """What the processes spend from now on, the console and whoever plays the people among them."""

    def __init__(self, running, console):
        self._running, self._console = running, console
        self._cpu, self._machine, self._stolen, self._began = self._now(), machine_cpu(), stolen_cpu(), now()

    def _now(self):
        return self._running.processes.cpu() | {"console": own_cpu(self._console.pid), "the driver": own_cpu(os.getpid())}

    def of(self, pages):
        """CPU milliseconds a page by process; cores that anything else used, and that the host took."""
        seconds, cpu = now() - self._began, spent(self._cpu, self._now())
        others = (machine_cpu() - self._machine - sum(cpu.values())) / seconds
        return ({name: 1000 * value / pages for name, value in cpu.items()}, others,
                (stolen_cpu() - self._stolen) / seconds / cores())


def many_people(running, console, pages):
    """Fifty people, each at a page of their own every second: what counts begins when all of them are signed in."""
    def come(number):
        browser = PlainBrowser(console.url, timeout=60)
        # Who may see all pages; the same few people have many browsers open.
        browser.sign_in("ada" if number % 2 else "beth")
        return browser

    with ThreadPoolExecutor(4) as door:
        browsers = list(door.map(come, range(PEOPLE)))
    together = threading.Barrier(PEOPLE)

    def work(browser, number):
        choice, times = random.Random(number), defaultdict(list)
        together.wait()
        due = time.perf_counter() + choice.random() * PACE
        end = due + SECONDS
        while due < end:
            time.sleep(max(0, due - time.perf_counter()))
            path = choice.choice(pages)
            look(browser, path, times[kind_of(path)])
            due = max(due + PACE, time.perf_counter())
        browser.close()
        return times

    times, cost = defaultdict(list), Cost(running, console)
    with ThreadPoolExecutor(PEOPLE) as people:
        for own in people.map(work, browsers, range(PEOPLE)):
            for kind, taken in own.items():
                times[kind] += taken
    return times, cost.of(sum(map(len, times.values())))


def look(browser, path, times):
    answer = browser.get(path)
    if answer.status != 200:
        fail(f"{kind_of(path)} answers {answer.status}")
    times.append(1000 * answer.first_byte)


def broker_away(stack):
    """Seconds until a page says that the broker is away, and until it shows something again."""
    relay = BrokerRelay(stack["COOPT_STAFF_AMQP_URL"])
    relay.open()
    with OwnConsole(stack, relay) as console, PlainBrowser(console.url) as browser:
        browser.sign_in("ada", "/letters/webhooks")
        relay.cut()
        began = time.perf_counter()
        observed(lambda: browser.get("/letters/webhooks").status == 503, "a page says that the broker is away", 30)
        said = time.perf_counter() - began
        relay.open()
        began = time.perf_counter()
        observed(lambda: browser.get("/letters/webhooks").status == 200, "a page comes back", 60)
        back = time.perf_counter() - began
    relay.cut()
    return said, back
