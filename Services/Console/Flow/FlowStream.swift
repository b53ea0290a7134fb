import ConsoleDomain
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The picture, again and again, as server-sent events (HTML, 9.2): for as long as the page is open and its session lasts.
enum FlowStream {
  static func response(_ visit: Visit) async -> Response {
    let states = await visit.console.flow.states()
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        for await state in states.cancelOnGracefulShutdown() {
          // Who signed out, or was away for too long, sees nothing more.
          guard visit.console.sessions.session(visit.sessionKey, isPerson: false) != nil else { break }
          let picture = visit.console.views.render("flow-picture", FlowView(state, visit), in: visit.language)
          try await writer.write(ByteBuffer(string: event(picture)))
        }
        try await writer.finish(nil)
      })
  }

  private static func event(_ text: String) -> String {
    "event: picture\n" + text.split(separator: "\n").map { "data: \($0)\n" }.joined() + "\n"
  }
}
