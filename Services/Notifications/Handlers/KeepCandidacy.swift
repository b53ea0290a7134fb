import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps which candidate a candidacy stands for; nobody else learns it (M8).
package struct KeepCandidacy: NotificationHandler {
  package typealias Payload = CandidacyOpened

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<CandidacyOpened>]) -> Lesson {
    Lesson(
      statements: [CandidateStatements.keepCandidacies(messages.map(\.data))],
      keys: messages.map { FactKey(.candidacy, $0.data.candidacyId.rawValue) })
  }
}
