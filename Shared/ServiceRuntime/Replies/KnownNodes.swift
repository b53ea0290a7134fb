import Synchronization

/// The broker's nodes that answers reached by direct reply-to: addresses of these are safe to publish to.
package final class KnownNodes: Sendable {
  /// More than any cluster has; so that nobody fills memory with them.
  private static let limit = 64
  private let nodes = Mutex<Set<String>>([])

  package init() {}

  package func knows(_ address: DirectReplyAddress) -> Bool {
    nodes.withLock { $0.contains(address.node) }
  }

  package func learn(_ address: DirectReplyAddress) {
    nodes.withLock { nodes in
      if nodes.count < Self.limit { nodes.insert(address.node) }
    }
  }

  /// A node that left the cluster is as good as one that nobody knows.
  func forget(_ address: DirectReplyAddress) {
    nodes.withLock { _ = $0.remove(address.node) }
  }
}
