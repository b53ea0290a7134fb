import ConsoleDomain
import Vocabulary

/// Somebody who is signed in.
package struct Session: Sendable {
  /// Who, in the provider's directory: the `actor` of each command (A2).
  package let subject: String
  /// What the provider calls them, to be greeted with.
  package let name: String
  package let roles: Set<Role>
  /// What every form has to carry, so that no other site can send one.
  package var formToken: String
  /// What the provider is shown when they sign out.
  package let idToken: String
  /// The language they chose; that of their browser where they chose none.
  package var language: Language?
  /// What the next page says on top.
  package var notices: [Notice] = []

  package init(subject: String, name: String, roles: Set<Role>, formToken: String, idToken: String) {
    self.subject = subject
    self.name = name
    self.roles = roles
    self.formToken = formToken
    self.idToken = idToken
  }

  /// Something that the next page says on top.
  package struct Notice: Sendable {
    let text: String
    var isGood = true
  }
}

/// How long sessions last, and how many there may be.
package struct SessionLimits: Sendable {
  /// After the last request.
  let idle: Duration
  /// After signing in, whatever happens.
  let whole: Duration
  /// Of one person: whoever signs in once more ends the one that they used least lately.
  var ofPerson = 10
  /// Of all.
  var ofAll = 10_000

  package init(idle: Duration, whole: Duration, ofPerson: Int = 10, ofAll: Int = 10_000) {
    self.idle = idle
    self.whole = whole
    self.ofPerson = ofPerson
    self.ofAll = ofAll
  }
}
