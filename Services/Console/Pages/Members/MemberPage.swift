import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One member: who they are, what they reached, whom they brought, what can be done.
enum MemberPage {
  /// How many of those above are looked up for one page; further up goes a link.
  private static let stepsUp = 6
  /// How many branches may be open at once.
  private static let openBranches = 8

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    guard let id = visit.parameters.get("member").flatMap({ MemberID($0) }) else { throw HTTPError(.notFound) }
    let opened = (visit.query["open"] ?? "").split(separator: ",").prefix(openBranches).compactMap {
      MemberID(String($0))
    }
    async let answeredMember = visit.ask(GetMember(memberId: id))
    async let charter = visit.ask(GetCharter())
    async let standing = standing(of: id, visit)
    async let branches = branches(of: [id] + opened, visit)
    async let invitations = visit.ask(ListInvitations(sponsorId: id, pageSize: 5))
    let member = try await answeredMember
    let above = try await above(member, visit)
    let tree = SponsorTree(of: SponsorTree.Person(member), above: above, open: try await branches)
    return try visit.page(
      "members-one", title: "members.one-title",
      MemberView(
        member, charter: try await charter, standing: try await standing,
        tree: SponsorTreeView(tree, page: "/members/\(id)", open: opened),
        invitations: try await invitations.items.map {
          InvitationRow($0, ShownMembers(names: [:]), back: "/members/\(id)", visit)
        }, visit))
  }

  /// Those who sponsored somebody, the nearest first; each is asked for by what the one before says.
  private static func above(_ member: DescribedMember, _ visit: Visit) async throws(DeskFailure) -> [SponsorTree.Person]
  {
    var people: [SponsorTree.Person] = []
    var next = member.sponsorId
    while let id = next, people.count < stepsUp {
      let sponsor = SponsorTree.Person(try await visit.ask(GetMember(memberId: id)))
      people.append(sponsor)
      next = sponsor.sponsorID
    }
    return people
  }

  private static func branches(
    of members: [MemberID], _ visit: Visit
  ) async throws -> [MemberID: SponsorTree.Branch] {
    try await withThrowingTaskGroup(of: (MemberID, SponsorTree.Branch).self) { tasks in
      for member in Set(members) {
        tasks.addTask {
          let page = try await visit.ask(ListMembers(sponsorId: member))
          return (
            member,
            SponsorTree.Branch(page.items.map { SponsorTree.Person($0) }, hasMore: page.nextPageToken != nil)
          )
        }
      }
      var branches: [MemberID: SponsorTree.Branch] = [:]
      for try await (member, branch) in tasks { branches[member] = branch }
      return branches
    }
  }

  /// What somebody holds and by which scale; nil where rewards do not know them yet.
  private static func standing(of id: MemberID, _ visit: Visit) async throws -> MemberStanding? {
    // Of this year alone: the lines are not shown here, what is held is the same.
    let year = Int(visit.clock.day(of: .now).rawValue.prefix(4))
    async let statement = visit.ask(GetStatement(memberId: id, year: year))
    async let policy = visit.ask(GetRewardsPolicy())
    do {
      return MemberStanding(balances: try await statement.balances, terms: try await policy.terms)
    } catch let failure as DeskFailure where failure.isNotFound {
      return nil
    }
  }
}

/// What somebody holds, and the scale in force.
struct MemberStanding: Sendable {
  let balances: StatementBalances
  let terms: RewardTerms
}

extension SponsorTree.Person {
  init(_ member: DescribedMember) {
    self.init(
      id: member.memberId, name: "\(member.firstName) \(member.lastName)", state: member.state,
      sponsorID: member.sponsorId)
  }

  init(_ member: ListedMember) {
    self.init(
      id: member.memberId, name: "\(member.firstName) \(member.lastName)", state: member.state,
      sponsorID: member.sponsorId)
  }
}
