import AMQPClient
import Topology

extension Delivery {
  /// A dead letter that an operator sent back to this lane, as its message first came; any other delivery as it is.
  ///
  /// What the headers say of its exchange, its key and its user counts by the exchange `coopt.replay` alone, which
  /// operators alone write, and the console for them (`console-letters`). It then goes through the same checks as what came by itself: who could not send it then
  /// cannot have it sent now.
  var asFirstSent: Delivery {
    guard exchange == Exchange.replay.rawValue,
      let first = properties.headers[ReplayHeader.exchange]?.string,
      let key = properties.headers[ReplayHeader.routingKey]?.string
    else { return self }
    var properties = properties
    properties.userID = properties.headers[ReplayHeader.userID]?.string
    for name in ReplayHeader.all { properties.headers[name] = nil }
    return part(properties: properties, body: body).rerouted(exchange: first, routingKey: key)
  }
}
