"""Finds the pages of the console by its links, so that no test needs a list of them.

Of pages of one kind (the same address but for its ids and what its query says) a few are enough.
"""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/)[0-9a-f]{16}(?=/|$)|(?<=/)\d+(?=/|$)")


class Page:
    """A page that was found, and what there is to say of it."""

    def __init__(self, path, answer):
        self.path, self.answer, self.kind = path, answer, kind_of(path)
        self.outline = Outline(answer.text)


class Outline(HTMLParser):
    """Links, number of first headings and title of a page; its words but for those that are marked as names on the wire or as another language's."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.links, self.headings, self.title, self.words, self.lang = [], 0, "", [], None
        self._open = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.lang = attributes.get("lang")
        self.headings += tag == "h1"
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag not in self.VOID:
            is_apart = (tag in ("code", "pre", "script", "style", "textarea") or "id" in (attributes.get("class") or "").split()
                        or (tag != "html" and attributes.get("lang", self.lang) != self.lang))
            self._open.append((tag, is_apart))
        for name in ("aria-label", "title", "placeholder", "alt"):
            if attributes.get(name) and not self._is_apart():
                self.words.append(attributes[name])

    def handle_endtag(self, tag):
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        tags = [tag for tag, _ in self._open]
        if "title" in tags and "svg" not in tags:
            self.title += data
        if not self._is_apart() and data.strip():
            self.words.append(data.strip())

    def _is_apart(self):
        return any(is_apart for _, is_apart in self._open)


def kind_of(path):
    """An address without what makes it one of many."""
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return IDS.sub(":id", parts.path) + ("?" + "&".join(names) if names else "")


class Crawl:
    """Everything that links lead to from the page that people begin at."""

    def __init__(self, browser, of_a_kind=2, limit=400):
        self.pages, self.failures = [], []
        console = urlsplit(browser.console)
        waiting, seen, kinds = ["/today"], {"/today"}, {}
        while waiting and len(self.pages) < limit:
            path = waiting.pop(0)
            if kinds.get(kind_of(path), 0) >= of_a_kind:
                continue
            kinds[kind_of(path)] = kinds.get(kind_of(path), 0) + 1
            page = Page(path, browser.get(path))
            self.pages.append(page)
            for link in page.outline.links:
                target = urlsplit(urldefrag(urljoin(browser.console + path, link))[0])
                if target.netloc != console.netloc or target.scheme not in ("http", "https"):
                    continue
                found = (target.path or "/") + (f"?{target.query}" if target.query else "")
                if found not in seen and not found.startswith(("/sign-in", "/assets/")):
                    seen.add(found)
                    waiting.append(found)
