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
    #expect(qualified.end(Interview.Decision(.qualified, candidateInformed: true), as: candidacy) == nil)
    #expect(qualified.candidacyID == candidacy)
    var rejected = toCall
    #expect(rejected.end(Interview.Decision(.rejected, candidateInformed: true), as: candidacy) == nil)
    #expect(rejected.candidacyID == nil)
  }

  @Test("Q1: an interview is decided once", arguments: [Interview.Outcome.qualified, .rejected])
  func once(outcome: Interview.Outcome) {
    var interview = toCall
    #expect(interview.end(Interview.Decision(outcome, candidateInformed: true), as: .make()) == nil)
    let decided = interview
    #expect(interview.end(Interview.Decision(.qualified, candidateInformed: false), as: .make()) == .alreadyDecided)
    #expect(interview.end(Interview.Decision(.rejected, candidateInformed: true), as: .make()) == .alreadyDecided)
    #expect(interview == decided)
  }

  @Test("Q3: nobody is transmitted uninformed; a rejection transmits nothing")
  func informed() {
    var interview = toCall
    #expect(
      interview.end(Interview.Decision(.qualified, candidateInformed: false), as: .make()) == .candidateNotInformed)
    #expect(interview == toCall)
    #expect(interview.end(Interview.Decision(.rejected, candidateInformed: false), as: .make()) == nil)
  }

  @Test("Q5: a decision is corrected in any direction, counted each time; a candidacy goes and comes anew")
  func corrections() {
    var interview = toCall
    #expect(
      interview.correct(Interview.Decision(.rejected, candidateInformed: false), as: .make()) == .interviewNotDecided)
    #expect(interview.end(Interview.Decision(.rejected, candidateInformed: false), as: .make()) == nil)
    #expect(interview.decision?.reasonCode == .other)
    let qualified = Interview.Decision(.qualified, candidateInformed: false)
    #expect(interview.correct(qualified, as: .make()) == .candidateNotInformed)
    #expect(interview.revision == 1)
    let (first, second) = (CandidacyID.make(), CandidacyID.make())
    #expect(interview.correct(Interview.Decision(.qualified, candidateInformed: true), as: first) == nil)
    #expect(interview.candidacyID == first)
    #expect(interview.correct(qualified, as: second) == nil, "informed before, informed still")
    #expect(interview.candidacyID == first, "a candidate who stays qualified stays where they are")
    #expect(interview.correct(Interview.Decision(.rejected, candidateInformed: false), as: second) == nil)
    #expect(interview.candidacyID == nil)
    #expect(interview.correct(qualified, as: second) == nil)
    #expect(interview.candidacyID == second)
    #expect(interview.revision == 5)
  }

  @Test("R9, O8: what was called off is not decided", arguments: Interview.Cancellation.allCases)
  func calledOff(cancellation: Interview.Cancellation) {
    var interview = Interview(
      recommendationID: .make(), offerID: .make(), companyID: .make(), memberID: .make(), candidateID: .make(),
      cancellation: cancellation)
    for outcome in Interview.Outcome.allCases {
      let decision = Interview.Decision(outcome, candidateInformed: true)
      #expect(interview.end(decision, as: .make()) == .alreadyDecided)
      #expect(interview.correct(decision, as: .make()) == .interviewNotDecided)
    }
    #expect(interview.decision == nil)
  }

  @Test("O8: nothing more is transmitted for an offer that is over; what the company has, it keeps")
  func overOffer() {
    func interview(_ outcome: Interview.Outcome?, _ candidacy: CandidacyID? = nil) -> Interview {
      Interview(
        recommendationID: .make(), offerID: .make(), companyID: .make(), memberID: .make(), candidateID: .make(),
        decision: outcome.map { Interview.Decision($0, candidateInformed: true) }, revision: outcome == nil ? 0 : 1,
        candidacyID: candidacy, offerIsOver: true)
    }
    let qualified = Interview.Decision(.qualified, candidateInformed: true)
    var toCall = interview(nil)
    #expect(toCall.end(qualified, as: .make()) == .alreadyDecided)
    var rejected = interview(.rejected)
    #expect(rejected.correct(qualified, as: .make()) == nil)
    #expect(rejected.decision == qualified && rejected.candidacyID == nil)
    let candidacy = CandidacyID.make()
    var transmitted = interview(.qualified, candidacy)
    #expect(transmitted.correct(qualified, as: .make()) == nil)
    #expect(transmitted.candidacyID == candidacy)
  }
}
