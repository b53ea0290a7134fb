import AMQPClient
import ArgumentParser
import CooptCommandLine

/// Where the broker is.
struct BrokerOptions: ParsableArguments {
  @Option(
    name: .customLong("amqp-url"),
    help: ArgumentHelp(
      "The broker, amqp:// or amqps://user:password@host:port/vhost.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_AMQP_URL_FILE.", valueName: "url"))
  var url: String?

  /// How to connect, for as long as the caller waits at most.
  func configuration(within seconds: Double = 10) throws -> AMQPConfiguration {
    try Self.configuration(of: .broker, url: url, within: seconds)
  }

  /// A sender that waits so long for each reply.
  func sender(within seconds: Double) throws -> CommandSender {
    CommandSender(try configuration(within: seconds), timeout: .seconds(seconds))
  }

  /// How to connect to one of the addresses.
  static func configuration(
    of address: ServerAddress, url: String?, within seconds: Double
  ) throws -> AMQPConfiguration {
    let url = try ServerAddresses().url(of: address, option: url)
    let plainText = try ServerAddresses().plainText()
    do throws(AMQPError) {
      var configuration = try AMQPConfiguration(url: url, connectionName: "coopt", plainText: plainText)
      // A service's part of the contract is the longest answer.
      configuration.bodyLimit = 8 << 20
      configuration.connectTimeoutSeconds = max(1, min(10, Int(seconds)))
      return configuration
    } catch {
      throw CommandFailure(error)
    }
  }
}
