import RecommendationsDomain
import Vocabulary

/// A report that names another offer or candidate than the first of its hire did.
///
/// The same report under a new message id is the same (H1): it is known by what it says.
struct DifferingReport: Hashable, Sendable {
  let hireID: HireID
  let hiredAt: Timestamp
  let naming: String
}
