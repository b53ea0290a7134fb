import MessageHandling
import Messages
import RewardsService
import Topology
import Vocabulary

extension HotPath {
  /// A first hire of a sponsored member: bonus, share and points, with all events and statements that follow.
  static func decideHire() -> () throws -> Int {
    let handler = HireAttributedHandler()
    let message = Samples.incoming
    let book = Samples.book
    return {
      var state = book
      var emission = Emission(service: .rewards, now: Samples.now)
      try handler.decide(message, on: &state, emitting: &emission)
      return handler.save(state).count + emission.messages.count
    }
  }
}
