import ConsoleDomain
import Vocabulary

/// Somebody who is signed in.
struct Session: Sendable {
  /// Who, in the provider's directory: the `actor` of each command (A2).
  let subject: String
  /// What the provider calls them, to be greeted with.
  let name: String
  let roles: Set<Role>
  /// What every form has to carry, so that no other site can send one.
  let formToken: String
  /// What the provider is shown when they sign out.
  let idToken: String
  /// The language they chose; that of their browser where they chose none.
  var language: Language?
  /// What the next page says on top.
  var notices: [Notice] = []

  /// Something that the next page says on top.
  struct Notice: Sendable {
    let text: String
    var isGood = true
  }
}

/// How long a session lasts.
struct SessionLimits: Sendable {
  /// After the last request.
  let idle: Duration
  /// After signing in, whatever happens.
  let whole: Duration
}
