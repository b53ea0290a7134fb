"""The ledger's public views, as an operator reads them."""

from collections import defaultdict
from dataclasses import dataclass

import psycopg2


@dataclass(frozen=True)
class Entry:
    """A line of the books, with what its transaction says."""

    transaction_id: str
    account: str
    unit: str
    amount: int
    cause_id: str
    recommendation_id: str | None
    message_id: str | None
    policy_version: int | None


class Books:
    """Reads `rewards.ledger_entries` and `rewards.ledger_transactions`."""

    def __init__(self, database_url):
        self.connection = psycopg2.connect(database_url)
        self.connection.autocommit = True

    def close(self):
        self.connection.close()

    def query(self, sql, *parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def of_members(self, member_ids):
        """Every entry of every transaction that touches one of these members, in the order of recording."""
        return self.of_holders(f"member:{member_id}" for member_id in member_ids)

    def of_holders(self, holders):
        """The same for holders of any kind, as `charity:<id>`."""
        patterns = [f"{holder}:%" for holder in holders]
        rows = self.query(
            """
            select entries.transaction_id::text, entries.account, entries.unit, entries.amount, entries.cause_id::text,
                   transactions.recommendation_id::text, transactions.message_id::text, transactions.policy_version
            from rewards.ledger_entries as entries
            join rewards.ledger_transactions as transactions using (transaction_id)
            where entries.transaction_id in (
              select transaction_id from rewards.ledger_entries where account like any (%s)
            )
            order by entries.recorded_at, entries.transaction_id, entries.amount desc
            """,
            patterns,
        )
        return [Entry(*row) for row in rows]

    def imbalances(self):
        """Transactions that do not sum to zero in a unit: none, ever."""
        return self.query(
            """
            select transaction_id::text, unit, sum(amount) from rewards.ledger_entries
            group by transaction_id, unit having sum(amount) <> 0
            """
        )

    def totals(self):
        """Per unit: how many entries there are, and their sum."""
        return self.query("select unit, count(*), sum(amount) from rewards.ledger_entries group by unit order by unit")

    def balances(self):
        return {
            (account, unit): balance
            for account, unit, balance in self.query("select account, unit, balance from rewards.account_balances")
        }


def sums(entries, key):
    """Adds up the amounts of entries under a key."""
    totals = defaultdict(int)
    for entry in entries:
        totals[key(entry)] += entry.amount
    return dict(totals)
