import AMQPClient
import FoundationEssentials
import MessageHandling

/// Tells what a lane's messages reach, before anybody decodes them: as their handlers declare it, by the bytes.
package struct ReachReading: Sendable {
  /// What is read of messages, by routing key; what is missing reaches anything.
  private let fields: [String: ReachedFields]

  /// A reading for some handlers of events.
  package init(_ handlings: [Handling]) {
    fields = Dictionary(
      handlings.compactMap { handling in
        guard case .story(let fields) = handling.reach else { return nil }
        return (handling.routingKey, ReachedFields(fields))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether any two messages may be handled at the same time.
  package var mayPart: Bool { !fields.isEmpty }

  /// What a message reaches; anything, where that cannot be made out.
  package func reach(of delivery: Delivery) -> LaneReach {
    guard let fields = fields[delivery.routingKey], delivery.unreadable == nil,
      delivery.properties.contentType?.hasPrefix(ContentType.structured) == true,
      let things = fields.things(in: delivery.body)
    else { return .lane }
    return .things(things)
  }
}
