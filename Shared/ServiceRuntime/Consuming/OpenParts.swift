import AMQPClient
import Synchronization

/// Counts the parts of deliveries that are still at work: the broker hears of a delivery when all its parts are done.
package struct OpenParts {
  private var open: [Delivery.Tag: Int] = [:]

  package init() {}

  /// How many deliveries have parts that are not done.
  package var count: Int { open.count }

  /// Notes the parts of what arrived.
  package mutating func opened(_ parts: [Delivery]) {
    for part in parts { open[part.tag, default: 0] += 1 }
  }

  /// Notes parts that are done; the deliveries that are so with them.
  package mutating func done(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    tags.filter { tag in
      guard let count = open[tag] else { return false }
      open[tag] = count > 1 ? count - 1 : nil
      return count == 1
    }
  }

  /// Forgets deliveries of which a part is not done; each once.
  package mutating func forget(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    Set(tags).filter { open.removeValue(forKey: $0) != nil }
  }

  /// Forgets deliveries that were void before others came: the broker delivers them again.
  package mutating func forget(butOf connection: Delivery.Tag) {
    open = open.filter { $0.key.isOfSameConnection(as: connection) }
  }
}

/// The open parts of a lane's deliveries, which batches under way conclude at their own pace.
final class PartsAtWork: Sendable {
  private let open = Mutex(OpenParts())

  /// How many deliveries are not done.
  var count: Int { open.withLock { $0.count } }

  func opened(_ parts: [Delivery]) {
    guard let first = parts.first else { return }
    open.withLock {
      $0.forget(butOf: first.tag)
      $0.opened(parts)
    }
  }

  func done(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    open.withLock { $0.done(tags) }
  }

  func forget(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    open.withLock { $0.forget(tags) }
  }
}
