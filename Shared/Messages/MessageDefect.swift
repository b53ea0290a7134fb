public import Vocabulary

/// Why a message could not be read: permanent, since the same bytes will never read better.
public enum MessageDefect: Error, Hashable, Sendable {
  /// The body is no JSON object in UTF-8: not even the envelope can be read.
  case undecodable
  /// The body is JSON, but fields of the envelope or of `data` break the schema.
  case invalid([FieldError])

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
    case .invalid(let errors): .invalidMessage(errors)
    }
  }
}

extension MessageDefect {
  /// Names the field that a decoder stopped at, without repeating what it found there.
  ///
  /// `root` is the key that the paths of errors leave out: "data" in an envelope.
  init(_ error: DecodingError, under root: String?) {
    let (path, message) = error.finding
    guard !path.isEmpty else {
      self = .undecodable
      return
    }
    let inner = path.count > 1 && path[0].stringValue == root ? path.dropFirst() : path[...]
    self = .invalid([FieldError(field: fieldPath(inner), message: message)])
  }
}

/// `candidate.email`, `zones[1]`.
private func fieldPath(_ keys: ArraySlice<any CodingKey>) -> String {
  keys.reduce(into: "") { path, key in
    if let index = key.intValue, key.stringValue.hasPrefix("Index ") {
      path += "[\(index)]"
    } else {
      path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
    }
  }
}

extension DecodingError {
  fileprivate var finding: (path: [any CodingKey], message: String) {
    switch self {
    case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
    case .valueNotFound(_, let context): (context.codingPath, "is null")
    case .typeMismatch(let type, let context): (context.codingPath, "is not \(jsonName(of: type))")
    case .dataCorrupted(let context): (context.codingPath, ownWords(context.debugDescription))
    @unknown default: ([], "is not valid")
    }
  }
}

/// Our own types say "is not …"; Foundation's and the standard library's descriptions may hold the value.
private func ownWords(_ description: String) -> String {
  description.hasPrefix("is not ") ? description : "is not valid"
}

private func jsonName(of type: any Any.Type) -> String {
  switch type {
  case is String.Type: "a string"
  case is Bool.Type: "true or false"
  case is any FixedWidthInteger.Type: "an integer"
  case is any BinaryFloatingPoint.Type: "a number"
  case is [Any].Type: "a list"
  default: "an object"
  }
}
