import ConsoleDomain

/// What every page that is open hears.
package enum LiveSignal: Sendable {
  /// Staff were told of these, in their order.
  case told([StaffEvent])
  /// Whether services can be asked and the stream is followed, which changed.
  case state(LiveState)
  /// Nothing happened, and all is well.
  case beat
}

/// What works at the moment.
package struct LiveState: Hashable, Sendable {
  /// Whether the broker takes questions.
  package var isBrokerThere = false
  /// Whether what staff are told is followed: without it pages say so, and work.
  package var isFollowing = false

  package init() {}
}
