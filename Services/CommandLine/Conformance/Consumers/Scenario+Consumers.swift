import Messages
import Vocabulary

extension Scenario {
  /// What happens to staff tools.
  static let consumers: [Scenario] = [
    Scenario(
      "live", "Notifications are told while the tool listens.",
      checks: [.consumes, .tells, .inOrder, .onceEach, .ownQueues, .acknowledges, .prefetch]
    ) { scene in
      try await scene.startListening()
      let story = try scene.story(6)
      for told in story { try await scene.tell(told) }
      try await scene.last()
      scene.lookAtStory(story)
      let told = scene.told.filter { id in story.contains { $0.id == id } }
      scene.expect(.inOrder, told == story.map(\.id), seen: "they were told in another order")
      scene.lookAtConsuming()
      await scene.end()
    },
    Scenario(
      "replay-by-offset", "The stream is read from an offset on.",
      checks: [.fromOffset, .notBefore, .prefetch, .acknowledges]
    ) { scene in
      let story = try scene.story(9)
      for told in story { try await scene.tell(told) }
      let offset = scene.random { Int.random(in: 2...6, using: &$0) }
      try await scene.start()
      scene.order("replay", ["offset": .integer(offset), "topics": .array(["staff.#"])])
      try await scene.consuming()
      try await scene.last(.fromOffset)
      let missing = story.dropFirst(offset).filter { !scene.told.contains($0.id) }
      scene.expect(.fromOffset, missing.isEmpty, seen: "\(missing.count) of \(story.count - offset) were not told")
      let early = story.prefix(offset).filter { scene.told.contains($0.id) }
      scene.expect(.notBefore, early.isEmpty, seen: "\(early.count) messages before offset \(offset) were told")
      scene.lookAtConsuming()
      await scene.end()
    },
    Scenario(
      "replay-by-time", "The stream is read from an instant on.", checks: [.fromTime, .notOlder]
    ) { scene in
      let old = try scene.story(4)
      for told in old { try await scene.tell(told) }
      // The stream's clock counts seconds: the next one has to begin.
      let since = Timestamp(microseconds: (Timestamp.now.microseconds / 1_000_000 + 2) * 1_000_000)
      try await Task.sleep(for: .microseconds(since.microseconds - Timestamp.now.microseconds))
      let new = try scene.story(4)
      for told in new { try await scene.tell(told) }
      try await scene.start()
      scene.order("replay", ["since": .string(since.description), "topics": .array(["staff.#"])])
      try await scene.consuming()
      try await scene.last(.fromTime)
      let missing = new.filter { !scene.told.contains($0.id) }
      scene.expect(.fromTime, missing.isEmpty, seen: "\(missing.count) of \(new.count) since then were not told")
      let early = old.filter { scene.told.contains($0.id) }
      scene.expect(.notOlder, early.isEmpty, seen: "\(early.count) that were told before \(since) were told again")
      await scene.end()
    },
    Scenario("duplicates", "A notification is delivered twice.", checks: [.onceEach, .tells]) { scene in
      try await scene.startListening()
      let story = try scene.story(3)
      for told in story + story { try await scene.tell(told) }
      try await scene.last()
      scene.lookAtStory(story)
      await scene.end()
    },
    Scenario(
      "unknown", "A notification has fields, and another a name, that no version knows yet.", checks: [.ignoresUnknown]
    ) { scene in
      try await scene.startListening()
      let story = try scene.story(1).map(\.withUnknownKeys)
      let strange = try scene.random { random in
        Result { try Story.notification(&random, named: "something-of-tomorrow") }
      }.get()
      for told in story + [strange.withUnknownKeys] { try await scene.tell(told) }
      try await scene.last(.ignoresUnknown)
      scene.expect(
        .ignoresUnknown, scene.told.contains(story[0].id), seen: "a notification with unknown fields was not told")
      await scene.end()
    },
    Scenario(
      "restart", "The tool is killed in the middle of its work, and more is told while it is away.",
      checks: [.acksAfterWork, .keepsNotifications, .acknowledges]
    ) { scene in
      scene.works(false)
      try await scene.startListening()
      let story = try scene.story(4)
      for told in story.prefix(3) { try await scene.tell(told) }
      try await scene.toldOf(story[0].id)
      scene.worked(story[0].id)
      try await scene.toldOf(story[1].id)
      // The work on the second is not done: whatever the tool acknowledged is known when it is gone.
      await scene.kill()
      let hasty = story[1...2].filter { scene.isAcknowledged($0.id) }
      scene.expect(
        .acksAfterWork, hasty.isEmpty, seen: "\(hasty.count) notifications were acknowledged before their work was done"
      )
      scene.lookAtConsuming()
      try await scene.tell(story[3])
      scene.works(true)
      try await scene.startListening()
      let start = scene.afterLastEnd
      for told in story.dropFirst() { try await scene.toldOf(told.id, from: start, .keepsNotifications) }
      await scene.end()
    },
    Scenario("forged", "Somebody else puts a notification into the queue.", checks: [.believes]) { scene in
      try await scene.startListening()
      let forged = try scene.story(2)
      try await scene.tell(forged[0], as: "members-replies")
      try await scene.tell(forged[1], as: "staff")
      try await scene.last()
      let believed = forged.filter { scene.told.contains($0.id) }
      scene.expect(.believes, believed.isEmpty, seen: "\(believed.count) notifications of other logins were told")
      await scene.end()
    },
    Scenario(
      "slow-work", "The work on one notification takes longer than heartbeats wait, and many more are told meanwhile.",
      checks: [.goesOn, .bounded, .onceEach], heartbeat: 1
    ) { scene in
      scene.works(false)
      try await scene.startListening()
      let story = try scene.story(Self.manyNotifications)
      try await scene.tell(story)
      try await scene.toldOf(story[0].id)
      // The slowness is what is tried: a broker gives up on a silent client after two heartbeats.
      try await Task.sleep(for: .seconds(5))
      scene.works(true)
      scene.worked(story[0].id)
      try await scene.last(.goesOn)
      let counts = Dictionary(grouping: scene.told) { $0 }.mapValues(\.count)
      let missing = story.filter { counts[$0.id] == nil }
      scene.expect(.goesOn, missing.isEmpty, seen: "\(missing.count) of \(story.count) were never told")
      scene.expect(
        .bounded, scene.largestHand <= 1000,
        seen: "it held \(scene.largestHand) notifications that it had not acknowledged")
      let repeated = story.dropFirst().filter { counts[$0.id, default: 0] > 1 }
      scene.expect(.onceEach, repeated.isEmpty, seen: "\(repeated.count) notifications were told more than once")
      await scene.end()
    },
  ].map { $0.looking(at: [.consumes, .tells]) }

  /// More than any tool should hold at a time.
  private static let manyNotifications = 1500
}

extension Scene {
  /// Each of a story was told once.
  func lookAtStory(_ story: [Told]) {
    let told = told
    let missing = story.filter { !told.contains($0.id) }
    expect(.tells, missing.isEmpty, seen: "\(missing.count) of \(story.count) were not told")
    let repeated = story.filter { one in told.count { $0 == one.id } > 1 }
    expect(.onceEach, repeated.isEmpty, seen: "\(repeated.count) of \(story.count) were told more than once")
  }
}
