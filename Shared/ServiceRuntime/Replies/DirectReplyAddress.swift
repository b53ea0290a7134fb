import FoundationEssentials

/// A direct reply-to as RabbitMQ hands it on (`amq.rabbitmq.reply-to.<process>.<key>`), taken apart.
///
/// The broker ends the connection of whoever publishes to one that it cannot take apart: so what is not of its form is
/// not used at all. The process is an Erlang process id in the external term format, its node `reply@` and a number that
/// stands for the node's name; a number that the broker does not know still ends the connection.
package struct DirectReplyAddress: Hashable, Sendable {
  /// The node that the caller is connected to.
  package let node: String

  /// Takes a queue name apart; nil where it is none of these.
  package init?(_ name: String) {
    let prefix = "amq.rabbitmq.reply-to."
    guard name.hasPrefix(prefix) else { return nil }
    let parts = name.dropFirst(prefix.utf8.count).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let process = Self.bytes(parts[0]), let key = Self.bytes(parts[1]), key.count == 16,
      let node = Self.node(of: process)
    else { return nil }
    self.node = node
  }

  /// Bytes in base64 as the broker writes it: Foundation also reads what has too many "=", over which the broker stumbles.
  private static func bytes(_ text: Substring) -> [UInt8]? {
    guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
    return [UInt8](data)
  }

  /// The node's name in a process id (Erlang, External Term Format: NEW_PID_EXT, PID_EXT).
  private static func node(of process: [UInt8]) -> String? {
    guard process.count > 3, process[0] == 131 else { return nil }
    let tail: Int
    switch process[1] {
    case UInt8(ascii: "X"): tail = 12
    case UInt8(ascii: "g"): tail = 9
    default: return nil
    }
    let start: Int
    let length: Int
    switch process[2] {
    // SMALL_ATOM_UTF8_EXT, ATOM_UTF8_EXT
    case UInt8(ascii: "w"): (start, length) = (4, Int(process[3]))
    case UInt8(ascii: "v") where process.count > 4: (start, length) = (5, Int(process[3]) << 8 | Int(process[4]))
    default: return nil
    }
    guard process.count == start + length + tail else { return nil }
    let node = String(decoding: process[start..<start + length], as: UTF8.self)
    guard node.hasPrefix("reply@"), node.count > 6, node.dropFirst(6).allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return node
  }
}
