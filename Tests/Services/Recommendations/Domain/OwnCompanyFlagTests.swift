import RecommendationsDomain
import TestStack
import Testing
import Vocabulary

/// R6: whether candidate and member have the same employer does not rest on the word of who gains by it.
@Suite("The own-company flag")
struct OwnCompanyFlagTests {
  private let acme = Employer(name: "Acmé S.A.S.")
  private let other = Employer(name: "Hélice")

  @Test("R6: an interview turns the flag both ways; the same again is no news")
  func interview() {
    var flag = OwnCompanyFlag(isOwnCompany: false)
    let first = flag.state(Employer(name: "acme"), of: acme, at: second(1))
    let again = flag.state(Employer(name: "acme"), of: acme, at: second(1))
    #expect(first && !again)
    #expect(flag == OwnCompanyFlag(isOwnCompany: true, revision: 2, source: .interview, statedAt: second(1)))
    let elsewhere = flag.state(other, of: acme, at: second(2))
    #expect(elsewhere)
    #expect(flag == OwnCompanyFlag(isOwnCompany: false, revision: 3, source: .interview, statedAt: second(2)))
  }

  @Test("R6: who had no employer as of the recommendation has none in common")
  func noEmployer() {
    var flag = OwnCompanyFlag(isOwnCompany: false)
    let isNews = flag.state(acme, of: nil, at: second(1))
    #expect(!isNews && !flag.isOwnCompany)
  }

  @Test("R6: what staff set stands against interviews, also where it changed nothing", arguments: [false, true])
  func staff(isOwn: Bool) {
    var flag = OwnCompanyFlag(isOwnCompany: isOwn)
    let same = flag.set(isOwn)
    #expect(!same)
    #expect(flag.source == .staff && flag.revision == 1)
    let said = flag.state(isOwn ? other : acme, of: acme, at: second(5))
    #expect(!said && flag.isOwnCompany == isOwn)
    let turned = flag.set(!isOwn)
    #expect(turned && flag.revision == 2)
  }

  @Test(
    "R6: whatever the order and repetition of statements, the flag comes to the same",
    arguments: 0..<200 as Range<UInt64>)
  func anyOrder(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let statements = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      (Bool.random(using: &generator) ? acme : other, second(Int64.random(in: 1...3, using: &generator)))
    }
    let isOwn = Bool.random(using: &generator)
    let word: Bool? = Bool.random(using: &generator) ? Bool.random(using: &generator) : nil
    func flag(in order: [Int]) -> OwnCompanyFlag {
      var flag = OwnCompanyFlag(isOwnCompany: isOwn)
      for index in order {
        if index < 0 {
          if let word { _ = flag.set(word) }
        } else {
          _ = flag.state(statements[index].0, of: acme, at: statements[index].1)
        }
      }
      return flag
    }
    let expected = flag(in: Array(statements.indices) + [-1])
    for _ in 0..<5 {
      let order = (Array(statements.indices) + [-1]).shuffledAndRepeated(using: &generator)
      #expect(flag(in: order).isOwnCompany == expected.isOwnCompany)
    }
    if let word {
      #expect(expected.isOwnCompany == word)
    } else if let last = statements.map(\.1).max() {
      #expect(expected.isOwnCompany == statements.contains { $0.1 == last && $0.0 == acme })
    }
  }
}

/// R9: what a member may take back.
@Suite("A withdrawal comes before the interview")
struct WithdrawalRuleTests {
  private let ada = MemberID.make()
  private let grace = MemberID.make()

  @Test("R9, M8: only the member's own, and only while the interview is still to be held", arguments: [false, true])
  func refusals(isUnderWay: Bool) {
    func refusal(by member: MemberID, isOfferOver: Bool = false) -> ProblemCode? {
      AWithdrawalComesBeforeTheInterview.refusal(
        by: member, of: ada, isUnderWay: isUnderWay, isOfferOver: isOfferOver)
    }
    #expect(refusal(by: grace) == .recommendationNotFound)
    #expect(refusal(by: grace, isOfferOver: true) == .recommendationNotFound)
    #expect(refusal(by: ada) == (isUnderWay ? nil : .alreadyDecided))
    #expect(refusal(by: ada, isOfferOver: true) == .alreadyDecided)
  }
}
