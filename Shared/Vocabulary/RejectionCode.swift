/// Why a candidate was rejected, in the words that a member may be told (Q4).
public enum RejectionCode: String, ClosedEnumeration {
  /// The candidate does not want the job.
  case notInterested = "not-interested"
  /// The candidate cannot begin.
  case notAvailable = "not-available"
  /// Nobody answered.
  case unreachable
  /// The job asks for something else.
  case profileDoesNotMatch = "profile-does-not-match"
  /// The company knows the candidate already.
  case duplicateApplication = "duplicate-application"
  /// Anything else.
  case other
}
