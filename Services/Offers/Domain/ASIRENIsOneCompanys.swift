import Vocabulary

/// O7: one SIREN, one company; a company keeps its own, also where another was registered under it before that was refused.
package struct ASIRENIsOneCompanys: Sendable {
  private var holders: [SIREN: Set<CompanyID>]

  /// Who has the numbers that are asked for.
  package init(holders: [SIREN: Set<CompanyID>]) {
    self.holders = holders
  }

  /// Gives a company a number, or none, in the place of its former one; why not, where it is another's.
  package mutating func give(_ siren: SIREN?, to company: CompanyID, insteadOf former: SIREN? = nil) -> ProblemCode? {
    guard siren != former else { return nil }
    if let siren {
      guard holders[siren, default: []].subtracting([company]).isEmpty else { return .sirenAlreadyRegistered }
      holders[siren, default: []].insert(company)
    }
    if let former { holders[former]?.remove(company) }
    return nil
  }
}
