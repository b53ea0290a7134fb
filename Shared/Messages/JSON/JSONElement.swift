/// A value of a JSON text that is kept: what it is, asked for as what it should be.
///
/// Names of fields are those of the contract, which need no escapes.
package struct JSONElement: Sendable {
  let document: JSONDocument
  let index: Int

  private var token: JSONToken { document.tokens[index] }

  private func at(_ index: Int) -> JSONElement { JSONElement(document: document, index: index) }

  /// A field of an object; nil for what it has not, and for what is no object.
  package subscript(name: String) -> JSONElement? {
    guard token.kind == .object else { return nil }
    var name = name
    let found = name.withUTF8 { name in
      document.bytes.withUnsafeBufferPointer { bytes in
        document.tokens.withUnsafeBufferPointer { tokens in Self.find(name, in: index, of: tokens, bytes) }
      }
    }
    return found.map(at)
  }

  private static func find(
    _ name: UnsafeBufferPointer<UInt8>, in object: Int, of tokens: UnsafeBufferPointer<JSONToken>,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let end = Int(tokens[object].next)
    var key = object + 1
    search: while key < end {
      let token = tokens[key]
      defer { key = Int(tokens[key + 1].next) }
      guard Int(token.count) == name.count else { continue }
      for offset in 0..<name.count where bytes[Int(token.start) + offset] != name[offset] { continue search }
      return key + 1
    }
    return nil
  }

  /// The text, where it is one.
  package var text: String? {
    guard token.kind == .text else { return nil }
    return text(of: token)
  }

  private func text(of token: JSONToken) -> String? {
    document.bytes.withUnsafeBufferPointer { bytes in
      let span = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.start + token.count)])
      return token.isPlain ? String(decoding: span, as: UTF8.self) : JSONTexts.text(escaped: span)
    }
  }

  /// The whole number, where it is one.
  package var integer: Int? {
    guard token.kind == .number, token.isPlain else { return nil }
    return text(of: token).flatMap { Int($0) }
  }

  /// The number, where it is one.
  package var number: Double? {
    guard token.kind == .number else { return nil }
    return text(of: token).flatMap { Double($0) }
  }

  /// The truth value, where it is one.
  package var truth: Bool? {
    switch token.kind {
    case .truth: true
    case .falsehood: false
    default: nil
    }
  }

  /// Whether it is `null`.
  package var isNull: Bool { token.kind == .null }

  /// The value itself, where it has fields.
  package var fields: JSONElement? { token.kind == .object ? self : nil }

  /// The items, where it is a list.
  package var items: [JSONElement]? {
    guard token.kind == .list else { return nil }
    var items: [JSONElement] = []
    var item = index + 1
    while item < Int(token.next) {
      items.append(at(item))
      item = Int(document.tokens[item].next)
    }
    return items
  }

  /// The names of an object's fields, in their order, with what stands under them.
  package var namedFields: [(name: String, value: JSONElement)] {
    guard token.kind == .object else { return [] }
    var fields: [(String, JSONElement)] = []
    var key = index + 1
    while key < Int(token.next) {
      if let name = text(of: document.tokens[key]) { fields.append((name, at(key + 1))) }
      key = Int(document.tokens[key + 1].next)
    }
    return fields
  }

  /// Writes it as it stands, without the spaces between its tokens.
  package func write(to text: inout [UInt8]) {
    switch token.kind {
    case .null, .truth, .falsehood, .number: text += span(of: token)
    case .text: writeText(token, to: &text)
    case .list:
      text.append(UInt8(ascii: "["))
      for (number, item) in (items ?? []).enumerated() {
        if number > 0 { text.append(UInt8(ascii: ",")) }
        item.write(to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object:
      text.append(UInt8(ascii: "{"))
      var key = index + 1
      while key < Int(token.next) {
        if key > index + 1 { text.append(UInt8(ascii: ",")) }
        writeText(document.tokens[key], to: &text)
        text.append(UInt8(ascii: ":"))
        at(key + 1).write(to: &text)
        key = Int(document.tokens[key + 1].next)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private func writeText(_ token: JSONToken, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    text += span(of: token)
    text.append(UInt8(ascii: "\""))
  }

  private func span(of token: JSONToken) -> ArraySlice<UInt8> {
    document.bytes[Int(token.start)..<Int(token.start + token.count)]
  }

  /// The whole of it.
  package var value: JSONValue {
    switch token.kind {
    case .null: .null
    case .truth: .boolean(true)
    case .falsehood: .boolean(false)
    case .text: .string(text ?? "")
    case .number: integer.map(JSONValue.integer) ?? number.map(JSONValue.number) ?? .null
    case .list: .array((items ?? []).map(\.value))
    case .object: .object(object)
    }
  }

  /// The fields with their values; none of what is no object.
  package var object: JSONObject {
    namedFields.reduce(into: [:]) { object, field in object[field.name] = field.value.value }
  }
}
