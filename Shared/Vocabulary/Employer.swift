/// Who somebody works for (M4, R6).
public struct Employer: Codable, Hashable, Sendable {
  /// The name as it was given.
  public var name: String
  /// The number of the French legal unit, where known.
  public var siren: SIREN?

  public init(name: String, siren: SIREN? = nil) {
    self.name = name
    self.siren = siren
  }

  /// Whether two statements name the same company: by SIREN where both have one, else by the normalised name (R6).
  public func isSame(as other: Employer) -> Bool {
    if let siren, let otherSIREN = other.siren { return siren == otherSIREN }
    let name = EmployerName.normalised(name)
    return !name.isEmpty && name == EmployerName.normalised(other.name)
  }
}
