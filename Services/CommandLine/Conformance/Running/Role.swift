/// What a program is to the platform.
package enum Role: String, CaseIterable, Sendable {
  /// It reports hires and their withdrawal: an ATS, an HRIS.
  case publisher
  /// It pays what it is told to pay: finance.
  case payer
  /// It works with notifications: a staff tool.
  case consumer

  /// The login of the platform that it gets.
  package var login: String {
    switch self {
    case .publisher: "ats"
    case .payer: "finance"
    case .consumer: "staff"
    }
  }

  /// What the names of its queues begin with.
  package var prefix: String { login + "." }

  /// Whether a queue may be the one that brings it what the platform tells; else it is one for answers.
  ///
  /// Finance needs a queue that lasts. A staff tool that shows what happens now may as well let the broker name its own.
  package func mayHear(by queue: String) -> Bool {
    !queue.hasPrefix("amq.") || (self == .consumer && queue.hasPrefix("amq.gen-"))
  }

  /// The variable that its address stands in.
  package var variable: String { "COOPT_\(login.uppercased())_AMQP_URL" }

  /// Its scenarios, in the order in which they are played.
  package var scenarios: [Scenario] {
    switch self {
    case .publisher: Scenario.publishers
    case .payer: Scenario.payers
    case .consumer: Scenario.consumers
    }
  }
}
