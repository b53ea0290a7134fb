import Vocabulary

/// R6: whether candidate and member had the same employer, which must not rest on the word of who gains by it.
///
/// The member says it first, the candidate's interview then; what staff set stands against both. Whatever the order and
/// repetition of statements, the flag comes to the same.
package struct OwnCompanyFlag: Sendable, Equatable {
  /// Whether they had.
  package private(set) var isOwnCompany: Bool
  /// Grows with each time that it turns out otherwise, from 1.
  package private(set) var revision: Int
  /// Who says so.
  package private(set) var source: ConflictSource
  /// When the newest statement was made in an interview.
  package private(set) var statedAt: Timestamp?

  /// Begins with what the member said, or with what is known since.
  package init(
    isOwnCompany: Bool, revision: Int = 1, source: ConflictSource = .recommendation, statedAt: Timestamp? = nil
  ) {
    self.isOwnCompany = isOwnCompany
    self.revision = revision
    self.source = source
    self.statedAt = statedAt
  }

  /// Takes in what an interview says of the candidate's employer; whether the flag turned out otherwise.
  ///
  /// The newest statement counts; of two of one instant the one that flags.
  package mutating func state(_ candidate: Employer, of member: Employer?, at instant: Timestamp) -> Bool {
    let isOwn = OwnCompanyIsFlagged.isOwnCompany(member: member, candidate: candidate)
    if let statedAt, instant < statedAt || instant == statedAt && !isOwn { return false }
    statedAt = instant
    guard source != .staff else { return false }
    return turn(isOwn, .interview)
  }

  /// Takes in what staff say; whether the flag turned out otherwise.
  ///
  /// It stands even where it changes nothing.
  package mutating func set(_ isOwnCompany: Bool) -> Bool {
    source = .staff
    return turn(isOwnCompany, .staff)
  }

  private mutating func turn(_ isOwn: Bool, _ source: ConflictSource) -> Bool {
    guard isOwn != isOwnCompany else { return false }
    isOwnCompany = isOwn
    revision += 1
    self.source = source
    return true
  }
}
