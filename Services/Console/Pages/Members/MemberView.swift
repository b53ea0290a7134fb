import ConsoleDomain
import Messages
import Vocabulary

/// One member as their page shows them.
struct MemberView: Sendable {
  /// How far somebody is on the way to the highest level.
  struct Progress: Sendable {
    let points: String
    let level: String
    let next: String?
    let percent: Int
    let confirmedPercent: Int
    let confirmed: String
    let expert: String
    let description: String
  }

  let tabs: MembersTabs
  let id: String
  let name: String
  let state: MemberBadge
  let isActive: Bool
  let email: String
  let phone: String?
  let phoneLink: String?
  let language: String
  let employer: String?
  let sectors: [String]
  let zones: [String]
  let offersByMail: String
  let rewardOption: String?
  let joined: String
  let left: String?
  let charter: String
  let isCharterSigned: Bool
  let progress: Progress?
  let payable: String?
  let claim: String?
  let tree: SponsorTreeView
  let invitations: [InvitationRow]
  let hasInvitations: Bool
  let invite: String?
  let expel: FormView?
  let readmit: FormView?

  init(
    _ member: DescribedMember, charter: GetCharter.Result, standing: MemberStanding?, tree: SponsorTreeView,
    invitations: [InvitationRow], _ visit: Visit
  ) {
    tabs = MembersTabs(nil, visit)
    id = member.memberId.description
    name = "\(member.firstName) \(member.lastName)"
    state = MemberBadge(member.state, visit)
    isActive = member.state == .active
    email = member.email.description
    phone = member.phone.map(PhoneText.grouped)
    phoneLink = member.phone.map(PhoneText.link)
    language = visit.word("members.language-\(member.locale.rawValue)")
    employer = member.employer.map { employer in
      employer.siren.map { "\(employer.name) · SIREN \($0)" } ?? employer.name
    }
    sectors = member.sectors.map { SectorNames.text($0, in: visit.language) }
    zones = member.zones.map { ZoneNames.text($0, in: visit.language) }
    offersByMail = visit.word("members.mail-\(member.offersByMail.rawValue)")
    rewardOption = member.rewardOption.map { visit.word("members.option-\($0.option.rawValue)") }
    joined = visit.clock.text(member.joinedAt)
    left = member.leftAt.map { visit.clock.text($0) }
    self.charter = member.charterVersion
    isCharterSigned = member.charterVersion == charter.charterVersion
    progress = standing.map { Self.progress($0, visit) }
    payable = standing.map { visit.euros($0.balances.payableCents.rawValue) }
    claim = standing.flatMap { held in
      held.balances.claimCents == 0 ? nil : visit.euros(held.balances.claimCents.rawValue)
    }
    self.tree = tree
    self.invitations = invitations
    hasInvitations = !invitations.isEmpty
    let isActive = member.state == .active
    invite = isActive && visit.may(InvitePage.key) ? "/members/invite?sponsor=\(member.memberId)" : nil
    expel = member.state == .expelled ? nil : visit.form("members.expel", ["memberId": member.memberId.description])
    readmit = member.state == .expelled ? visit.form("members.readmit", ["email": member.email.description]) : nil
  }

  private static func progress(_ standing: MemberStanding, _ visit: Visit) -> Progress {
    let progress = LevelProgress(standing.balances.points, of: standing.terms.levels)
    func points(_ number: Points) -> String { Money.number(number.rawValue, in: visit.language) }
    func level(_ level: Level) -> String { visit.word("members.level-\(level.rawValue)") }
    let next = progress.next.map { next in
      visit.language == .french
        ? "encore \(points(next.missing)) points pour être \(level(next.level).lowercased())"
        : "\(points(next.missing)) more points to be \(level(next.level).lowercased())"
    }
    return Progress(
      points: points(progress.points), level: level(progress.level), next: next, percent: progress.percent,
      confirmedPercent: progress.confirmedPercent, confirmed: points(standing.terms.levels.confirmed),
      expert: points(standing.terms.levels.expert),
      description: "\(level(progress.level)), \(points(progress.points)) points" + (next.map { ", " + $0 } ?? ""))
  }
}
