import PostgreSQLClient
import Vocabulary

/// How webhooks are looked at after one led to something that the database does not take: one by one, until it is found and
/// set aside, so that it stops no other.
package struct Caution: Sendable {
  /// How many more are looked at by themselves.
  package private(set) var left = 0
  /// The one that failed by itself.
  package private(set) var suspect: DeliveryID?

  /// Nothing failed so far.
  package init() {}

  /// How many of so many are to be looked at at once.
  package func count(_ usual: Int) -> Int { left > 0 ? 1 : usual }

  /// Some were looked at, and what they led to could be written.
  package mutating func succeeded() {
    left = max(0, left - 1)
    suspect = nil
  }

  /// What some led to could not be written.
  package mutating func failed(_ ids: [DeliveryID]) {
    left = max(left, ids.count)
    suspect = ids.count == 1 ? ids[0] : nil
  }

  /// Whether an error is about what was to be written.
  ///
  /// That is a value that cannot be, a rule of the tables, an entry too large for an index (classes 22, 23 and 54 of
  /// SQLSTATE). Anything else may be over soon, and says nothing of a webhook.
  package static func isOfContent(_ error: any Error) -> Bool {
    guard case .server(let state)? = (error as? PostgreSQLError)?.code else { return false }
    return ["22", "23", "54"].contains { state.hasPrefix($0) }
  }
}
