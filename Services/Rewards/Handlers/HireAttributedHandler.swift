import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A hire pays the frozen quote, scores, and may pay the sponsor (W1, W2, W7).
package struct HireAttributedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<HireAttributed>], in transaction: Transaction
  ) async throws -> HireBook {
    try await HireBook.load(
      messages.map(\.data.hireId), reported: messages.map { Hire.Report($0.data) }, at: messages[0].receivedAt,
      in: transaction)
  }

  package func decide(
    _ message: Incoming<HireAttributed>, on state: inout HireBook, emitting emission: inout Emission
  ) throws(Problem) {
    state.report(message.data.hireId, Hire.Report(message.data), because: message.id, emitting: &emission)
  }

  package func save(_ state: HireBook) -> [Statement] { state.statements }
}

extension Hire.Attribution {
  /// What the event says of the recommendation.
  fileprivate init(_ event: HireAttributed) {
    self.init(
      recommendationID: event.recommendationId, memberID: event.memberId, sponsorID: event.sponsorId,
      amount: event.quote.amountCents, policyVersion: event.quote.policyVersion,
      isOwnCompany: event.conflictOfInterest, conflictRevision: event.conflictRevision ?? 0, level: event.quote.level)
  }
}

extension Hire.Report {
  /// What the event says of the hire.
  fileprivate init(_ event: HireAttributed) {
    self.init(
      Hire.Attribution(event), hiredAt: event.hiredAt, startsAt: event.startsAt, asOf: event.asOf,
      revision: event.revision)
  }
}
