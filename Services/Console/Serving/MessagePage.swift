import HTTPTypes
import Hummingbird

/// Pages that say one thing: what is missing, what is not permitted.
enum MessagePage {
  /// What such a page shows.
  struct View: Sendable {
    let title: String
    let text: String
    /// Where it is looked again.
    var address = ""
    /// Whether it looks again by itself.
    var comesBack = false
  }

  /// A page with a text by its name.
  static func page(_ visit: Visit, _ word: String, status: HTTPResponse.Status, comesBack: Bool = false) throws
    -> Response
  {
    var response = try visit.page(
      "message", title: "common.broken-title",
      View(
        title: visit.word("common.broken-title"), text: visit.word(word), address: visit.address, comesBack: comesBack),
      status: status)
    // Without scripts the browser looks again; with them, as soon as there is something to see.
    if comesBack { response.headers[.refresh] = "5" }
    return response
  }

  /// What the roles do not permit.
  static func forbidden(_ visit: Visit) throws -> Response {
    try page(visit, visit.session.roles.isEmpty ? "common.no-role" : "common.forbidden", status: .forbidden)
  }

  /// The page, or one that says why there is none; what a form was sent to cannot be looked at again.
  static func catching(_ visit: Visit, isForm: Bool = false, _ body: () async throws -> Response) async throws
    -> Response
  {
    do {
      return try await body()
    } catch let failure as DeskFailure {
      return try page(of: failure, visit, comesBack: !isForm)
    } catch let error as HTTPError where error.status == .notFound {
      return try page(visit, "common.not-found", status: .notFound)
    }
  }

  private static func page(of failure: DeskFailure, _ visit: Visit, comesBack: Bool) throws -> Response {
    switch failure {
    case .unreachable: try page(visit, "common.unreachable", status: .serviceUnavailable, comesBack: comesBack)
    case .unanswered: try page(visit, "common.unanswered", status: .gatewayTimeout, comesBack: comesBack)
    case .unreadable: try page(visit, "common.unreadable", status: .badGateway)
    case .refused where failure.isNotFound: try page(visit, "common.not-found", status: .notFound)
    case .refused(let problem):
      try visit.page(
        "message", title: "common.refused", View(title: visit.word("common.refused"), text: visit.refusal(problem)),
        status: .unprocessableContent)
    }
  }
}

extension HTTPField.Name {
  static let refresh = HTTPField.Name("Refresh")!
}
