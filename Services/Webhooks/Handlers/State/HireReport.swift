import FoundationEssentials
import Messages
import Vocabulary
import WebhooksDomain

/// A report that is made from a webhook: a message to the platform, not sent yet.
package struct HireReport: Sendable {
  /// The hire, as it is known in the source's system.
  package let hire: ReportedHire
  /// Whether it is a hire or its end.
  package let statement: HireHistory.Statement
  /// The `data`.
  package let data: JSONObject
  /// The same, as JSON.
  package let json: Data
  /// As of when it speaks, and whose clock that is.
  package let asOf: AsOf

  /// The message's routing key.
  package var routingKey: String { statement.routingKey }

  /// Whether a report says the very same as one that was made before, with nothing in between.
  ///
  /// What a receipt's clock says is not the vendor's word: it differs each time, and makes nothing new.
  package func repeats(_ routingKey: String, _ before: JSONObject) -> Bool {
    guard routingKey == self.routingKey else { return false }
    guard asOf.clock == .receipt else { return before == data }
    return Self.withoutClock(before) == Self.withoutClock(data)
  }

  /// Data less the instants that are the as-of instant: `asOf` itself, and a date that nobody gave.
  private static func withoutClock(_ data: JSONObject) -> JSONObject {
    let asOf = data["asOf"]
    return data.filter { key, value in
      key != "asOf" && !((key == "hiredAt" || key == "withdrawnAt") && value == asOf)
    }
  }
}

/// A hire by what reports name it: source system and application.
package struct ReportedHire: Hashable, Sendable {
  /// The system.
  package let sourceSystem: String
  /// The application in that system.
  package let applicationID: String

  package init(sourceSystem: String, applicationID: String) {
    self.sourceSystem = sourceSystem
    self.applicationID = applicationID
  }
}

extension HireHistory.Statement {
  /// The key that it is reported under.
  package var routingKey: String {
    switch self {
    case .hired: HireReported.routingKey
    case .unhired: HireWithdrawalReported.routingKey
    }
  }

  /// What is reported under a key.
  package init(routingKey: String) { self = routingKey == HireReported.routingKey ? .hired : .unhired }

  /// The type of the message that says it.
  package var messageType: MessageType {
    switch self {
    case .hired: HireReported.messageType
    case .unhired: HireWithdrawalReported.messageType
    }
  }
}
