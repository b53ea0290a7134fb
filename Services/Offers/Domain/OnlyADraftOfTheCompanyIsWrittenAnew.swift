import Vocabulary

/// O1: an id that is given stands for a new offer, or for a draft of the same company.
package enum OnlyADraftOfTheCompanyIsWrittenAnew {
  /// Why a company cannot write an offer under an id; nil when it can.
  package static func refusal(of existing: Offer?, by company: CompanyID) -> ProblemCode? {
    guard let existing else { return nil }
    return existing.state == .draft && existing.companyID == company ? nil : .idAlreadyUsed
  }
}
