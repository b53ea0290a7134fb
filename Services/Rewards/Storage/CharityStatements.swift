import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on the list of charities (W10).
enum CharityStatements {
  private static let columns: Statement = "charity_id, name, contact_email, locale, is_active, revision"

  /// Locks charities in the order of their ids.
  static func lock(_ charities: [CharityID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.charities
    where charity_id = any(\(charities))
    order by charity_id
    for update
    """
  }

  /// Reads a row of a charity.
  static func charity(_ row: Row) throws(PostgreSQLError) -> Charity {
    let (id, name, email, locale, isActive, revision) = try row.decode(
      (CharityID, String, EmailAddress?, Language, Bool, Int).self)
    return Charity(
      id: id, name: name, contactEmail: email, locale: locale, isActive: isActive, revision: revision)
  }

  /// Puts charities on the list; of these others are told in the same transaction.
  static func insert(_ charities: [Charity], at now: Timestamp) -> Statement {
    """
    insert into rewards.charities (\(fragment: columns), told_revision, registered_at)
    select \(fragment: columns), revision, \(now)
    from \(fragment: unnest(charities)) as registered (\(fragment: columns))
    """
  }

  /// Writes charities that were amended; of these, too.
  static func update(_ charities: [Charity]) -> Statement {
    """
    update rewards.charities
    set
      name = changed.name,
      contact_email = changed.contact_email,
      locale = changed.locale,
      is_active = changed.is_active,
      revision = changed.revision,
      told_revision = changed.revision
    from \(fragment: unnest(charities)) as changed (\(fragment: columns))
    where charities.charity_id = changed.charity_id
    """
  }

  private static func unnest(_ charities: [Charity]) -> Statement {
    """
    unnest(
      \(charities.map(\.id)),
      \(charities.map(\.name)),
      \(charities.map(\.contactEmail)),
      \(charities.map(\.locale)),
      \(charities.map(\.isActive)),
      \(charities.map(\.revision))
    )
    """
  }

  // MARK: Those that nobody was told of

  /// Locks charities that others were never told of, some of them, and says of each whether it is designated.
  static func lockUntold(limit: Int) -> Statement {
    """
    select \(fragment: columns), exists (select from rewards.designation d where d.charity_id = charities.charity_id)
    from rewards.charities
    where told_revision is null
    order by charity_id
    limit \(limit)
    for update skip locked
    """
  }

  /// Reads what `lockUntold` gave.
  static func untold(_ row: Row) throws(PostgreSQLError) -> (charity: Charity, isDesignated: Bool) {
    let (id, name, email, locale, isActive, revision, isDesignated) = try row.decode(
      (CharityID, String, EmailAddress?, Language, Bool, Int, Bool).self)
    let charity = Charity(
      id: id, name: name, contactEmail: email, locale: locale, isActive: isActive, revision: revision)
    return (charity, isDesignated)
  }

  /// Notes that others are told of charities as they are.
  static func noteTold(_ charities: [CharityID]) -> Statement {
    "update rewards.charities set told_revision = revision where charity_id = any(\(charities))"
  }
}
