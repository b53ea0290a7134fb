/// Q3: nobody is transmitted who was not told of the processing (GDPR article 14).
///
/// A rejection transmits nothing.
package enum CandidateIsInformedBeforeTransmission {
  /// Whether an interview may end so.
  package static func allows(_ decision: Interview.Decision) -> Bool {
    decision.candidateInformed || !OnlyQualifiedReachTheCompany.allows(decision.outcome)
  }
}
