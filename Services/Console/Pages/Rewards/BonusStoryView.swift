import ConsoleDomain
import Messages
import Vocabulary

/// A bonus from its report to what is claimed back, in the order of time, and the books line by line.
struct BonusStoryView: Sendable {
  struct Moment: Sendable {
    let at: String
    let instant: String
    let text: String
    let detail: String?
    let actor: String?
    let tone: String
  }

  struct Entry: Sendable {
    let account: String
    let debit: String?
    let credit: String?
  }

  struct Booked: Sendable {
    let id: String
    let at: String
    let cause: String
    let actor: String?
    let message: String
    let policyVersion: String
    let entries: [Entry]
  }

  let moments: [Moment]
  let transactions: [Booked]

  init(_ told: ExplainBonus.Result, _ report: BonusReport, _ labels: BonusLabels, _ visit: Visit) {
    moments = Self.moments(told, report, labels, visit)
    transactions = told.transactions.map { transaction in
      Booked(
        id: transaction.transactionId.description, at: visit.clock.text(transaction.recordedAt),
        cause: labels.text(cause: transaction.causeId), actor: transaction.actor,
        message: transaction.messageId.description, policyVersion: "\(transaction.policyVersion)",
        entries: transaction.entries.map { line in
          let text = Self.amount(abs(line.amount), of: line.unit, visit)
          return Entry(
            account: labels.text(account: line.account), debit: line.amount > 0 ? text : nil,
            credit: line.amount < 0 ? text : nil)
        })
    }
  }

  private static func amount(_ amount: Int, of unit: LedgerUnit, _ visit: Visit) -> String {
    switch unit {
    case .euroCents: visit.euros(amount)
    case .points: "\(Money.number(amount, in: visit.language))\u{A0}\(visit.word("rewards.points"))"
    case .listingCredits: ClaimRow.text(amount, of: unit, visit)
    }
  }

  private static func moments(
    _ told: ExplainBonus.Result, _ report: BonusReport, _ labels: BonusLabels, _ visit: Visit
  ) -> [Moment] {
    var found: [(Timestamp, Moment)] = []
    func add(
      _ at: Timestamp?, _ text: String, _ detail: String? = nil, by actor: String? = nil, _ tone: MoneyTone = .plain
    ) {
      guard let at else { return }
      found.append(
        (
          at,
          Moment(
            at: visit.clock.text(at), instant: at.description, text: text, detail: detail, actor: actor,
            tone: tone.rawValue)
        ))
    }
    func word(_ name: String) -> String { visit.word("rewards.\(name)") }
    add(report.recommendation?.history.first?.at, word("moment-recommended"))
    for delivery in report.deliveries.reversed() {
      add(
        delivery.receivedAt, word("moment-webhook"),
        [delivery.source, delivery.event].compactMap(\.self).joined(separator: " · "))
    }
    let from = [report.sourceSystem, report.applicationId].compactMap(\.self).joined(separator: " · ")
    let hire = told.hires.first { $0.hireId == told.hireId }
    add(report.heardAt ?? hire?.hiredAt, word(report.heardAt == nil ? "moment-hired" : "moment-reported"), from)
    for reward in told.rewards where reward.settledAt == nil || reward.transactionId == nil {
      add(
        reward.grantedAt, word("moment-held"), reward.holdReason.map { word("held-\($0.rawValue)") }, .wait)
    }
    for transaction in told.transactions {
      let largest = transaction.entries.filter { $0.amount > 0 }
      let sums = LedgerUnit.allCases.compactMap { unit -> String? in
        let sum = largest.reduce(0) { $1.unit == unit ? $0 + $1.amount : $0 }
        return sum > 0 ? amount(sum, of: unit, visit) : nil
      }
      let cause = LedgerCause(transaction.causeId)
      let tone: MoneyTone = cause.kind == .payment ? .good : cause.isReversal || cause.kind == .claim ? .bad : .plain
      add(
        transaction.recordedAt, labels.text(cause: transaction.causeId), sums.joined(separator: ", "),
        by: transaction.actor, tone)
    }
    for payout in told.payouts {
      let amount = visit.euros(payout.amountCents.rawValue)
      add(payout.requestedAt, word(payout.retries == nil ? "moment-requested" : "moment-retried"), amount)
      add(
        payout.failedAt, word("moment-failed"),
        [amount, payout.failureReason].compactMap(\.self).joined(separator: " · "), .bad)
    }
    return found.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
  }
}
