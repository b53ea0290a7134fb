import Messages

extension MeasuredMessage {
  /// Measures the field at a path, whose shape is known; nil where the data have nothing that it could be in.
  func limits(of field: FieldShape.Field, at path: ValuePath) -> FieldLimits? {
    guard said(of: path, with: data.value(at: path)) != nil else { return nil }
    var limits = limits(of: field.shape, at: path)
    if field.isOptional, let absent = said(of: path, with: nil), let null = said(of: path, with: .null) {
      limits.takesNull = null.isSubset(of: absent)
    }
    return limits
  }

  /// Measures a value, such as the item of a list.
  func limits(of shape: FieldShape, at path: ValuePath) -> FieldLimits {
    switch shape {
    case .text(let syntax): text(syntax, at: path)
    case .integer: integer(at: path)
    case .list: list(at: path)
    case .choice, .number, .boolean, .object, .anything: FieldLimits()
    }
  }

  // MARK: Texts

  private func text(_ syntax: String?, at path: ValuePath) -> FieldLimits {
    var limits = FieldLimits()
    limits.takesNumbers = takes(.integer(20_418), at: path)
    switch syntax {
    case nil: measureText(at: path, into: &limits)
    case "RFC 3339 time": limits.time = times(at: path)
    case "e-mail address":
      limits.maximumLength = Boundary.find(self, at: path, from: 10, to: 1000, make: Self.address).map(\.last).min()
    default: break
    }
    return limits
  }

  private func measureText(at path: ValuePath, into limits: inout FieldLimits) {
    // What is said of a plain letter is said of any text.
    limits.rules = (said(of: path, with: "a") ?? []).sorted()
    // Of letters nothing but their number can be wrong.
    limits.maximumLength = Boundary.find(self, at: path, from: 1, to: Self.farText, make: Self.letters).map(\.last)
      .min()
    func refuses(_ text: String) -> Bool {
      !(said(of: path, with: .string(text)) ?? []).subtracting(limits.rules).isEmpty
    }
    if refuses("") { limits.minimumLength = 1 }
    limits.isVisible = refuses("   ")
    limits.isOneLine = refuses("a\nb")
    limits.isPlain = refuses("a\u{0}b")
  }

  private func times(at path: ValuePath) -> TimeForms {
    var forms = TimeForms()
    forms.taken = Set(TimeForms.Form.allCases.filter { takes(.string($0.example), at: path) })
    let digits = Boundary.find(self, at: path, from: 1, to: 400) { count in
      .string("2026-11-20T09:41:07.\(String(repeating: "1", count: count))Z")
    }
    forms.fractionDigits = digits.map(\.last).min()
    return forms
  }

  private static let farText = 150_000

  private static func letters(_ count: Int) -> JSONValue { .string(String(repeating: "a", count: count)) }

  /// An address of so many characters: labels of nine letters, and a last of two.
  private static func address(_ length: Int) -> JSONValue {
    let labels = String(repeating: "bbbbbbbbb.", count: length / 10 + 1).prefix(max(length - 5, 1))
    return .string("a@\(labels.dropLast())b.fr")
  }

  // MARK: Numbers and lists

  private func integer(at path: ValuePath) -> FieldLimits {
    var limits = FieldLimits()
    guard case .integer(let value)? = data.value(at: path) ?? .integer(1) else { return limits }
    let far = Int(1) << 59
    for boundary in Boundary.find(self, at: path, from: value, to: far, make: { .integer($0) }) {
      if boundary.isNamed {
        limits.maximum = min(limits.maximum ?? far, boundary.last)
      } else {
        limits.rules.append(boundary.words)
      }
    }
    for boundary in Boundary.find(self, at: path, from: value, to: -far, make: { .integer($0) }) {
      if boundary.isNamed {
        limits.minimum = max(limits.minimum ?? -far, boundary.last)
      } else if !limits.rules.contains(boundary.words) {
        limits.rules.append(boundary.words)
      }
    }
    return limits
  }

  private func list(at path: ValuePath) -> FieldLimits {
    var limits = FieldLimits()
    guard case .array(let items)? = data.value(at: path), let item = items.first else { return limits }
    func list(_ count: Int) -> JSONValue { .array(Array(repeating: item, count: count)) }
    for boundary in Boundary.find(self, at: path, from: items.count, to: Self.farList, make: list) {
      if boundary.isNamed { limits.maximumItems = boundary.last } else { limits.rules.append(boundary.words) }
    }
    for boundary in Boundary.find(self, at: path, from: items.count, to: 0, make: list) {
      if boundary.isNamed || (boundary.last == 1 && boundary.words == "is empty") {
        limits.minimumItems = boundary.last
      } else if !limits.rules.contains(boundary.words) {
        limits.rules.append(boundary.words)
      }
    }
    return limits
  }

  private static let farList = 3000
}
