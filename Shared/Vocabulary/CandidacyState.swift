/// What became of a candidate that a company got (Q2, Q5).
public enum CandidacyState: String, ClosedEnumeration {
  /// The company has the candidate.
  case transmitted
  /// The decision was corrected: the company has the candidate no more.
  case withdrawn
  /// The company does not want the candidate.
  case notRetained = "not-retained"
  /// A hire is in force.
  case hired
}
