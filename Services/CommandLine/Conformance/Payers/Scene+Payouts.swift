import AMQPClient
import Messages
import Vocabulary

/// What a payer is told and does.
extension Scene {
  /// An instruction that the seed decides.
  func instruction(retries: PayoutID? = nil) -> PayoutRequested {
    random { random in
      PayoutRequested(
        payoutId: .make(), rewardId: .make(),
        beneficiary: Beneficiary(
          kind: Bool.random(using: &random) ? .member : .charity, id: MemberID.make().description),
        amountCents: Cents(Int.random(in: 1...200_000, using: &random)), retries: retries)
    }
  }

  /// The cancellation of an instruction.
  func cancellation(of payout: PayoutRequested) -> PayoutCancelled {
    PayoutCancelled(
      payoutId: payout.payoutId, rewardId: payout.rewardId, beneficiary: payout.beneficiary,
      amountCents: payout.amountCents)
  }

  /// Tells finance something and does not wait for it.
  @discardableResult
  func tell(_ told: Told, as login: String = Told.login) async throws -> String {
    try await platform.publish(told.message, as: login)
    return told.id
  }

  /// Tells finance something and waits until the program says that it heard it.
  func tellAndHear(_ told: Told) async throws {
    let start = journal.count
    try await tell(told)
    try await heard(told.id, from: start)
  }

  /// Waits until the program says that it heard something.
  func heard(_ id: String, from start: Int = 0) async throws {
    let heard = await wait(from: start) { $0.line == .heard(id: id) }
    try require(
      .hears, heard != nil, seen: "it did not say within \(patience.components.seconds) s that it heard \(id)")
  }

  /// Has the program pay what it knows, but for what the bank refuses.
  func pay(refusing refused: [PayoutID] = []) async throws {
    try await done(order("pay", ["refused": .array(refused.map { .string($0.description) })]))
    try await lookAtReading()
  }

  /// How often money was sent for an instruction, by the program's own word.
  func payments(of payout: PayoutID) -> [Int?] {
    journal.entries.compactMap(\.line).compactMap { line -> Int?? in
      if case .paid(payout.description, let amount) = line { .some(amount) } else { nil }
    }
  }

  /// Confirmations of an instruction.
  func confirmations(of payout: PayoutID) -> [CloudEvent<PayoutConfirmed>] {
    arrivals.compactMap { if case .paid(let event) = $0.word, event.data.payoutId == payout { event } else { nil } }
  }

  /// Reports that an instruction could not be paid.
  func failures(of payout: PayoutID) -> [CloudEvent<PayoutFailureReported>] {
    arrivals.compactMap { if case .unpaid(let event) = $0.word, event.data.payoutId == payout { event } else { nil } }
  }

  /// An instruction is paid once, with its amount, and confirmed.
  func lookAtPaid(_ payout: PayoutRequested, _ check: Check = .pays) {
    let id = payout.payoutId
    let amounts = payments(of: id)
    expect(check, !amounts.isEmpty, seen: "\(id) was not paid")
    expect(.paysOnce, amounts.count <= 1, seen: "\(id) was paid \(amounts.count) times")
    let other = amounts.compactMap(\.self).first { $0 != payout.amountCents.rawValue }
    expect(.pays, other == nil, seen: "\(other ?? 0) cents were paid, asked for were \(payout.amountCents.rawValue)")
    let confirmations = confirmations(of: id)
    expect(.confirmsPayment, !confirmations.isEmpty, seen: "no payout.confirmed of \(id) arrived")
    for event in confirmations {
      let off = abs(event.data.paidAt.microseconds - Timestamp.now.microseconds) / 1_000_000
      expect(.confirmation, off < 86_400, seen: "paidAt is \(off) s from now")
    }
    let references = Set(confirmations.map(\.data.reference))
    expect(.confirmation, references.count <= 1, seen: "it was confirmed with different references")
  }

  /// An instruction is neither paid nor confirmed.
  func lookAtUnpaid(_ payout: PayoutRequested, _ check: Check) {
    let isPaid = !payments(of: payout.payoutId).isEmpty || !confirmations(of: payout.payoutId).isEmpty
    expect(check, !isPaid, seen: "\(payout.payoutId) was paid or confirmed")
  }
}
