import Foundation
import Messages
import Testing
import Vocabulary

@Suite("Policies as they are told")
struct ToldPolicyTests {
  private let date = Timestamp("2026-12-24T10:00:00Z")!

  private func rewards(twoPeople: Bool) -> RewardTerms {
    RewardTerms(
      version: 2,
      points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
      levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
      amounts: BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000),
      sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3, twoPeopleForAmounts: twoPeople)
  }

  @Test("what a policy says and since when is one object, and so is each that will be in force")
  func flat() throws {
    let scheduled = OffersPolicy(WaveTerms(version: 2, waveDelaySeconds: 5, waveMaximumSize: 3), inForceFrom: date)
    let policy = OffersPolicy(WaveTerms(version: 1, waveDelaySeconds: 60), upcoming: [scheduled])
    let body = try MessageCoder().encode(payload: policy)
    #expect(
      String(decoding: body, as: UTF8.self) == """
        {"version":1,"waveDelaySeconds":60,"upcoming":[{"version":2,"waveDelaySeconds":5,"waveMaximumSize":3,\
        "inForceFrom":"2026-12-24T10:00:00Z"}]}
        """)
    #expect(try JSONDecoder().decode(OffersPolicy.self, from: body) == policy)
    #expect(policy.upcoming?.map(\.waveMaximumSize) == [3])
  }

  @Test("A2: that two people change what is paid is told as true, or not at all", arguments: [false, true])
  func twoPeople(isOn: Bool) throws {
    let event = RewardsPolicyChanged(RewardsPolicy(rewards(twoPeople: isOn), inForceFrom: date))
    let body = try MessageCoder().encode(payload: event)
    let told = try JSONDecoder().decode(JSONObject.self, from: body)
    #expect(told["twoPeopleForAmounts"] == (isOn ? .boolean(true) : nil))
    #expect(try MessageCoder().decode(payload: RewardsPolicyChanged.self, from: body) == event)
    #expect(event.policy.twoPeopleForAmounts == isOn)
  }

  @Test("what breaks the limits is named by its own path, whatever message holds it")
  func limits() {
    var terms = rewards(twoPeople: false)
    terms.points.dailyVisit = -1
    terms.listingCredits = -1
    var validator = Validator()
    RewardsPolicyChanged(RewardsPolicy(terms)).validate(&validator)
    #expect(validator.errors.map(\.field) == ["points.dailyVisit", "listingCredits"])
  }
}
