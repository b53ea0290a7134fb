/// Reads a mail server's answers off the wire: lines of a code, of which the last has no hyphen (RFC 5321, section 4.2).
package struct SMTPReplyReader {
  /// More than any server has to say; who says more is not talking SMTP.
  package static let longest = 64 * 1024

  private var unread: [UInt8] = []
  private var code: Int?
  private var count = 0

  package init() {}

  /// What has come so far.
  package enum State: Equatable {
    /// Not a whole answer.
    case unfinished
    /// An answer's code.
    case reply(Int)
    /// No answer at all.
    case unreadable
  }

  /// Takes what has come, possibly nothing, and says whether it makes an answer; what comes after that is kept.
  package mutating func read(_ bytes: some Sequence<UInt8>) -> State {
    unread += bytes
    while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
      count += end + 1
      let line = unread[..<end]
      guard let (lineCode, isLast) = Self.parsed(line), code == nil || code == lineCode else { return .unreadable }
      code = lineCode
      unread.removeSubrange(...end)
      if isLast {
        code = nil
        count = 0
        return .reply(lineCode)
      }
    }
    return count + unread.count > Self.longest ? .unreadable : .unfinished
  }

  private static func parsed(_ line: ArraySlice<UInt8>) -> (code: Int, isLast: Bool)? {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let code = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard (200..<600).contains(code) else { return nil }
    switch line.dropFirst(3).first {
    case UInt8(ascii: "-"): return (code, false)
    case nil, UInt8(ascii: " "), UInt8(ascii: "\r"): return (code, true)
    default: return nil
    }
  }
}
