/// One place where a broker listens.
public struct AMQPEndpoint: Hashable, Sendable, CustomStringConvertible {
  /// The host name or address; an IPv6 address without brackets.
  public var host: String
  /// The port.
  public var port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Host and port, an IPv6 address in brackets.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
