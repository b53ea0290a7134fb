/// What a browser and the console know of one attempt to sign in, until the provider sends the browser back.
struct SignInAttempt: Sendable {
  /// Says that the answer belongs to this browser's question.
  let state = RandomText.make()
  /// Says that the token belongs to this attempt.
  let nonce = RandomText.make()
  /// What PKCE keeps from whoever saw the code.
  let verifier = RandomText.make()
  /// Where to go afterwards: a path of ours.
  let back: String
}
