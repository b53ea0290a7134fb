import ConsoleDomain
import Messages
import Vocabulary

/// Whom money goes to or comes back from, with a link to their page.
struct RewardParty: Sendable {
  let text: String
  /// Nil where somebody's roles do not lead there.
  let address: String?
  /// The whole id.
  let id: String

  init(_ beneficiary: Beneficiary, charityName: String?, _ members: ShownMembers, _ visit: Visit) {
    switch beneficiary.kind {
    case .member: self.init(member: beneficiary.id, members, visit)
    case .charity: self.init(charity: beneficiary.id, name: charityName, visit)
    }
  }

  init(_ holder: AccountHolder, _ members: ShownMembers, _ visit: Visit) {
    switch holder.kind {
    case .member: self.init(member: holder.id, members, visit)
    case .charity: self.init(charity: holder.id, name: nil, visit)
    case .company: self.init(company: holder.id, visit)
    }
  }

  init(company id: String, _ visit: Visit) {
    self.init(
      text: "\(visit.word("rewards.company"))\u{A0}\(Self.short(id))",
      address: visit.mayEnter(.companies) ? "/companies/\(id)" : nil, id: id)
  }

  init(member id: String, _ members: ShownMembers, _ visit: Visit) {
    self.init(
      text: members.name(of: id) ?? "\(visit.word("rewards.member"))\u{A0}\(Self.short(id))",
      address: visit.mayEnter(.members) ? "/members/\(id)" : nil, id: id)
  }

  init(charity id: String, name: String?, _ visit: Visit) {
    self.init(
      text: name ?? "\(visit.word("rewards.charity"))\u{A0}\(Self.short(id))",
      address: visit.mayEnter(.charities) ? "/charities/\(id)" : nil, id: id)
  }

  init(text: String, address: String?, id: String) {
    self.text = text
    self.address = address
    self.id = id
  }

  /// The end of an id, by which people tell it from others; its beginning is but when it was made.
  static func short(_ id: String) -> String { "…\u{2060}\(id.suffix(6))" }
}

extension Beneficiary {
  /// The member, where it is one.
  var member: MemberID? { kind == .member ? MemberID(id) : nil }
}

extension AccountHolder {
  /// The member, where it is one.
  var member: MemberID? { kind == .member ? MemberID(id) : nil }
}
