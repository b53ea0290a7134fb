import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

// What tests of payouts make and ask, again and again.

extension ServiceDatabase {
  /// Puts a plan of instalments in force; the version of the policy.
  func plan(_ parts: [InstalmentTerms]) async throws -> Int {
    let change = ChangeRewardsPolicy(instalments: InstalmentPlan(parts))
    return try #require(try await handle(ChangePolicyHandler(), [change]).decisions.first?.get().version)
  }

  /// Has the clock ask for what is due at an instant; what it asked for.
  func requestDue(at now: Timestamp) async throws -> [PayoutRequested] {
    var asked: [PayoutRequested] = []
    while true {
      let (next, emitted) = try await run(DueInstalments(), at: now)
      asked += try emitted.filter { $0.type == PayoutRequested.messageType.description }
        .map { try MessageCoder().decode(CloudEvent<PayoutRequested>.self, from: $0.body).data }
      if next != .immediately { return asked }
    }
  }

  /// Finance says that it could not pay.
  @discardableResult
  func fail(
    _ payouts: [PayoutID], because reason: String = "The account is closed", at failedAt: Timestamp = .day(14)
  ) async throws -> Outcome<Result<Accepted, Problem>> {
    try await handle(
      PayoutFailureReportedHandler(),
      payouts.map { PayoutFailureReported(payoutId: $0, failedAt: failedAt, reason: reason) })
  }

  /// Staff ask again for what failed.
  func retry(_ payout: PayoutID) async throws -> Outcome<Result<RetryPayout.Result, Problem>> {
    try await handle(RetryPayoutHandler(), [RetryPayout(payoutId: payout)], by: "ada")
  }

  /// Staff end a claim or a part of it.
  @discardableResult
  func settle(_ claim: SettleClaim) async throws -> Outcome<Result<SettleClaim.Result, Problem>> {
    try await handle(SettleClaimHandler(), [claim], by: "ada")
  }

  /// The money on a holder's accounts, by the account's last word, and what the platform paid and gave up.
  func money(of holder: String) async throws -> [String: Int] {
    var money: [String: Int] = [:]
    for (account, balance) in try await balances() where account.hasSuffix(" eur-cents") {
      let name = String(account.dropLast(" eur-cents".count))
      if name.hasPrefix("\(holder):") { money[String(name.dropFirst(holder.count + 1))] = balance }
      if ["platform:cash", "platform:claims-written-off"].contains(name) { money[name] = balance }
    }
    return money
  }
}

extension HireAttributed {
  /// The hire under the terms of a version.
  func quoted(under version: Int) -> HireAttributed {
    var hire = self
    hire.quote.policyVersion = version
    return hire
  }
}

extension CalendarDay {
  /// A day of 2026, as `01-10`.
  static func of2026(_ text: String) -> CalendarDay {
    guard let day = CalendarDay("2026-\(text)") else { preconditionFailure("\(text) is a day of 2026") }
    return day
  }
}
