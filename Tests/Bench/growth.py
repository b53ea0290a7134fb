"""The pipeline when the books and the inboxes have grown for years."""

import seed
from concurrent.futures import ThreadPoolExecutor


def grow(running, rows):
    """So many ledger entries, and as many rows in all inboxes together."""
    url = running.stack["COOPT_ADMIN_DATABASE_URL"]
    entries = rows - running.query("select count(*) from rewards.entries")[0][0]
    with seed.loading(url), ThreadPoolExecutor(2) as two:
        list(two.map(lambda schema: seed.load_file(url, schema, running.scale, max(entries, 0) // 2, rows),
                     ("growth-ledger", "growth-inboxes")))
    seed.settle(url)
