import ConsoleDomain
import Hummingbird
import Messages

/// The ethics charter: which version is in force, and putting another one in force (M3).
enum CharterPage {
  struct View: Sendable {
    let tabs: MembersTabs
    let version: String
    let since: String
    let publish: FormView?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let charter = try await visit.ask(GetCharter())
    return try visit.page(
      "members-charter", title: "members.tab-charter",
      View(
        tabs: MembersTabs(.charter, visit), version: charter.charterVersion,
        since: visit.clock.text(charter.inForceSince), publish: visit.form("members.publish-charter")))
  }
}
