import HTTPTypes
import Hummingbird
import Logging

/// What every answer forbids browsers to do with it; and a line of the log for whoever looks for one.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = ConsoleContext

  /// Nothing from elsewhere, nothing written into a page, nothing sent elsewhere.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  /// The same, but that a form leads to a provider, which may lead on to wherever it has people sign out.
  static func policy(leavingTo origin: String) -> String {
    policy.replacing("form-action 'self'", with: "form-action 'self' https: \(origin)")
  }

  let console: Console

  func handle(
    _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    let begun = ContinuousClock.now
    var response = try await next(request, context)
    if request.method == .head { response = response.createHeadResponse() }
    if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.policy }
    response.headers[.referrerPolicy] = "same-origin"
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.frameOptions] = "DENY"
    response.headers[.openerPolicy] = "same-origin"
    response.headers[.resourcePolicy] = "same-origin"
    response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    // Styles and scripts alone are everybody's.
    if !request.uri.path.hasPrefix("/assets/") || response.status != .ok {
      response.headers[.cacheControl] = "no-store"
    }
    if console.settings.isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    console.logger.debug(
      "answered",
      metadata: [
        "method": "\(request.method)", "page": "\(context.endpointPath ?? "unknown")",
        "status": "\(response.status.code)", "seconds": "\((ContinuousClock.now - begun) / .seconds(1))",
      ])
    return response
  }
}

extension HTTPField.Name {
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
  static let frameOptions = HTTPField.Name("X-Frame-Options")!
  static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
  static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
  static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
}
