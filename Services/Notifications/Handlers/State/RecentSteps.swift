import NotificationsDomain
import Synchronization

/// The steps that this process told lately, to everybody who is told of them.
///
/// Only the event that tells a step has notifications of it wait, in its own transaction. So once that is committed and none
/// waits, none ever will, and no statement need ask whether it is the turn of what comes next. It is asked of all other
/// steps: those that another replica told, that waited, or that were forgotten here.
package final class RecentSteps: Sendable {
  /// How many steps either half keeps: some thousand hires, in less than half a megabyte for both.
  package static let defaultCapacity = 8192

  private let capacity: Int
  /// The younger half is filled while the older one waits to be dropped, so that a step is forgotten only after as many
  /// others as one half keeps.
  private let halves = Mutex((younger: Set<FactKey>(), older: Set<FactKey>()))

  package init(capacity: Int = RecentSteps.defaultCapacity) {
    self.capacity = capacity
  }

  /// Notes steps that are told and committed.
  package func note(_ steps: [FactKey]) {
    halves.withLock { halves in
      for step in steps {
        halves.younger.insert(step)
        guard halves.younger.count >= capacity else { continue }
        halves.older = halves.younger
        halves.younger = Set(minimumCapacity: capacity)
      }
    }
  }

  /// Those of some steps that were told.
  package func told(of steps: Set<FactKey>) -> Set<FactKey> {
    guard !steps.isEmpty else { return [] }
    return halves.withLock { halves in
      steps.filter { step in
        // A hold is told with its grant, by the same event.
        let key = step.kind == .hold ? FactKey(.grant, step.id) : step
        return halves.younger.contains(key) || halves.older.contains(key)
      }
    }
  }
}
