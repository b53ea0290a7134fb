import FoundationEssentials
import Messages

/// A part of a JSON text that is known to be one; nothing of it is copied before it is asked for.
///
/// The text has to outlive its slices: that of the program itself does.
package struct JSONSlice {
  private let text: UnsafeRawBufferPointer
  private let range: Range<Int>

  /// The whole of a text.
  package init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    range = Self.trimmed(text, from: 0, to: text.count)
  }

  private init(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// The bytes, as they stand there.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[range]) }

  /// The value, read; nil where it is none.
  package var value: JSONValue? { JSONValue(json: Data(bytes)) }

  /// The text, where it is one.
  package var string: String? {
    guard first == UInt8(ascii: "\""), case .string(let string) = value else { return nil }
    return string
  }

  /// What an object holds under a key.
  package subscript(key: String) -> JSONSlice? { members.first { $0.key == key }?.value }

  /// The keys of an object, with what they hold, in their order; none where it is no object.
  package var members: [(key: String, value: JSONSlice)] {
    guard first == UInt8(ascii: "{") else { return [] }
    var members: [(key: String, value: JSONSlice)] = []
    var position = range.lowerBound + 1
    while let key = next(&position) {
      position = Self.skipped(text, position, over: UInt8(ascii: ":"))
      guard let name = key.string, let value = next(&position) else { break }
      members.append((name, value))
    }
    return members
  }

  /// The items of a list, in their order; none where it is no list.
  package var items: [JSONSlice] {
    guard first == UInt8(ascii: "[") else { return [] }
    var items: [JSONSlice] = []
    var position = range.lowerBound + 1
    while let item = next(&position) { items.append(item) }
    return items
  }

  /// Where its references lead (`$ref`), each once; found in one pass, whatever they are nested in.
  package var references: Set<String> {
    var found: Set<String> = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard text[position] == UInt8(ascii: "\"") else {
        position += 1
        continue
      }
      let key = position..<Self.endOfString(text, from: position)
      let colon = Self.skipped(text, key.upperBound, over: nil)
      position = key.upperBound
      guard colon < range.upperBound, text[colon] == UInt8(ascii: ":"), text[key].elementsEqual(Self.reference) else {
        continue
      }
      position = Self.skipped(text, colon, over: UInt8(ascii: ":"))
      guard let value = JSONSlice(text, position..<Self.end(of: text, from: position)).string else { continue }
      found.insert(value)
    }
    return found
  }

  private static let reference = Array(#""$ref""#.utf8)

  private var first: UInt8? { range.isEmpty ? nil : text[range.lowerBound] }

  // MARK: Reading

  /// The value at a position, which is then behind it and the comma that follows; nil at the end of what holds it.
  private func next(_ position: inout Int) -> JSONSlice? {
    let start = Self.skipped(text, position, over: nil)
    guard start < range.upperBound - 1 else { return nil }
    let end = Self.end(of: text, from: start)
    position = Self.skipped(text, end, over: UInt8(ascii: ","))
    return JSONSlice(text, start..<end)
  }

  /// The first byte behind the value that begins at a position.
  private static func end(of text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        position = endOfString(text, from: position)
        if depth == 0 { return position }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09:
        if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return position
  }

  private static func endOfString(_ text: UnsafeRawBufferPointer, from quote: Int) -> Int {
    var position = quote + 1
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, text.count)
  }

  /// The first byte behind white space, and behind one mark with the white space around it.
  private static func skipped(_ text: UnsafeRawBufferPointer, _ start: Int, over mark: UInt8?) -> Int {
    var position = start
    var mark = mark
    while position < text.count {
      if isSpace(text[position]) {
        position += 1
      } else if let awaited = mark, text[position] == awaited {
        mark = nil
        position += 1
      } else {
        break
      }
    }
    return position
  }

  private static func trimmed(_ text: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Range<Int> {
    var (start, end) = (start, end)
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
