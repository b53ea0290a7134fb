"""Books and inboxes as they are after years."""

from concurrent.futures import ThreadPoolExecutor

import seed


def grow(running, rows):
    """So many ledger entries, and as many rows in all inboxes together."""
    url = running.stack["COOPT_ADMIN_DATABASE_URL"]
    transactions = max(0, rows - running.query("select count(*) from rewards.entries")[0][0]) // 2
    half = transactions // 2
    parts = [
        ("growth-ledger", {"first_transaction": 0, "last_transaction": half - 1}),
        ("growth-ledger", {"first_transaction": half, "last_transaction": transactions - 1}),
        ("growth-inboxes", {"inbox_rows": rows}),
    ]
    with seed.loading(url), ThreadPoolExecutor(len(parts)) as pool:
        list(pool.map(lambda part: seed.load_file(url, part[0], running.scale, **part[1]), parts))
    seed.settle(url)
