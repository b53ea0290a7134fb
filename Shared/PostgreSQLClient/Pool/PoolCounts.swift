/// How the connections of a pool are used, for metrics.
package struct PoolCounts: Hashable, Sendable {
  /// Connections that are open and unused.
  package var idle = 0
  /// Connections in use, those being opened included.
  package var leased = 0
  /// Tasks that wait for a connection.
  package var waiting = 0

  package init(idle: Int = 0, leased: Int = 0, waiting: Int = 0) {
    self.idle = idle
    self.leased = leased
    self.waiting = waiting
  }
}
