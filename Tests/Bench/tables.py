"""What a run reads and writes in the services' tables, from PostgreSQL's own counters."""

from dataclasses import dataclass

from outside.stack import SERVICES

COUNTERS = "n_tup_ins", "n_tup_upd", "n_tup_hot_upd", "n_tup_del", "idx_scan", "idx_tup_fetch", "seq_tup_read"


@dataclass
class Table:
    name: str
    inserted: float    # rows a hire, as all that follow
    updated: float
    in_place: float    # updates that needed no new index entry ("HOT")
    deleted: float
    lookups: float     # scans of its indexes
    fetched: float     # rows read by them
    scanned: float     # rows read by reading the table from one end to the other


def counters(running):
    # Counters of sessions that have just been idle reach the view with their next transaction, or a second later.
    running.query("select pg_stat_force_next_flush()")
    rows = running.query(
        f"select schemaname || '.' || relname, {', '.join(f'coalesce({name}, 0)' for name in COUNTERS)}"
        f" from pg_stat_user_tables where schemaname in {SERVICES!r}")
    return {name: values for name, *values in rows}


def used(before, after, hires):
    """The tables that were touched, those with the most work first."""
    tables = [Table(name, *((now - then) / hires for now, then in zip(values, before.get(name, [0] * len(values)))))
              for name, values in after.items()]
    touched = [table for table in tables if work(table) >= 0.01]
    return sorted(touched, key=work, reverse=True)


def work(table):
    return table.inserted + table.updated + table.deleted + table.lookups + table.scanned
