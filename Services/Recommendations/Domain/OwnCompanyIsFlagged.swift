import Vocabulary

/// R6: a candidate who works where the member does is flagged when recommended; the flag decides who is paid (W4).
package enum OwnCompanyIsFlagged {
  /// Whether both name the same employer.
  package static func isOwnCompany(member: Employer?, candidate: Employer?) -> Bool {
    guard let member, let candidate else { return false }
    return member.isSame(as: candidate)
  }
}
