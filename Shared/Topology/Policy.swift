/// Tunables of queues and exchanges, kept out of their declarations so that an operator can change them in place.
public struct Policy: Encodable, Sendable {
  /// What a policy applies to.
  public enum Target: String, Encodable, Sendable {
    /// Exchanges alone.
    case exchanges
    /// Queues and streams.
    case queues
  }

  /// A value of a policy's definition.
  public enum Value: Encodable, Sendable {
    /// A name, or a duration such as `30D`.
    case text(String)
    /// A number of bytes, messages or milliseconds.
    case number(Int)

    /// Writes the bare value.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }

  /// The policy's name, unique in the virtual host.
  public let name: String
  /// Where it applies.
  public let vhost: String
  /// A regular expression over names.
  ///
  /// Patterns of two policies never match the same name: only one would count.
  public let pattern: String
  /// What kind of thing the pattern names.
  public let applyTo: Target
  /// The keys and values.
  public let definition: [String: Value]
  /// Which policy counts where several match.
  public let priority: Int

  init(
    _ name: String, pattern: String, applyTo: Target, definition: [String: Value],
    vhost: String = Topology.virtualHost
  ) {
    self.name = name
    self.vhost = vhost
    self.pattern = pattern
    self.applyTo = applyTo
    self.definition = definition
    self.priority = 0
  }

  /// The same in another virtual host.
  func moved(to vhost: String) -> Policy {
    Policy(name, pattern: pattern, applyTo: applyTo, definition: definition, vhost: vhost)
  }

  private enum CodingKeys: String, CodingKey {
    case name, vhost, pattern, definition, priority
    case applyTo = "apply-to"
  }
}
