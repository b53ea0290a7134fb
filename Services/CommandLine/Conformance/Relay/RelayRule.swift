/// What a relay does to the connections between a program and the broker.
package enum RelayRule: Hashable, Sendable {
  /// Everything passes.
  case pass
  /// The next report reaches the broker, whose confirm does not come back: the connection is cut under it. Then all
  /// passes.
  case cutBeforeConfirm
  /// The next report reaches the broker, and its confirm waits here.
  case holdConfirm
  /// What the program publishes waits here, and it is told `connection.blocked`, if it knows that.
  case block
  /// Every connection is cut, and none is made.
  case refuse
}
