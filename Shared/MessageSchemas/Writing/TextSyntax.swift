/// A syntax that texts of the contract follow: what JSON Schema can say of it.
package struct TextSyntax: Sendable {
  /// What the shapes call it.
  package let name: String
  /// The type of the vocabulary that reads it.
  package let type: DeclaredName
  /// JSON Schema's name for it, where it has one.
  package let format: String?
  /// A regular expression (ECMA 262) that every text of the syntax matches.
  package let pattern: String?
  /// A text that follows it.
  package let example: String

  /// The syntax of a name; nil for free text.
  package static func named(_ name: String?) -> TextSyntax? { all.first { $0.name == name } }

  /// Every syntax that a shape may name.
  package static let all = [
    TextSyntax(
      name: "UUID", type: "Identifier", format: "uuid",
      pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
      example: "0199f1c4-1200-7e00-8a00-5e0f3b1d1200"),
    TextSyntax(
      name: "RFC 3339 time", type: "Timestamp", format: "date-time", pattern: nil, example: "2026-11-23T09:41:07Z"),
    TextSyntax(
      name: "day", type: "CalendarDay", format: "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example: "2026-11-23"),
    TextSyntax(
      name: "e-mail address", type: "EmailAddress", format: "idn-email",
      pattern: "^\\s*[^\\s@]+@[^\\s@]+\\.[^\\s@]+\\s*$", example: "camille.durand@example.com"),
    TextSyntax(
      name: "NACE code", type: "SectorCode", format: nil, pattern: "^[A-U]([0-9]{2}(\\.[0-9]{1,2})?)?$",
      example: "J62.01"),
    TextSyntax(
      name: "ISO 3166 code", type: "ZoneCode", format: nil, pattern: "^[A-Z]{2}(-[A-Z0-9]{1,3})?$", example: "FR-59"),
    TextSyntax(
      name: "SIREN", type: "SIREN", format: nil,
      pattern: "^[ \\u00a0\\u202f]*([0-9][ \\u00a0\\u202f]*){9}$", example: "732829320"),
    TextSyntax(
      name: "identity key", type: "IdentityKey", format: nil, pattern: "^(email|phone|linkedin):[A-Za-z0-9_-]{43}$",
      example: "email:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
  ]

  private init(
    name: String, type: String, format: String?, pattern: String?, example: String
  ) {
    self.name = name
    self.type = DeclaredName(reflecting: "Vocabulary.\(type)")
    self.format = format
    self.pattern = pattern
    self.example = example
  }
}
