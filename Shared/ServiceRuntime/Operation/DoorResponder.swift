import HTTPTypes
import Hummingbird
import MessageHandling
import NIOCore

/// Leads requests to the service's doors, and all others to what operators ask for.
struct DoorResponder<Others: HTTPResponder>: HTTPResponder where Others.Context == OperationsContext {
  let doors: [any Door]
  let others: Others

  /// How long the body of a request may take to come.
  private static var patience: TimeAmount { .seconds(30) }
  /// How long a connection lasts on whose request nobody reads on: whoever sends has a moment to read the answer.
  private static var lingering: TimeAmount { .seconds(2) }

  func respond(to request: Request, context: OperationsContext) async throws -> Response {
    let path = request.uri.path
    for door in doors where path == door.path || path.hasPrefix(door.path + "/") {
      return await answer(of: door, to: request, rest: String(path.dropFirst(door.path.count + 1)), context)
    }
    return try await others.respond(to: request, context: context)
  }

  private func answer(
    of door: any Door, to request: Request, rest: String, _ context: OperationsContext
  ) async -> Response {
    let reading = BodyReading()
    let length = request.headers[.contentLength].flatMap { Int($0) }
    let answer = await door.answer(
      DoorRequest(
        method: request.method.rawValue, rest: rest, headers: Self.headers(of: request),
        body: { limit in
          if let length, length > limit { return .tooLarge }
          let channel = context.channel
          let end = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
          defer { end.cancel() }
          return await reading.read(request.body, upTo: limit)
        }))
    var response = Response(
      status: HTTPResponse.Status(code: answer.status), headers: Self.fields(of: answer),
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
    if !reading.isAtEnd, length != 0, length != nil || request.headers[.transferEncoding] != nil {
      // Hummingbird reads the rest and forgets it, so that the next request can be found: not for long.
      response.headers[.connection] = "close"
      let channel = context.channel
      _ = channel.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
    }
    return response
  }

  private static func headers(of request: Request) -> [String: String] {
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
    }
    return headers
  }

  private static func fields(of answer: DoorAnswer) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in answer.headers {
      guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { continue }
      fields[name] = value
    }
    if fields[.contentType] == nil { fields[.contentType] = "text/plain; charset=utf-8" }
    return fields
  }
}
