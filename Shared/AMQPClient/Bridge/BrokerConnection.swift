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
  let state: amqp_connection_state_t
  private(set) var heartbeatSeconds = 0
  /// Where messages are gathered; nil over TLS.
  private var frames: FrameBuffer?
  /// Whether the broker still listens: false before the login and once the connection is broken or closed.
  private var isOpen = false

  /// Connects, logs in and opens the channel; blocks the calling thread for `connectTimeoutSeconds` at most.
  init(_ configuration: AMQPConfiguration, number: UInt64, socketGuard: SocketGuard) throws(AMQPError) {
    guard let state = amqp_new_connection() else {
      throw AMQPError(.clientLibrary, "no memory for a connection")
    }
    self.number = number
    self.socketGuard = socketGuard
    self.state = state
    do {
      try open(configuration)
    } catch {
      destroy()
      throw error
    }
  }

  deinit {
    destroy()
  }

  var descriptor: Int32 { amqp_get_sockfd(state) }

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
  /// Closing the connection closes its channel; a broker that does not answer is waited for as for any question.
  func close() {
    guard isOpen, !isDestroyed else { return }
    isOpen = false
    socketGuard.begin()
    _ = amqp_connection_close(state, Int32(AMQP_REPLY_SUCCESS))
    socketGuard.end()
    destroy()
  }

  private func open(_ configuration: AMQPConfiguration) throws(AMQPError) {
    var handshake = timeval(tv_sec: configuration.connectTimeoutSeconds, tv_usec: 0)
    var rpc = timeval(tv_sec: configuration.rpcTimeoutSeconds, tv_usec: 0)
    amqp_set_handshake_timeout(state, &handshake)
    let socket = try makeSocket(configuration)
    var connect = timeval(tv_sec: configuration.connectTimeoutSeconds, tv_usec: 0)
    let status = amqp_socket_open_noblock(socket, configuration.host, Int32(configuration.port), &connect)
    guard status == 0 else {
      throw AMQPError(
        .connectionFailed, "cannot reach \(configuration.address): \(Self.text(status))", status: Int(status))
    }
    amqp_set_rpc_timeout(state, &rpc)
    try logIn(configuration)
    isOpen = true
    socketGuard.watch(amqp_get_sockfd(state))
    _ = amqp_channel_open(state, Self.channel)
    try checkReply("open a channel")
    heartbeatSeconds = Int(amqp_get_heartbeat(state))
    if !configuration.usesTLS { frames = FrameBuffer(channel: Self.channel, frameMaximum: frameMaximum) }
  }

  private func makeSocket(_ configuration: AMQPConfiguration) throws(AMQPError) -> OpaquePointer {
    if configuration.usesTLS {
      guard let socket = amqp_ssl_socket_new(state) else {
        throw AMQPError(.clientLibrary, "no memory for a TLS socket")
      }
      let status = amqp_ssl_socket_set_cacert(socket, configuration.certificateAuthorityFile)
      guard status == 0 else {
        throw AMQPError(
          .invalidConfiguration, "the file of certificate authorities cannot be used: \(Self.text(status))")
      }
      amqp_ssl_socket_set_verify_peer(socket, 1)
      amqp_ssl_socket_set_verify_hostname(socket, 1)
      return socket
    }
    guard let socket = amqp_tcp_socket_new(state) else { throw AMQPError(.clientLibrary, "no memory for a socket") }
    return socket
  }

  private func logIn(_ configuration: AMQPConfiguration) throws(AMQPError) {
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
    guard let error = error(of: reply, doing: "log in to \(configuration.address)") else { return }
    // 403 is ACCESS_REFUSED; 530 NOT_ALLOWED says that the user may not use the virtual host, or that it is not there.
    if error.replyCode == 403 || error.replyCode == 530 {
      throw AMQPError(
        .authenticationFailed, "\(configuration.address) refused user '\(configuration.user)': \(error.detail)",
        replyCode: error.replyCode)
    }
    throw error
  }

  /// Runs one question to the broker and checks its answer.
  func call(_ purpose: String, _ body: () -> Void) throws(AMQPError) {
    socketGuard.begin()
    defer {
      socketGuard.end()
      arena.reset()
      amqp_maybe_release_buffers(state)
    }
    body()
    try checkReply(purpose)
  }

  private func checkReply(_ purpose: String) throws(AMQPError) {
    if let error = error(of: amqp_get_rpc_reply(state), doing: purpose) { throw error }
  }

  /// Sends one message, at the latest with `flush`; says nothing of its fate.
  func publish(_ message: borrowing OutgoingMessage) throws(AMQPError) {
    var properties = message.properties.wire(in: arena)
    defer { arena.reset() }
    guard let frames else { return try send(message, properties: &properties) }
    guard frames.append(message, properties: &properties) else {
      throw AMQPError(.clientLibrary, "could not encode the properties of a message")
    }
  }

  /// Whether so much waits to be sent that `flush` should be called.
  var wantsFlush: Bool { frames?.isFull == true }

  /// Sends what `publish` has gathered.
  func flush() throws(AMQPError) {
    guard let frames, let number = frames.flush(to: descriptor) else { return }
    isOpen = false
    throw AMQPError(.connectionLost, "could not publish: \(String(cString: strerror(number)))", status: Int(number))
  }

  /// Sends one message by the library's own means.
  private func send(
    _ message: borrowing OutgoingMessage, properties: inout amqp_basic_properties_t
  ) throws(AMQPError) {
    let exchange = arena.bytes(message.exchange)
    let routingKey = arena.bytes(message.routingKey)
    let status = message.body.withUnsafeBytes { body in
      amqp_basic_publish(
        state, Self.channel, exchange, routingKey, 1, 0, &properties,
        amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
    }
    try check(status, "publish")
  }

  /// Acknowledges one delivery, or all up to it.
  func acknowledge(_ acknowledgement: DeliveryAcknowledgements.Acknowledgement) throws(AMQPError) {
    let status = amqp_basic_ack(
      state, Self.channel, acknowledgement.number, acknowledgement.multiple ? 1 : 0)
    try check(status, "acknowledge")
  }

  /// Takes everything that has arrived, without waiting for more; serves heartbeats on the way.
  func receive(_ handle: (Event) -> Void) throws(AMQPError) {
    // Of all channels: each heartbeat takes some memory of channel 0.
    defer { amqp_maybe_release_buffers(state) }
    while true {
      var frame = amqp_frame_t()
      var noWait = timeval(tv_sec: 0, tv_usec: 0)
      let status = amqp_simple_wait_frame_noblock(state, &frame, &noWait)
      if status == AMQP_STATUS_TIMEOUT.rawValue { return }
      try check(status, "read")
      guard frame.frame_type == UInt8(AMQP_FRAME_METHOD) else { continue }
      if let event = try event(of: frame.payload.method) { handle(event) }
    }
  }

  private func event(of method: amqp_method_t) throws(AMQPError) -> Event? {
    switch method.id {
    case coopt_basic_deliver:
      return .delivery(try delivery(method.decoded.load(as: amqp_basic_deliver_t.self)))
    case coopt_basic_ack:
      let ack = method.decoded.load(as: amqp_basic_ack_t.self)
      return .acknowledged(number: ack.delivery_tag, multiple: ack.multiple != 0)
    case coopt_basic_nack:
      let nack = method.decoded.load(as: amqp_basic_nack_t.self)
      return .refused(number: nack.delivery_tag, multiple: nack.multiple != 0)
    case coopt_basic_return:
      let returned = method.decoded.load(as: amqp_basic_return_t.self)
      let (code, text) = (Int(returned.reply_code), String(returned.reply_text))
      let (exchange, routingKey) = (String(returned.exchange), String(returned.routing_key))
      let messageID = try readMessage { AMQPProperties($0.properties).messageID }
      let label = PublisherConfirms.Label(messageID: messageID, exchange: exchange, routingKey: routingKey)
      return .returned(label, replyCode: code, text: text)
    case coopt_connection_blocked:
      return .blocked(reason: String(method.decoded.load(as: amqp_connection_blocked_t.self).reason))
    case coopt_connection_unblocked:
      return .unblocked
    case coopt_basic_cancel:
      throw AMQPError(.consumerCancelled, "the broker ended the consumer; its queue was deleted or lost its leader")
    case coopt_channel_close, coopt_connection_close:
      throw closed(method)
    default:
      return nil
    }
  }

  private func delivery(_ deliver: amqp_basic_deliver_t) throws(AMQPError) -> Delivery {
    let (exchange, routingKey) = (String(deliver.exchange), String(deliver.routing_key))
    return try readMessage { message in
      Delivery(
        tag: Delivery.Tag(connection: number, number: deliver.delivery_tag),
        exchange: exchange,
        routingKey: routingKey,
        isRedelivered: deliver.redelivered != 0,
        properties: AMQPProperties(message.properties),
        body: Data(message.body)
      )
    }
  }

  /// Reads the content that follows a `deliver` or `return` method, copies out of it and sets it free.
  private func readMessage<Value>(_ copy: (amqp_message_t) -> Value) throws(AMQPError) -> Value {
    var message = amqp_message_t()
    let reply = amqp_read_message(state, Self.channel, &message, 0)
    if let error = error(of: reply, doing: "read a message") { throw error }
    defer { amqp_destroy_message(&message) }
    return copy(message)
  }
}

extension BrokerConnection {
  /// The text that librabbitmq has for a status.
  static func text(_ status: Int32) -> String {
    String(cString: amqp_error_string2(status))
  }

  private func check(_ status: Int32, _ purpose: String) throws(AMQPError) {
    guard status != 0 else { return }
    isOpen = false
    throw AMQPError(.connectionLost, "could not \(purpose): \(Self.text(status))", status: Int(status))
  }

  private func error(of reply: amqp_rpc_reply_t, doing purpose: String) -> AMQPError? {
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
  private func closed(_ method: amqp_method_t) -> AMQPError {
    if method.id == coopt_channel_close {
      let close = method.decoded.load(as: amqp_channel_close_t.self)
      let error = AMQPError(.channelClosed, String(close.reply_text), replyCode: Int(close.reply_code))
      var answer = amqp_channel_close_ok_t()
      _ = amqp_send_method(state, Self.channel, coopt_channel_close_ok, &answer)
      return error
    }
    if method.id == coopt_connection_close {
      let close = method.decoded.load(as: amqp_connection_close_t.self)
      isOpen = false
      let error = AMQPError(.connectionClosed, String(close.reply_text), replyCode: Int(close.reply_code))
      var answer = amqp_connection_close_ok_t()
      _ = amqp_send_method(state, 0, coopt_connection_close_ok, &answer)
      return error
    }
    return AMQPError(.clientLibrary, "the broker answered with an unexpected method \(method.id)")
  }
}
