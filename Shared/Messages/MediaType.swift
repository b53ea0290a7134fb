import FoundationEssentials

/// A media type (RFC 9110, section 8.3.1), as far as a message is read by it: case says nothing, nor do most parameters.
public struct MediaType: Hashable, Sendable {
  /// Type and subtype, in lower case: `application/json`.
  public let essence: String
  /// Every `charset` that is given, in lower case.
  private let charsets: Set<String>

  /// Reads a media type with its parameters; nil for what is none, and says nothing.
  public init?(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    let names = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isToken) }) else { return nil }
    essence = parts[0].lowercased()
    charsets = Set(parts.dropFirst().compactMap(Self.charset))
  }

  /// Whether it is CloudEvents' own, so that the body is the whole envelope: structured mode.
  public var isCloudEvent: Bool {
    essence.hasPrefix("application/cloudevents")
  }

  /// Whether it is JSON by its name (RFC 6839, section 3.1).
  var isJSON: Bool { ["application/json", "text/json"].contains(essence) || essence.hasSuffix("+json") }

  /// Whether it says of its texts what JSON's always are, or nothing; ASCII is a part of that.
  var isUTF8: Bool { charsets.isSubset(of: ["utf-8", "utf8", "us-ascii", "ascii"]) }

  private static func charset(_ parameter: Substring) -> String? {
    let sides = parameter.split(separator: "=", maxSplits: 1).map(trimmed)
    guard sides.count == 2, sides[0].lowercased() == "charset" else { return nil }
    return trimmed(sides[1].drop { $0 == "\"" }.prefix { $0 != "\"" }).lowercased()
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }

  /// RFC 9110, section 5.6.2, less what no registered name has.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$&-^_.+".utf8.contains(byte)
    }
  }
}

extension MediaType {
  /// What to say of the envelope's `datacontenttype`, after its name; nil where it is read.
  static func defect(ofData text: String) -> String? {
    guard text != "application/json" else { return nil }
    guard let type = MediaType(text), type.isJSON else {
      return "is not application/json, nor of another name that ends in +json: data are JSON"
    }
    return type.isUTF8 ? nil : notUTF8
  }

  /// What to say of the AMQP property `content_type` of a command or a report; nil where it is read.
  ///
  /// What says nothing of a body's form counts for nothing: no content type, `text/plain`, `application/octet-stream`, and what is no
  /// media type at all. The body is looked at in any case.
  public static func defect(ofMessage text: String?) -> String? {
    guard let text, text != "application/cloudevents+json", text != "application/json" else { return nil }
    guard let type = MediaType(text) else { return nil }
    guard type.isUTF8 else { return notUTF8 }
    if type.essence.hasPrefix("application/cloudevents-batch") {
      return "is not for one message: send each event by itself, as application/cloudevents+json"
    }
    let saysNothing = ["text/plain", "application/octet-stream", "application/cloudevents"].contains(type.essence)
    return type.isJSON || saysNothing
      ? nil : "is not JSON: send application/cloudevents+json, or application/json with attributes as headers"
  }

  /// What to say of the AMQP property `content_encoding`; nil where it says nothing, or names a charset that is read.
  public static func defect(ofEncoding text: String?) -> String? {
    guard let text else { return nil }
    let plain = ["", "identity", "utf-8", "utf8", "us-ascii", "ascii", "binary", "8bit", "7bit"]
    return plain.contains(text.lowercased())
      ? nil : "is not read: send the body as UTF-8, without compression or another encoding"
  }

  private static var notUTF8: String { "is not of UTF-8: send the body in UTF-8, and name no other charset" }
}
