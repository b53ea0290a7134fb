import CRabbitMQ
import FoundationEssentials
import Glibc

// What a connection sends without waiting for an answer.
extension BrokerConnection {
  /// Sends one message, at the latest with `flush`; says nothing of its fate.
  ///
  /// It says who sends it, and the broker lets nobody say that he is another: whoever receives it can rest on that.
  func publish(_ message: borrowing OutgoingMessage) throws(AMQPError) {
    var properties = message.properties.wire(in: arena, from: user)
    defer { arena.reset() }
    guard frames.append(message, properties: &properties) else {
      throw AMQPError(.clientLibrary, "could not encode the properties of a message")
    }
  }

  /// Whether so much waits to be sent that `flush` should be called.
  var wantsFlush: Bool { frames.isFull }

  /// Sends what was gathered.
  func flush() throws(AMQPError) {
    guard let failure = frames.flush(to: wire) else { return }
    isOpen = false
    throw AMQPError(.connectionLost, "could not send: \(failure.detail)", status: failure.status)
  }

  /// Acknowledges deliveries, each one or all up to it.
  func acknowledge(_ acknowledgements: [DeliveryAcknowledgements.Acknowledgement]) throws(AMQPError) {
    for acknowledgement in acknowledgements { frames.append(acknowledgement) }
    try flush()
  }

  /// Rejects deliveries, so that the broker does with them what the queue's policy says; or gives them back to the queue.
  func reject(_ numbers: [UInt64], requeue: Bool = false) throws(AMQPError) {
    for number in numbers { frames.appendReject(number, requeue: requeue) }
    try flush()
  }
}
