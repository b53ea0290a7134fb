package import Vocabulary

extension Posting {
  /// Points for a member.
  package static func points(_ points: Points, to member: MemberID) -> [Posting] {
    [
      debit(.pointsIssued, points.rawValue, .points),
      credit(.points(member), points.rawValue, .points),
    ]
  }
}
