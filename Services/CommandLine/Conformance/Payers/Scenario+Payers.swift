import Messages
import Synchronization
import Vocabulary

extension Scenario {
  /// What happens to systems that pay.
  static let payers: [Scenario] = [
    Scenario(
      "instruction", "An instruction is told, paid in the next run, and confirmed.",
      checks: [
        .consumes, .hears, .pays, .paysOnce, .confirmsPayment, .confirmation, .readable, .routed, .contentType,
        .persistent,
        .confirms, .mandatory, .messageID, .otherMessageID, .userID, .time, .clock, .source, .uniqueIDs, .ownQueues,
        .acknowledges,
        .prefetch,
      ]
    ) { scene in
      let payouts = [scene.instruction(), scene.instruction()]
      try await scene.start()
      try await scene.consuming()
      for payout in payouts { try await scene.tellAndHear(.finance(payout)) }
      try await scene.pay()
      for payout in payouts { scene.lookAtPaid(payout) }
      scene.lookAtEnvelopes()
      scene.lookAtPublishing()
      scene.lookAtConsuming()
      await scene.end()
    },
    Scenario(
      "cancelled-before-paid", "An instruction is cancelled before the payment run.",
      checks: [.heedsCancellation, .pays]
    ) { scene in
      let (cancelled, payout) = (scene.instruction(), scene.instruction())
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(cancelled))
      try await scene.tellAndHear(.finance(payout))
      try await scene.tellAndHear(.finance(scene.cancellation(of: cancelled)))
      try await scene.pay()
      scene.lookAtUnpaid(cancelled, .heedsCancellation)
      scene.lookAtPaid(payout)
      await scene.end()
    },
    Scenario(
      "cancelled-first", "A cancellation overtakes its instruction.", checks: [.heedsCancellation]
    ) { scene in
      let cancelled = scene.instruction()
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(scene.cancellation(of: cancelled)))
      try await scene.tellAndHear(.finance(cancelled))
      try await scene.pay()
      scene.lookAtUnpaid(cancelled, .heedsCancellation)
      await scene.end()
    },
    Scenario(
      "cancelled-after-paid", "An instruction is cancelled when it is paid already.", checks: [.staysPaid, .paysOnce]
    ) { scene in
      let payout = scene.instruction()
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(payout))
      try await scene.pay()
      try await scene.tellAndHear(.finance(scene.cancellation(of: payout)))
      try await scene.pay()
      scene.lookAtPaid(payout)
      let failures = scene.failures(of: payout.payoutId)
      scene.expect(.staysPaid, failures.isEmpty, seen: "it reported a failure of what it had paid")
      await scene.end()
    },
    Scenario(
      "failed-then-retried", "The bank refuses a payment; the platform asks anew, under a new payoutId.",
      checks: [.reportsFailure, .paysRetry]
    ) { scene in
      let first = scene.instruction()
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(first))
      try await scene.pay(refusing: [first.payoutId])
      scene.expect(
        .reportsFailure, !scene.failures(of: first.payoutId).isEmpty,
        seen: "no payout.failed of \(first.payoutId) arrived")
      scene.lookAtUnpaid(first, .reportsFailure)
      let second = scene.instruction(retries: first.payoutId)
      try await scene.tellAndHear(.finance(second))
      try await scene.pay()
      scene.lookAtPaid(second, .paysRetry)
      scene.lookAtUnpaid(first, .paysRetry)
      await scene.end()
    },
    Scenario(
      "duplicate-instruction", "An instruction is told twice under one id, and once more under another.",
      checks: [.paysOnce]
    ) { scene in
      let payout = scene.instruction()
      let told = try Told.finance(payout)
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(told)
      try await scene.tell(told)
      try await scene.tellAndHear(.finance(payout))
      try await scene.pay()
      try await scene.tell(told)
      try await scene.tellAndHear(.finance(scene.instruction()))
      try await scene.pay()
      scene.lookAtPaid(payout)
      await scene.end()
    },
    Scenario(
      "restart", "The program is killed before it paid; more is told while it is away.",
      checks: [.keeps, .paysOnce, .pays]
    ) { scene in
      let payouts = (0..<4).map { _ in scene.instruction() }
      try await scene.start()
      try await scene.consuming()
      // Whoever acknowledges what it does not keep has acknowledged the first when it hears of the second.
      for payout in payouts.prefix(2) { try await scene.tellAndHear(.finance(payout)) }
      await scene.kill()
      try await scene.tell(.finance(payouts[2]))
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(payouts[3]))
      try await scene.pay()
      for payout in payouts { scene.lookAtPaid(payout, .keeps) }
      await scene.end()
    },
    Scenario(
      "killed-after-paying", "The program is killed when the money is sent and its report is not confirmed.",
      checks: [.paysOnce, .confirmsPayment]
    ) { scene in
      let payout = scene.instruction()
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(payout))
      await scene.relay.follow(.holdConfirm)
      let step = scene.order("pay", ["refused": .array([])])
      let place = await scene.wait { $0.fact == .held || $0.line?.step == step }
      try scene.require(
        .confirms, place?.fact == .held, seen: "it said that the run was done without a confirm of its report")
      await scene.kill()
      await scene.relay.follow(.pass)
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(scene.instruction()))
      try await scene.pay()
      scene.lookAtPaid(payout)
      await scene.end()
    },
    Scenario(
      "lost-confirm", "The connection is cut after the broker has a confirmation and before its confirm comes back.",
      checks: [.confirms, .paysOnce, .republishes, .sameID]
    ) { scene in
      let payout = scene.instruction()
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(payout))
      await scene.relay.follow(.cutBeforeConfirm)
      let step = scene.order("pay", ["refused": .array([])])
      let place = await scene.wait { $0.fact == .cut || $0.line?.step == step }
      try scene.require(
        .confirms, place?.fact == .cut, seen: "it said that the run was done without a confirm of its report")
      try await scene.done(step, .republishes)
      try await scene.settle()
      scene.lookAtPaid(payout)
      let events = scene.confirmations(of: payout.payoutId)
      scene.expect(.republishes, events.count > 1, seen: "it said that it was done, and published nothing again")
      let ids = Set(events.map(\.envelopeID))
      scene.expect(.sameID, ids.count <= 1, seen: "it published the same confirmation under \(ids.count) ids")
      await scene.end()
    },
    Scenario(
      "forged-instruction", "Somebody else puts an instruction into the queue.", checks: [.trusts]
    ) { scene in
      let (forged, payout) = (scene.instruction(), scene.instruction())
      try await scene.start()
      try await scene.consuming()
      try await scene.tell(.finance(forged), as: "members-replies")
      try await scene.tellAndHear(.finance(payout))
      try await scene.pay()
      scene.lookAtUnpaid(forged, .trusts)
      scene.lookAtPaid(payout)
      await scene.end()
    },
    Scenario(
      "late-start", "Instructions were told before the program's queue was there.", checks: [.lists, .pays]
    ) { scene in
      let payouts = [scene.instruction(), scene.instruction()]
      for payout in payouts { try await scene.tell(.finance(payout)) }
      scene.platform.knowledge.withLock { known in
        known.payouts = payouts.map {
          ListedPayout(
            payoutId: $0.payoutId, rewardId: $0.rewardId, beneficiary: $0.beneficiary, amountCents: $0.amountCents,
            state: .requested, requestedAt: .now)
        }
      }
      try await scene.start()
      try await scene.consuming()
      try await scene.tellAndHear(.finance(scene.instruction()))
      try await scene.pay()
      for payout in payouts { scene.lookAtPaid(payout, .lists) }
      await scene.end()
    },
  ].map {
    $0.looking(at: [
      .consumes, .hears, .pays, .paysOnce, .confirmsPayment, .confirmation, .readable, .routed, .contentType,
    ])
  }
}
