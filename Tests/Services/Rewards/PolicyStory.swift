import Messages
import PolicyVersions
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// A story that can be told under one policy or another: the same activities, by the same members.
struct PolicyStory {
  /// What is in force first, and what is tried.
  let former: ChangeRewardsPolicy
  let latter: ChangeRewardsPolicy

  private let charity = CharityID.make()
  private let joinings: [MemberJoined]
  private let hires: [(hire: HireAttributed, isWithdrawn: Bool)]
  private let qualified: [CandidateQualified]
  private let visits: [MemberVisited]

  /// A story that a seed decides.
  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let charity = charity
    let members = (0..<12).map { _ in MemberID.make() }
    former = Self.policy(using: &generator)
    latter = Self.policy(using: &generator)
    joinings = members.map { member in
      let sponsor = members[Int.random(in: 0..<4, using: &generator)]
      let options = [RewardPreference(option: .toMember), RewardPreference(option: .donate, charityId: charity)]
      return .joining(member, sponsor: sponsor == member ? nil : sponsor, options.randomElement(using: &generator))
    }
    hires = joinings.flatMap { joined in
      (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        var hire = HireAttributed.hire(by: joined.memberId, sponsor: joined.sponsorId)
        hire.quote.level = Level.allCases.randomElement(using: &generator) ?? .beginner
        return (hire, Int.random(in: 0...3, using: &generator) == 0)
      }
    }
    qualified = (0..<20).map { _ in
      CandidateQualified(
        recommendationId: .make(), memberId: members.randomElement(using: &generator) ?? members[0], offerId: .make())
    }
    visits = (0..<60).map { _ in
      let day = Int.random(in: 10...28, using: &generator)
      return MemberVisited(
        memberId: members.randomElement(using: &generator) ?? members[0], day: CalendarDay("2026-10-\(day)")!)
    }
  }

  private static func policy(using generator: inout SeededGenerator) -> ChangeRewardsPolicy {
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let confirmed = random(20...200)
    return ChangeRewardsPolicy(
      points: PointsScaleChange(
        recommendationQualified: Points(random(1...40)), candidateHired: Points(random(1...200)),
        sponsoredMemberJoined: Points(random(1...60)), dailyVisit: Points(random(1...5))),
      levels: LevelThresholdsChange(confirmed: Points(confirmed), expert: Points(confirmed + random(0...400))),
      amounts: BonusAmountsChange(
        beginner: Cents(random(1...90_000)), confirmed: Cents(random(1...90_000)), expert: Cents(random(1...90_000))),
      sponsorshipCents: Cents(random(1...30_000)), matchingCents: Cents(random(1...30_000)))
  }

  /// The command that tries the latter policy.
  var trial: TryRewardsPolicy {
    TryRewardsPolicy(
      points: latter.points, levels: latter.levels, amounts: latter.amounts,
      sponsorshipCents: latter.sponsorshipCents, matchingCents: latter.matchingCents)
  }

  /// Tells it; recommendations quotes what the policy says.
  func tell(_ database: ServiceDatabase, under policy: ChangeRewardsPolicy) async throws {
    let version = try await database.handle(ChangePolicyHandler(), [policy]).decisions[0].get().version ?? 0
    try await database.register(charity)
    _ = try await database.handle(MemberJoinedHandler(), joinings)
    let quoted = hires.map { told in
      var hire = told.hire
      let amounts: [Level: Cents?] = [
        .beginner: policy.amounts?.beginner, .confirmed: policy.amounts?.confirmed, .expert: policy.amounts?.expert,
      ]
      hire.quote.amountCents = (amounts[hire.quote.level] ?? nil) ?? 0
      hire.quote.policyVersion = version
      return hire
    }
    try await database.report(quoted)
    try await database.withdraw(hires.filter(\.isWithdrawn).map { .withdrawal(of: $0.hire.hireId, day: 20) })
    _ = try await database.handle(CandidateQualifiedHandler(), qualified)
    _ = try await database.handle(MemberVisitedHandler(), visits)
  }
}
