import ConsoleDomain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import Vocabulary

/// `/live`: what staff are told, as server-sent events for pages that are open.
enum LiveRoutes {
  /// Lines of one message; of more that come at once, the names alone.
  private static let mostLines = 20

  static func register(on routes: ConsoleRoutes) {
    routes.quiet("/live", in: .today) { visit in
      guard let signals = visit.console.live.listen() else {
        return Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
      }
      return Response(
        status: .ok,
        headers: [
          .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .accelBuffering: "no",
        ],
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
          for await signal in signals {
            // Somebody who signed out, or whose session ran out, hears nothing more.
            guard visit.isSignedIn else { break }
            try await writer.write(ByteBuffer(string: text(signal, visit)))
          }
          try await writer.finish(nil)
        })
    }
  }

  /// A signal as the stream writes it, in the language of who listens.
  static func text(_ signal: LiveSignal, _ visit: Visit) -> String {
    switch signal {
    case .beat: return ":\n\n"
    case .state(let state):
      return message("state", ["broker": .boolean(state.isBrokerThere), "following": .boolean(state.isFollowing)])
    case .told(let events):
      let names = Set(events.map(\.name)).sorted()
      return message(
        "told",
        [
          "names": .array(names.map { .string($0) }),
          "lines": .array(events.suffix(mostLines).map { line($0, visit) }),
        ])
    }
  }

  private static func line(_ event: StaffEvent, _ visit: Visit) -> JSONValue {
    var line: JSONObject = [
      "name": .string(event.name), "time": .string(visit.clock.time(event.at)),
      "text": .string(EventSentence.text(event, in: visit.language)),
    ]
    if let (area, path) = EventAddress.of(event), visit.mayEnter(area) { line["address"] = .string(path) }
    return .object(line)
  }

  private static func message(_ event: String, _ data: JSONObject) -> String {
    let encoder = JSONEncoder()
    // No line breaks, since each would begin another line of the message.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(JSONValue.object(data))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return "event: \(event)\ndata: \(json)\n\n"
  }
}

extension HTTPField.Name {
  static let retryAfter = HTTPField.Name("Retry-After")!
  /// Tells a proxy to pass each event on at once.
  static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
