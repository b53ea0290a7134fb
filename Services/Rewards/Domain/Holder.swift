package import Vocabulary

/// Who holds accounts in the books beside the platform.
package enum Holder: Hashable, Sendable {
  /// A member.
  case member(MemberID)
  /// A partner charity.
  case charity(CharityID)
  /// A company.
  case company(CompanyID)

  /// What the names of the holder's accounts begin with.
  var accountPrefix: String {
    switch self {
    case .member(let id): "member:\(id)"
    case .charity(let id): "charity:\(id)"
    case .company(let id): "company:\(id)"
    }
  }
}
