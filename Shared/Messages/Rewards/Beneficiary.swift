/// Who is to be paid (W6).
public struct Beneficiary: Codable, Hashable, Sendable {
  /// A member or a charity.
  public var kind: BeneficiaryKind
  /// The id of the member or charity.
  public var id: String

  public init(kind: BeneficiaryKind, id: String) {
    self.kind = kind
    self.id = id
  }
}

extension Beneficiary {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.line(id, "\(field).id")
  }
}
