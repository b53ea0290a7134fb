import Messages
import NotificationsDomain
import Vocabulary

extension AccountHolder {
  /// What staff read of whose accounts they are: a name, where it is known.
  var named: [Need] {
    switch kind {
    case .member: MemberID(id).map { [.memberName($0)] } ?? []
    case .charity: CharityID(id).map { [.charity($0)] } ?? []
    case .company: CompanyID(id).map { [.company($0)] } ?? []
    }
  }
}

extension Beneficiary {
  /// What staff read of who is paid: a name, where it is known.
  var named: [Need] {
    switch kind {
    case .member: MemberID(id).map { [.memberName($0)] } ?? []
    case .charity: CharityID(id).map { [.charity($0)] } ?? []
    }
  }
}
