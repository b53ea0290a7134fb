import Messages
import Vocabulary

/// What became, or would become, of a webhook that somebody decided about.
package struct DeliveryOutcome: Encodable, Sendable {
  /// The delivery.
  package let deliveryId: DeliveryID
  /// Whether only was asked what would be.
  package let isDryRun: Bool
  /// What it is then; absent where the service refused.
  package let state: DeliveryState?
  /// Why it goes on waiting, where it does; or the code with which the service refused.
  package let reason: String?
  /// In a sentence.
  package let detail: String?
  /// What is sent, or would be.
  package let reports: [DeliveryView.Report]

  /// What the service answers to a retry; throws a failure where the answer cannot be read.
  package init(
    of id: DeliveryID, retried reply: CommandReply, isDryRun: Bool, isRevealed: Bool = false
  ) throws(CommandFailure) {
    deliveryId = id
    self.isDryRun = isDryRun
    guard case .accepted = reply else {
      (state, reports) = (nil, [])
      (reason, detail) = Self.refusal(reply)
      return
    }
    let result = try reply.decoded(as: RetryDelivery.self)
    (state, reason, detail) = (result.state, result.reason?.rawValue, result.detail)
    reports = result.reports.map { DeliveryView.Report($0, isRevealed: isRevealed) }
  }

  /// What the service answers to a decision that nothing comes of it.
  package init(of id: DeliveryID, discarded reply: CommandReply) {
    (deliveryId, isDryRun, reports) = (id, false, [])
    guard case .accepted = reply else {
      state = nil
      (reason, detail) = Self.refusal(reply)
      return
    }
    (state, reason, detail) = (.discarded, nil, nil)
  }

  private static func refusal(_ reply: CommandReply) -> (code: String, detail: String?) {
    (reply.data["code"]?.string ?? "no code", reply.data["detail"]?.string)
  }

  /// Whether it stays what it was, although it was meant.
  package var isLeft: Bool { state == nil || state == .quarantined }

  /// Whether there is no such webhook.
  package var isAbsent: Bool { state == nil && reason == ProblemCode.deliveryNotFound.rawValue }

  /// The lines for people: what became of it, and under that what is said of whom.
  package var lines: [String] {
    let why = [reason, detail].compactMap(\.self).joined(separator: ": ")
    return ["\(deliveryId)  \(words)\(why.isEmpty ? "" : ": \(why)")".printable]
      + reports.flatMap { report in report.lines.map { "  \($0)" } }
  }

  private var words: String {
    switch (state, isDryRun) {
    case (nil, _): "refused"
    case (.reported, true): "would be reported"
    case (.reported, false): "is reported"
    case (.asking, true): "would be asked for at the vendor's"
    case (.asking, false): "is asked for at the vendor's"
    case (.ignored, true): "would be of no concern"
    case (.ignored, false): "is of no concern"
    case (.quarantined, true): "would go on waiting"
    case (.quarantined, false): "goes on waiting"
    case (.discarded, _): "is discarded"
    case (.received, _): "is looked at again"
    }
  }

  /// How the program ends after some of these.
  package static func status(_ outcomes: [DeliveryOutcome]) -> ExitStatus? {
    guard outcomes.contains(where: \.isLeft) else { return nil }
    return outcomes.allSatisfy(\.isAbsent) ? .absent : .rejected
  }

  private enum CodingKeys: String, CodingKey {
    case deliveryId, state, reason, detail, reports
    case isDryRun = "dryRun"
  }
}
