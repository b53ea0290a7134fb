import ConsoleDomain
import CooptCommandLine
import FoundationEssentials
import Hummingbird
import Messages
import Vocabulary

/// A webhook: what became of it, the shape of what was sent, what was reported or would be.
struct HookView: Sendable {
  /// Something with its name.
  struct Fact: Sendable {
    let name: String
    let value: String
  }

  /// A report that was made of it, or would be.
  struct Report: Sendable {
    let name: String
    let messageId: String?
    let publishedAt: String?
    let facts: [Fact]
  }

  let hook: HooksView.Hook
  let id: String
  let detail: String?
  let receipts: String?
  let fields: [Fact]
  let isForgotten: Bool
  let reports: [Report]
  let hasReports: Bool
  /// What another try would bring; nil where it does not wait.
  let trial: String?
  let trialReports: [Report]
  let isPromising: Bool
  let retry: FormView?
  let map: FormView?
  let discard: FormView?

  static func page(_ visit: Visit) async throws -> Response {
    guard let id = DeliveryID(try visit.id("id", as: String.self)) else { throw HTTPError(.notFound) }
    let shown = try await visit.ask(GetDelivery(deliveryId: id))
    let trial =
      shown.delivery.state == .quarantined
      ? try? await visit.ask(RetryDelivery(deliveryId: id, dryRun: true)) : nil
    return try visit.page("letters-hook", title: "letters.hook-title", HookView(shown, trial, visit))
  }

  private init(_ shown: GetDelivery.Result, _ trial: RetryDelivery.Result?, _ visit: Visit) {
    let delivery = shown.delivery
    let view = DeliveryView(shown)
    let waits = delivery.state == .quarantined
    hook = HooksView.Hook(delivery, visit)
    id = delivery.deliveryId.description
    detail = delivery.detail
    receipts = delivery.receipts > 1 ? Money.number(delivery.receipts, in: visit.language) : nil
    fields = view.order.map { Fact(name: $0, value: LettersWords.kind(view.fields[$0] ?? "", visit.language)) }
    isForgotten = shown.body == nil && shown.bodyBase64 == nil
    reports = shown.reports.map { Report($0, visit) }
    hasReports = !shown.reports.isEmpty
    isPromising = trial?.state == .reported
    self.trial = trial.map { trial in
      trial.reason.map { HookWords.reason($0, visit) } ?? HookWords.state(trial.state, visit)
    }
    trialReports = (trial?.reports ?? []).map { Report($0, visit) }
    let values = ["deliveryId": id]
    retry = waits ? visit.form("webhooks.retry-delivery", values) : nil
    discard = waits ? visit.form("webhooks.discard-delivery", values) : nil
    map =
      waits && delivery.reason == .jobNotMapped
      ? visit.form("webhooks.map-job", ["source": delivery.source, "job": delivery.jobs.first ?? ""]) : nil
  }
}

extension HookView.Report {
  /// Whoever the report is about is not named; of texts there is said that there is one.
  init(_ report: HookReport, _ visit: Visit) {
    name = visit.word(report.routingKey == "hire.reported" ? "letters.hook-hire" : "letters.hook-withdrawal")
    messageId = report.messageId
    publishedAt = report.publishedAt.map { visit.clock.text($0) }
    facts = Masked.lines(.object(report.data)).map { path, kind in
      HookView.Fact(name: path, value: LettersWords.kind(kind, visit.language))
    }
  }
}
