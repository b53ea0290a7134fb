/// What the contract expects in a field of `data`.
package indirect enum FieldShape: Hashable, Sendable {
  /// A text, with the syntax that it follows where it follows one, such as `UUID`.
  case text(syntax: String?)
  /// A text out of a fixed list.
  case choice([String])
  /// A whole number.
  case integer
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// Several values of one shape.
  case list(of: FieldShape)
  /// Named fields.
  case object([Field])
  /// Whatever JSON has.
  case anything

  /// A field by its key.
  package struct Field: Hashable, Sendable {
    /// The key.
    package let name: String
    /// What it holds.
    package let shape: FieldShape
    /// Whether it may be left out.
    package let isOptional: Bool
    /// Whether null takes away what was there, and is not the same as an absent key (RFC 7396).
    package let isRemovable: Bool
    /// The type of the value, as Swift writes it with its module: of the element, where the type says that it is a list.
    package let type: String
    /// The type that declares the field, without module and parameters: `Join.Result`.
    package let owner: String

    package init(
      name: String, shape: FieldShape, isOptional: Bool, isRemovable: Bool = false, type: String = "",
      owner: String = ""
    ) {
      self.name = name
      self.shape = shape
      self.isOptional = isOptional
      self.isRemovable = isRemovable
      self.type = type
      self.owner = owner
    }
  }

  /// The fields of an object; none of anything else.
  package var fields: [Field] {
    if case .object(let fields) = self { fields } else { [] }
  }

  /// The field of a name.
  package func field(_ name: some StringProtocol) -> Field? {
    fields.first { $0.name == name }
  }

  /// What to call it in an error or a list: `UUID`, `whole number`, `filled | cancelled`.
  package var noun: String {
    switch self {
    case .text(let syntax): syntax ?? "text"
    case .choice(let values): values.joined(separator: " | ")
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "true | false"
    case .list(let element): "list of \(element.noun)"
    case .object: "object"
    case .anything: "JSON"
    }
  }
}
