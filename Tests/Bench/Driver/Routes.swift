import AMQPClient
import Topology

/// Which queues of services a message reaches, by the bindings that the broker has too.
struct Routes {
  private let queues: [(name: String, service: ServiceName, bindings: [QueueDeclaration.Binding])] =
    ServiceName.allCases.flatMap { service in
      Topology.queues(of: service).map { (name: $0.name, service: service, bindings: $0.bindings) }
    }

  /// All queues that services consume, with whose they are.
  var all: [(name: String, service: ServiceName)] { queues.map { ($0.name, $0.service) } }

  /// The queues that a message reaches.
  func queues(of message: OutgoingMessage) -> [String] {
    queues.filter { queue in
      queue.bindings.contains { binding in
        binding.exchange.rawValue == message.exchange && Self.matches(message.routingKey, binding.routingKey)
      }
    }.map(\.name)
  }

  /// Topic matching as far as the topology uses it: words, `*` for one, and `#` at the end for all that follow.
  private static func matches(_ key: String, _ pattern: String) -> Bool {
    if key == pattern { return true }
    let words = key.split(separator: "."), wanted = pattern.split(separator: ".")
    if wanted.last == "#" {
      return words.count >= wanted.count - 1 && zip(words, wanted.dropLast()).allSatisfy { $1 == "*" || $0 == $1 }
    }
    return words.count == wanted.count && zip(words, wanted).allSatisfy { $1 == "*" || $0 == $1 }
  }
}
