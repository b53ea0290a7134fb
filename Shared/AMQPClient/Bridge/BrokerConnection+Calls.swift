import CRabbitMQ

// What a connection asks of the broker and waits for, as opposed to the stream of messages both ways.
extension BrokerConnection {
  /// Asks for publisher confirms on the channel.
  func selectConfirms() throws(AMQPError) {
    try call("select publisher confirms") {
      _ = amqp_confirm_select(state, Self.channel)
    }
    try beginStreaming()
  }

  /// Starts consuming a queue with manual acknowledgement.
  func consume(queue: String, prefetch: Int, arguments: [String: AMQPFieldValue]) throws(AMQPError) {
    try call("set the prefetch") {
      _ = amqp_basic_qos(state, Self.channel, 0, UInt16(prefetch), 0)
    }
    try beginStreaming()
    try startConsuming(queue, arguments: arguments)
  }

  /// Declares a queue, or with `passive` only asks for it; the number of messages ready in it.
  func declareQueue(
    _ name: String, passive: Bool, arguments: [String: AMQPFieldValue]
  ) throws(AMQPError) -> Int {
    var messages = 0
    try call("declare queue \(name)") {
      let declared = amqp_queue_declare(
        state, Self.channel, arena.bytes(name), passive ? 1 : 0, 1, 0, 0, arena.table(arguments))
      messages = Int(declared?.pointee.message_count ?? 0)
    }
    return messages
  }

  /// Declares a queue that goes with this connection, and its bindings.
  func declare(_ queue: ExclusiveQueue) throws(AMQPError) {
    try call("declare queue \(queue.name)") {
      _ = amqp_queue_declare(state, Self.channel, arena.bytes(queue.name), 0, 0, 1, 0, amqp_empty_table)
    }
    for binding in queue.bindings {
      try bind(queue: queue.name, to: binding.exchange, routingKey: binding.routingKey)
    }
  }

  func bind(queue: String, to exchange: String, routingKey: String) throws(AMQPError) {
    try call("bind \(queue) to \(exchange)") {
      _ = amqp_queue_bind(
        state, Self.channel, arena.bytes(queue), arena.bytes(exchange), arena.bytes(routingKey), amqp_empty_table)
    }
  }

  func deleteQueue(_ name: String) throws(AMQPError) {
    try call("delete queue \(name)") {
      _ = amqp_queue_delete(state, Self.channel, arena.bytes(name), 0, 0)
    }
  }
}
