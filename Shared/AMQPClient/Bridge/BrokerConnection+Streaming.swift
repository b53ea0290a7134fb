import CRabbitMQ
import FoundationEssentials
import Glibc

// The stream of messages both ways, as opposed to questions and their answers. It is read and written past the library.
extension BrokerConnection {
  /// What a frame says.
  private enum Incoming {
    case event(Event)
    case nothing
    case ended(AMQPError)
  }

  /// Bytes that one round takes at most, so that whoever gets them can say that it is enough.
  private static let roundLimit = 4 << 20

  /// From here on what the broker sends is messages and confirms; the library asks no questions any more.
  ///
  /// What the library has read ahead must be nothing, for it cannot be taken out of there.
  func beginStreaming() throws(AMQPError) {
    heartbeat = Heartbeat(seconds: heartbeatSeconds, at: .now)
    let deadline = ContinuousClock.now + rpcTimeout
    while amqp_data_in_buffer(state) != 0 || amqp_frames_enqueued(state) != 0 || amqp_release_buffers_ok(state) == 0 {
      var frame = amqp_frame_t()
      var shortly = timeval(tv_sec: 0, tv_usec: 100_000)
      let status = amqp_simple_wait_frame_noblock(state, &frame, &shortly)
      if status != AMQP_STATUS_TIMEOUT.rawValue { try check(status, "read") }
      guard ContinuousClock.now < deadline else {
        throw AMQPError(.timeout, "the broker left a frame unfinished while the connection was prepared")
      }
    }
    reader = FrameReader(frameMaximum: frameMaximum)
  }

  /// Takes what has arrived, without waiting for more; true when it stopped before that was all, and nothing will wake.
  func receive(_ handle: (Event) -> Void) throws(AMQPError) -> Bool {
    guard let reader, !isReadingPaused else { return false }
    var (taken, mayHaveMore) = (0, true)
    while true {
      while let frame = try reader.next() {
        switch try read(frame) {
        case .event(let event): handle(event)
        case .nothing: break
        case .ended(let error): throw error
        }
      }
      // The socket itself tells of what is left in it.
      guard mayHaveMore, taken < Self.roundLimit else { return wire.holdsBytes }
      let filled = try fill(reader)
      mayHaveMore = filled.mayHaveMore
      taken += filled.count
    }
  }

  private func fill(_ reader: FrameReader) throws(AMQPError) -> (count: Int, mayHaveMore: Bool) {
    do throws(AMQPError) {
      let filled = try reader.fill(from: wire)
      if filled.count > 0 { hasHeard = true }
      return filled
    } catch {
      isOpen = false
      throw error
    }
  }

  private func read(_ frame: FrameReader.Frame) throws(AMQPError) -> Incoming {
    do throws(Unreadable) {
      switch Int32(frame.type) {
      case AMQP_FRAME_METHOD: return try read(try InboundMethod(frame.payload))
      case AMQP_FRAME_HEADER: return try assembly.header(frame.payload).map { .event(Event($0)) } ?? .nothing
      case AMQP_FRAME_BODY: return try assembly.body(frame.payload).map { .event(Event($0)) } ?? .nothing
      default: return .nothing
      }
    } catch {
      isOpen = false
      throw AMQPError(.connectionLost, "the broker sent what cannot be read: \(error.detail)")
    }
  }

  private func read(_ method: InboundMethod) throws(Unreadable) -> Incoming {
    switch method {
    case .deliver, .returned: try assembly.begin(method)
    case .acknowledged(let number, let multiple): return .event(.acknowledged(number: number, multiple: multiple))
    case .refused(let number, let multiple): return .event(.refused(number: number, multiple: multiple))
    case .blocked(let reason): return .event(.blocked(reason: reason))
    case .unblocked: return .event(.unblocked)
    case .cancelled: return .ended(.cancelled)
    case .channelClosed(let code, let text): return .ended(channelClosed(replyCode: code, text: text))
    case .connectionClosed(let code, let text): return .ended(connectionClosed(replyCode: code, text: text))
    case .consumed, .goodbye, .other: break
    }
    return .nothing
  }

  /// Gives a sign of life when it is time, and gives up when the broker has given none.
  func keepAlive(at now: ContinuousClock.Instant = .now) throws(AMQPError) {
    guard reader != nil else { return }
    defer { hasHeard = false }
    switch heartbeat.tick(at: now, hasHeard: hasHeard, isListening: !isReadingPaused) {
    case .none: return
    case .send:
      frames.appendHeartbeat()
      try flush()
    case .giveUp:
      isOpen = false
      throw AMQPError(.connectionLost, "the broker gave no sign of life for two heartbeats")
    }
  }

  /// Starts consuming, and waits for the broker's word that it does.
  func startConsuming(_ queue: String, arguments: [String: AMQPFieldValue]) throws(AMQPError) {
    guard let reader else { return }
    var table = arena.table(arguments)
    defer { arena.reset() }
    guard frames.appendConsume(queue, &table) else {
      throw AMQPError(.clientLibrary, "could not encode the arguments of a consumer")
    }
    try flush()
    try wait(reader, until: ContinuousClock.now + rpcTimeout) { if case .consumed = $0 { true } else { false } }
  }

  /// Closes the connection past the library, and waits a moment for the broker's answer.
  func sayGoodbye() {
    guard let reader else { return }
    frames.appendConnectionClose()
    do throws(AMQPError) {
      try flush()
      try wait(reader, until: ContinuousClock.now + min(rpcTimeout, .seconds(2))) {
        if case .goodbye = $0 { true } else { false }
      }
    } catch {
      // It is over either way.
    }
  }

  /// Reads methods until one is what is waited for; messages on the way are left out.
  private func wait(
    _ reader: FrameReader, until deadline: ContinuousClock.Instant, _ isAwaited: (InboundMethod) -> Bool
  ) throws(AMQPError) {
    while true {
      while let frame = try reader.next() {
        guard Int32(frame.type) == AMQP_FRAME_METHOD, let method = try? InboundMethod(frame.payload) else { continue }
        if isAwaited(method) { return }
        switch method {
        case .channelClosed(let code, let text): throw channelClosed(replyCode: code, text: text)
        case .connectionClosed(let code, let text): throw connectionClosed(replyCode: code, text: text)
        default: continue
        }
      }
      guard ContinuousClock.now < deadline else { throw AMQPError(.timeout, "the broker did not answer in time") }
      var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if !wire.holdsBytes { _ = poll(&readable, 1, 100) }
      _ = try fill(reader)
    }
  }
}

extension BrokerConnection.Event {
  init(_ message: ContentAssembly.Message) {
    switch message {
    case .delivery(let delivery): self = .delivery(delivery)
    case .returned(let label, let replyCode, let text): self = .returned(label, replyCode: replyCode, text: text)
    }
  }
}

extension AMQPError {
  static let cancelled = AMQPError(
    .consumerCancelled, "the broker ended the consumer; its queue was deleted or lost its leader")
}
