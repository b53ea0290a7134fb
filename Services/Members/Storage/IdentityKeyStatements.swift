import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.identity_keys`.
///
/// All of them run under the lock on addresses (`MemberStatements.lockAddresses`).
enum IdentityKeyStatements {
  /// What a row is about: a key under which a member is, or was, recognised.
  struct Place: Hashable, Comparable, Sendable {
    let key: IdentityKey
    let memberID: MemberID

    static func < (left: Place, right: Place) -> Bool {
      (left.key.rawValue, left.memberID) < (right.key.rawValue, right.memberID)
    }
  }

  struct Row: Sendable {
    let place: Place
    let personID: PersonID
    let given: GivenIdentity
    let isCurrent: Bool
    let knownSince: Timestamp
  }

  /// How many former keys of a person are told at most, as many as a list in a message may hold.
  static let maximumFormerKeys = Validator.maximumItems

  /// Three answers: whose which key is; since when each of those persons, and of some members, is known, and whether expelled;
  /// and by which keys they are not recognised any more, the latest first.
  ///
  /// All rows of a key have one person, so that one row tells, however many share a number.
  static func people(by keys: [IdentityKey], and members: [MemberID]) -> [Statement] {
    let owners: Statement = """
      select given.identity_key, owner.person_id
      from unnest(\(keys)) as given (identity_key)
      cross join lateral (
        select k.person_id from members.identity_keys k where k.identity_key = given.identity_key limit 1
      ) owner
      """
    let persons: Statement = """
      select owned.person_id from (\(fragment: owners)) owned
      union
      select coalesce(m.person_id, m.member_id) from members.members m where m.member_id = any(\(members))
      """
    return [
      owners,
      """
      select p.person_id, founder.joined_at, exists (
        select from members.members x where x.person_id = p.person_id and x.expelled_at is not null
      )
      from (\(fragment: persons)) p
      join members.members founder on founder.member_id = p.person_id
      """,
      """
      select p.person_id, former.identity_key
      from (\(fragment: persons)) p
      cross join lateral (
        select k.identity_key, k.known_since
        from members.identity_keys k
        where k.person_id = p.person_id and not k.is_current
          and not exists (
            select from members.identity_keys c where c.identity_key = k.identity_key and c.is_current
          )
        order by k.known_since desc
        limit \(maximumFormerKeys)
      ) former
      order by p.person_id, former.known_since desc, former.identity_key
      """,
    ]
  }

  static func upsert(_ rows: [Row]) -> Statement {
    """
    insert into members.identity_keys as known (
      identity_key, member_id, person_id, written, country, is_current, known_since
    )
    select *
    from unnest(
      \(rows.map(\.place.key)), \(rows.map(\.place.memberID)), \(rows.map(\.personID)), \(rows.map(\.given.written)),
      \(rows.map(\.given.country)), \(rows.map(\.isCurrent)), \(rows.map(\.knownSince))
    )
    on conflict (identity_key, member_id) do update
    set person_id = excluded.person_id, is_current = excluded.is_current
    """
  }

  /// Notes that some members are not recognised by their keys any more, since they left.
  static func giveUp(_ members: [MemberID]) -> Statement {
    """
    update members.identity_keys k
    set is_current = false
    where k.member_id = any(\(members)) and k.is_current
    """
  }

  static func merge(_ merged: [PersonID: PersonID]) -> Statement {
    """
    update members.identity_keys k
    set person_id = merged.eldest
    from unnest(\(Array(merged.keys)), \(Array(merged.values))) as merged (younger, eldest)
    where k.person_id = merged.younger
    """
  }

  /// What some members gave, under the keys that are kept.
  static func given(by members: [MemberID]) -> Statement {
    """
    select k.member_id, k.identity_key, k.written, k.country
    from members.identity_keys k
    where k.member_id = any(\(members))
    order by k.known_since, k.identity_key
    """
  }

  /// Forgets the keys of some members, of which all are made anew.
  static func delete(of members: [MemberID]) -> Statement {
    "delete from members.identity_keys k where k.member_id = any(\(members))"
  }
}
