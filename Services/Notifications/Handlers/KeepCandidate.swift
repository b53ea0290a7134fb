import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps a candidate's details, and what the member says, for staff.
package struct KeepCandidate: NotificationHandler {
  package typealias Payload = CandidateRegistered

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<CandidateRegistered>]) -> Lesson {
    let events = messages.map(\.data)
    return Lesson(
      statements: [CandidateStatements.keepCandidates(events), CandidateStatements.keepRegistrations(events)],
      keys: events.flatMap { event in
        [FactKey(.candidate, event.candidateId.rawValue), FactKey(.recommendation, event.recommendationId.rawValue)]
      })
  }
}
