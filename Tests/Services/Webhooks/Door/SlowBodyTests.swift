import MessageHandling
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("Bodies that do not come", .timeLimit(.minutes(15))) struct SlowBodyTests {
  private func door() throws -> HookDoor {
    let sources = try HookSources(
      ["plain", "other"].map {
        HookSource(name: $0, vendor: .greenhouse, reader: PlainReader.self, sourceSystem: "hooks/\($0)")
      })
    let text = try Hooks.text()
    return HookDoor(HookSettings(sources: sources, secrets: try HookSecrets(of: ["plain", "other"]) { text }))
  }

  private func post(
    to source: String, headers: [String: String] = [:], _ body: @escaping @Sendable (Int) async -> DoorBody
  ) -> DoorRequest {
    DoorRequest(method: "POST", rest: source, headers: headers, body: body)
  }

  @Test("held open at one source they keep out that one's, and no other's; what they held is free once they end")
  func held() async throws {
    let door = try door()
    let (begun, tellBegun) = AsyncStream<Void>.makeStream()
    let (end, tellEnd) = AsyncStream<Void>.makeStream()
    func status(_ source: String, _ headers: [String: String] = [:]) async -> Int {
      await door.answer(post(to: source, headers: headers) { _ in .whole([1]) }).status
    }
    await withTaskGroup(of: Int.self) { group in
      // Each may come to as much as a webhook at most, since it does not say how much it is.
      for _ in 0..<64 {
        group.addTask {
          await door.answer(
            post(to: "plain") { _ in
              tellBegun.yield()
              for await _ in end {}
              return .broken
            }
          ).status
        }
      }
      var begins = begun.makeAsyncIterator()
      for _ in 0..<64 { await begins.next() }
      #expect(await status("plain") == 503)
      #expect(await status("plain", ["content-length": "1"]) == 503)
      #expect(await status("other") == 401)
      tellEnd.finish()
      for await status in group { #expect(status == 503) }
    }
    #expect(await status("plain") == 401)
  }
}
