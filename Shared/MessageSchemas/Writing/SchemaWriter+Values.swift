extension SchemaWriter {
  /// The keywords of a text.
  static func text(_ syntax: String?, _ limits: FieldLimits) -> [DocumentValue.Member] {
    let known = TextSyntax.named(syntax)
    let type: DocumentValue = limits.takesNumbers ? ["string", "integer"] : "string"
    var members: [DocumentValue.Member] = [.init("type", type)]
    if let format = known?.format { members.append(.init("format", .string(format))) }
    members += bounds(limits.minimumLength, limits.maximumLength, "minLength", "maxLength")
    if let pattern = limits.time?.pattern ?? known?.pattern ?? pattern(limits) {
      members.append(.init("pattern", .string(pattern)))
    }
    if let known { members.append(.init("x-coopt-syntax", .string(known.type.text))) }
    if let time = limits.time, !time.taken.isEmpty {
      members.append(.init("x-coopt-also-takes", list(time.taken.map(\.rawValue).sorted())))
    }
    return members + rules(limits)
  }

  /// What the characters of a free text may be.
  private static func pattern(_ limits: FieldLimits) -> String? {
    guard limits.isPlain || limits.isOneLine || limits.isVisible else { return nil }
    let direction = #"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"#
    let refused =
      limits.isOneLine
      ? #"\u0000-\u001f\u007f-\u009f\u2028\u2029"# + direction
      : #"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"# + direction
    return "^" + (limits.isVisible ? #"(?=[\s\S]*\S)"# : "") + "[^\(refused)]*$"
  }

  static func bounds(_ least: Int?, _ most: Int?, _ leastName: String, _ mostName: String) -> [DocumentValue.Member] {
    [least.map { .init(leastName, .integer($0)) }, most.map { .init(mostName, .integer($0)) }].compactMap { $0 }
  }

  static func rules(_ limits: FieldLimits) -> [DocumentValue.Member] {
    limits.rules.isEmpty ? [] : [.init("x-coopt-rules", list(limits.rules))]
  }

  static func list(_ texts: [String]) -> DocumentValue { .array(texts.map { .string($0) }) }

  /// What stands beside a reference counts for nothing in draft 7: so the reference goes inside.
  static func besideDescription(_ value: [DocumentValue.Member]) -> [DocumentValue.Member] {
    value.contains { $0.key == "$ref" } ? [.init("allOf", .array([.object(value)]))] : value
  }

  /// The same, or null.
  static func nullable(_ value: [DocumentValue.Member]) -> [DocumentValue.Member] {
    if value.contains(where: { $0.key == "$ref" }) {
      return [.init("anyOf", .array([.object(value), .object([.init("type", "null")])]))]
    }
    return value.map { member in
      guard member.key == "type" else { return member }
      let types = member.value.items.isEmpty ? [member.value] : member.value.items
      return .init("type", .array(types + ["null"]))
    }
  }
}

extension SchemaWriter {
  /// The keywords of a field that belongs to no type, with what is measured of it.
  package static func schema(
    of field: FieldShape.Field, of measured: MeasuredMessage, isSent: Bool
  ) -> [DocumentValue.Member] {
    var limits = measured.limits(of: field, at: ValuePath.root.appending(field.name)) ?? FieldLimits()
    // Anything is taken of a trace: what is none is ignored.
    if field.name.hasPrefix("trace") { limits.takesNumbers = false }
    guard case .text(let syntax) = field.shape else { return [] }
    let value = text(syntax, isSent ? limits : limits.ofOneForm)
    return isSent && limits.takesNull ? nullable(value) : value
  }
}
