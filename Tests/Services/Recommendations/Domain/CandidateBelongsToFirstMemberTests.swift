import RecommendationsDomain
import Testing
import Vocabulary

@Suite struct CandidateBelongsToFirstMemberTests {
  private let ada = MemberID.make()
  private let grace = MemberID.make()
  private let email = IdentityKey(kind: .email, hash: Array(repeating: 1, count: 32))
  private let phone = IdentityKey(kind: .phone, hash: Array(repeating: 2, count: 32))
  private let profile = IdentityKey(kind: .linkedin, hash: Array(repeating: 3, count: 32))

  @Test("R2: a candidate that nobody knows is granted, then belongs to that member whichever key is given")
  func firstWins() {
    let candidate = CandidateID.make()
    var rule = CandidateBelongsToFirstMember()
    #expect(rule.ruling(on: [email, phone], by: ada, at: second(1)) == .granted(nil))
    rule.attribute(candidate, keys: [email, phone], to: attribution(ada, at: 1))
    #expect(rule.ruling(on: [email], by: grace, at: second(2)) == .refused)
    #expect(rule.ruling(on: [phone, profile], by: grace, at: second(2)) == .refused)
    #expect(rule.ruling(on: [phone], by: ada, at: second(2)) == .granted(candidate))
    #expect(rule.ruling(on: [profile], by: grace, at: second(2)) == .granted(nil))
  }

  @Test("R4: a key that came with a known one leads to the same candidate from then on")
  func keysAreLearned() {
    let candidate = CandidateID.make()
    var rule = CandidateBelongsToFirstMember()
    rule.attribute(candidate, keys: [email], to: attribution(ada, at: 1))
    rule.attribute(candidate, keys: [email, phone], to: attribution(ada, at: 2))
    #expect(rule.ruling(on: [phone], by: grace, at: second(3)) == .refused)
    #expect(rule.attribution(of: candidate)?.attributedAt == second(1))
  }

  @Test("R4: of two known candidates in one submission the oldest attribution rules")
  func oldestRules() {
    let (older, younger) = (CandidateID.make(), CandidateID.make())
    var rule = CandidateBelongsToFirstMember()
    rule.attribute(younger, keys: [phone], to: attribution(grace, at: 5))
    rule.attribute(older, keys: [email], to: attribution(ada, at: 1))
    #expect(rule.matches([phone, email, profile]) == [older, younger])
    #expect(rule.ruling(on: [phone, email], by: ada, at: second(9)) == .granted(older))
    #expect(rule.ruling(on: [phone, email], by: grace, at: second(9)) == .refused)
  }

  @Test(
    "R2: when the validity is over, the next member gets the same candidate; the end was frozen with the attribution")
  func validity() {
    let candidate = CandidateID.make()
    let day: Int64 = 86_400
    var rule = CandidateBelongsToFirstMember()
    let policy = AttributionTerms(version: 2, attributionValidityDays: 1)
    rule.attribute(candidate, keys: [email], to: Attribution(to: ada, at: second(0), under: policy))
    #expect(rule.ruling(on: [email], by: grace, at: second(day - 1)) == .refused)
    #expect(rule.ruling(on: [email], by: grace, at: second(day)) == .granted(candidate))
    rule.attribute(candidate, keys: [email], to: attribution(grace, at: day))
    #expect(rule.attribution(of: candidate)?.memberID == grace)
    #expect(rule.ruling(on: [email], by: ada, at: second(day + 1)) == .refused)
  }

  @Test("R9: a released candidate belongs to the next who recommends them, whoever that is, and to nobody else then")
  func released() {
    for next in [ada, grace] {
      let candidate = CandidateID.make()
      var former = attribution(ada, at: 1)
      former.release()
      var rule = CandidateBelongsToFirstMember(candidates: [email: candidate], attributions: [candidate: former])
      #expect(rule.ruling(on: [email], by: grace, at: second(2)) == .granted(candidate))
      #expect(rule.ruling(on: [email, phone], by: ada, at: second(2)) == .granted(candidate))
      rule.attribute(candidate, keys: [email, phone], to: attribution(next, at: 2))
      #expect(rule.attribution(of: candidate)?.memberID == next)
      #expect(rule.ruling(on: [phone], by: next, at: second(3)) == .granted(candidate))
      #expect(rule.ruling(on: [phone], by: next == ada ? grace : ada, at: second(3)) == .refused)
    }
  }

  private func second(_ number: Int64) -> Timestamp { Timestamp(microseconds: number * 1_000_000) }

  private func attribution(_ member: MemberID, at number: Int64) -> Attribution {
    Attribution(to: member, at: second(number), under: AttributionTerms(version: 1))
  }
}
