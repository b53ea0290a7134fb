import FoundationEssentials
import Messages
import TestStack
import WebhooksDomain

extension String {
  /// A text of any characters, those with a meaning in addresses and JSON among them.
  static func random(using generator: inout SeededGenerator) -> String {
    let alphabet = Array("aZ09 -._~/?#%&=+:;,@\"\\'<>{}[]\u{0}\n\r\té€😀\u{202E}")
    let count = Int.random(in: 0...24, using: &generator)
    return String((0..<count).map { _ in alphabet.randomElement(using: &generator)! })
  }

  /// The text as JSON writes it.
  var asJSON: String { String(decoding: JSONValue.string(self).bytes, as: UTF8.self) }
}

extension VendorQuestion {
  /// Whether its path is one below an address: from `/`, in plain ASCII, with no segment that means another path.
  var isPlain: Bool {
    let segments = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return path.hasPrefix("/") && path.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      && segments.allSatisfy { segment in segment.contains { $0 != "." } }
  }
}

extension JSONValue {
  /// Any JSON value.
  static func random(using generator: inout SeededGenerator, depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 9 : 6), using: &generator) {
    case 0: .null
    case 1: .boolean(.random(using: &generator))
    case 2: .integer(.random(in: .min ... .max, using: &generator))
    case 3: .number(.random(in: -1e18...1e18, using: &generator))
    case 4, 5: .string(.random(using: &generator))
    case 6:
      .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in random(using: &generator, depth: depth + 1) })
    default:
      .object(
        (0..<Int.random(in: 0...4, using: &generator)).reduce(into: [:]) { fields, _ in
          fields[.random(using: &generator)] = random(using: &generator, depth: depth + 1)
        })
    }
  }

  /// The same with something in it another, gone, or nested: what a vendor may come to send.
  func altered(using generator: inout SeededGenerator) -> JSONValue {
    switch self {
    case .object(var fields) where !fields.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
      // In order, so that a seed tells the same story again.
      let key = fields.keys.sorted().randomElement(using: &generator)!
      fields[key] = Int.random(in: 0..<8, using: &generator) == 0 ? nil : fields[key]!.altered(using: &generator)
      return .object(fields)
    case .array(var items) where !items.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
      let index = items.indices.randomElement(using: &generator)!
      items[index] = items[index].altered(using: &generator)
      return .array(Bool.random(using: &generator) ? items : items + items)
    default:
      return Bool.random(using: &generator) ? .random(using: &generator) : .array([self])
    }
  }

  /// As JSON writes it.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let text = try? encoder.encode(self) else { preconditionFailure("a JSON value that cannot be written") }
    return Array(text)
  }
}
