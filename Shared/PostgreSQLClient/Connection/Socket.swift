import Glibc

/// Waits on a connection's socket, on the connection's own thread.
enum Socket {
  /// What a wait ended with.
  struct Readiness {
    var isReadable = false
    var isWritable = false
    var isTimeOver = false
  }

  /// Waits until the descriptor can be read or, if wanted, written, or the deadline passes (nil: no deadline).
  static func wait(
    _ descriptor: Int32, read: Bool = true, write: Bool, until deadline: ContinuousClock.Instant? = nil
  ) -> Readiness {
    // A connection that broke has no descriptor, and to wait for that would be for ever.
    if descriptor < 0 { return Readiness(isReadable: true) }
    let events = (read ? Int16(POLLIN) : 0) | (write ? Int16(POLLOUT) : 0)
    while true {
      var descriptors = pollfd(fd: descriptor, events: events, revents: 0)
      let ready = poll(&descriptors, 1, remainingMilliseconds(deadline))
      if ready < 0 && errno == EINTR { continue }
      if ready == 0 { return Readiness(isTimeOver: true) }
      let happened = descriptors.revents
      // An error or hang-up is learnt by reading.
      return Readiness(
        isReadable: ready < 0 || happened & Int16(POLLIN | POLLERR | POLLHUP | POLLNVAL) != 0,
        isWritable: happened & Int16(POLLOUT) != 0)
    }
  }

  private static func remainingMilliseconds(_ deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    return Int32(clamping: max(0, (deadline - .now).milliseconds))
  }
}
