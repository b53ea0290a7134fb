import FoundationEssentials
import Messages

/// What a service answers to a command.
package enum CommandReply: Hashable, Sendable {
  /// It was done; the result.
  case accepted(JSONObject)
  /// It was refused; the problem (RFC 9457).
  case rejected(JSONObject)

  /// Reads a reply; throws a failure when it is none.
  package init(_ body: Data) throws(CommandFailure) {
    let message = JSONValue(json: body)
    let data: JSONObject? = if case .object(let data) = message?["data"] { data } else { nil }
    switch message?["type"]?.string {
    case ReplyType.accepted.description: self = .accepted(data ?? [:])
    case ReplyType.rejected.description: self = .rejected(data ?? [:])
    case let type: throw CommandFailure(.failure, "the reply is of an unknown type: \(type ?? "none")")
    }
  }

  /// The result or the problem.
  package var data: JSONObject {
    switch self {
    case .accepted(let data), .rejected(let data): data
    }
  }

  /// The reply for people.
  package var lines: [String] {
    switch self {
    case .accepted(let result): result.isEmpty ? ["accepted"] : JSONText.lines(result)
    case .rejected(let problem): Self.lines(of: problem)
    }
  }

  private static func lines(of problem: JSONObject) -> [String] {
    let code = problem["code"]?.string ?? "no code"
    let fields: [JSONValue] = if case .array(let fields) = problem["errors"] { fields } else { [] }
    let detail = (fields.isEmpty ? problem["detail"] : problem["title"])?.string
    return ["rejected: \(code)\(detail.map { ": \($0.printable)" } ?? "")"]
      + fields.map { "  \(($0["field"]?.string ?? "").printable) \(($0["message"]?.string ?? "").printable)" }
  }
}
