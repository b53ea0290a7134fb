import FoundationEssentials
import Messages
import RewardsDomain
import Vocabulary

// How rows name who holds accounts: by a kind and an id.

extension Holder {
  /// Who is paid, as rows name them.
  init(_ kind: BeneficiaryKind, _ id: UUID) {
    switch kind {
    case .member: self = .member(MemberID(id))
    case .charity: self = .charity(CharityID(id))
    }
  }

  /// Whoever holds accounts, as rows name them.
  init(_ kind: AccountHolderKind, _ id: UUID) {
    switch kind {
    case .member: self = .member(MemberID(id))
    case .charity: self = .charity(CharityID(id))
    case .company: self = .company(CompanyID(id))
    }
  }

  /// Who is paid, as rows name them; companies never are.
  var beneficiary: (kind: BeneficiaryKind, id: UUID)? {
    switch self {
    case .member(let id): (.member, id.rawValue)
    case .charity(let id): (.charity, id.rawValue)
    case .company: nil
    }
  }

  /// What kind of holder it is.
  var kind: AccountHolderKind {
    switch self {
    case .member: .member
    case .charity: .charity
    case .company: .company
    }
  }

  /// The holder's id.
  var id: UUID {
    switch self {
    case .member(let id): id.rawValue
    case .charity(let id): id.rawValue
    case .company(let id): id.rawValue
    }
  }
}
