import AMQPClient
import MessageHandling
import Messages
import Topology
import Vocabulary

/// A message did not come the way that its kind comes, or from somebody who may say it.
struct SenderNotAllowed: Error {
  /// Which rule it breaks.
  let detail: String
  /// What whoever is answered reads.
  var problem = Problem(.senderNotAllowed)
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
      throw .otherKey("its routing key is not that of its type, \(handling.routingKey)")
    }
  }

  /// Throws `SenderNotAllowed` for what a login says that is not that login's to say.
  static func check(
    _ login: String?, saying routingKey: String, of kind: MessageKind, to origin: MessageOrigin
  ) throws(SenderNotAllowed) {
    guard let login else {
      // Who publishes events are programs of ours, and those all say who they are.
      guard kind == .event, !origin.believesUnvouchedEvents else { return }
      throw SenderNotAllowed(detail: "no login vouches for it: an event has the property user_id")
    }
    guard origin.senders.may(login, say: routingKey, on: kind.exchange) else {
      throw SenderNotAllowed(detail: "the login that published it may not say this")
    }
  }

  /// Throws `SenderNotAllowed` for a report in the name of a system that is another login's.
  static func check(_ login: String?, reportingFor sourceSystem: String, to origin: MessageOrigin)
    throws(SenderNotAllowed)
  {
    guard !origin.senders.may(login, reportFor: sourceSystem) else { return }
    throw SenderNotAllowed(
      detail: login == nil
        ? "its sourceSystem counts from one login alone, and the property user_id does not say which published it"
        : "its sourceSystem is not one that the login reports for")
  }
}

extension SenderNotAllowed {
  /// A mistake that people make: the answer says where to look for it.
  static func otherKey(_ detail: String) -> SenderNotAllowed {
    SenderNotAllowed(
      detail: detail, problem: .invalidMessage([FieldError(field: "type", message: "is not that of the routing key")]))
  }
}
