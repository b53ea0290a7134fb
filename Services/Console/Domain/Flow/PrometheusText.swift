/// One figure of a service: its name, what distinguishes it from others of the name, its value.
public struct MetricSample: Hashable, Sendable {
  /// The metric's name.
  public let name: String
  /// Its labels.
  public let labels: [String: String]
  /// Its value.
  public let value: Double

  /// A figure.
  public init(_ name: String, _ labels: [String: String] = [:], _ value: Double) {
    (self.name, self.labels, self.value) = (name, labels, value)
  }
}

/// Figures as services tell them: the text format of Prometheus, version 0.0.4.
public enum PrometheusText {
  /// The figures of some names; lines that are none, or are malformed, are passed over.
  public static func samples(_ text: String, named names: Set<String>) -> [MetricSample] {
    var samples: [MetricSample] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let end = line.firstIndex { $0 == UInt8(ascii: "{") || isBlank($0) } ?? line.endIndex
      let name = String(decoding: line[..<end], as: UTF8.self)
      guard names.contains(name), let sample = sample(name, line[end...]) else { continue }
      samples.append(sample)
    }
    return samples
  }

  private static func sample(_ name: String, _ rest: Substring.UTF8View) -> MetricSample? {
    var rest = rest
    var labels: [String: String] = [:]
    if rest.first == UInt8(ascii: "{") {
      rest.removeFirst()
      guard let read = Self.labels(&rest) else { return nil }
      labels = read
    }
    // A time may stand behind the value.
    guard let word = rest.split(whereSeparator: isBlank).first, let value = value(word) else { return nil }
    return MetricSample(name, labels, value)
  }

  /// Reads `a="b",c="d"}` and takes it away; nil where it is malformed.
  private static func labels(_ rest: inout Substring.UTF8View) -> [String: String]? {
    var labels: [String: String] = [:]
    while true {
      rest = rest.drop { isBlank($0) || $0 == UInt8(ascii: ",") }
      guard let next = rest.first else { return nil }
      if next == UInt8(ascii: "}") {
        rest.removeFirst()
        return labels
      }
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let name = String(decoding: rest[..<equals].filter { !isBlank($0) }, as: UTF8.self)
      rest = rest[rest.index(after: equals)...].drop(while: isBlank)
      guard rest.popFirst() == UInt8(ascii: "\""), let value = quoted(&rest) else { return nil }
      labels[name] = value
    }
  }

  /// Reads up to the closing quotation mark and takes it away, too.
  private static func quoted(_ rest: inout Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        bytes.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func value(_ word: Substring.UTF8View) -> Double? {
    switch String(decoding: word, as: UTF8.self) {
    case "NaN", "Nan": .nan
    case "+Inf", "Inf": .infinity
    case "-Inf": -.infinity
    case let text: Double(text)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
