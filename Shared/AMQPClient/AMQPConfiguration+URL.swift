public import Certificates
import FoundationEssentials
import Glibc

extension AMQPConfiguration {
  /// What a URL may ask for after its question mark.
  private static let parameters = ["cacertfile", "certfile", "keyfile"]

  /// Reads `amqp://user:password@host:port/vhost` or `amqps://…`, percent-encoded as RabbitMQ's URI specification says.
  ///
  /// Several hosts are separated by commas, each with its own port: `amqp://user:password@a:5672,b:5673/vhost`. Parameters
  /// are `cacertfile`, `certfile` and `keyfile`. In clear only hosts of this machine are spoken to, unless more is allowed.
  /// Throws `AMQPError` with code `invalidConfiguration` that names the part at fault, never the password.
  public init(
    url text: String, connectionName: String = "coopt", plainText: PlainText = .onLoopback
  ) throws(AMQPError) {
    let (first, others) = Self.hosts(in: text)
    guard let url = URLComponents(string: first) else { throw Self.invalid("cannot be read") }
    guard let scheme = url.scheme, ["amqp", "amqps"].contains(scheme) else {
      throw Self.invalid("has a scheme other than amqp and amqps")
    }
    let usesTLS = scheme == "amqps"
    var endpoints = [try Self.endpoint(url, usesTLS)]
    guard let user = url.user, !user.isEmpty else { throw Self.invalid("names no user") }
    guard let password = url.password else { throw Self.invalid("has no password") }
    for other in others {
      guard let url = URLComponents(string: "\(scheme)://\(other)") else { throw Self.invalid("cannot be read") }
      endpoints.append(try Self.endpoint(url, usesTLS))
    }
    let path = url.path.dropFirst()
    self.init(
      host: endpoints[0].host, virtualHost: path.isEmpty ? "/" : String(path), user: user, password: password,
      usesTLS: usesTLS, connectionName: connectionName)
    self.endpoints = endpoints
    self.plainText = plainText
    try read(url.queryItems ?? [])
    if !usesTLS, let exposed = endpoints.first(where: { !plainText.allows($0.host) }) {
      throw AMQPError(
        .invalidConfiguration,
        "the broker's URL is amqp, and '\(exposed.host)' is not this machine: password and messages would go there in"
          + " clear; use amqps://…?cacertfile=…, \(PlainText.advice)")
    }
  }

  private static func invalid(_ reason: String) -> AMQPError {
    AMQPError(
      .invalidConfiguration, "the broker's URL \(reason); expected amqp://user:password@host:port/vhost")
  }

  private static func endpoint(_ url: URLComponents, _ usesTLS: Bool) throws(AMQPError) -> AMQPEndpoint {
    guard let host = url.host, !host.isEmpty else { throw invalid("names no host") }
    return AMQPEndpoint(
      // An IPv6 address stands in brackets in a URL, and nowhere else.
      host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host, port: url.port ?? (usesTLS ? 5671 : 5672))
  }

  /// The URL with its first host alone, and the other hosts with their ports.
  private static func hosts(in text: String) -> (first: String, others: [Substring]) {
    guard let start = text.firstRange(of: "://")?.upperBound else { return (text, []) }
    let end = text[start...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
    let hosts = text[start..<end].lastIndex(of: "@").map { text.index(after: $0) } ?? start
    let all = text[hosts..<end].split(separator: ",", omittingEmptySubsequences: false)
    guard let first = all.first, all.count > 1 else { return (text, []) }
    return ("\(text[..<hosts])\(first)\(text[end...])", Array(all.dropFirst()))
  }

  private mutating func read(_ items: [URLQueryItem]) throws(AMQPError) {
    for item in items {
      guard Self.parameters.contains(item.name) else {
        throw Self.invalid(
          "has a parameter '\(item.name)' that is not known; known are \(Self.parameters.joined(separator: ", "))")
      }
      guard let path = item.value, access(path, R_OK) == 0 else {
        throw Self.invalid("names a \(item.name) that cannot be read: \(item.value ?? "")")
      }
      switch item.name {
      case "cacertfile": certificateAuthorityFile = path
      case "certfile": certificateFile = path
      default: keyFile = path
      }
    }
    guard usesTLS || items.isEmpty else { throw Self.invalid("is amqp, which has no certificates; amqps has") }
    guard !usesTLS || certificateAuthorityFile != nil else { throw Self.invalid("is amqps but has no ?cacertfile=") }
    guard (certificateFile == nil) == (keyFile == nil) else {
      throw Self.invalid("has one of certfile and keyfile without the other")
    }
  }
}
