/// Finds keys that nobody reads: in what decides who is believed, a misspelled one is an error.
enum KnownKeys {
  private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Throws `DecodingError` for the first key of an object that is none of some.
  static func require(_ known: [String], of thing: String, in decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue).sorted()
    guard let unknown = keys.first(where: { !known.contains($0) }) else { return }
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "'\(unknown)' is no key of \(thing)"))
  }
}

/// What is wrong with JSON that somebody wrote, in words that hold no value of it.
enum JSONWords {
  /// The words for an error of decoding.
  static func of(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .dataCorrupted(let context): place(context) + context.debugDescription
    case .typeMismatch(_, let context), .valueNotFound(_, let context): place(context) + "is of another type"
    case .keyNotFound(let key, let context): place(context) + "'\(key.stringValue)' is missing"
    default: "it is no JSON"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    return path.isEmpty ? "" : path.joined(separator: ".").replacing(".[", with: "[") + ": "
  }
}
