"""Takes pictures of every page of the console of a running stack, found from the menu: see docker/local/screenshots.

usage: screenshots.py [DIRECTORY]
"""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

from crawling import Crawl
from outside.client import StaffTool
from outside.stack import ROOT, Stack
from plain_browser import PlainBrowser
from playwright.sync_api import sync_playwright

# How a page is looked at: a word for the file, the scheme of colours, the width and the height that are seen at first.
LOOKS = (("light", "light", 1280, 900), ("dark", "dark", 1280, 900), ("phone", "light", 390, 844), ("phone-dark", "dark", 390, 844))


def main(directory):
    stack = Stack.from_environment()
    console = os.environ.get("COOPT_CONSOLE_URL") or stack["COOPT_CONSOLE_URL"]
    with StaffTool(stack) as staff:
        if not staff.accept("recommendations.list-recommendations", {"pageSize": 1})["recommendations"]:
            subprocess.run(["/usr/bin/python3", ROOT / "docker/local/demo.py"], check=True)
    with PlainBrowser(console) as reader:
        reader.sign_in("ada")
        pages = {}
        for page in Crawl(reader, of_a_kind=1).pages:
            if page.answer.status == 200:
                pages.setdefault(page.kind, page)
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.glob("*.png"):
        old.unlink()
    taken = list(pictures(console, ["/signed-out"] + [page.path for page in pages.values()], directory))
    titles = {page.path: page.outline.title for page in pages.values()}
    (directory / "index.html").write_text(index(taken, titles))
    print(f"{len(taken)} pages, {len(taken) * len(LOOKS)} pictures: {directory / 'index.html'}")


def pictures(console, paths, directory):
    """Writes four pictures of each page; yields the page with their names."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = chromium.new_context(base_url=console, locale="fr-FR", reduced_motion="reduce")
        page = context.new_page()
        page.goto("/today")
        page.fill("input[name=sub]", "ada")
        page.click("button[type=submit], input[type=submit]")
        page.wait_for_url(f"{console}/**")
        for number, path in enumerate(paths):
            word = re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f-]{16,}", "one", path.partition("?")[0])).strip("-") or "first"
            names = []
            page.goto(path)
            for look, scheme, width, height in LOOKS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": height})
                names.append(f"{number:03}-{word}-{look}.png")
                page.screenshot(path=directory / names[-1], full_page=True, animations="disabled")
            yield path, names
        chromium.close()


def index(taken, titles):
    """A page with all pictures side by side."""
    sections = "\n".join(
        f"<section><h2>{html.escape(titles.get(path, path))}</h2><p><code>{html.escape(path.partition('?')[0])}</code></p><div>"
        + "".join(f'<a href="{name}"><img loading="lazy" src="{name}" alt="{html.escape(look[0])}"></a>'
                  for name, look in zip(names, LOOKS)) + "</div></section>"
        for path, names in taken)
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Every page of the console</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem; background: #ddd; color: #222; }}
div {{ display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; }}
img {{ max-height: 28rem; box-shadow: 0 1px 6px #0005; }}
</style>
<h1>Every page of the console</h1>
{sections}
</html>
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/screenshots")
