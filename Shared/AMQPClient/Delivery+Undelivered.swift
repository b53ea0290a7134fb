extension Delivery {
  /// A message as if a broker had delivered it, for whoever measures without one; its tag is nobody's.
  package init(undelivered message: OutgoingMessage) {
    self.init(
      tag: Tag(connection: 0, number: 0), exchange: message.exchange, routingKey: message.routingKey,
      isRedelivered: false, properties: message.properties, body: message.body)
  }
}
