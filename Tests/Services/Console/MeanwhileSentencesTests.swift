import ConsoleDomain
import FoundationEssentials
import Testing
import Vocabulary

@Suite("What happened meanwhile, in sentences") struct MeanwhileSentencesTests {
  private let at = Timestamp("2026-11-29T13:05:00Z")!

  private func sentences(_ language: Language) throws -> MeanwhileSentences {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    return MeanwhileSentences(clock: Clock(zone: zone, language: language), language: language)
  }

  @Test("Who did it, when by the platform's clock, and why")
  func decision() throws {
    let deed = try #require(Deeds.said(of: "recommendations.attribute-hire"))
    #expect(
      try sentences(.french).decision(deed, by: "rita", isYou: false, at: at, reason: "même adresse")
        == "Embauche rattachée par rita le 29\u{A0}novembre\u{A0}2026\u{A0}à\u{A0}14:05. Motif\u{A0}: «\u{A0}même adresse\u{A0}»."
    )
    #expect(
      try sentences(.english).decision(deed, by: "rita", isYou: false, at: at, reason: "same address")
        == "Hire attributed by rita on 29\u{A0}November\u{A0}2026, 14:05. Reason: “same address”.")
  }

  @Test("Whoever reads it may have done it, in another window; without a reason none is told")
  func you() throws {
    let deed = try #require(Deeds.said(of: "qualification.record-interview"))
    #expect(
      try sentences(.french).decision(deed, by: "rita", isYou: true, at: at, reason: nil)
        == "Entretien enregistré par vous-même le 29\u{A0}novembre\u{A0}2026\u{A0}à\u{A0}14:05.")
    #expect(
      try sentences(.english).decision(deed, by: "rita", isYou: true, at: at, reason: "")
        == "Interview recorded by yourself on 29\u{A0}November\u{A0}2026, 14:05.")
  }

  @Test("How the thing stands, and since when where that is known")
  func state() throws {
    let (thing, state) = (Said("L’entretien", "The interview"), Said("écarté", "rejected"))
    #expect(try sentences(.french).state(of: thing, state) == "L’entretien\u{A0}: écarté.")
    #expect(
      try sentences(.english).state(of: thing, state, since: at)
        == "The interview: rejected, since 29\u{A0}November\u{A0}2026, 14:05.")
  }

  @Test("Every command that a trail of corrections keeps has words", arguments: RoleTable.senders.keys.sorted())
  func deeds(key: String) {
    let kept: Set = [
      "qualification.record-interview", "qualification.correct-interview", "qualification.close-candidacy",
      "recommendations.attribute-hire", "recommendations.detach-hire", "recommendations.release-candidate",
      "recommendations.set-own-company", "rewards.settle-claim", "rewards.retry-payout", "rewards.register-charity",
      "rewards.update-charity", "members.expel", "members.readmit",
    ]
    let isKept =
      kept.contains(key) || key.hasSuffix("-policy") || key.hasSuffix("-policy-change")
      || key.hasSuffix(".confirm-decision")
    // `members.confirm-decision` and its like are in the table for what may come; nothing there takes two people yet.
    let isOfNobody = ["members.confirm-decision", "offers.confirm-decision"].contains(key)
    #expect((Deeds.said(of: key) != nil) == (isKept && !isOfNobody))
  }
}
