import ConsoleDomain
import CooptCommandLine
import HTTPTypes
import Hummingbird
import Logging

/// Answers of the area, where letters can be reached; else what says why not.
enum LettersAnswer {
  /// The page that says that nothing is set up.
  struct OffView: Sendable {}

  static func page(_ visit: Visit, _ body: (LetterDesk) async throws -> Response) async throws -> Response {
    guard let desk = visit.console.letters else {
      return try visit.page("letters-off", title: "letters.title", OffView())
    }
    do {
      return try await body(desk)
    } catch let failure as CommandFailure {
      visit.console.logger.warning("no dead letters can be seen", metadata: ["error": "\(failure)"])
      return try MessagePage.page(visit, "letters.unavailable", status: .serviceUnavailable, comesBack: true)
    }
  }
}
