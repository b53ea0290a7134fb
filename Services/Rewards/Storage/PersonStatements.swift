import FoundationEssentials
import MessageHandling
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// Statements on who is the same person (M5).
enum PersonStatements {
  /// The ids of some members, and of all memberships of their persons: a query to be put into another one.
  static func memberships(of members: [MemberID]) -> Statement {
    """
    select unnest(\(members))
    union
    select others.alias_id
    from rewards.persons as own
    join rewards.persons as others using (key_id)
    where own.alias_id = any(\(members))
    """
  }

  /// Holds the links of the persons of some members as they are.
  ///
  /// Asked after the members are locked: who links one of them to a person has it for an update.
  static func share(of members: [MemberID]) -> Statement {
    """
    select alias_id, key_id
    from rewards.persons
    where key_id = any(array(select key_id from rewards.persons where alias_id = any(\(members))))
    order by alias_id
    for share
    """
  }

  /// Locks the links of some members and persons, and of all that share a key with them.
  ///
  /// Two who bring the first link of one person at the same time both find none: the second then breaks the primary key, and
  /// is tried again.
  static func lock(_ members: [MemberID], and persons: [PersonID]) -> Statement {
    """
    select alias_id, key_id
    from rewards.persons
    where key_id = any(array(
      select key_id from rewards.persons where alias_id = any(\(members)) or alias_id = any(\(persons))
    ))
    order by alias_id
    for update
    """
  }

  /// Reads what the two above gave.
  static func links(_ rows: ResultSet) throws(PostgreSQLError) -> [(alias: UUID, key: MemberID)] {
    try rows.decode((UUID, MemberID).self).map { (alias: $0, key: $1) }
  }

  /// Adds links, and moves those that are known.
  static func save(_ persons: Persons, known: Set<UUID>) -> [Statement] {
    let links = persons.changed.map { MemberID(rawValue: $0) }.sorted().compactMap { alias in
      persons[alias.rawValue].map { (alias: alias.rawValue, key: $0) }
    }
    let added = links.filter { !known.contains($0.alias) }
    let moved = links.filter { known.contains($0.alias) }
    var statements: [Statement] = []
    if !added.isEmpty {
      statements.append(
        """
        insert into rewards.persons (alias_id, key_id)
        select * from unnest(\(added.map(\.alias)), \(added.map(\.key)))
        """)
    }
    if !moved.isEmpty {
      statements.append(
        """
        update rewards.persons
        set key_id = changed.key_id
        from unnest(\(moved.map(\.alias)), \(moved.map(\.key))) as changed (alias_id, key_id)
        where persons.alias_id = changed.alias_id
        """)
    }
    return statements
  }
}
