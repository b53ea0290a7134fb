import FoundationEssentials
import Messages

/// What a program says on its standard output: a line of JSON each.
package enum ProgramLine: Hashable, Sendable {
  /// A step is done: the platform has it.
  case done(step: Int)
  /// The platform refused a step.
  case refused(step: Int, code: String?)
  /// A step could not be done, and is not tried any more.
  case failed(step: Int, why: String)
  /// The program does not do such a thing.
  case unsupported(step: Int)
  /// Something was heard, by the envelope's id.
  case heard(id: String)
  /// Money was sent.
  case paid(payoutID: String, amountCents: Int?)
  /// A notification was handed to whoever works with it, who says when the work is done.
  case told(id: String)
  /// No line of this protocol: shown to people, and left alone.
  case other(String)

  /// Reads a line.
  package init(_ line: String) {
    self = Self.read(line) ?? .other(line)
  }

  /// The step that it answers.
  package var step: Int? {
    switch self {
    case .done(let step), .refused(let step, _), .failed(let step, _), .unsupported(let step): step
    default: nil
    }
  }

  private static func read(_ line: String) -> ProgramLine? {
    guard let value = JSONValue(text: line), case .object(let fields) = value else { return nil }
    if let step = fields["done"]?.number { return .done(step: step) }
    if let step = fields["refused"]?.number { return .refused(step: step, code: fields["code"]?.words) }
    if let step = fields["failed"]?.number { return .failed(step: step, why: fields["why"]?.words ?? "") }
    if let step = fields["unsupported"]?.number { return .unsupported(step: step) }
    if let id = fields["heard"]?.words { return .heard(id: id.lowercased()) }
    if let id = fields["paid"]?.words {
      return .paid(payoutID: id.lowercased(), amountCents: fields["amountCents"]?.number)
    }
    if let id = fields["told"]?.words { return .told(id: id.lowercased()) }
    return nil
  }
}

extension ProgramLine: CustomStringConvertible {
  /// What it says, for people.
  package var description: String {
    switch self {
    case .done(let step): "step \(step) is done"
    case .refused(let step, let code): "step \(step) is refused\(code.map { " (\($0))" } ?? "")"
    case .failed(let step, let why): "step \(step) failed\(why.isEmpty ? "" : ": \(why)")"
    case .unsupported(let step): "step \(step) is nothing that it does"
    case .heard(let id): "\(id) is heard"
    case .paid(let payout, _): "\(payout) is paid"
    case .told(let id): "\(id) is told"
    case .other(let line): line
    }
  }
}

extension JSONValue {
  /// Reads a text; nil where it is no JSON.
  package init?(text: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    self = value
  }

  fileprivate var number: Int? {
    switch self {
    case .integer(let number): number
    case .string(let text): Int(text)
    default: nil
    }
  }

  fileprivate var words: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }
}
