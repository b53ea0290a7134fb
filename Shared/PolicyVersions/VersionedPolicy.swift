import MessageHandling
import Messages
import PostgreSQLClient

/// A service's policy, kept by versions: its terms, its columns, and what a change of it has to keep.
///
/// All that a service says of its policy; how versions are asked for, changed, cancelled and kept is the same for each.
package protocol VersionedPolicy: Sendable {
  /// What a version says, as others are told it.
  associatedtype Told: PolicyTerms
  /// What a version says, as it is kept.
  associatedtype Terms: Sendable = Told

  /// The table's columns, each with the field of the terms that it holds and that of a change that replaces it.
  static var columns: [PolicyColumn<Terms, Told.Change>] { get }

  /// Columns that no terms have: a new version repeats them from the one before.
  static var repeatedColumns: [SQLIdentifier] { get }

  /// Terms of which no column is read yet.
  static var unread: Terms { get }

  /// What others are told of the terms: all, unless more is kept.
  static var told: any WritableKeyPath<Terms, Told> & Sendable { get }

  /// Terms as this process goes by them: as they are kept, unless a setting stands in for something.
  func inEffect(_ kept: Terms) -> Terms

  /// Selects which of the names in some changes exist, where only the database knows that.
  func selectNames(in changes: [Told.Change]) -> Statement?

  /// Refuses a change for what it says, given the names in it that exist.
  func check(_ change: Told.Change, existingNames: Set<String>) throws(Problem)

  /// Refuses what a change makes of the terms.
  func check(_ changed: Terms) throws(Problem)

  /// Tells other services of a version, where they go by it.
  func tell(_ version: DatedVersion<Terms>, emitting emission: inout Emission)

  /// Tells other services that versions were withdrawn, where they go by them.
  func tell(withdrawn versions: [Int], emitting emission: inout Emission)

  /// What is saved besides the versions that a schedule added or withdrew.
  func effects(of schedule: PolicySchedule<Terms>) -> [Statement]
}

extension VersionedPolicy {
  package static var repeatedColumns: [SQLIdentifier] { [] }
  package func inEffect(_ kept: Terms) -> Terms { kept }
  package func selectNames(in changes: [Told.Change]) -> Statement? { nil }
  package func check(_ change: Told.Change, existingNames: Set<String>) throws(Problem) {}
  package func check(_ changed: Terms) throws(Problem) {}
  package func tell(_ version: DatedVersion<Terms>, emitting emission: inout Emission) {}
  package func tell(withdrawn versions: [Int], emitting emission: inout Emission) {}
  package func effects(of schedule: PolicySchedule<Terms>) -> [Statement] { [] }

  /// The terms of another version, in which what a change gives is replaced.
  package static func change(_ terms: Terms, by change: Told.Change, to number: Int) -> Terms {
    var terms = terms
    for column in columns { column.change(&terms, change) }
    terms[keyPath: told].version = number
    return terms
  }
}

extension VersionedPolicy where Terms == Told {
  package static var told: any WritableKeyPath<Terms, Told> & Sendable { \.self }
}

/// A policy that every process goes by alike, whatever its settings.
package protocol PolicyWithoutSettings: VersionedPolicy {
  init()
}
