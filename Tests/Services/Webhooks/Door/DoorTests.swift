import AsyncHTTPClient
import Foundation
import Logging
import Messages
import NIOCore
import NIOHTTP1
import PostgreSQLClient
import TestStack
import ServiceTesting
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("The door of webhooks", .timeLimit(.minutes(15))) struct DoorTests {
  private func count(_ hooks: Hooks) async throws -> Int {
    // What opened the door is no part of a test.
    try await hooks.database.query(
      "select count(*) from webhooks.deliveries where event is distinct from 'unconcerned'"
    )[0].decode(Int.self)
  }

  @Test("what is authentic is kept byte by byte before it is answered, without what proves it", arguments: 0..<5)
  func kept(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let body = (0..<Int.random(in: 1...5000, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
    }
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks) { door in
        let answer = try await door.post(
          body, to: "plain", headers: ["X-Event": "one", "Cookie": "a=b", "Authorization": "Bearer x"])
        #expect(answer.status == 200 && answer.body == "kept" && answer.headers["x-known-secrets"] == "1")
        let row = try await hooks.database.query(
          "select body, body_sha256 = sha256(body), headers from webhooks.deliveries where event is null")[0]
        let (kept, isHash, headers) = try row.decode(([UInt8], Bool, PostgreSQLJSON).self)
        #expect(kept == body && isHash)
        let names = try JSONDecoder().decode([String: String].self, from: Data(headers.bytes))
        #expect(names["x-event"] == "one")
        #expect(names["cookie"] == nil && names["authorization"] == nil && names[PlainReader.signature] == nil)
      }
    }
  }

  @Test("what is not authentic is refused, and nothing of it is kept; a vendor's test is answered and not kept")
  func refused() async throws {
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks) { door in
        let body = try PlainWebhook().body
        let wrong = try await door.post(body, to: "plain", signature: "another")
        #expect(wrong.status == 401 && wrong.body == "mismatch")
        let missing = try await door.post(body, to: "plain", signature: nil)
        #expect(missing.status == 401 && missing.body == "missing")
        #expect(try await door.post(Array("test".utf8), to: "plain", signature: nil).status == 200)
        #expect(try await count(hooks) == 0)
      }
    }
  }

  @Test("an unknown source is 404, another method 405")
  func paths() async throws {
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks) { door in
        for source in ["unknown", "plain/x", "", "PLAIN", "plain%2F"] {
          #expect(try await door.post([1], to: source).status == 404, "\(source)")
        }
        for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
          let answer = try await door.post([], to: "plain", method: method)
          #expect(answer.status == 405 && answer.headers["allow"] == "POST", "\(method)")
        }
        #expect(try await count(hooks) == 0)
      }
    }
  }

  @Test("a body beyond the limit is 413, told or found on the way, and not read to its end")
  func large() async throws {
    try await Hooks.with(change: { $0.bodyLimit = 4096 }) { hooks in
      try await OpenDoor.with(hooks) { door in
        #expect(try await door.post([UInt8](repeating: 32, count: 4096), to: "plain").status == 200)
        #expect(try await door.post([UInt8](repeating: 32, count: 4097), to: "plain").status == 413)
        // Without a length, and without an end: it is answered all the same.
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(door.port)/hooks/plain")
        request.method = .POST
        request.headers.add(name: PlainReader.signature, value: Hooks.secret)
        request.body = .stream(Endless(), length: .unknown)
        let response = try await door.client.execute(request, timeout: .seconds(60))
        #expect(response.status.code == 413)
        _ = try? await response.body.collect(upTo: 1 << 20)
      }
    }
  }

  /// A body that does not end by itself.
  private struct Endless: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
      mutating func next() async -> ByteBuffer? {
        Task.isCancelled ? nil : ByteBuffer(repeating: 32, count: 1024)
      }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
  }

  @Test("more than so many in a second are 429, source by source")
  func rate() async throws {
    try await Hooks.with(change: { $0.requestsPerSecond = 3 }) { hooks in
      let door = HookDoor(hooks.settings)
      try await OpenDoor.with(door) { open in
        var statuses: [Int] = []
        // Whatever the machine's pace: of 200 requests that take less than a minute not all can be let in.
        for _ in 0..<200 { statuses.append(try await open.post([1], to: "plain", signature: nil).status) }
        #expect(statuses.prefix(3) == [401, 401, 401])
        #expect(statuses.contains(429))
        #expect(try await open.post([1], to: "other", signature: nil).status == 401)
      }
    }
  }

  @Test(
    "without a secret nothing is believed: 503, until one is written, with no restart; an old one goes on meanwhile")
  func secrets() async throws {
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks) { door in
        func post(_ signature: String) async throws -> Int {
          try await door.post(try PlainWebhook().body, to: "plain", signature: signature).status
        }
        hooks.secrets.value = try Hooks.text(signing: [])
        #expect(try await post(Hooks.secret) == 503)
        hooks.secrets.value = try Hooks.text(signing: ["new", "old"])
        #expect(try await [post("new"), post("old"), post(Hooks.secret)] == [200, 200, 401])
        hooks.secrets.value = try Hooks.text(signing: ["new"])
        #expect(try await [post("new"), post("old")] == [200, 401])
      }
    }
  }

  @Test("one delivery however often and however many at once is one, with how many times it came")
  func duplicates() async throws {
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks) { door in
        let bodies = try (0..<7).map { number in try PlainWebhook { $0.id = "delivery-\(number)" }.body }
        try await withThrowingTaskGroup(of: Int.self) { posts in
          for number in 0..<210 {
            posts.addTask { try await door.post(bodies[number % 7], to: number % 2 == 0 ? "plain" : "other").status }
          }
          for try await status in posts { #expect(status == 200) }
        }
        let rows = try await hooks.database.query(
          "select source, external_id, receipts from webhooks.deliveries where event = 'hired'")
        #expect(rows.count == 14)
        #expect(try rows.decode((String, String, Int).self).allSatisfy { $0.2 == 15 })
        // Somebody who looked at it once does not look again.
        try await hooks.read()
        #expect(try await door.post(bodies[0], to: "plain").status == 200)
        #expect(try await hooks.read().isEmpty)
      }
    }
  }

  @Test(
    "without a word of the vendor's a delivery is known by its body; a word too long or with a zero is kept in short")
  func names() async throws {
    try await Hooks.with { hooks in
      let long = String(repeating: "x", count: 5000)
      for id in [nil, nil, long, long, long + "y", "a\u{0}b"] as [String?] {
        try await hooks.receive(PlainWebhook { $0.id = id })
      }
      let receipts = try await hooks.database.query(
        "select receipts from webhooks.deliveries order by received_at, delivery_id"
      ).decode(Int.self)
      #expect(receipts == [2, 2, 1, 1])
    }
  }

  @Test("what a commit did not answer for is 503, also where it hangs; the webhook is kept once it comes again")
  func hanging() async throws {
    try await Hooks.with { hooks in
      try await OpenDoor.with(hooks, patience: .milliseconds(300)) { door in
        let body = try PlainWebhook { $0.id = "late" }.body
        try await hooks.database.pool.withTransaction { transaction in
          try await transaction.query("lock table webhooks.deliveries in access exclusive mode")
          #expect(try await door.post(body, to: "plain").status == 503)
          // The next need not wait for that one's time.
          #expect(try await door.post(body, to: "plain").status == 503)
        }
        var status = 0
        while status != 200 {
          try Task.checkCancellation()
          status = try await door.post(body, to: "plain").status
        }
        #expect(try await count(hooks) == 1)
      }
    }
  }

  @Test("before it runs and after it has finished nothing is kept, and everything is answered 503")
  func closed() async throws {
    try await Hooks.with { hooks in
      let door = HookDoor(hooks.settings)
      try await OpenDoor.with(door) { open in
        let body = try PlainWebhook().body
        #expect(try await open.post(body, to: "plain").status == 503)
        door.finish()
        #expect(try await open.post(body, to: "plain").status == 503)
        #expect(try await count(hooks) == 0)
      }
    }
  }

  @Test("webhooks that arrive together are kept by few commits, and all of them are")
  func together() async throws {
    try await Hooks.with { hooks in
      let (kept, told) = AsyncStream<Void>.makeStream()
      let keeper = DeliveryKeeper(hooks.database.pool, patience: .seconds(60), logger: Logger(label: "test")) {
        told.yield()
      }
      let source = try #require(hooks.settings.sources["plain"])
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<2000 {
          group.addTask {
            let body = try PlainWebhook { $0.id = "burst-\(number)" }.body
            return await keeper.keep(
              ReceivedWebhook(Webhook(headers: [:], body: body, receivedAt: .now), to: source))
          }
        }
        for try await isKept in group { #expect(isKept) }
      }
      told.finish()
      var commits = 0
      for await _ in kept { commits += 1 }
      #expect(commits < 1000, "\(commits) commits")
      #expect(try await count(hooks) == 2000)
    }
  }
}
