import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import TestStack
import ServiceTesting
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("Webhooks are looked at", .timeLimit(.minutes(15))) struct ReadDeliveriesTests {
  @Test("a hire is reported with all that is known of it")
  func hire() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      let id = try await hooks.receive(
        PlainWebhook {
          $0.emails = [
            "no address", "ada@example.com", "ada@work.example.com", "ada@example.com", "ada@work.example.com",
          ]
          $0.phones = ["call me", "+33 6 12 34 56 78"]
          $0.hiredAt = Hooks.at(-100)
          $0.startsAt = Hooks.at(50_000)
          $0.eventAt = Hooks.at(-5)
        })
      #expect(try await hooks.read().isEmpty)
      let reports = try await hooks.reports()
      #expect(reports.map(\.key) == ["hire.reported"])
      let data: JSONObject = [
        "applicationId": "app-1", "sourceSystem": "hooks/plain", "offerId": .string(Hooks.offer.description),
        "companyId": .string(Hooks.company.description),
        "candidate": .object([
          "email": "ada@example.com", "emails": .array(["ada@work.example.com"]), "phone": "+33 6 12 34 56 78",
        ]),
        "hiredAt": .string(Hooks.at(-100).description), "startsAt": .string(Hooks.at(50_000).description),
        "asOf": .string(Hooks.at(-5).description),
      ]
      #expect(reports.first?.data == data)
      let shown = try await hooks.shown(id)
      #expect(shown.delivery.state == .reported && shown.delivery.applicationId == "app-1")
      #expect(shown.reports.map(\.clock) == [.event] && shown.reports.first?.publishedAt == nil)
      #expect(shown.delivery.messageIds == shown.reports.compactMap(\.messageId))
      // What recommendations reads.
      let body = try MessageCoder().encode(payload: data)
      #expect(try MessageCoder().decode(payload: HireReported.self, from: body).asOf == Hooks.at(-5))
    }
  }

  @Test("what is of no concern is ignored, what cannot be understood waits and is told to staff, once")
  func others() async throws {
    try await Hooks.with { hooks in
      let unconcerned = try await hooks.receive(PlainWebhook { $0.kind = .unconcerned })
      let unclear = try await hooks.receive(bytes: Array("nothing".utf8))
      let told = try await hooks.read()
      #expect(try await hooks.state(unconcerned) == .ignored)
      #expect(told.map(\.deliveryId) == [unclear] && told.map(\.reason) == [.notUnderstood])
      #expect(told.first?.source == "plain")
      #expect(try await hooks.read().isEmpty)
      #expect(try await hooks.reports().isEmpty)
    }
  }

  @Test("whom and what a hire is about decides why it waits; nothing of the person is told")
  func quarantines() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      let cases: [(QuarantineReason, PlainWebhook)] = [
        (.jobNotMapped, PlainWebhook { $0.jobs = ["unheard-of"] }),
        (.jobNotMapped, PlainWebhook { $0.jobs = [] }),
        (.candidateNotNamed, PlainWebhook { $0.emails = [] }),
        (.candidateNotNamed, PlainWebhook { $0.emails = ["secret name"] }),
        (.notAcceptable, PlainWebhook { $0.hiredAt = Timestamp("1912-06-23T00:00:00Z") }),
        (.notAcceptable, PlainWebhook { $0.eventAt = Hooks.at(60 * 24 * 3) }),
        (.notAcceptable, PlainWebhook { $0.application = String(repeating: "9", count: 201) }),
        (.notAcceptable, PlainWebhook { $0.candidacy = "no uuid" }),
      ]
      for (number, (reason, said)) in cases.enumerated() {
        var said = said
        if said.application == "app-1" { said.application = "app-\(number)" }
        let id = try await hooks.receive(said)
        let told = try await hooks.read()
        #expect(told.map(\.reason) == [reason], "\(number)")
        #expect(told.allSatisfy { !$0.detail.contains("secret") && !$0.detail.contains("1912") })
        #expect(try await hooks.shown(id).delivery.reason == reason)
        // What staff are told is what notifications takes.
        for news in told {
          let body = try MessageCoder().encode(payload: news)
          #expect(throws: Never.self) { try MessageCoder().decode(payload: DeliveryQuarantined.self, from: body) }
        }
      }
      #expect(try await hooks.reports().isEmpty)
    }
  }

  @Test("where jobs are references, what no mapping knows is the offer's reference")
  func references() async throws {
    try await Hooks.with { hooks in
      try await hooks.map("B-2", of: "other")
      try await hooks.receive(PlainWebhook { $0.jobs = ["A-1", "C-3"] }, from: "other")
      try await hooks.receive(
        PlainWebhook {
          $0.application = "app-2"
          $0.jobs = ["A-1", "B-2"]
        }, from: "other")
      try await hooks.read()
      let reports = try await hooks.reports()
      #expect(reports.map { $0.data["offerReference"] } == ["A-1", nil])
      #expect(reports.map { $0.data["offerId"] } == [nil, .string(Hooks.offer.description)])
    }
  }

  @Test("several webhooks about one hire are one report, also without any time of the vendor's")
  func oneHire() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      for decidedAt in [nil, Hooks.at(-9)] {
        let application = "app-\(decidedAt == nil ? 1 : 2)"
        for minute in 0..<3 {
          try await hooks.receive(
            PlainWebhook {
              $0.application = application
              $0.decidedAt = decidedAt
            }, at: Hooks.at(Double(minute)))
        }
      }
      try await hooks.read(at: Hooks.at(10))
      #expect(try await hooks.reports().count == 2)
      let ignored = try await hooks.database.query(
        "select detail from webhooks.deliveries where state = 'ignored'"
      ).decode(String.self)
      #expect(ignored == Array(repeating: "the same was reported already", count: 4))
    }
  }

  @Test("H1: an unhire without a time and a rehire with the old date come out as they happened")
  func rehire() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      let hire = PlainWebhook { $0.decidedAt = Hooks.at(-1000) }
      try await hooks.receive(hire, at: Hooks.at(0))
      try await hooks.receive(PlainWebhook { $0.kind = .unhired }, at: Hooks.at(10))
      try await hooks.receive(PlainWebhook { $0.decidedAt = Hooks.at(-1000) }, at: Hooks.at(20))
      // Another webhook about the same rehire, and one that says nothing of its time.
      try await hooks.receive(PlainWebhook { $0.decidedAt = Hooks.at(-1000) }, at: Hooks.at(21))
      try await hooks.receive(PlainWebhook(), at: Hooks.at(22))
      try await hooks.read(at: Hooks.at(30))
      #expect(
        try await hooks.told() == [
          Hooks.Told(key: "hire.reported", asOf: Hooks.at(-1000)),
          Hooks.Told(key: "hire.withdrawn", asOf: Hooks.at(10)),
          Hooks.Told(key: "hire.reported", asOf: Hooks.at(20)),
        ])
      #expect(
        try await hooks.database.query("select clock from webhooks.reports order by position").decode(String.self)
          == ["decision", "receipt", "receipt"])
    }
  }

  @Test(
    "webhooks of a source are looked at in the order of receipt, whatever order they were kept in", arguments: 0..<8)
  func order(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let minutes = Array(0..<24).shuffled(using: &generator)
    try await Hooks.with { hooks in
      try await hooks.map()
      for minute in minutes {
        try await hooks.receive(
          PlainWebhook {
            $0.kind = minute.isMultiple(of: 2) ? .hired : .unhired
            $0.application = "app-\(minute / 8)"
          }, at: Hooks.at(Double(minute)))
      }
      // Two processes at once: a source is one's at a time.
      async let one = hooks.read(at: Hooks.at(60))
      async let other = hooks.read(at: Hooks.at(60))
      _ = try await (one, other)
      try await hooks.read(at: Hooks.at(60))
      let told = try await hooks.told()
      #expect(told.map(\.asOf) == (0..<24).map { Hooks.at(Double($0)) })
      #expect(told.map(\.key) == (0..<24).map { $0.isMultiple(of: 2) ? "hire.reported" : "hire.withdrawn" })
    }
  }

  @Test("a state that is not hired is nothing to who never was, and ends a hire once")
  func derived() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      func state(_ minute: Double) async throws -> DeliveryID {
        let id = try await hooks.receive(
          PlainWebhook {
            $0.kind = .unhired
            $0.isDerived = true
            $0.eventAt = Hooks.at(minute)
          }, at: Hooks.at(minute))
        try await hooks.read(at: Hooks.at(minute))
        return id
      }
      let before = try await state(0)
      #expect(try await hooks.state(before) == .ignored)
      try await hooks.receive(PlainWebhook { $0.eventAt = Hooks.at(1) }, at: Hooks.at(1))
      #expect(try await hooks.state(try await state(2)) == .reported)
      #expect(try await hooks.state(try await state(3)) == .ignored)
      #expect(try await hooks.state(before) == .ignored)
      #expect(try await hooks.told().map(\.key) == ["hire.reported", "hire.withdrawn"])
    }
  }

  @Test("a state that came before its hire was told ends it once it is; so does one behind a hire that waits")
  func derivedFirst() async throws {
    try await Hooks.with { hooks in
      let end = PlainWebhook {
        $0.kind = .unhired
        $0.isDerived = true
        $0.eventAt = Hooks.at(5)
      }
      // First the end, then the hire of before.
      let early = try await hooks.receive(end, at: Hooks.at(6))
      try await hooks.read(at: Hooks.at(6))
      #expect(try await hooks.state(early) == .ignored)
      try await hooks.map()
      try await hooks.receive(PlainWebhook { $0.eventAt = Hooks.at(1) }, at: Hooks.at(7))
      try await hooks.read(at: Hooks.at(7))
      #expect(try await hooks.state(early) == .reported)
      // A hire waits for its job; what ends it does not.
      try await hooks.receive(
        PlainWebhook {
          $0.application = "app-2"
          $0.jobs = ["job-2"]
          $0.eventAt = Hooks.at(1)
        }, at: Hooks.at(8))
      var second = end
      second.id = "second"
      second.application = "app-2"
      try await hooks.receive(second, at: Hooks.at(9))
      try await hooks.read(at: Hooks.at(9))
      try await hooks.map("job-2")
      try await hooks.read(at: Hooks.at(10))
      #expect(
        try await hooks.told().map(\.key) == ["hire.reported", "hire.withdrawn", "hire.withdrawn", "hire.reported"])
    }
  }

  @Test("what a zero byte or a word of any length does in a webhook, it does to no other", arguments: 0..<20)
  func fuzz(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func word() -> String {
      let alphabet: [Character] = [
        "\u{0}", "a", "é", "e\u{301}", "\n", "\u{202E}", "😀", "\"", "\\", " ", "'", "\u{FFFF}",
      ]
      let count = Int.random(in: 0...400, using: &generator)
      return String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
    }
    try await Hooks.with { hooks in
      try await hooks.map()
      for _ in 0..<10 {
        try await hooks.receive(
          PlainWebhook {
            $0.id = word()
            $0.application = word()
            $0.jobs = [word(), word()]
            $0.emails = [word(), word() + "@example.com"]
            $0.phones = [word()]
          })
      }
      let good = try await hooks.receive(PlainWebhook())
      for news in try await hooks.read() {
        let body = try MessageCoder().encode(payload: news)
        #expect(throws: Never.self) { try MessageCoder().decode(payload: DeliveryQuarantined.self, from: body) }
      }
      #expect(try await hooks.state(good) == .reported)
      #expect(
        try await hooks.database.query("select count(*) from webhooks.deliveries where state = 'received'")[0]
          .decode(Int.self) == 0)
    }
  }

  @Test("an application whose name grows when it is composed is one that waits, and stops nobody")
  func growing() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      var generator = SeededGenerator(seed: 7)
      // Each is three characters once it is composed (Unicode, composition exclusions).
      let notes = (0x1D15E...0x1D164).compactMap { Unicode.Scalar($0 as UInt32) }.map(Character.init)
      let word = String((0..<400).map { _ in notes.randomElement(using: &generator) ?? "a" })
      let long = try await hooks.receive(PlainWebhook { $0.application = word })
      let good = try await hooks.receive(PlainWebhook())
      try await hooks.read()
      #expect(try await hooks.shown(long).delivery.reason == .notAcceptable)
      #expect(try await hooks.state(good) == .reported)
    }
  }

  @Test("where a source is of one account, what is about another is of no concern, and what names none waits")
  func accounts() async throws {
    let sources = try HookSources([
      HookSource(
        name: "plain", vendor: .merge, reader: PlainReader.self, sourceSystem: "hooks/plain", account: "la-1"),
      HookSource(name: "other", vendor: .merge, reader: PlainReader.self, sourceSystem: "hooks/other"),
    ])
    try await Hooks.with(change: { $0.sources = sources }) { hooks in
      try await hooks.map()
      let another = try await hooks.receive(PlainWebhook { $0.account = "la-2" })
      #expect(try await hooks.read().isEmpty)
      #expect(try await hooks.state(another) == .ignored)
      try await hooks.receive(PlainWebhook())
      #expect(try await hooks.read().map(\.reason) == [.notUnderstood])
      #expect(try await hooks.reports().isEmpty)
      let own = try await hooks.receive(PlainWebhook { $0.account = "la-1" })
      try await hooks.read()
      #expect(try await hooks.state(own) == .reported)
    }
  }

  @Test("one whose findings the database does not take is set aside, and all others are looked at", arguments: 0..<4)
  func poison(place: Int) async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      _ = try await hooks.database.query(
        "alter table webhooks.deliveries add constraint test_poison check (application_id is distinct from 'poison')")
      var good: [DeliveryID] = []
      var bad: DeliveryID?
      for number in 0..<4 {
        let application = number == place ? "poison" : "app-\(number)"
        let id = try await hooks.receive(
          PlainWebhook { $0.application = application }, at: Hooks.at(Double(number)),
          from: number % 2 == 0 ? "plain" : "other")
        if number == place { bad = id } else { good.append(id) }
      }
      let work = ReadDeliveries(hooks.settings)
      var (told, failures): ([DeliveryQuarantined], Int) = ([], 0)
      var next = NextRun.immediately
      while next == .immediately && failures < 10 {
        do {
          let (then, emitted) = try await hooks.database.run(work, at: Hooks.at(10))
          told += try emitted.map {
            try MessageCoder().decode(CloudEvent<DeliveryQuarantined>.self, from: $0.body).data
          }
          next = then
        } catch {
          failures += 1
        }
      }
      // All together, and then that one by itself.
      #expect(failures == 2)
      #expect(told.map(\.deliveryId) == [try #require(bad)] && told.map(\.reason) == [.notUnderstood])
      for id in good { #expect(try await hooks.state(id) == .reported) }
    }
  }

  @Test("further addresses are told, ten at most: whoever recommended may have known any of them")
  func addresses() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      try await hooks.receive(PlainWebhook { $0.emails = (0..<20).map { "ada+\($0)@example.com" } })
      try await hooks.read()
      let further = (1...10).map { JSONValue.string("ada+\($0)@example.com") }
      let expected = JSONValue.object(["email": "ada+0@example.com", "emails": .array(further)])
      #expect(try await hooks.reports().first?.data["candidate"] == expected)
    }
  }

  @Test("bodies and headers are forgotten after their time where nobody waits for them; hash, ids and reports stay")
  func forgetting() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      let reported = try await hooks.receive(PlainWebhook(), at: Hooks.at(0))
      let ignored = try await hooks.receive(PlainWebhook { $0.kind = .unconcerned }, at: Hooks.at(0))
      let waiting = try await hooks.receive(PlainWebhook { $0.jobs = ["none"] }, at: Hooks.at(0))
      let young = try await hooks.receive(
        PlainWebhook {
          $0.application = "app-3"
        }, at: Hooks.at(60 * 24 * 2))
      try await hooks.read(at: Hooks.at(60 * 24 * 2))
      _ = try await hooks.database.run(ForgetBodies(afterDays: 90), at: Hooks.at(60 * 24 * 91))
      for id in [reported, ignored] {
        let shown = try await hooks.shown(id)
        #expect(shown.body == nil && shown.headers.isEmpty && shown.bodySHA256.count == 64)
      }
      #expect(try await hooks.shown(reported).reports.count == 1)
      for id in [waiting, young] { #expect(try await hooks.shown(id).body != nil) }
    }
  }
}
