/// One thing that may happen to a program, and what is looked at when it does.
package struct Scenario: Sendable {
  /// Its name: words with hyphens.
  package let name: String
  /// What happens, in a sentence.
  package let story: String
  /// What is looked at.
  package let checks: [Check]
  /// The heartbeat that the broker seems to ask for, in seconds; nil for its own.
  let heartbeat: UInt16?
  /// Plays it; throws `Scene.Stopped` where it makes no sense to go on.
  let play: @Sendable (Scene) async throws -> Void

  init(
    _ name: String, _ story: String, checks: [Check], heartbeat: UInt16? = nil,
    play: @escaping @Sendable (Scene) async throws -> Void
  ) {
    self.name = name
    self.story = story
    self.checks = checks
    self.heartbeat = heartbeat
    self.play = play
  }

  /// The same with what is looked at in every scenario of its kind.
  func looking(at common: [Check]) -> Scenario {
    let others = (common + [.answers, .does, .refusals]).filter { one in !checks.contains { $0.name == one.name } }
    return Scenario(name, story, checks: checks + others, heartbeat: heartbeat, play: play)
  }
}
