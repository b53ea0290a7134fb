public import Vocabulary

/// Lists the sources that webhooks are received from, and how each is doing.
public struct ListSources: CommandPayload {
  /// `coopt.webhooks.list-sources.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "list-sources")

  public init() {}

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The sources, in the order of the configuration.
    public var sources: [ListedSource]

    public init(sources: [ListedSource]) {
      self.sources = sources
    }
  }
}

extension ListSources: FieldlessPayload {}

/// A source that webhooks are received from.
public struct ListedSource: Codable, Hashable, Sendable {
  /// Its name, which ends the address that the vendor posts to.
  public var source: String
  /// The vendor, or `standard`.
  public var vendor: String
  /// What its reports name as their `sourceSystem`.
  public var sourceSystem: String
  /// Whether there is a secret to look at signatures with: until there is, every webhook is answered 503.
  public var hasSecret: Bool
  /// How many webhooks wait for somebody.
  public var quarantined: Int
  /// When the last authentic one was received.
  public var lastReceivedAt: Timestamp?

  public init(
    source: String, vendor: String, sourceSystem: String, hasSecret: Bool, quarantined: Int,
    lastReceivedAt: Timestamp? = nil
  ) {
    self.source = source
    self.vendor = vendor
    self.sourceSystem = sourceSystem
    self.hasSecret = hasSecret
    self.quarantined = quarantined
    self.lastReceivedAt = lastReceivedAt
  }
}
