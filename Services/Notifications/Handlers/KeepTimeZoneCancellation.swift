import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps that scheduled versions of the members policy never come in force, even before they are known (W6).
package struct KeepTimeZoneCancellation: FactHandler {
  package typealias Payload = MembersPolicyChangeCancelled

  package init() {}

  package func record(_ messages: [Incoming<MembersPolicyChangeCancelled>]) -> [Statement] {
    [TimeZoneStatements.withdraw(Set(messages.flatMap(\.data.versions)).sorted())]
  }
}
