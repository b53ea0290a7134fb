import HTTPTypes
import Hummingbird

/// What every answer forbids browsers to do with it.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = ConsoleContext

  private let policy: String
  private let isEncrypted: Bool

  init(settings: ConsoleSettings) {
    // Browsers hold redirects after a form against `form-action` too: signing out leads to the provider.
    let provider = settings.identity.origin
    policy =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
      + "form-action 'self' \(provider); frame-ancestors 'none'; base-uri 'none'"
    isEncrypted = settings.isEncrypted
  }

  func handle(
    _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as HTTPError {
      response = try error.response(from: request, context: context)
    }
    response.headers[.contentSecurityPolicy] = policy
    response.headers[.referrerPolicy] = "same-origin"
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.openerPolicy] = "same-origin"
    if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }
}

extension HTTPField.Name {
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
  static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
}
