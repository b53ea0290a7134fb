import Messages
import Vocabulary

/// Whom recommendations are about, and for what, as the interviews know it.
struct ShownNames: Sendable {
  private let interviews: [RecommendationID: ListedInterview]

  /// Asks for all of a page at once; where nobody answers, pages show ids.
  init(_ visit: Visit, _ recommendations: [RecommendationID]) async {
    let asked = Array(Set(recommendations).sorted().prefix(100))
    guard !asked.isEmpty,
      let page = try? await visit.ask(ListInterviews(recommendationIds: asked, pageSize: asked.count))
    else {
      interviews = [:]
      return
    }
    interviews = Dictionary(page.items.map { ($0.recommendationId, $0) }) { first, _ in first }
  }

  /// The candidate's name; nil where nobody has heard it.
  func candidate(of id: RecommendationID) -> String? {
    interviews[id]?.candidate.map { "\($0.firstName) \($0.lastName)" }
  }

  /// The offer's title; nil where it is not kept.
  func offer(of id: RecommendationID) -> String? { interviews[id]?.offerTitle }
}
