import PostgreSQLClient

extension DifferenceQuery {
  /// Everything that can be asked of the operators' views.
  package static let all: [any LedgerCheck] = [
    balancedTransactions, balancesAreSums, mirroredReversals, singleReversals, nothingOrphaned, uniqueCauses, sides,
    guards, trails,
  ]

  /// W5: what keeps the books append-only and whole is in force, and is what the migrations made it.
  ///
  /// The owner of the tables can take it away, and cannot hide that. A body is known by its digest; changing one by a
  /// migration changes it here, which `GuardTests` demands. `kind` is `pg_trigger.tgtype`: 58 before a statement that
  /// updates, deletes or truncates, 5 after an inserted row, 4 after a statement that inserts.
  static let guards = DifferenceQuery(
    "guarded", promise: "the triggers that keep the books append-only and balanced are in force, unchanged",
    """
    with wanted (relation, trigger, kind, body) as (
      values
        ('transactions', 'transactions_balanced', 5, '80b16ae6ebbd3790c307518f68bdeecf'),
        ('entries', 'entries_whole', 4, '697f7849f9d149c5c9801d61d435c026'),
        ('transactions', 'transactions_append_only', 58, '96a273b27eeaa05ee8c8b327900444a7'),
        ('entries', 'entries_append_only', 58, '96a273b27eeaa05ee8c8b327900444a7'),
        ('entries', 'entries_while_posted', 4, 'fca4b428bd2481584b6e35218f19a6d9'),
        ('received', 'received_append_only', 58, '96a273b27eeaa05ee8c8b327900444a7')
    ), there as (
      select
        pg_class.relname::text as relation, pg_trigger.tgname::text as trigger, md5(pg_proc.prosrc) as body,
        pg_trigger.tgenabled in ('O', 'A') as is_enabled,
        case when pg_trigger.tgqual is null and pg_trigger.tgattr::text = '' then pg_trigger.tgtype end as kind
      from pg_trigger
      join pg_class on pg_class.oid = pg_trigger.tgrelid
      join pg_proc on pg_proc.oid = pg_trigger.tgfoid
      where pg_class.relnamespace = 'rewards'::regnamespace and not pg_trigger.tgisinternal
    )
    select
      wanted.relation || ' ' || wanted.trigger, 'in force, as migrated',
      case
        when there.trigger is null then 'not there'
        when not there.is_enabled then 'disabled'
        when there.kind is distinct from wanted.kind then 'on other occasions'
        else 'another body'
      end
    from wanted
    left join there using (relation, trigger)
    where
      there.trigger is null or not there.is_enabled or there.kind is distinct from wanted.kind
      or there.body <> wanted.body
    """)

  /// A2: what keeps the trail of decisions by hand append-only, and decisions of two people as they were asked for, is in
  /// force in every service that the database holds.
  ///
  /// In force for sessions that replicate too: so `tgenabled` is `A`. `kind` as in `guards`; 27 before a row that is updated
  /// or deleted, 34 before a statement that truncates.
  static let trails = DifferenceQuery(
    "trails", promise: "the triggers that keep each service's trail of decisions as it was are in force, unchanged",
    """
    with wanted as (
      select nspname::text as service, pg_namespace.oid as schema, relation, trigger, kind, body
      from pg_namespace
      cross join (
        values
          ('corrections', 'corrections_append_only', 58, 'd56a8aa3fd13792253b729d7db55c156'),
          ('decisions', 'decisions_kept', 27, '24e8c582aebb17c62f1842556a6217d6'),
          ('decisions', 'decisions_never_emptied', 34, '24e8c582aebb17c62f1842556a6217d6')
      ) as guard (relation, trigger, kind, body)
      where nspname in ('members', 'offers', 'recommendations', 'qualification', 'rewards', 'notifications', 'webhooks')
        -- Of a service whose migrations have come so far.
        and exists (
          select from pg_attribute
          join pg_class on pg_class.oid = pg_attribute.attrelid
          where pg_class.relnamespace = pg_namespace.oid and pg_class.relname = 'inbox' and attname = 'login'
        )
    ), there as (
      select
        pg_class.relnamespace as schema, pg_class.relname::text as relation, pg_trigger.tgname::text as trigger,
        md5(pg_proc.prosrc) as body, pg_trigger.tgenabled = 'A' as is_enabled,
        case when pg_trigger.tgqual is null and pg_trigger.tgattr::text = '' then pg_trigger.tgtype end as kind
      from pg_trigger
      join pg_class on pg_class.oid = pg_trigger.tgrelid
      join pg_proc on pg_proc.oid = pg_trigger.tgfoid
      where not pg_trigger.tgisinternal
    )
    select
      wanted.service || ' ' || wanted.trigger, 'in force, as migrated',
      case
        when there.schema is null then 'not there'
        when not there.is_enabled then 'disabled'
        when there.kind is distinct from wanted.kind then 'on other occasions'
        else 'another body'
      end
    from wanted
    left join there using (schema, relation, trigger)
    where
      there.schema is null or not there.is_enabled or there.kind is distinct from wanted.kind
      or there.body <> wanted.body
    """)

  /// W5: money, points and credits never come from nowhere.
  static let balancedTransactions = DifferenceQuery(
    "balanced", promise: "every transaction sums to zero in each unit",
    """
    select transaction_id::text || ' ' || unit, '0', sum(amount)::text
    from rewards.ledger_entries
    group by transaction_id, unit
    having sum(amount) <> 0
    """)

  /// W5: balances can be rebuilt from entries.
  ///
  /// The views show an entry without a transaction in its account's balance alone: so it is found here.
  static let balancesAreSums = DifferenceQuery(
    "balances", promise: "every balance is the sum of its entries",
    """
    select
      account || ' ' || unit, coalesce(entries.total::text, 'no entries'), coalesce(balances.balance::text, 'no balance')
    from (
      select account, unit, sum(amount) as total
      from rewards.ledger_entries
      group by account, unit
    ) as entries
    full join rewards.account_balances as balances using (account, unit)
    where entries.total is distinct from balances.balance
    """)

  /// W8: a reversal has the lines of its original with their signs turned, each as often, and no others.
  static let mirroredReversals = DifferenceQuery(
    "mirrored", promise: "every reversal mirrors its original exactly",
    """
    with reversals as (
      select transaction_id as reversal_id, reverses_transaction_id as original_id
      from rewards.ledger_transactions
      where reverses_transaction_id is not null
    ), wanted as (
      select reversal_id, account, unit, -amount as amount, count(*) as lines
      from reversals
      join rewards.ledger_entries on transaction_id = original_id
      group by reversal_id, account, unit, amount
    ), posted as (
      select reversal_id, account, unit, amount, count(*) as lines
      from reversals
      join rewards.ledger_entries on transaction_id = reversal_id
      group by reversal_id, account, unit, amount
    )
    select
      reversal_id::text || ' ' || account,
      coalesce(wanted.lines, 0) || ' times ' || amount || ' ' || unit,
      coalesce(posted.lines, 0) || ' times'
    from wanted
    full join posted using (reversal_id, account, unit, amount)
    where wanted.lines is distinct from posted.lines
    """)

  /// W8: what was taken back once is not taken back again, and only what is in the books is.
  static let singleReversals = DifferenceQuery(
    "reversed-once", promise: "every reversal names a transaction of the books, and no two the same",
    """
    select reverses_transaction_id::text, 'one reversal', count(*) || ' reversals'
    from rewards.ledger_transactions
    where reverses_transaction_id is not null
    group by reverses_transaction_id
    having count(*) > 1
    union all
    select reversals.transaction_id::text, 'reverses a transaction', 'reverses ' || reversals.reverses_transaction_id
    from rewards.ledger_transactions as reversals
    left join rewards.ledger_transactions as originals
      on originals.transaction_id = reversals.reverses_transaction_id
    where reversals.reverses_transaction_id is not null and originals.transaction_id is null
    """)

  /// W5: every entry leads back to its transaction, and no transaction is empty.
  static let nothingOrphaned = DifferenceQuery(
    "orphans", promise: "no transaction without entries, no entry without a transaction",
    """
    select transactions.transaction_id::text, 'entries', 'none'
    from rewards.ledger_transactions as transactions
    left join rewards.ledger_entries as entries using (transaction_id)
    where entries.entry_id is null
    union all
    select entries.entry_id::text, 'a transaction', 'none'
    from rewards.ledger_entries as entries
    left join rewards.ledger_transactions as transactions using (transaction_id)
    where transactions.transaction_id is null
    """)

  /// W5: one transaction per cause.
  static let uniqueCauses = DifferenceQuery(
    "causes", promise: "no cause is posted twice",
    """
    select cause_id, 'one transaction', count(*) || ' transactions'
    from rewards.ledger_transactions
    group by cause_id
    having count(*) > 1
    """)

  /// W8: nobody owes silently; what holders have is a credit, and what they owe back stands as a claim.
  static let sides = DifferenceQuery(
    "sides", promise: "payables, points and listing credits are credits, claims are debits",
    """
    select account || ' ' || unit, case when account like '%:claim' then '>= 0' else '<= 0' end, balance::text
    from rewards.account_balances
    where
      account like 'member:%:payable' and balance > 0
      or account like 'charity:%:payable' and balance > 0
      or account like 'member:%:points' and balance > 0
      or account like 'company:%:listing-credits' and balance > 0
      or account not like 'platform:%' and account like '%:claim' and balance < 0
    """)
}
