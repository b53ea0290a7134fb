import ConsoleDomain
import Messages
import Vocabulary

/// A service's trail, to be asked whichever service it is.
struct AuditTrail: Sendable {
  /// A page of it.
  struct Page: Sendable {
    let corrections: [Correction]
    let next: String?
  }

  let service: String
  private let question: @Sendable (Visit, Timestamp?, Int, String?) async throws(DeskFailure) -> Page

  /// Every service's trail.
  static let all = [
    AuditTrail(TrailOf.Members.self), AuditTrail(TrailOf.Offers.self), AuditTrail(TrailOf.Recommendations.self),
    AuditTrail(TrailOf.Qualification.self), AuditTrail(TrailOf.Rewards.self), AuditTrail(TrailOf.Notifications.self),
    AuditTrail(TrailOf.Webhooks.self),
  ]

  /// The trail of a service; nil where there is none.
  static func of(_ service: String) -> AuditTrail? { all.first { $0.service == service } }

  private init<Owner: TrailOwner>(_ owner: Owner.Type) {
    service = Owner.service
    question = { visit, since, size, token throws(DeskFailure) in
      let page = try await visit.ask(ListCorrections<Owner>(since: since, pageSize: size, pageToken: token))
      return Page(corrections: page.corrections, next: page.nextPageToken)
    }
  }

  /// A page of it, newest first.
  func ask(_ visit: Visit, since: Timestamp?, size: Int, token: String?) async throws(DeskFailure) -> Page {
    try await question(visit, since, size, token)
  }
}
