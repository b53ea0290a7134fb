import NotificationsDomain
import Testing
import Vocabulary

@Suite struct ReadinessTests {
  private let member = MemberID.make()
  private let candidate = CandidateID.make()

  @Test("A notification waits for the first thing that is not known")
  func first() {
    let offer = OfferID.make()
    var facts = Facts()
    let needs: [Need] = [.member(member), .offer(offer)]
    #expect(facts.readiness(for: needs) == .waits(for: FactKey(.member, member.rawValue)))
    facts.members[member] = Facts.Member(language: .french)
    #expect(facts.readiness(for: needs) == .waits(for: FactKey(.offer, offer.rawValue)))
    facts.offers[offer] = "A job"
    #expect(facts.readiness(for: needs) == .ready)
  }

  @Test("M5 who left is not solicited, also when nothing else is known of the member")
  func left() {
    var facts = Facts()
    facts.members[member] = Facts.Member(hasLeft: true)
    #expect(facts.readiness(for: [.activeMember(member)]) == .void)
    #expect(facts.readiness(for: [.member(member)]) == .waits(for: FactKey(.member, member.rawValue)))
    facts.members[member]?.language = .english
    #expect(facts.readiness(for: [.activeMember(member)]) == .void)
    #expect(facts.readiness(for: [.member(member)]) == .ready)
  }

  @Test("A candidacy leads to its candidate, and both are waited for")
  func candidacy() {
    let candidacy = CandidacyID.make()
    var facts = Facts()
    let needs: [Need] = [.transmittedCandidate(candidacy)]
    #expect(facts.readiness(for: needs) == .waits(for: FactKey(.candidacy, candidacy.rawValue)))
    facts.candidacies[candidacy] = Facts.Candidacy(candidateID: candidate, of: .make())
    #expect(facts.readiness(for: needs) == .waits(for: FactKey(.candidate, candidate.rawValue)))
  }

  @Test("W3 a donation waits for the member's name only where the member wants it known")
  func donor() {
    let reward = RewardID.make()
    var facts = Facts()
    #expect(facts.readiness(for: [.donor(reward)]) == .waits(for: FactKey(.reward, reward.rawValue)))
    facts.rewards[reward] = Facts.Reward(memberID: member, inMemberName: false)
    #expect(facts.readiness(for: [.donor(reward)]) == .ready)
    facts.rewards[reward]?.inMemberName = true
    #expect(facts.readiness(for: [.donor(reward)]) == .waits(for: FactKey(.memberName, member.rawValue)))
  }
}
