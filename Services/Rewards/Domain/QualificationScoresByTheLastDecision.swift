package import Vocabulary

/// What was decided on a recommendation's interview, as far as it scores (Q5, W7).
package struct Qualification: Hashable, Sendable {
  /// What a decision does to the points.
  package enum Effect: Hashable, Sendable {
    /// The recommendation scores.
    case scores
    /// What it scored is taken back.
    case takesBack(TransactionID)
  }

  /// The greatest that was told; nil while nothing was.
  ///
  /// Decisions of before there were corrections count as 0.
  package private(set) var revision: Int?
  /// The points that stand for it.
  package var pointsTransactionID: TransactionID?

  /// A qualification as it stands; without arguments one that nothing was decided on.
  package init(revision: Int? = nil, pointsTransactionID: TransactionID? = nil) {
    self.revision = revision
    self.pointsTransactionID = pointsTransactionID
  }

  /// Takes note of a decision: the last one counts, whichever came first; nil where it changes no points.
  package mutating func decide(isQualified: Bool, revision number: Int) -> Effect? {
    if let revision, revision >= number { return nil }
    revision = number
    switch (pointsTransactionID, isQualified) {
    case (nil, true): return .scores
    case (let points?, false): return .takesBack(points)
    case (nil, false), (.some, true): return nil
    }
  }
}
