import HTTPTypes
import Hummingbird
import NIOCore

/// A form as it arrives, before anybody looks at what it asks for.
enum PostedForm {
  /// Bytes of a form at most.
  static let limit = 1 << 17

  /// Its fields; throws `HTTPError` for one that comes from elsewhere, is too long or too slow, or cannot be read.
  static func fields(of request: Request, for console: Console) async throws -> [String: String] {
    guard isOurs(request, console.settings) else { throw HTTPError(.forbidden) }
    let type = (request.headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }
    guard type.trimmingCharacters == "application/x-www-form-urlencoded" else {
      throw HTTPError(.unsupportedMediaType)
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw HTTPError(.contentTooLarge)
    }
    let body = request.body
    let patience = console.settings.formPatience
    let buffer = try await withThrowingTaskGroup(of: ByteBuffer.self) { tasks in
      tasks.addTask { try await body.collect(upTo: limit) }
      tasks.addTask {
        try await Task.sleep(for: patience)
        throw HTTPError(.requestTimeout, headers: [.connection: "close"])
      }
      defer { tasks.cancelAll() }
      return try await tasks.next() ?? ByteBuffer()
    }
    guard let text = String(validating: buffer.readableBytesView, as: UTF8.self),
      let fields = FormText.strictFields(text)
    else { throw HTTPError(.badRequest) }
    return fields
  }

  /// Whether it comes from a page of ours, as far as the browser says so; all that are in use do.
  private static func isOurs(_ request: Request, _ settings: ConsoleSettings) -> Bool {
    if let site = request.headers[.fetchSite], site != "same-origin", site != "none" { return false }
    if let origin = request.headers[.origin], origin != settings.publicURL { return false }
    return true
  }

  /// Compares in a time that does not tell how much is right.
  static func isEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPField.Name {
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
