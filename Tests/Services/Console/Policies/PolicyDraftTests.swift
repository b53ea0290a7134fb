import ConsoleDomain
import FoundationEssentials
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("A policy as people fill it in") struct PolicyDraftTests {
  private func outline(_ service: String) throws -> PolicyOutline { try #require(PolicyOutline.of(service)) }

  private func terms(_ terms: some Encodable) throws -> JSONObject {
    try JSONDecoder().decode(JSONObject.self, from: JSONEncoder().encode(terms))
  }

  private static func rewards(using generator: inout SeededGenerator) -> RewardTerms {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let (confirmed, first) = (number(0...300), number(1...99))
    return RewardTerms(
      version: number(1...9),
      points: PointsScale(
        recommendationQualified: Points(number(0...90)), candidateHired: Points(number(0...900)),
        sponsoredMemberJoined: Points(number(0...90)), dailyVisit: Points(number(0...9))),
      levels: LevelThresholds(beginner: 0, confirmed: Points(confirmed), expert: Points(confirmed + number(0...900))),
      amounts: BonusAmounts(
        beginner: Cents(number(0...200_000)), confirmed: Cents(number(0...200_000)), expert: Cents(number(0...200_000))),
      sponsorshipCents: Cents(number(0...90_000)), matchingCents: Cents(number(0...90_000)),
      listingCredits: number(0...9),
      instalments: Bool.random(using: &generator)
        ? .atTheHire
        : InstalmentPlan([
          InstalmentTerms(percent: first, from: .hire, days: number(0...400)),
          InstalmentTerms(percent: 100 - first, from: .start, days: number(0...400)),
        ]),
      twoPeopleForAmounts: Bool.random(using: &generator))
  }

  @Test("Sent as it is shown, a form changes nothing", arguments: 1...50 as ClosedRange<UInt64>)
  func unchanged(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let present = try terms(Self.rewards(using: &generator))
    let outline = try outline("rewards")
    let draft = PolicyDraft(PolicyFields.filled(outline, with: present), of: outline, changing: present)
    #expect(draft.change.isEmpty && draft.defects.isEmpty && draft.differences.isEmpty)
  }

  @Test(
    "What is filled in becomes the terms, and what is sent is what differs", arguments: 1...50 as ClosedRange<UInt64>)
  func changed(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (present, wanted) = (Self.rewards(using: &generator), Self.rewards(using: &generator))
    let outline = try outline("rewards")
    let (old, new) = try (terms(present), terms(wanted))
    let draft = PolicyDraft(PolicyFields.filled(outline, with: new), of: outline, changing: old)
    #expect(draft.defects.isEmpty)
    let after = PolicyDifference.applying(draft.change, to: old)
    #expect(PolicyDifference.between(after, new, in: outline).isEmpty)
    #expect(PolicyDifference.between(old, new, in: outline).count == draft.differences.count)
    // It is a command that the contract knows.
    let command = try JSONDecoder().decode(ChangeRewardsPolicy.self, from: JSONEncoder().encode(draft.change))
    if present.amounts.expert != wanted.amounts.expert { #expect(command.amounts?.expert == wanted.amounts.expert) }
    #expect((command.sponsorshipCents == nil) == (present.sponsorshipCents == wanted.sponsorshipCents))
    for difference in draft.differences {
      let (before, then) = (
        PolicyText.text(difference.old, of: difference.term, in: .french),
        PolicyText.text(difference.new, of: difference.term, in: .french)
      )
      #expect(before != then && !before.isEmpty && !then.isEmpty, "\(difference.term.path)")
    }
  }

  @Test("A limit that is emptied is lifted; one that is not there is not")
  func limits() throws {
    let outline = try outline("offers")
    let present = try terms(WaveTerms(version: 1, waveDelaySeconds: 86_400, waveMaximumSize: 50))
    var fields = PolicyFields.filled(outline, with: present)
    #expect(fields["waveDelaySeconds"] == "24" && fields["waveDelaySeconds.unit"] == "hours")
    fields["waveMaximumSize"] = " "
    fields["waveDelaySeconds"] = "2"
    fields["waveDelaySeconds.unit"] = "days"
    let draft = PolicyDraft(fields, of: outline, changing: present)
    #expect(draft.change == ["waveMaximumSize": .null, "waveDelaySeconds": 172_800] && draft.defects.isEmpty)
    #expect(PolicyDraft([:], of: outline, changing: present).change.isEmpty)
  }

  @Test(
    "What cannot be read is said beside its field",
    arguments: [
      (["amounts.beginner": "beaucoup"], "amounts.beginner"), (["amounts.beginner": "-1"], "amounts.beginner"),
      (["amounts.beginner": "1,234"], "amounts.beginner"), (["points.dailyVisit": ""], "points.dailyVisit"),
      (["points.dailyVisit": "1.5"], "points.dailyVisit"), (["levels.confirmed": "9999"], "levels"),
      (["instalments.0.percent": "60"], "instalments"), (["instalments.0.percent": "0"], "instalments.0.percent"),
      (["instalments.1.days": "500", "instalments.1.percent": "1"], "instalments.1.days"),
    ])
  func defects(typed: [String: String], field: String) throws {
    let outline = try outline("rewards")
    let present = try terms(
      RewardTerms(
        version: 1,
        points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
        levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
        amounts: BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000), sponsorshipCents: 25_000,
        matchingCents: 25_000, listingCredits: 3))
    let fields = PolicyFields.filled(outline, with: present).merging(typed) { _, typed in typed }
    let draft = PolicyDraft(fields, of: outline, changing: present)
    #expect(Array(draft.defects.keys) == [field])
  }

  @Test("A box that is not ticked is sent as nothing: that it was shown says that it is off")
  func box() throws {
    let outline = try outline("rewards")
    var generator = SeededGenerator(seed: 3)
    var present = Self.rewards(using: &generator)
    present.twoPeopleForAmounts = true
    let old = try terms(present)
    let typed = PolicyFields.filled(outline, with: old, but: ["twoPeopleForAmounts.shown": "1"])
    #expect(PolicyDraft(typed, of: outline, changing: old).change == ["twoPeopleForAmounts": false])
    let silent = PolicyFields.filled(outline, with: old, but: ["sponsorshipCents": EuroText.text(1)])
    #expect(PolicyDraft(silent, of: outline, changing: old).change == ["sponsorshipCents": 1])
  }

  @Test("Terms read as people say them")
  func texts() throws {
    let terms = try terms(
      InstalmentPlanHolder(
        instalments: InstalmentPlan([
          InstalmentTerms(percent: 60, from: .hire, days: 0), InstalmentTerms(percent: 40, from: .start, days: 90),
        ])))
    let term = try #require(try outline("rewards").terms.first { $0.path == "instalments" })
    #expect(
      PolicyText.text(terms["instalments"], of: term, in: .english)
        == "60% at the hire · 40% 90\u{A0}days after the start")
    #expect(
      DurationUnit.text(3600, in: .french) == "1\u{A0}heure"
        && DurationUnit.text(86_400, in: .french) == "24\u{A0}heures")
    #expect(
      DurationUnit.text(90, in: .english) == "90\u{A0}seconds"
        && DurationUnit.text(172_800, in: .english) == "2\u{A0}days")
  }

  private struct InstalmentPlanHolder: Codable {
    let instalments: InstalmentPlan
  }
}
