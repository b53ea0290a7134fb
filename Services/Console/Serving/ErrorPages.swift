import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Turns whatever goes wrong into a page, and turns away what is not asked for as the web asks.
struct ErrorPages: RouterMiddleware {
  typealias Context = ConsoleContext

  let console: Console

  func handle(
    _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    func page(_ word: String, _ status: HTTPResponse.Status) throws -> Response {
      try ErrorPage.page(console, request, context, word, status: status)
    }
    switch RequestAddress.defect(path: request.uri.path, query: request.uri.query) {
    case .unreadable: return try page("unreadable", .badRequest)
    case .tooLong: return try page("too-large", .uriTooLong)
    case .crooked: return try page("not-found", .notFound)
    case nil: break
    }
    do {
      return try await next(request, context)
    } catch let error as HTTPError {
      guard let word = Self.word(of: error.status) else {
        note(error, context)
        return try page("broken", .internalServerError)
      }
      var response = try page(word, error.status)
      for field in error.headers { response.headers[field.name] = field.value }
      return response
    } catch is NIOTooManyBytesError {
      return try page("too-large", .contentTooLarge)
    } catch let error as HTTPParserError {
      // Answered by the server, which closes the connection.
      throw error
    } catch {
      note(error, context)
      return try page("broken", .internalServerError)
    }
  }

  /// What kind of error it is; never its text, which may hold what somebody typed.
  private func note(_ error: any Error, _ context: ConsoleContext) {
    console.logger.error(
      "a page failed",
      metadata: ["page": "\(context.endpointPath ?? "unknown")", "error": "\(String(reflecting: type(of: error)))"])
  }

  private static func word(of status: HTTPResponse.Status) -> String? {
    switch status {
    case .badRequest, .unsupportedMediaType: "unreadable"
    case .forbidden: "foreign"
    case .notFound: "not-found"
    case .methodNotAllowed: "method"
    case .requestTimeout: "too-late"
    case .contentTooLarge, .uriTooLong: "too-large"
    default: nil
    }
  }
}
