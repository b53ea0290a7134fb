/// Whether a webhook is from whom it says.
public enum Authenticity: Hashable, Sendable {
  /// One of the secrets signed it, the time that is signed with it (where one is) is within the replay window.
  case authentic
  /// It is a vendor's test that nothing signs, and nothing comes of it but the answer that the vendor wants.
  case test
  /// No secret signed it, or at another time.
  case refused(SignatureDefect)
}

/// Why a webhook is not believed.
public enum SignatureDefect: String, CaseIterable, Hashable, Sendable {
  /// There is no signature where the vendor's is.
  case missing
  /// The signature, or what is signed with it, has not the vendor's form.
  case malformed
  /// No secret makes this signature.
  case mismatch
  /// The time that is signed is outside of the replay window.
  case outdated
}
