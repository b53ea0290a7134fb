import AMQPClient
import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// Where the broker is, for a system that reports hires.
struct TrackerOptions: ParsableArguments {
  @Option(
    name: .customLong("amqp-url"),
    help: ArgumentHelp(
      "The broker, amqp:// or amqps://system:password@host:port/vhost.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_ATS_AMQP_URL_FILE.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("What the names of the login's queues begin with.", valueName: "text"))
  var queuePrefix = "ats."

  func validate() throws { try SystemBroker.validate(queuePrefix) }

  /// Sends a report and shows its reply.
  func report<Report: ReportPayload>(
    _ report: Report.Type, id: MessageID, _ data: JSONObject, _ replying: ReplyOptions
  ) async throws {
    let broker = SystemBroker(address: .tracker, url: url, queuePrefix: queuePrefix)
    try await replying.show(broker.reply(to: OutgoingCommand(id: id, reporting: report, data: data), replying))
  }
}

/// Where the broker is, for a system that pays out.
struct FinanceOptions: ParsableArguments {
  @Option(
    name: .customLong("amqp-url"),
    help: ArgumentHelp(
      "The broker, amqp:// or amqps://system:password@host:port/vhost.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_FINANCE_AMQP_URL_FILE.", valueName: "url")
  )
  var url: String?

  @Option(help: ArgumentHelp("What the names of the login's queues begin with.", valueName: "text"))
  var queuePrefix = "finance."

  func validate() throws { try SystemBroker.validate(queuePrefix) }

  /// The broker, as that system sees it.
  var broker: SystemBroker { SystemBroker(address: .finance, url: url, queuePrefix: queuePrefix) }
}

/// The broker, as a system outside logs in to it.
struct SystemBroker {
  let address: ServerAddress
  let url: String?
  let queuePrefix: String

  /// How to connect, for as long as the caller waits at most.
  func configuration(within seconds: Double = 10) throws -> AMQPConfiguration {
    try BrokerOptions.configuration(of: address, url: url, within: seconds)
  }

  /// Sends something and waits for its reply.
  func reply(to command: OutgoingCommand, _ replying: ReplyOptions) async throws -> CommandReply {
    try await sender(within: replying.timeout).reply(to: command)
  }

  /// A sender that waits so long for each reply.
  func sender(within seconds: Double) throws -> CommandSender {
    CommandSender(try configuration(within: seconds), queuePrefix: queuePrefix, timeout: .seconds(seconds))
  }

  static func validate(_ queuePrefix: String) throws {
    guard queuePrefix.hasSuffix("."), queuePrefix.utf8.count <= 127 else {
      throw ValidationError("--queue-prefix ends with a dot, as in outside-systems.json")
    }
  }
}
