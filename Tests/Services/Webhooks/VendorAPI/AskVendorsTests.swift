import Foundation
import Logging
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("Webhooks of ids alone", .timeLimit(.minutes(15))) struct AskVendorsTests {
  /// Asks until scheduled work was woken so many times.
  private func ask(_ hooks: Hooks, _ settings: HookSettings? = nil, until count: Int = 1) async throws {
    let asking = AskVendors(settings ?? hooks.settings)
    let (woken, told) = AsyncStream<Void>.makeStream()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await asking.run(
          in: Surroundings(pool: hooks.database.pool, logger: Logger(label: "test")) { told.yield() })
      }
      var wakes = woken.makeAsyncIterator()
      for _ in 0..<count { _ = await wakes.next() }
      asking.finish()
    }
  }

  private func answer(_ change: (inout PlainWebhook) -> Void = { _ in }) throws -> String {
    String(decoding: try PlainWebhook(change).body, as: UTF8.self)
  }

  @Test("the vendor is asked, what it answers is kept with the webhook, and the hire is reported by it")
  func asked() async throws {
    let told = try answer { $0.hiredAt = Hooks.at(-60) }
    try await StandInVendor.with([.body(200, told)]) { vendor, address in
      try await Hooks.with(api: address) { hooks in
        try await hooks.map()
        let id = try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read()
        #expect(try await hooks.state(id) == .asking)
        try await ask(hooks)
        try await hooks.read()
        #expect(try await hooks.state(id) == .reported)
        #expect(vendor.asked.map(\.path) == ["/v1/applications/app-1"])
        #expect(vendor.asked.map(\.authorization) == ["Bearer t0ken"])
        #expect(try await hooks.reports().first?.data["hiredAt"] == .string(Hooks.at(-60).description))
        let kept = try await hooks.database.query("select answer from webhooks.questions")[0].decode([UInt8].self)
        #expect(kept == Array(told.utf8))
      }
    }
  }

  @Test("500, then 200: it is asked again, and nothing is lost")
  func again() async throws {
    try await StandInVendor.with([.body(500, ""), .body(200, try answer())]) { vendor, address in
      try await Hooks.with(api: address) { hooks in
        try await hooks.map()
        let id = try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read(at: .now)
        // After the first pause.
        try await ask(hooks)
        try await hooks.read()
        #expect(vendor.asked.count == 2)
        #expect(try await hooks.state(id) == .reported)
      }
    }
  }

  @Test("404 has the webhook wait for somebody, with the reason; a retry asks anew")
  func unread() async throws {
    try await StandInVendor.with([.body(404, ""), .body(200, try answer())]) { vendor, address in
      try await Hooks.with(api: address) { hooks in
        try await hooks.map()
        let id = try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read()
        try await ask(hooks)
        let told = try await hooks.read()
        #expect(told.map(\.reason) == [.vendorNotRead] && told[0].detail.contains("404"))
        func retry(_ dryRun: Bool) async throws -> RetryDelivery.Result {
          try await hooks.database.handle(
            RetryDeliveryHandler(hooks.settings), [RetryDelivery(deliveryId: id, dryRun: dryRun)], by: "ada"
          ).decisions[0].get()
        }
        #expect(try await retry(true).state == .asking)
        #expect(try await hooks.state(id) == .quarantined)
        #expect(try await retry(false).state == .asking)
        try await ask(hooks)
        try await hooks.read()
        #expect(try await hooks.state(id) == .reported)
        #expect(vendor.asked.count == 2)
      }
    }
  }

  @Test("a question is given up a day after it was asked first")
  func day() async throws {
    try await StandInVendor.with([.body(503, "")]) { _, address in
      try await Hooks.with(api: address) { hooks in
        let id = try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read(at: .now)
        _ = try await hooks.database.query(
          "update webhooks.questions set first_asked_at = first_asked_at - interval '1 day'")
        try await ask(hooks)
        #expect(try await hooks.read().map(\.reason) == [.vendorNotRead])
        #expect(try await hooks.state(id) == .quarantined)
      }
    }
  }

  @Test("without an address or a token nobody is asked: the webhook waits, and says for what")
  func unconfigured() async throws {
    try await Hooks.with { hooks in
      try await hooks.receive(PlainWebhook { $0.kind = .ask })
      let told = try await hooks.read()
      #expect(told.map(\.reason) == [.vendorNotRead] && told[0].detail.contains("'api'"))
    }
    try await Hooks.with(api: "http://127.0.0.1:1") { hooks in
      hooks.secrets.value = try Hooks.text(token: nil)
      try await hooks.receive(PlainWebhook { $0.kind = .ask })
      #expect(try await hooks.read().map(\.reason) == [.vendorNotRead])
    }
  }

  @Test("where the address or the token is gone since, what was to be asked waits for it a day, and then for somebody")
  func gone() async throws {
    for isAddressGone in [false, true] {
      try await Hooks.with(api: "http://127.0.0.1:1") { hooks in
        let id = try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read(at: .now)
        #expect(try await hooks.state(id) == .asking)
        var settings = hooks.settings
        if isAddressGone {
          settings.sources = try HookSources(
            settings.sources.all.map {
              HookSource(name: $0.name, vendor: $0.vendor, reader: $0.reader, sourceSystem: $0.sourceSystem)
            })
        } else {
          hooks.secrets.value = try Hooks.text(token: nil)
        }
        _ = try await hooks.database.query(
          "update webhooks.questions set first_asked_at = first_asked_at - interval '1 day'")
        try await ask(hooks, settings)
        let told = try await hooks.read()
        #expect(told.map(\.reason) == [.vendorNotRead])
        #expect(told.first?.detail.contains(isAddressGone ? "'api'" : "'apiToken'") == true)
      }
    }
  }

  @Test("who asks for an account's token too is not asked without one")
  func account() throws {
    let bearer = SourceSecrets(apiToken: "t")
    #expect(bearer.missing(for: .bearer) == nil)
    #expect(bearer.missing(for: .bearerAndAccount(header: "x-account-token")) == "accountToken")
    #expect(SourceSecrets(accountToken: "a").missing(for: .bearerAndAccount(header: "x")) == "apiToken")
    #expect(SourceSecrets(apiToken: "t", accountToken: "a").missing(for: .bearerAndAccount(header: "x")) == nil)
    #expect(Vendor.merge.reader.login == .bearerAndAccount(header: "x-account-token"))
    #expect(Vendor.allCases.filter { $0.reader.login?.needsAccountToken == true } == [.merge])
  }

  @Test("a path out of the vendor's address is never asked")
  func elsewhere() async throws {
    try await Hooks.with(api: "http://127.0.0.1:1") { hooks in
      try await hooks.receive(
        PlainWebhook {
          $0.kind = .ask
          $0.path = "/../../admin"
        })
      #expect(try await hooks.read().map(\.reason) == [.notUnderstood])
    }
  }

  @Test("a process that dies with a question in hand leaves it to be asked again")
  func lease() async throws {
    try await StandInVendor.with([.silence]) { vendor, address in
      try await Hooks.with(api: address, change: { $0.vendorSeconds = 300 }) { hooks in
        try await hooks.receive(PlainWebhook { $0.kind = .ask })
        try await hooks.read(at: .now)
        let asking = AskVendors(hooks.settings)
        let life = Task {
          await asking.run(in: Surroundings(pool: hooks.database.pool, logger: Logger(label: "test")) {})
        }
        await vendor.wasAsked(1)
        life.cancel()
        await life.value
        let due = try await hooks.database.query("select due_at from webhooks.questions")[0].decode(Timestamp?.self)
        #expect(try #require(due) > .now)
      }
    }
  }
}
