public import Vocabulary

/// Why an authentic webhook waits for somebody.
public enum QuarantineReason: String, ClosedEnumeration {
  /// It is not what the vendor's documents say: a field is missing, or of another form.
  case notUnderstood = "not-understood"
  /// No offer is known for the job, requisition or opening that it names.
  case jobNotMapped = "job-not-mapped"
  /// It names nobody by e-mail address or telephone.
  case candidateNotNamed = "candidate-not-named"
  /// The vendor's API does not answer, or not with what is needed.
  case vendorNotRead = "vendor-not-read"
  /// What follows from it would be refused by the platform.
  case notAcceptable = "not-acceptable"
}
