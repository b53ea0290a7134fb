import Vocabulary

/// A version of the ethics charter, put in force at an instant (M3).
package struct Charter: Hashable, Sendable {
  /// Its place among the versions put in force, from 1.
  package let ordinal: Int
  package let version: String
  package let inForceSince: Timestamp

  package init(ordinal: Int, version: String, inForceSince: Timestamp) {
    self.ordinal = ordinal
    self.version = version
    self.inForceSince = inForceSince
  }

  /// What follows when a version is put in force; nil when it is in force already.
  ///
  /// Later than this one in any case, even where two clocks disagree: others tell by the instant which one is newer.
  package func succeeded(by version: String, at now: Timestamp) -> Charter? {
    guard version != self.version else { return nil }
    let next = Timestamp(microseconds: inForceSince.microseconds + 1)
    return Charter(ordinal: ordinal + 1, version: version, inForceSince: max(now, next))
  }
}
