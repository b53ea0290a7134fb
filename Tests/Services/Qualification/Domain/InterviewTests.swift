import QualificationDomain
import Testing
import Vocabulary

@Suite struct InterviewTests {
  private let toCall = Interview(
    recommendationID: .make(), offerID: .make(), companyID: .make(), memberID: .make(), candidateID: .make())

  @Test("Q1, Q2: a qualified candidate gets a candidacy, a rejected one none")
  func outcomes() {
    let candidacy = CandidacyID.make()
    var qualified = toCall
    #expect(qualified.end(.qualified, candidateInformed: true, as: candidacy) == nil)
    #expect(qualified.candidacyID == candidacy)
    var rejected = toCall
    #expect(rejected.end(.rejected, candidateInformed: true, as: candidacy) == nil)
    #expect(rejected.candidacyID == nil)
  }

  @Test("Q1: an interview is decided once", arguments: [Interview.Outcome.qualified, .rejected])
  func once(outcome: Interview.Outcome) {
    var interview = toCall
    #expect(interview.end(outcome, candidateInformed: true, as: .make()) == nil)
    let decided = interview
    #expect(interview.end(.qualified, candidateInformed: false, as: .make()) == .alreadyDecided)
    #expect(interview.end(.rejected, candidateInformed: true, as: .make()) == .alreadyDecided)
    #expect(interview == decided)
  }

  @Test("Q3: nobody is transmitted uninformed; a rejection transmits nothing")
  func informed() {
    var interview = toCall
    #expect(interview.end(.qualified, candidateInformed: false, as: .make()) == .candidateNotInformed)
    #expect(interview == toCall)
    #expect(interview.end(.rejected, candidateInformed: false, as: .make()) == nil)
  }
}
