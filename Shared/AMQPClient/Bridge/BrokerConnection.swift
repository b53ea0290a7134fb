import CRabbitMQ
import FoundationEssentials
import Glibc

/// One connection with its one channel, in librabbitmq's hands.
///
/// Belongs to the thread that made it. A second channel on the connection would be unsafe: `amqp_simple_wait_frame_on_channel` can drop queued frames of
/// other channels (librabbitmq 0.11).
final class BrokerConnection {
  /// What the broker sent.
  enum Event {
    case delivery(Delivery)
    case acknowledged(number: UInt64, multiple: Bool)
    case refused(number: UInt64, multiple: Bool)
    case returned(PublisherConfirms.Label, replyCode: Int, text: String)
    case blocked(reason: String)
    case unblocked
  }

  static let channel: amqp_channel_t = 1

  let number: UInt64
  let arena = WireArena()
  let socketGuard: SocketGuard
  let rpcTimeout: Duration
  let state: amqp_connection_state_t
  /// Who is logged in.
  let user: String
  private(set) var heartbeatSeconds = 0
  /// TLS, where the connection is encrypted.
  var encryption: Encryption?
  /// Where what is sent is gathered, once logged in.
  private(set) lazy var frames = FrameBuffer(
    channel: Self.channel, frameMaximum: frameMaximum, socketGuard: socketGuard)
  /// Where what the broker sends is read once messages stream; nil before.
  var reader: FrameReader?
  var assembly: ContentAssembly
  var heartbeat = Heartbeat(seconds: 0, at: .now)
  var hasHeard = false
  /// Whether what arrives is left in the socket for now.
  var isReadingPaused = false
  /// Whether the broker still listens: false before the login and once the connection is broken or closed.
  var isOpen = false

  /// Connects by an address, logs in and opens the channel; blocks the calling thread until a deadline at most.
  init(
    _ configuration: AMQPConfiguration, _ route: Route, number: UInt64, socketGuard: SocketGuard, within: Duration
  ) throws(AMQPError) {
    guard let state = amqp_new_connection() else {
      throw AMQPError(.clientLibrary, "no memory for a connection")
    }
    self.number = number
    self.user = configuration.user
    self.socketGuard = socketGuard
    self.rpcTimeout = .seconds(configuration.rpcTimeoutSeconds)
    self.state = state
    self.assembly = ContentAssembly(connection: number, bodyLimit: configuration.bodyLimit)
    do {
      try open(configuration, route, within: within)
    } catch {
      destroy()
      throw error
    }
  }

  deinit {
    destroy()
  }

  var descriptor: Int32 { amqp_get_sockfd(state) }

  /// The way to the broker past the library.
  var wire: Wire { Wire(descriptor: descriptor, encryption: encryption?.connection) }

  /// Bytes of a frame at most, as agreed with the broker.
  var frameMaximum: Int { Int(amqp_get_frame_max(state)) }

  private var isDestroyed = false

  private func destroy() {
    guard !isDestroyed else { return }
    isDestroyed = true
    socketGuard.watch(nil)
    amqp_destroy_connection(state)
  }

  /// Says goodbye to the broker, so that it logs no abrupt end; does nothing on a connection that is broken.
  ///
  /// Closing the connection closes its channel; a broker that does not answer is not waited for long.
  func close() {
    guard isOpen, !isDestroyed else { return }
    isOpen = false
    if reader == nil {
      socketGuard.time { _ = amqp_connection_close(state, Int32(AMQP_REPLY_SUCCESS)) }
    } else {
      sayGoodbye()
    }
    destroy()
  }

  private func open(_ configuration: AMQPConfiguration, _ route: Route, within limit: Duration) throws(AMQPError) {
    var rpc = timeval(tv_sec: configuration.rpcTimeoutSeconds, tv_usec: 0)
    let began = ContinuousClock.now
    try connect(configuration, route, within: limit)
    var handshake = timeval(max(.seconds(1), limit - began.duration(to: .now)))
    amqp_set_handshake_timeout(state, &handshake)
    amqp_set_rpc_timeout(state, &rpc)
    Dialling.keepAlive(descriptor, seconds: configuration.keepAliveSeconds)
    try logIn(configuration, at: route.endpoint)
    isOpen = true
    socketGuard.watch(amqp_get_sockfd(state))
    _ = amqp_channel_open(state, Self.channel)
    try checkReply("open a channel")
    heartbeatSeconds = Int(amqp_get_heartbeat(state))
  }

  private func logIn(_ configuration: AMQPConfiguration, at endpoint: AMQPEndpoint) throws(AMQPError) {
    let capabilities: [String: AMQPFieldValue] = [
      "authentication_failure_close": true, "basic.nack": true, "connection.blocked": true,
      "consumer_cancel_notify": true, "publisher_confirms": true,
    ]
    var properties = arena.table([
      "product": "coopt", "connection_name": .string(configuration.connectionName),
      "capabilities": .table(capabilities),
    ])
    let reply = coopt_amqp_login_plain(
      state, configuration.virtualHost, 131_072, Int32(configuration.heartbeatSeconds), &properties,
      configuration.user, configuration.password)
    arena.reset()
    guard let error = error(of: reply, doing: "log in to \(endpoint)") else { return }
    // 403 is ACCESS_REFUSED; 530 NOT_ALLOWED says that the user may not use the virtual host, or that it is not there.
    if error.replyCode == 403 || error.replyCode == 530 {
      throw AMQPError(
        .authenticationFailed, "\(configuration.address) refused user '\(configuration.user)': \(error.detail)",
        replyCode: error.replyCode)
    }
    throw misunderstanding(error, at: endpoint) ?? error
  }

  /// Why a login failed that did not come to an answer in AMQP; nil where nobody can say.
  ///
  /// A server refuses a client's certificate after the client holds the connection for made (TLS 1.3).
  private func misunderstanding(_ error: AMQPError, at endpoint: AMQPEndpoint) -> AMQPError? {
    let reason = "cannot log in to \(endpoint): "
    if let failure = encryption?.failure(status: Int32(error.status ?? 0)) {
      return AMQPError(failure.code, reason + failure.detail, status: error.status)
    }
    guard encryption == nil, Self.answersOfOthers.contains(Int32(error.status ?? 0)) else { return nil }
    return AMQPError(
      .encryptionFailed,
      reason + "what answers there does not speak AMQP in clear: if it speaks TLS, the URL is amqps://",
      status: error.status)
  }

  /// What comes of bytes that are no AMQP, such as a server's complaint that it was not spoken to in TLS.
  private static let answersOfOthers = [
    AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION, AMQP_STATUS_CONNECTION_CLOSED,
    AMQP_STATUS_SOCKET_ERROR,
  ].map(\.rawValue)

  /// Runs one question to the broker and checks its answer.
  func call(_ purpose: String, _ body: () -> Void) throws(AMQPError) {
    defer {
      arena.reset()
      amqp_maybe_release_buffers(state)
    }
    socketGuard.time(body)
    try checkReply(purpose)
  }

  private func checkReply(_ purpose: String) throws(AMQPError) {
    if let error = error(of: amqp_get_rpc_reply(state), doing: purpose) { throw error }
  }
}

extension BrokerConnection {
  /// The text that librabbitmq has for a status.
  static func text(_ status: Int32) -> String {
    String(cString: amqp_error_string2(status))
  }

  func check(_ status: Int32, _ purpose: String) throws(AMQPError) {
    guard status != 0 else { return }
    isOpen = false
    throw AMQPError(.connectionLost, "could not \(purpose): \(Self.text(status))", status: Int(status))
  }

  func error(of reply: amqp_rpc_reply_t, doing purpose: String) -> AMQPError? {
    switch reply.reply_type {
    case AMQP_RESPONSE_NORMAL:
      return nil
    case AMQP_RESPONSE_SERVER_EXCEPTION:
      return closed(reply.reply)
    default:
      isOpen = false
      let code: AMQPError.Code = reply.library_error == AMQP_STATUS_TIMEOUT.rawValue ? .timeout : .connectionLost
      return AMQPError(
        code, "could not \(purpose): \(Self.text(reply.library_error))", status: Int(reply.library_error))
    }
  }

  /// The error of a `close` method, after answering it as the protocol asks.
  ///
  /// With the channel alone closed, the connection still wants a goodbye.
  func closed(_ method: amqp_method_t) -> AMQPError {
    if method.id == coopt_channel_close {
      let close = method.decoded.load(as: amqp_channel_close_t.self)
      return channelClosed(replyCode: Int(close.reply_code), text: String(close.reply_text))
    }
    if method.id == coopt_connection_close {
      let close = method.decoded.load(as: amqp_connection_close_t.self)
      return connectionClosed(replyCode: Int(close.reply_code), text: String(close.reply_text))
    }
    return AMQPError(.clientLibrary, "the broker answered with an unexpected method \(method.id)")
  }

  func channelClosed(replyCode: Int, text: String) -> AMQPError {
    var answer = amqp_channel_close_ok_t()
    _ = amqp_send_method(state, Self.channel, coopt_channel_close_ok, &answer)
    return AMQPError(.channelClosed, text, replyCode: replyCode)
  }

  func connectionClosed(replyCode: Int, text: String) -> AMQPError {
    isOpen = false
    var answer = amqp_connection_close_ok_t()
    _ = amqp_send_method(state, 0, coopt_connection_close_ok, &answer)
    return AMQPError(.connectionClosed, text, replyCode: replyCode)
  }
}
