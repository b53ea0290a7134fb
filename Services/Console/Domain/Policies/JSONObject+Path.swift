public import Messages

extension [String: JSONValue] {
  /// The value that some names lead to; nil where there is none, or null.
  public func value(at names: some Collection<String>) -> JSONValue? {
    guard let name = names.first, let value = self[name], value != .null else { return nil }
    guard names.count > 1 else { return value }
    guard case .object(let inner) = value else { return nil }
    return inner.value(at: names.dropFirst())
  }

  /// Puts a value where some names lead to.
  public mutating func put(_ value: JSONValue, at names: some Collection<String>) {
    guard let name = names.first else { return }
    guard names.count > 1 else {
      self[name] = value
      return
    }
    var inner: JSONObject = if case .object(let inner) = self[name] { inner } else { [:] }
    inner.put(value, at: names.dropFirst())
    self[name] = .object(inner)
  }
}
