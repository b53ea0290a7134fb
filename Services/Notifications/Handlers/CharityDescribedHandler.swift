import Messages
import MessageHandling
import PostgreSQLClient

/// Keeps a charity's name, and where it is written to (W10).
package struct CharityDescribedHandler: FactHandler {
  package typealias Payload = CharityDescribed

  package init() {}

  package func record(_ messages: [Incoming<CharityDescribed>]) -> [Statement] {
    [CharityStatements.keep(messages.map(\.data))]
  }
}
