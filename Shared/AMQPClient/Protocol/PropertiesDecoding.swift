import FoundationEssentials

/// The properties out of a content header frame, as far as they can be read (AMQP 0-9-1, section 2.3.5.2).
struct PropertiesDecoding {
  private(set) var properties = AMQPProperties(isPersistent: false)
  /// What could not be read; the properties hold the rest.
  private(set) var unreadable: Unreadable?

  /// Reads what follows the size of the body.
  ///
  /// Of a message that comes back nobody wants the headers.
  init(_ bytes: UnsafeRawBufferPointer, skippingHeaders: Bool = false) {
    var cursor = WireCursor(bytes)
    do throws(Unreadable) {
      try read(&cursor, skippingHeaders: skippingHeaders)
    } catch {
      unreadable = unreadable ?? error
    }
  }

  private mutating func read(_ cursor: inout WireCursor, skippingHeaders: Bool) throws(Unreadable) {
    let flags = try cursor.number(UInt16.self)
    func has(_ bit: Int) -> Bool { flags & (1 << bit) != 0 }
    // More flags would follow; there are no more properties.
    guard !has(0) else { throw Unreadable(.malformed, "the properties have flags that AMQP does not know") }
    if has(15) { try read(.contentType, \.contentType, &cursor) }
    if has(14) { try read(.contentEncoding, \.contentEncoding, &cursor) }
    if has(13) { try readHeaders(&cursor, skipping: skippingHeaders) }
    if has(12) { properties.isPersistent = try cursor.number(UInt8.self) == 2 }
    if has(11) { properties.priority = try cursor.number() }
    if has(10) { try read(.correlationID, \.correlationID, &cursor) }
    if has(9) { try read(.replyTo, \.replyTo, &cursor) }
    if has(8) { try read(.expiration, \.expiration, &cursor) }
    if has(7) { try read(.messageID, \.messageID, &cursor) }
    if has(6) { properties.timestamp = try cursor.number() }
    if has(5) { try read(.type, \.type, &cursor) }
    if has(4) { try read(.userID, \.userID, &cursor) }
    if has(3) { try read(.appID, \.appID, &cursor) }
    if has(2) { try read(.clusterID, \.clusterID, &cursor) }
  }

  /// Headers that cannot be read cost the headers alone: their table has its length before it.
  private mutating func readHeaders(_ cursor: inout WireCursor, skipping: Bool) throws(Unreadable) {
    let bytes = try cursor.longString()
    guard !skipping else { return }
    do throws(Unreadable) {
      let table = try WireCursor.table(in: bytes)
      properties.headers = table.fields
      properties.otherHeaders = table.rest
    } catch {
      var error = error
      error.headers = Data(bytes)
      unreadable = error
    }
  }

  private mutating func read(
    _ text: AMQPProperties.Text, _ property: WritableKeyPath<AMQPProperties, String?>, _ cursor: inout WireCursor
  ) throws(Unreadable) {
    let bytes = try cursor.shortString()
    if let valid = String(validating: bytes, as: UTF8.self) {
      properties[keyPath: property] = valid
    } else {
      properties.setRaw(Data(bytes), for: text)
    }
  }
}
