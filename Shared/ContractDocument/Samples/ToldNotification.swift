public import Messages

/// A notification as it is really made: what its `details` hold, out of samples that were composed.
public struct ToldNotification: Sendable {
  /// Who it is for.
  public let audience: Audience
  /// What it tells.
  public let name: String
  /// In a sentence.
  public let description: String
  /// The events that it tells of; `details` have their fields, less what the audience may not see.
  public private(set) var events: [MessageType] = []
  /// What `details` were, in each sample.
  public private(set) var details: [JSONObject] = []
  /// The `data` of the first sample.
  public private(set) var example: NotificationMessage?

  /// A notification of which nothing was composed yet.
  public init(audience: Audience, name: String, description: String) {
    self.audience = audience
    self.name = name
    self.description = description
  }

  /// Takes up a sample, made of an event or of none.
  public mutating func add(_ message: NotificationMessage, tellingOf event: MessageType?) {
    if let event, !events.contains(event) { events.append(event) }
    details.append(message.details)
    example = example ?? message
  }

  /// The type of its message.
  var type: MessageType { MessageType(service: "notifications", name: "\(audience.rawValue)-\(name)") }

  /// The keys of `details`, in some order.
  var keys: Set<String> { Set(details.flatMap(\.keys)) }

  /// The keys that every sample has.
  var keysOfAll: Set<String> {
    details.dropFirst().reduce(Set(details.first.map { Array($0.keys) } ?? [])) { $0.intersection($1.keys) }
  }

  /// The first value of a key.
  func value(of key: String) -> JSONValue? { details.lazy.compactMap { $0[key] }.first }
}
