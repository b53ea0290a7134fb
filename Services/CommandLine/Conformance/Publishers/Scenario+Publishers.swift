import CooptCommandLine
import Messages
import Synchronization
import Vocabulary

extension Scenario {
  /// What happens to systems that report hires.
  static let publishers: [Scenario] = [
    Scenario(
      "report", "Three hires are reported, one after the other; the platform attributes one and not the other.",
      checks: [
        .readable, .routed, .carries, .everyHire, .contentType, .persistent, .confirms, .mandatory, .messageID,
        .otherMessageID, .userID, .time, .clock, .source, .uniqueIDs, .endsWell,
      ]
    ) { scene in
      scene.platform.knowledge.withLock { $0.outcomes = [.attributed, .unattributed] }
      let hires = scene.random { random in (0..<3).map { _ in Hire.made(&random) } }
      try await scene.start()
      for hire in hires { try await scene.reported(scene.order("report", hire.report)) }
      try await scene.look(at: hires)
      scene.lookAtEnvelopes()
      scene.lookAtPublishing()
      await scene.end()
    },
    Scenario(
      "duplicate", "The same hire is asked for twice, as a clerk or a scheduler does.",
      checks: [.sameHire, .sameMeaning, .uniqueIDs]
    ) { scene in
      let hire = scene.random { Hire.made(&$0) }
      try await scene.start()
      try await scene.reported(scene.order("report", hire.report))
      // A program may know that it reported this hire, and leave it at that.
      try await scene.done(scene.order("report", hire.report))
      try await scene.look(at: [hire])
      let told = Set(scene.reports(of: hire.applicationID).map(\.data))
      scene.expect(.sameMeaning, told.count <= 1, seen: "the two reports differ in more than id and time")
      await scene.end()
    },
    Scenario(
      "withdrawal-before-report", "A withdrawal is asked for first, then the report that it withdraws.",
      checks: [.order, .asOf, .sameHire]
    ) { scene in
      let hire = scene.random { Hire.made(&$0, daysAgo: 5) }
      try await scene.start()
      let withdrawnAt = hire.hiredAt.adding(seconds: 172_800)
      try await scene.reported(scene.order("withdraw", hire.withdrawal(at: withdrawnAt)))
      try await scene.settle()
      scene.expect(
        .order, !scene.withdrawals(of: hire.applicationID).isEmpty,
        seen: "the withdrawal was said to be done, and did not arrive before its report")
      try await scene.reported(scene.order("report", hire.report))
      try await scene.look(at: [hire])
      scene.expect(
        .asOf, scene.isInForce(hire) == false, seen: "by the as-of instants the hire is in force, and was withdrawn")
      await scene.end()
    },
    Scenario(
      "rehire", "A hire is reported, withdrawn, and reported again with its old date, as of now.",
      checks: [.asOf, .sameHire]
    ) { scene in
      let hire = scene.random { Hire.made(&$0, daysAgo: 20) }
      try await scene.start()
      try await scene.reported(scene.order("report", hire.report))
      try await scene.reported(scene.order("withdraw", hire.withdrawal(at: hire.hiredAt.adding(seconds: 864_000))))
      let asOf = hire.hiredAt.adding(seconds: 1_296_000)
      try await scene.reported(scene.order("report", hire.report.merging(["asOf": .string(asOf.description)]) { $1 }))
      try await scene.look(at: [hire])
      scene.expect(
        .asOf, scene.isInForce(hire) == true,
        seen: "by the as-of instants the hire is withdrawn: the second report speaks as of before the withdrawal")
      await scene.end()
    },
    Scenario("binary-mode", "A hire is asked for in binary mode; a program that has none says so.", checks: [.binary]) {
      scene in
      let hire = scene.random { Hire.made(&$0) }
      try await scene.start()
      let step = scene.order("report", hire.report.merging(["mode": "binary"]) { $1 })
      let answer = try await scene.answer(to: step)
      try await scene.settle()
      let arrived = scene.arrivals
      guard arrived.contains(where: \.isBinary) else {
        await scene.end()
        throw scene.skip()
      }
      for arrival in arrived {
        if case .refused(let refusal) = arrival.word { scene.expect(.binary, false, seen: refusal.detail) }
      }
      scene.expect(.binary, answer == .done(step: step), seen: "the program answered \(answer)")
      try await scene.look(at: [hire])
      await scene.end()
    },
    Scenario(
      "exports", "A hire is asked for as exports carry them: a number for an id, a date without time.",
      checks: [.exported, .plainValues]
    ) { scene in
      let number = scene.random { Int.random(in: 10_000..<100_000, using: &$0) }
      let day = String(Timestamp.now.adding(seconds: -10 * 86_400).description.prefix(10))
      try await scene.start()
      let fields: JSONObject = [
        "applicationId": .integer(number), "sourceSystem": .string(Hire.sourceSystem), "offerReference": "REQ-2026-7",
        "email": "camille.durand@example.com", "hiredAt": .string(day),
      ]
      _ = try await scene.answer(to: scene.order("report", fields))
      try await scene.settle()
      for arrival in scene.arrivals {
        if case .refused(let refusal) = arrival.word { scene.expect(.exported, false, seen: refusal.detail) }
        guard let data = arrival.data else { continue }
        let isPlain =
          data["applicationId"] == .string(String(number)) && Timestamp(data["hiredAt"]?.string ?? "") != nil
        scene.expect(.plainValues, isPlain, seen: "applicationId or hiredAt is sent as the export has it")
      }
      let reports = scene.reports(of: String(number))
      let expected = Timestamp("\(day)T00:00:00Z") ?? .now
      let isThatDay = reports.allSatisfy { abs($0.data.hiredAt.microseconds - expected.microseconds) < 129_600_000_000 }
      scene.expect(
        .exported, !reports.isEmpty && isThatDay, seen: "no report of \(number) with a hiredAt of \(day) could be read")
      await scene.end()
    },
    Scenario(
      "restart", "The program is killed between a publish and its confirm, and started again with the same order.",
      checks: [.confirms, .everyHire, .sameHire, .sameMeaning]
    ) { scene in
      let hires = scene.random { random in (0..<3).map { _ in Hire.made(&random) } }
      try await scene.start()
      try await scene.reported(scene.order("report", hires[0].report))
      await scene.relay.follow(.holdConfirm)
      let held = scene.order("report", hires[1].report)
      let place = await scene.wait { $0.fact == .held || $0.line?.step == held }
      try scene.require(.confirms, place?.fact == .held, seen: "it said that step \(held) was done without a confirm")
      await scene.kill()
      await scene.relay.follow(.pass)
      try await scene.start()
      scene.order("report", hires[1].report, again: held)
      try await scene.reported(held)
      try await scene.reported(scene.order("report", hires[2].report))
      try await scene.look(at: hires)
      let told = Set(scene.reports(of: hires[1].applicationID).map(\.data))
      scene.expect(.sameMeaning, told.count <= 1, seen: "the report before the restart and the one after it differ")
      await scene.end()
    },
    Scenario(
      "lost-confirm", "The connection is cut after the broker has the message and before its confirm comes back.",
      checks: [.confirms, .republishes, .sameID]
    ) { scene in
      let hire = scene.random { Hire.made(&$0) }
      try await scene.start()
      await scene.relay.follow(.cutBeforeConfirm)
      let step = scene.order("report", hire.report)
      let place = await scene.wait { $0.fact == .cut || $0.line?.step == step }
      try scene.require(.confirms, place?.fact == .cut, seen: "it said that step \(step) was done without a confirm")
      try await scene.done(step, .republishes)
      try await scene.look(at: [hire])
      let events = scene.reports(of: hire.applicationID)
      scene.expect(.republishes, events.count > 1, seen: "it said that it was done, and published nothing again")
      let ids = Set(events.map(\.envelopeID))
      scene.expect(.sameID, ids.count <= 1, seen: "it published the same hire under \(ids.count) ids")
      await scene.end()
    },
    Scenario(
      "broker-away", "The broker refuses connections for a while.", checks: [.reconnects, .everyHire]
    ) { scene in
      let hires = scene.random { random in (0..<2).map { _ in Hire.made(&random) } }
      try await scene.start()
      try await scene.reported(scene.order("report", hires[0].report))
      await scene.relay.follow(.refuse)
      let step = scene.order("report", hires[1].report)
      let refused = await scene.wait(times: 2) { $0.fact == .refused }
      try scene.require(
        .reconnects, refused != nil, seen: "it tried \(scene.refusals) times to connect while the broker was away")
      await scene.relay.follow(.pass)
      try await scene.reported(step, .reconnects)
      try await scene.look(at: hires)
      await scene.end()
    },
    Scenario(
      "refused-report", "A hire is asked for whose e-mail address is none; the platform refuses it.",
      checks: [.noticesRefusal]
    ) { scene in
      let hire = scene.random { Hire.made(&$0) }
      try await scene.start()
      let step = scene.order("report", hire.report.merging(["email": "camille.durand(at)example.com"]) { $1 })
      let answer = try await scene.answer(to: step)
      scene.expect(
        .noticesRefusal, answer != .done(step: step), seen: "it said that the report was done, which was refused")
      await scene.end()
    },
    Scenario(
      "unroutable", "For a while no queue takes reports.", checks: [.noticesReturn, .everyHire]
    ) { scene in
      let hire = scene.random { Hire.made(&$0) }
      try await scene.start()
      try await scene.host.setIntegrationRouted(false)
      let step = scene.order("report", hire.report)
      // Given up, or tried again: either says that it was noticed.
      let place = await scene.answerOrSecondPublish(of: step)
      try scene.require(
        .noticesReturn, place != nil && place?.line != .done(step: step),
        seen: place == nil
          ? "it neither gave up nor tried again" : "it said that a message was done which no queue took")
      try await scene.host.setIntegrationRouted(true)
      // Whoever tried again may have given up before the queue was back.
      if place?.line == nil, try await scene.answer(to: step) == .done(step: step) {
        try await scene.done(step)
        try await scene.look(at: [hire])
      }
      await scene.end()
    },
    Scenario(
      "blocked", "The broker is low on disk and takes nothing for a second, as connection.blocked says.",
      checks: [.waitsForConfirm, .everyHire]
    ) { scene in
      let hires = scene.random { random in (0..<2).map { _ in Hire.made(&random) } }
      try await scene.start()
      try await scene.reported(scene.order("report", hires[0].report))
      await scene.relay.follow(.block)
      let step = scene.order("report", hires[1].report)
      let hasty = await scene.wait(within: .seconds(1)) { $0.line == .done(step: step) }
      scene.expect(.waitsForConfirm, hasty == nil, seen: "it said that it was done while the broker took nothing")
      await scene.relay.follow(.pass)
      try await scene.done(step)
      try await scene.look(at: hires)
      await scene.end()
    },
  ].map {
    $0.looking(at: [
      .readable, .routed, .contentType, .carries, .everyHire, .sameHire, .uniqueIDs, .waitsForConfirm, .endsWell,
    ])
  }
}

extension Scene {
  /// Whether a hire is in force, by the platform's rule.
  func isInForce(_ hire: Hire) -> Bool? {
    var clock = HireClock()
    for event in reports(of: hire.applicationID) { clock.take(event) }
    for event in withdrawals(of: hire.applicationID) { clock.take(event) }
    return clock.isInForce
  }

  /// How often the program tried to connect while the broker was away.
  var refusals: Int { journal.entries.count { $0.fact == .refused } }

  /// What comes first: an answer to a step, or the second time that a report is published.
  func answerOrSecondPublish(of step: Int) async -> Happening? {
    let first = await wait { $0.line?.step == step || $0.isPublishing }
    guard first?.isPublishing == true, let place = journal.entries.firstIndex(where: \.isPublishing) else {
      return first
    }
    return await wait(from: place + 1) { $0.line?.step == step || $0.isPublishing }
  }
}

extension Happening {
  /// Whether a report was published.
  var isPublishing: Bool {
    if case .publish("coopt.integration", _, _)? = method { true } else { false }
  }
}
