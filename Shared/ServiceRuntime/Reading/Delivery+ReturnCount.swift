import AMQPClient

extension Delivery {
  /// How often the broker took it back from a consumer, as quorum queues count.
  var returnCount: Int { Int(clamping: properties.headers["x-delivery-count"]?.integer ?? 0) }
}
