public import Vocabulary

/// Why a message could not be read: permanent, since the same bytes will never read better.
public enum MessageDefect: Error, Hashable, Sendable {
  /// The body is no JSON object in UTF-8: not even the envelope can be read.
  case undecodable
  /// The body is JSON, but fields of the envelope or of `data` break the schema.
  ///
  /// All of them are found at once. The first fifty are named; `of` says how many there are where there are more.
  case invalid([FieldError], of: Int? = nil)

  /// The code for the dead letter's `x-coopt-reason`: `undecodable` or `invalid-message`.
  public var reason: ProblemCode {
    switch self {
    case .undecodable: .undecodable
    case .invalid: .invalidMessage
    }
  }

  /// The problem to answer with: always `invalid-message`, which is all that a caller has to tell apart.
  public var problem: Problem {
    switch self {
    case .undecodable: Problem(.invalidMessage, detail: "The body is not a JSON object in UTF-8.", errors: [])
    case .invalid(let errors, let count): .invalidMessage(errors, of: count)
    }
  }
}

extension MessageDefect {
  /// The defect of a message of whose fields these break the schema.
  init(_ errors: [FieldError]) {
    let named = Problem.maximumErrors
    self = errors.count > named ? .invalid(Array(errors.prefix(named)), of: errors.count) : .invalid(errors)
  }
}
