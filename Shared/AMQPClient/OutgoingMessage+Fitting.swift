import FoundationEssentials

extension OutgoingMessage {
  /// The header that lists what was cut: names of properties, and of headers with `headers.` before them.
  public static let cutHeader = "x-coopt-cut"

  /// The message as it can be sent: without a defect.
  ///
  /// Texts are cut at 255 bytes, never within a character; headers that break a rule are left out. Where the headers are too
  /// large for a frame, the largest are cut first and left out last, those of Coopt (`x-coopt-…`) after all others. What
  /// was cut or left out is listed in the header `x-coopt-cut`. A message without a defect is returned as it is.
  public func fitted(to frameMaximum: Int = Self.usualFrameMaximum) -> OutgoingMessage {
    // RabbitMQ agrees to no smaller frame.
    let frameMaximum = max(4096, frameMaximum)
    guard defect(frameMaximum: frameMaximum) != nil else { return self }
    var fitting = Fitting(self, frameMaximum: frameMaximum)
    fitting.cutTexts()
    fitting.cutHeaders()
    return fitting.message
  }
}

/// A message on its way to having no defect.
private struct Fitting {
  private struct Header {
    let name: Data
    var value: AMQPFieldValue
    var size: Int

    var label: String { "headers.\(String(decoding: name, as: UTF8.self))" }
    var isOurs: Bool { name.starts(with: "x-coopt-".utf8) }
  }

  private(set) var message: OutgoingMessage
  private let frameMaximum: Int
  private var cut: [String] = []

  /// A header of a larger size is worth cutting rather than leaving out.
  private static let worthKeeping = 1024

  init(_ message: OutgoingMessage, frameMaximum: Int) {
    self.message = message
    self.frameMaximum = frameMaximum
  }

  /// Bytes that the list of what was cut may take.
  private var listLimit: Int { min(16_384, frameMaximum / 8) }

  mutating func cutTexts() {
    message.exchange = short("exchange", message.exchange)
    message.routingKey = short("routing-key", message.routingKey)
    if let expiration = message.properties.expiration, !OutgoingMessage.isExpiration(expiration) {
      message.properties.expiration = nil
      cut.append(AMQPProperties.Text.expiration.rawValue)
    }
    for name in AMQPProperties.Text.allCases {
      guard let text = message.properties[name] else { continue }
      if let raw = message.properties.raw(name, insteadOf: text) {
        guard raw.count > AMQPLimits.shortString else { continue }
        message.properties.setRaw(raw.prefix(AMQPLimits.shortString), for: name)
        cut.append(name.rawValue)
      } else {
        message.properties[name] = short(name.rawValue, text)
      }
    }
  }

  private mutating func short(_ name: String, _ text: String) -> String {
    guard text.utf8.count > AMQPLimits.shortString else { return text }
    cut.append(name)
    return text.prefix(utf8: AMQPLimits.shortString)
  }

  mutating func cutHeaders() {
    var headers = soundHeaders()
    let texts = message.properties.textSize
    var excess = texts + OutgoingMessage.fixedHeaderSize + listLimit + 64 - frameMaximum
    excess += headers.reduce(0) { $0 + $1.size }
    headers.sort { ($0.isOurs ? 1 : 0, -$0.size) < ($1.isOurs ? 1 : 0, -$1.size) }
    shorten(&headers, by: &excess)
    leaveOut(&headers, until: &excess)
    put(headers)
  }

  /// The headers that break no rule, whatever their size.
  private mutating func soundHeaders() -> [Header] {
    var all = message.properties.headers.map { (Data($0.key.utf8), $0.value) }
    all.sort { $0.0.lexicographicallyPrecedes($1.0) }
    all += message.properties.otherHeaders.map { ($0.name, $0.value) }
    return all.compactMap { name, value in
      var header = Header(name: name, value: value, size: 0)
      let isRoute = name.elementsEqual("CC".utf8) || name.elementsEqual("BCC".utf8)
      if name.elementsEqual(OutgoingMessage.cutHeader.utf8) {
        if case .array(let former) = value { cut.insert(contentsOf: former.compactMap(\.string), at: 0) }
        return nil
      }
      if case .array = value {} else if isRoute { return drop(header) }
      do throws(WireDefect) {
        header.size = try AMQPFieldValue.wireSize(ofName: name.count) + value.wireSize(depth: 1)
        return header
      } catch {
        return drop(header)
      }
    }
  }

  private mutating func drop(_ header: Header) -> Header? {
    cut.append(header.label)
    return nil
  }

  private mutating func shorten(_ headers: inout [Header], by excess: inout Int) {
    for index in headers.indices where excess > 0 && headers[index].size > Self.worthKeeping {
      let length = max(Self.worthKeeping / 2, headers[index].size - excess - headers[index].name.count - 8)
      guard let shorter = headers[index].value.prefix(length) else { continue }
      let saved = headers[index].size
      headers[index].value = shorter
      headers[index].size = 1 + headers[index].name.count + ((try? shorter.wireSize(depth: 1)) ?? 0)
      excess -= saved - headers[index].size
      cut.append(headers[index].label)
    }
  }

  private mutating func leaveOut(_ headers: inout [Header], until excess: inout Int) {
    var kept: [Header] = []
    for header in headers {
      guard excess > 0 else {
        kept.append(header)
        continue
      }
      excess -= header.size
      if cut.last != header.label { cut.append(header.label) }
    }
    headers = kept
  }

  private mutating func put(_ headers: [Header]) {
    message.properties.headers = [:]
    message.properties.otherHeaders = []
    for header in headers {
      if let name = String(validating: header.name, as: UTF8.self), message.properties.headers[name] == nil {
        message.properties.headers[name] = header.value
      } else {
        message.properties.otherHeaders.append(AMQPTableEntry(name: header.name, value: header.value))
      }
    }
    message.properties.headers[OutgoingMessage.cutHeader] = .array(list())
  }

  /// The names of what was cut, each once, as far as there is room for them.
  private func list() -> [AMQPFieldValue] {
    var (seen, size): (Set<String>, Int) = ([], 0)
    var names: [AMQPFieldValue] = []
    for name in cut where seen.insert(name).inserted {
      let name = name.prefix(utf8: AMQPLimits.shortString)
      size += name.utf8.count + 5
      guard size <= listLimit - 8 else { return names + ["…"] }
      names.append(.string(name))
    }
    return names
  }
}

extension AMQPProperties {
  /// Bytes of all texts on the wire.
  fileprivate var textSize: Int {
    Text.allCases.reduce(0) { size, name in
      guard let text = self[name] else { return size }
      return size + 1 + (raw(name, insteadOf: text)?.count ?? text.utf8.count)
    }
  }
}

extension AMQPFieldValue {
  /// The beginning of a text or of bytes, as many of them at most; nil for what has no beginning.
  fileprivate func prefix(_ count: Int) -> AMQPFieldValue? {
    switch self {
    case .string(let text): .string(text.prefix(utf8: count))
    case .rawText(let data): .rawText(Data(data.prefix(count)))
    case .bytes(let data): .bytes(Data(data.prefix(count)))
    default: nil
    }
  }
}

extension String {
  /// So many bytes of UTF-8 at most, and no part of a character unless the first alone is longer.
  package func prefix(utf8 count: Int) -> String {
    guard utf8.count > count else { return self }
    var (end, size) = (startIndex, 0)
    for index in indices {
      let next = self.index(after: index)
      size += utf8.distance(from: index, to: next)
      guard size <= count else { break }
      end = next
    }
    if end > startIndex { return String(self[..<end]) }
    end = utf8.index(startIndex, offsetBy: count)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(unicodeScalars[..<end])
  }
}
