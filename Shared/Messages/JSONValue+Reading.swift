extension JSONValue {
  /// A field of an object.
  public subscript(key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// The text, when it is one.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
