import Messages
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

/// What an outside system tells of one application, in envelopes as the test says.
struct ReportedHires: Sendable {
  typealias Outcome = ServiceDatabase.Outcome<Result<HireReportResult, Problem>>

  let community: Community
  let offer: OfferID
  var email = "a@example.org"

  /// A report.
  func report(
    _ application: String = "1", hiredAt: Timestamp, startsAt: Timestamp? = nil, asOf: Timestamp? = nil
  ) -> HireReported {
    HireReported(
      applicationId: application, sourceSystem: "ats", offerId: offer,
      candidate: HiredCandidate(email: EmailAddress(email)), hiredAt: hiredAt, startsAt: startsAt,
      asOf: asOf)
  }

  /// Tells a report; `sent` is the `time` of its envelope.
  func tell(
    _ report: HireReported, id: MessageID = .make(), sent: Timestamp? = nil, at now: Timestamp = .now
  ) async throws -> Outcome {
    try await community.database.handle(
      community.reportHire, messages: [message(report, id: id, sent: sent, at: now)], at: now)
  }

  /// Withdraws.
  func withdraw(
    _ application: String = "1", withdrawnAt: Timestamp, asOf: Timestamp? = nil, sent: Timestamp? = nil,
    at now: Timestamp = .now
  ) async throws -> Outcome {
    let withdrawal = HireWithdrawalReported(
      applicationId: application, sourceSystem: "ats", withdrawnAt: withdrawnAt, asOf: asOf)
    return try await community.database.handle(
      HireWithdrawnHandler(), messages: [message(withdrawal, sent: sent, at: now)], at: now)
  }

  private func message<Payload: MessagePayload>(
    _ payload: Payload, id: MessageID = .make(), sent: Timestamp?, at now: Timestamp
  ) -> Incoming<Payload> {
    Incoming(
      event: CloudEvent(
        id: id, source: "/ats", type: Payload.messageType.description, time: sent, data: payload),
      receivedAt: now)
  }
}
