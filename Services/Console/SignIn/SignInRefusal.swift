/// Why somebody could not sign in; none of it says who.
package enum SignInRefusal: Error, Hashable {
  /// The provider does not answer, or not as a provider does.
  case providerAway
  /// Provider and console do not fit together: whoever operates them has to look.
  case misconfigured(String)
  /// The provider does not take the code: it is too old, was used, or is somebody else's.
  case codeRefused
  /// The token that came for it is not believed.
  case tokenRefused(TokenDefect)
}

/// What is wrong with a token.
package enum TokenDefect: String, Error, CaseIterable {
  /// It is no signed token.
  case malformed
  /// It is not signed in a way that only the provider can sign.
  case algorithm
  /// The provider has no such key.
  case unknownKey = "unknown-key"
  /// Its signature does not hold.
  case signature
  /// Another issued it.
  case issuer
  /// It is for another client, or was asked for by one.
  case audience
  /// It belongs to another attempt.
  case nonce
  /// It has run out, or does not say when it does.
  case expired
  /// It is of a time to come, or does not say of which.
  case early
  /// It names nobody, or somebody whom no command can name as its actor.
  case subject
}
