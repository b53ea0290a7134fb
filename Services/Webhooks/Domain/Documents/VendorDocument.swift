import FoundationEssentials
import Messages
import Vocabulary

/// Why something cannot be understood, in a sentence that names the field and never a value.
struct Unclear: Error {
  /// The sentence.
  let sentence: String
}

/// A JSON document of a vendor's, whose fields are named by paths such as `payload.application.id`.
///
/// What it does not know it passes over: vendors add fields without notice. A field that is null is as one that is
/// absent.
struct VendorDocument {
  private let root: JSONValue
  /// Where its fields are to be looked for, as the beginning of a sentence; empty for the webhook itself.
  private let place: String
  /// The path to it from the document that it is a part of, with a dot at its end; empty for a whole one.
  private let base: String

  /// The document in some bytes; nil where they are none.
  init?(_ body: [UInt8], place: String = "") {
    guard let root = JSONValue(json: Data(body)) else { return nil }
    self.init(root, place: place, base: "")
  }

  private init(_ root: JSONValue, place: String, base: String) {
    self.root = root
    self.place = place
    self.base = base
  }

  /// A webhook's body.
  init(_ webhook: Webhook) throws(Unclear) {
    guard let document = VendorDocument(webhook.body) else { throw Unclear(sentence: "The body should be JSON.") }
    self = document
  }

  /// The body of a vendor's answer, with what was asked about, as in `the opportunity`.
  init(_ answer: VendorAnswer, about subject: String) throws(Unclear) {
    let place = "In the vendor's answer about \(subject), "
    guard let document = VendorDocument(answer.body, place: place) else {
      throw Unclear(sentence: "The vendor's answer about \(subject) should be JSON.")
    }
    self = document
  }

  /// The value at a path; nil where there is none, or null.
  func value(_ path: String) -> JSONValue? {
    var value = root
    for key in path.split(separator: ".") {
      guard case .object(let fields) = value, let next = fields[String(key)] else { return nil }
      value = next
    }
    return value == .null ? nil : value
  }

  /// A text, without blanks around it; nil where there is none in which something is to be seen.
  func text(_ path: String) -> String? { value(path)?.plainText }

  /// An id, a text or a whole number; nil where there is none.
  func id(_ path: String) -> String? { value(path)?.idText }

  /// An id that has to be there.
  func requiredID(_ path: String) throws(Unclear) -> String {
    guard let id = id(path) else { throw unclear(path, "should be an id, a text or a whole number") }
    return id
  }

  /// The vendor's word for what happened, which has to be there: what has none is no event of another kind.
  func requiredEvent(_ path: String) throws(Unclear) -> String {
    guard let event = text(path) else { throw unclear(path, "should be the event") }
    return event
  }

  /// A time; nil where there is none, or a text in which nothing is to be seen.
  func time(_ path: String) throws(Unclear) -> Timestamp? {
    guard let value = value(path), !value.isBlank else { return nil }
    guard let text = value.plainText, let time = Timestamp(stated: text) else {
      throw unclear(path, "should be a time with its offset, or a day")
    }
    return time
  }

  /// Milliseconds since 1970; nil where there are none.
  func milliseconds(_ path: String) throws(Unclear) -> Timestamp? {
    guard let value = value(path) else { return nil }
    guard case .integer(let number) = value, let time = Timestamp(since1970: String(number)) else {
      throw unclear(path, "should be milliseconds since 1970")
    }
    return time
  }

  /// The objects in a list; none where there is no list.
  func objects(_ path: String) -> [VendorDocument] {
    guard case .array(let items)? = value(path) else { return [] }
    return items.filter(\.isObject).map { VendorDocument($0, place: place, base: "\(base)\(path)[].") }
  }

  /// The object at a path, whose own fields are looked for from there on; nil where there is none.
  func object(_ path: String) -> VendorDocument? {
    guard let value = value(path), value.isObject else { return nil }
    return VendorDocument(value, place: place, base: "\(base)\(path).")
  }

  /// The texts in a list, plain or under a key of their own each; none where there is no list.
  func texts(_ path: String, under key: String? = nil) -> [String] {
    guard case .array(let items)? = value(path) else { return [] }
    return items.compactMap { item in
      guard let key else { return item.plainText }
      return VendorDocument(item, place: place, base: "\(base)\(path)[].").text(key)
    }
  }

  /// Whether it is an object with these fields and no other.
  func isExactly(_ fields: JSONObject) -> Bool { root == .object(fields) }

  /// What is to be said of a field.
  func unclear(_ path: String, _ defect: String) -> Unclear {
    Unclear(sentence: "\(place)`\(base)\(path)` \(defect).")
  }
}

extension JSONValue {
  fileprivate var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// Whether it is a text in which nothing is to be seen: for many, as good as none.
  fileprivate var isBlank: Bool {
    if case .string = self { plainText == nil } else { false }
  }

  /// A text without blanks around it, where something is left.
  fileprivate var plainText: String? {
    guard case .string(let text) = self else { return nil }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return nil }
    return String(scalars[first...last])
  }

  /// A text as above, or a whole number.
  fileprivate var idText: String? {
    if case .integer(let number) = self { String(number) } else { plainText }
  }
}
