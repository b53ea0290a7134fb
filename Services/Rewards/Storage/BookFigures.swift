import MessageHandling
import PostgreSQLClient

/// What the platform owes and has paid, for whoever runs it.
enum BookFigures {
  static let all = [
    Figure(
      [
        .count("coopt_hires_in_force", "Hires that are reported and not withdrawn."),
        .euros("coopt_bonuses_granted_euros", "Bonuses and sponsors' shares granted and not reversed."),
        .euros("coopt_bonuses_held_euros", "The part of these that is held until somebody chooses."),
        .euros("coopt_payouts_owed_euros", "Payouts that finance was asked for and has not confirmed."),
        .euros("coopt_payouts_paid_euros", "Payouts that finance has confirmed."),
      ],
      """
      select
        (select count(*) from rewards.hires where in_force),
        granted.total, granted.held, payouts.owed, payouts.paid
      from (
        select coalesce(sum(amount_cents), 0)::bigint as total,
          coalesce(sum(amount_cents) filter (where hold_reason is not null), 0)::bigint as held
        from rewards.rewards
        where reversed_at is null
      ) as granted
      cross join (
        select coalesce(sum(amount_cents) filter (where paid_at is null and cancelled_at is null), 0)::bigint as owed,
          coalesce(sum(amount_cents) filter (where paid_at is not null), 0)::bigint as paid
        from rewards.payouts
      ) as payouts
      """)
  ]
}
