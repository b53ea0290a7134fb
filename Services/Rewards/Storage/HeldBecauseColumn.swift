import PostgreSQLClient
import Vocabulary

extension HeldBecause: PostgreSQLEncodable, PostgreSQLDecodable {}

/// Why a reward is held, as lists tell it: finer than what is decided by, since parties come and go while it waits.
enum HeldBecauseColumn {
  /// What `value` reads: the member's profile and the charity that it names; `r` is the reward.
  ///
  /// Joined where it is held alone, so that a page of others costs nothing for it.
  static let join: Statement = """
    left join rewards.members held_for on r.hold_reason = 'option-open' and held_for.member_id = r.member_id
    left join rewards.charities held_charity on held_charity.charity_id = held_for.preferred_charity_id
    """

  /// The reason; null where it is not held.
  static let value: Statement = """
    case
      when r.hold_reason is distinct from 'option-open' then r.hold_reason
      when held_for.preferred_option is null then 'option-open'
      when not held_charity.is_active then 'charity-retired'
      else 'party-unknown'
    end
    """
}
