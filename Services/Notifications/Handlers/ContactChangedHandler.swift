import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps how to reach a member, the name and language to write with (N4), and how offers reach the member by mail, which what
/// waits goes by at once (M11).
package struct ContactChangedHandler: FactHandler {
  package typealias Payload = ContactChanged

  private let offerWindow: Double

  /// Seconds that offers wait for each other.
  package init(offerWindow: Double = Composer.defaultOfferWindow) {
    self.offerWindow = offerWindow
  }

  package func record(_ messages: [Incoming<ContactChanged>]) -> [Statement] {
    let contacts = MemberStatements.keepContacts(messages.map(\.data))
    // The first revision is the joining: nobody was proposed anything before it.
    let changed = Set(messages.map(\.data).filter { $0.revision > 1 }.map(\.memberId))
    guard let now = messages.first?.receivedAt, !changed.isEmpty else { return [contacts] }
    return [contacts, OfferWindowStatements.follow(changed.sorted(), window: offerWindow, at: now)]
  }
}
