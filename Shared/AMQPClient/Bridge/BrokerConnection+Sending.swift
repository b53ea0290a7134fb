import CRabbitMQ
import FoundationEssentials
import Glibc

// What a connection sends without waiting for an answer.
extension BrokerConnection {
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

  /// Sends what was gathered.
  func flush() throws(AMQPError) {
    guard let frames, let number = frames.flush(to: descriptor) else { return }
    isOpen = false
    throw AMQPError(.connectionLost, "could not send: \(String(cString: strerror(number)))", status: Int(number))
  }

  /// Acknowledges deliveries, each one or all up to it.
  func acknowledge(_ acknowledgements: [DeliveryAcknowledgements.Acknowledgement]) throws(AMQPError) {
    guard let frames else {
      for acknowledgement in acknowledgements {
        try send("acknowledge") {
          amqp_basic_ack(state, Self.channel, acknowledgement.number, acknowledgement.multiple ? 1 : 0)
        }
      }
      return
    }
    for acknowledgement in acknowledgements { frames.append(acknowledgement) }
    try flush()
  }

  /// Rejects deliveries, so that the broker does with them what the queue's policy says; or gives them back to the queue.
  func reject(_ numbers: [UInt64], requeue: Bool = false) throws(AMQPError) {
    guard let frames else {
      for number in numbers {
        try send("reject") { amqp_basic_reject(state, Self.channel, number, requeue ? 1 : 0) }
      }
      return
    }
    for number in numbers { frames.appendReject(number, requeue: requeue) }
    try flush()
  }

  /// Sends one message by the library's own means.
  private func send(
    _ message: borrowing OutgoingMessage, properties: inout amqp_basic_properties_t
  ) throws(AMQPError) {
    let exchange = arena.bytes(message.exchange)
    let routingKey = arena.bytes(message.routingKey)
    let body = message.body
    let isMandatory: amqp_boolean_t = message.isMandatory ? 1 : 0
    try send("publish") {
      body.withUnsafeBytes { body in
        amqp_basic_publish(
          state, Self.channel, exchange, routingKey, isMandatory, 0, &properties,
          amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
      }
    }
  }

  private func send(_ purpose: String, _ call: () -> Int32) throws(AMQPError) {
    try check(socketGuard.time(call), purpose)
  }
}
