/// The CloudEvents `type` of a message: `coopt.<service>.<name>.v<N>` (contract, Envelope).
public struct MessageType: Hashable, Sendable, CustomStringConvertible {
  /// The service that owns the message, or `integration`, `notifications`, `reply`.
  public let service: String
  /// The message's name within its service, such as `offer-published`.
  public let name: String
  /// The version of the schema of `data`, from 1.
  public let version: Int
  /// The whole text, such as `coopt.offers.offer-published.v1`.
  public let description: String

  /// Names a message type.
  public init(service: String, name: String, version: Int = 1) {
    self.service = service
    self.name = name
    self.version = version
    self.description = "coopt.\(service).\(name).v\(version)"
  }

  /// Reads the text form; nil when it does not follow the contract's pattern.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "coopt", parts[3].first == "v", !parts[1].isEmpty, !parts[2].isEmpty,
      let version = Int(parts[3].dropFirst()), version > 0
    else { return nil }
    self.init(service: String(parts[1]), name: String(parts[2]), version: version)
  }

  /// The routing key of commands and events: `<service>.<name>`.
  public var routingKey: String { "\(service).\(name)" }

  /// The envelope's `dataschema`: `urn:coopt:schema:<service>.<name>:v<N>`.
  public var dataSchema: String { "urn:coopt:schema:\(service).\(name):v\(version)" }
}
