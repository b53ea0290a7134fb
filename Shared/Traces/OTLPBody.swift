import Observability
import Tracing

/// Spans as an `ExportTraceServiceRequest` in JSON (OpenTelemetry Protocol, JSON Protobuf Encoding).
struct OTLPBody {
  private(set) var text: String

  init(_ spans: [RecordedSpan], resource: [(key: String, value: String)]) {
    text = #"{"resourceSpans":[{"resource":{"attributes":["#
    text.reserveCapacity(spans.count * 1024)
    for (index, pair) in resource.enumerated() {
      if index > 0 { text += "," }
      attribute(pair.key, .string(pair.value))
    }
    text += #"]},"scopeSpans":[{"scope":{"name":"coopt"},"spans":["#
    for (index, span) in spans.enumerated() {
      if index > 0 { text += "," }
      append(span)
    }
    text += "]}]}]}"
  }

  private mutating func append(_ span: RecordedSpan) {
    text += "{"
    position(span.context)
    if let parent = span.parent { text += #","parentSpanId":"\#(parent.spanID)""# }
    text += #","flags":\#(span.context.isSampled ? 257 : 256),"name":"#
    string(span.name)
    text += #","kind":\#(Self.number(of: span.kind)),"startTimeUnixNano":"\#(span.start)""#
    text += #","endTimeUnixNano":"\#(span.end)""#
    attributes(span.attributes)
    list("events", of: span.events) { body, event in
      body.text += #"{"timeUnixNano":"\#(event.nanosecondsSinceEpoch)","name":"#
      body.string(event.name)
      body.attributes(event.attributes)
      body.text += "}"
    }
    let links = span.links.compactMap { link in link.context.trace.map { ($0, link.attributes) } }
    list("links", of: links) { body, link in
      body.text += "{"
      body.position(link.0)
      body.attributes(link.1)
      body.text += "}"
    }
    if let status = span.status {
      text += #","status":{"code":\#(status.code == .error ? 2 : 1)"#
      if let message = status.message {
        text += #","message":"#
        string(message)
      }
      text += "}"
    }
    text += "}"
  }

  private mutating func position(_ context: TraceContext) {
    text += #""traceId":"\#(context.traceID)","spanId":"\#(context.spanID)""#
    if let state = context.state {
      text += #","traceState":"#
      string(state)
    }
  }

  private mutating func list<Item>(_ name: String, of items: [Item], _ write: (inout OTLPBody, Item) -> Void) {
    guard !items.isEmpty else { return }
    text += ",\"\(name)\":["
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      write(&self, item)
    }
    text += "]"
  }

  private mutating func attributes(_ attributes: SpanAttributes) {
    guard !attributes.isEmpty else { return }
    var all: [(String, SpanAttribute)] = []
    attributes.forEach { all.append(($0, $1)) }
    text += #","attributes":["#
    for (index, pair) in all.sorted(by: { $0.0 < $1.0 }).enumerated() {
      if index > 0 { text += "," }
      attribute(pair.0, pair.1)
    }
    text += "]"
  }

  private mutating func attribute(_ key: String, _ value: SpanAttribute) {
    text += #"{"key":"#
    string(key)
    text += #","value":{"#
    switch value {
    case .int32(let number): text += #""intValue":"\#(number)""#
    case .int64(let number): text += #""intValue":"\#(number)""#
    case .double(let number) where number.isFinite: text += #""doubleValue":\#(number)"#
    case .bool(let flag): text += #""boolValue":\#(flag)"#
    case .string(let value): stringValue(value)
    case .stringConvertible(let value): stringValue("\(value)")
    default: stringValue("\(value)")
    }
    text += "}}"
  }

  private mutating func stringValue(_ value: String) {
    text += #""stringValue":"#
    string(value)
  }

  private mutating func string(_ value: String) {
    text += "\""
    // Nearly everything that is said of a span needs no escape.
    guard !value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
      text += value
      text += "\""
      return
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case _ where scalar.value < 0x20:
        text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// `SpanKind` of the protocol.
  private static func number(of kind: SpanKind) -> Int {
    switch kind {
    case .internal: 1
    case .server: 2
    case .client: 3
    case .producer: 4
    case .consumer: 5
    }
  }
}
