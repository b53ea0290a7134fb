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

  package init(hire: ReportedHire, statement: HireHistory.Statement, data: JSONObject, json: Data, asOf: AsOf) {
    self.hire = hire
    self.statement = statement
    self.data = data
    self.json = json
    self.asOf = asOf
  }

  /// The message's routing key.
  package var routingKey: String { statement.routingKey }

  /// Whether a report says the very same as one that was made before, with nothing in between.
  ///
  /// What the receipt's clock says is not the vendor's word: it differs each time, and makes nothing new.
  package func repeats(_ before: MadeReport) -> Bool {
    guard before.routingKey == routingKey else { return false }
    guard asOf.clock == .receipt || before.clock == .receipt else { return before.data == data }
    var ignored: Set<String> = ["asOf"]
    // A date that nobody gave is the instant of receipt.
    if asOf.clock == .receipt {
      for date in ["hiredAt", "withdrawnAt"] where data[date] == data["asOf"] { ignored.insert(date) }
    }
    return before.data.filter { !ignored.contains($0.key) } == data.filter { !ignored.contains($0.key) }
  }
}

/// A report that was made, as far as the next of its hire is weighed against it.
package struct MadeReport: Hashable, Sendable {
  /// Its routing key.
  package let routingKey: String
  /// Its `data`.
  package let data: JSONObject
  /// Whose clock says as of when it speaks.
  package let clock: AsOf.Clock

  package init(routingKey: String, data: JSONObject, clock: AsOf.Clock) {
    self.routingKey = routingKey
    self.data = data
    self.clock = clock
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
