import Metrics
import Observability

/// How often somebody could not sign in, by why; whoever watches the platform is told where it is often.
struct SignInFailures: Sendable {
  /// Why, as a label: a closed set, and nothing of whoever it was.
  enum Reason: String, CaseIterable {
    /// An answer that this browser asked for nothing for: too late, twice, or forged.
    case unasked
    /// The provider let them not in.
    case denied
    /// The provider does not take the code.
    case code
    /// The token is not believed.
    case token
    /// The provider does not answer.
    case away
    /// Provider and console do not fit together.
    case misconfigured
  }

  /// Each from the start, at zero.
  private let counters = Dictionary(
    uniqueKeysWithValues: Reason.allCases.map {
      ($0, Counter(label: MetricName.signInsFailed, dimensions: [("reason", $0.rawValue)]))
    })

  func count(_ reason: Reason) { counters[reason]?.increment() }
}
