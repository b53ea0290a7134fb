package import Vocabulary

extension Reward {
  /// Why an option cannot be chosen for this reward; nil when it can (W3, W4).
  package func refusalOfChoice(_ preference: RewardPreference, among parties: RegisteredParties) -> ProblemCode? {
    if reversedAt != nil { return .optionNotAvailable }
    if isSettled { return .alreadySettled }
    if isOwnCompany { return .optionNotAvailable }
    guard !parties.know(preference) else { return nil }
    return preference.option.needsCharity ? .charityNotFound : .companyNotFound
  }
}
