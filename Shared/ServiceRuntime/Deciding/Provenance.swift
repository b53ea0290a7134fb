import Topology
import AMQPClient
import MessageHandling

/// A message did not come the way that its kind comes.
struct SenderNotAllowed: Error {
  /// Which rule it breaks.
  let detail: String
}

/// Whether a message came the way that it was meant to: published to the lane's own exchange, under the key of its type.
///
/// The broker asks for rights on an exchange and on a routing key. `CC` headers, the default exchange, bindings between
/// exchanges, alternate exchanges and dead-lettering all lead past what it asks. So what came by another way counts as
/// nothing, whatever it says.
enum Provenance {
  /// Throws `SenderNotAllowed` for what was not published to the exchange of the lane, or came by dead-lettering.
  static func check(_ delivery: Delivery, of kind: MessageKind) throws(SenderNotAllowed) {
    guard delivery.exchange == kind.exchange.rawValue else {
      throw SenderNotAllowed(detail: "it was not published to \(kind.exchange.rawValue)")
    }
    guard delivery.properties.headers["x-death"] == nil else {
      throw SenderNotAllowed(detail: "it came by dead-lettering: send it anew, without the header x-death")
    }
  }

  /// Throws `SenderNotAllowed` for what was published under another key than its type's.
  static func check(_ routingKey: String, of handling: Handling) throws(SenderNotAllowed) {
    guard routingKey == handling.routingKey else {
      throw SenderNotAllowed(detail: "its routing key is not that of its type, \(handling.routingKey)")
    }
  }
}
