/// What a browser and the console know of one attempt to sign in, until the provider sends the browser back.
package struct SignInAttempt: Sendable {
  /// Says that the answer belongs to this browser's question.
  package let state = RandomText.make()
  /// Says that the token belongs to this attempt.
  package let nonce = RandomText.make()
  /// What PKCE keeps from whoever saw the code.
  package let verifier = RandomText.make()
  /// Where to go afterwards: a path of ours.
  package let back: String

  package init(back: String) {
    self.back = back
  }
}
