import Vocabulary

/// R3: a member is told only so often in a day that a candidate is known already; by then nothing is said of any candidate.
package struct RefusalsAreLimited: Sendable {
  /// How long a refusal counts, in seconds.
  package static let period = 86_400.0

  /// How many there may be in the period; nil for any number.
  private let limit: Int?
  private var counts: [MemberID: Int]
  /// Who was refused in this batch, in order.
  package private(set) var noted: [MemberID] = []

  /// Begins with what was counted in the period that ends now.
  package init(limit: Int? = nil, counts: [MemberID: Int] = [:]) {
    self.limit = limit
    self.counts = counts
  }

  /// Whether a member may have another answer about a candidate.
  package func allows(_ member: MemberID) -> Bool {
    limit.map { counts[member, default: 0] < $0 } ?? true
  }

  /// Whether a refusal says something of a candidate.
  package static func counts(_ code: ProblemCode) -> Bool {
    code == .candidateAlreadyAttributed || code == .selfRecommendation
  }

  /// Counts a refusal of a code, if it is one of those.
  package mutating func note(_ code: ProblemCode, of member: MemberID) {
    guard Self.counts(code) else { return }
    counts[member, default: 0] += 1
    noted.append(member)
  }
}
