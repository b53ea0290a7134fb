import AMQPClient
import ArgumentParser
import CooptCommandLine
import Vocabulary

/// Which letters are meant.
struct LetterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only of this service, or of the queue that refused them.", valueName: "name"))
  var queue: String?

  @Option(help: ArgumentHelp("Only with this code, such as invalid-message.", valueName: "code"))
  var code: String?

  @Option(help: ArgumentHelp("Only of this type, or of this name, such as join.", valueName: "type"))
  var type: String?

  @Option(help: ArgumentHelp("Only where the detail has this text, such as a field's name.", valueName: "text"))
  var detail: String?

  @Option(help: ArgumentHelp("Only what is older than so long (90s, 15m, 2h, 7d) or a time.", valueName: "age"))
  var olderThan: String?

  @Option(help: ArgumentHelp("Only what is not older than that.", valueName: "age"))
  var newerThan: String?

  /// The filter, with the ids of letters or messages.
  func filter(_ ids: [String] = []) throws -> LetterFilter {
    var filter = try LetterFilter(ids: ids, queue: queue)
    (filter.type, filter.code, filter.detail) = (type, code, detail)
    filter.before = try olderThan.map { try Age.instant($0) }
    filter.after = try newerThan.map { try Age.instant($0) }
    return filter
  }

  /// The queues to look into.
  func queues() throws -> [String] { try LetterQueue.named(queue) }

  /// Whether something says which letters are meant.
  var isGiven: Bool { [queue, code, type, detail, olderThan, newerThan].contains { $0 != nil } }
}

/// Where letters lie, as somebody who may take them.
struct LetterBrokerOptions: ParsableArguments {
  @Option(
    name: .customLong("amqp-url"),
    help: ArgumentHelp(
      "The broker, amqp:// or amqps://administrator:password@host:port/vhost.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_ADMIN_AMQP_URL_FILE.", valueName: "url"))
  var url: String?

  /// How to connect.
  func configuration() throws -> AMQPConfiguration {
    let url = try ServerAddresses().url(of: .administeredBroker, option: url)
    let plainText = try ServerAddresses().plainText()
    do throws(AMQPError) {
      return try AMQPConfiguration(url: url, connectionName: "coopt", plainText: plainText)
    } catch {
      throw CommandFailure(error)
    }
  }
}
