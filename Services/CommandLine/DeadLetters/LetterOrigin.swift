import AMQPClient
import Topology

/// How a letter came to the queue that did not handle it, and so how it may go back there.
package struct LetterOrigin: Hashable, Sendable {
  /// Who wrote down why a letter is where it is.
  package enum Witness: Hashable, Sendable {
    /// The service whose letter it is: nobody else may publish under its first word.
    case service
    /// The broker: it came there past the service, which could not even read it, or from an exchange that routed it nowhere.
    case broker
    /// Nobody: somebody put it into the queue, who may have written anything.
    case nobody
  }

  /// The queue that refused it; nil where nobody knows, or where it is none that handles messages.
  package let lane: String?
  /// The exchange that its sender published it to.
  package let exchange: String
  /// The key that its sender published it with.
  package let routingKey: String
  /// The user whom the broker vouched for.
  package let userID: String?
  /// Whose word all this is.
  package let witness: Witness

  /// Reads the way of a letter in a queue.
  init(_ delivery: Delivery, in queue: String) {
    if queue == Topology.unroutableQueue {
      self.init(unroutable: delivery)
    } else {
      self.init(delivery, ofService: String(queue.prefix { $0 != "." }))
    }
  }

  /// What a service wrote on its letter; a copy (`CC`) that another one sends there has that one's key.
  private init(_ delivery: Delivery, ofService service: String) {
    let isLetter = delivery.exchange == Exchange.deadLetters.rawValue
    let isLastResort = delivery.routingKey == "\(service).rejected" || delivery.unreadable?.headers != nil
    witness =
      !isLetter || !delivery.routingKey.hasPrefix("\(service).") ? .nobody : isLastResort ? .broker : .service
    let headers = witness == .service ? delivery.properties.headers : [:]
    // A service gives up what came by its own queues.
    lane = headers["x-coopt-queue"]?.string.flatMap { name in
      Self.lanes[name] != nil && name.hasPrefix("\(service).") ? name : nil
    }
    exchange = headers["x-coopt-exchange"]?.string ?? ""
    routingKey = headers["x-coopt-routing-key"]?.string ?? ""
    userID = headers["x-coopt-user-id"]?.string
  }

  /// What no queue took still has the exchange and key of its sender; the lane is the one that takes such a key now.
  private init(unroutable delivery: Delivery) {
    (exchange, routingKey, userID) = (delivery.exchange, delivery.routingKey, delivery.properties.userID)
    // Only what outsiders send has that way out, and what died before went there by another way than its sender's right.
    let isOutsiders = [Exchange.commands, .integration].contains { $0.rawValue == delivery.exchange }
    witness = isOutsiders && delivery.properties.headers["x-death"] == nil ? .broker : .nobody
    let takers = Self.lanes.values.filter { queue in
      queue.bindings.contains { binding in
        binding.exchange.rawValue == delivery.exchange
          && (try? TopicPattern(binding.routingKey))?.matches(delivery.routingKey) == true
      }
    }
    lane = takers.count == 1 ? takers[0].name : nil
  }

  /// The queues that handle messages, by name.
  private static let lanes: [String: QueueDeclaration] = Dictionary(
    uniqueKeysWithValues: ServiceName.allCases.flatMap(Topology.lanes(of:)).map { ($0.name, $0) })
}
