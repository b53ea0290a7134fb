import Foundation
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import ServiceSettings
import ServiceTesting
import TestStack
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("Commands about webhooks", .timeLimit(.minutes(15))) struct CommandTests {
  private func retry(_ hooks: Hooks, _ command: RetryDelivery) async throws -> (
    result: Result<RetryDelivery.Result, Problem>, told: [DeliveryQuarantined]
  ) {
    let outcome = try await hooks.database.handle(RetryDeliveryHandler(hooks.settings), [command], by: "ada")
    return (outcome.decisions[0], try outcome.events(DeliveryQuarantined.self))
  }

  private func discard(_ hooks: Hooks, _ id: DeliveryID) async throws -> Result<Accepted, Problem> {
    try await hooks.database.handle(
      DiscardDeliveryHandler(), [DiscardDelivery(deliveryId: id, reason: "a test")], by: "ada"
    ).decisions[0]
  }

  private func code(_ result: Result<some Any, Problem>) -> ProblemCode? {
    if case .failure(let problem) = result { problem.code } else { nil }
  }

  @Test("a job that is mapped afterwards has what waits for it looked at again, and nothing else")
  func mapping() async throws {
    try await Hooks.with { hooks in
      let waiting = try await hooks.receive(PlainWebhook { $0.jobs = ["unknown", "job-1"] })
      let other = try await hooks.receive(PlainWebhook { $0.jobs = ["job-2"] })
      let foreign = try await hooks.receive(PlainWebhook { $0.emails = [] }, from: "other")
      #expect(try await hooks.read().count == 3)
      #expect(try await hooks.map().lookedAtAgain == 1)
      #expect(try await hooks.read().isEmpty)
      #expect(try await hooks.state(waiting) == .reported)
      #expect(try await hooks.state(other) == .quarantined)
      #expect(try await hooks.state(foreign) == .quarantined)
      // Said anew, the job leads elsewhere from now on.
      let another = OfferID.make()
      _ = try await hooks.database.handle(
        MapJobHandler(hooks.settings.sources), [MapJob(source: "plain", job: "job-1", offerId: another)], by: "ada")
      try await hooks.receive(PlainWebhook { $0.application = "app-2" })
      try await hooks.read()
      #expect(
        try await hooks.reports().map { $0.data["offerId"] } == [
          .string(Hooks.offer.description), .string(another.description),
        ])
      let unknown = try await hooks.database.handle(
        MapJobHandler(hooks.settings.sources), [MapJob(source: "nobody", job: "x", offerId: another)], by: "ada")
      #expect(code(unknown.decisions[0]) == .sourceNotFound)
    }
  }

  @Test("a job is unmapped once; sources and jobs that are not there are told apart")
  func unmapping() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      func unmap(_ job: String, of source: String = "plain") async throws -> ProblemCode? {
        code(
          try await hooks.database.handle(
            UnmapJobHandler(hooks.settings.sources), [UnmapJob(source: source, job: job)], by: "ada"
          ).decisions[0])
      }
      #expect(try await unmap("job-1") == nil)
      #expect(try await unmap("job-1") == .jobNotMapped)
      #expect(try await unmap("job-1", of: "nobody") == .sourceNotFound)
      try await hooks.receive(PlainWebhook())
      #expect(try await hooks.read().map(\.reason) == [.jobNotMapped])
    }
  }

  @Test("a dry run says what a retry then does, and changes nothing")
  func dryRun() async throws {
    try await Hooks.with { hooks in
      let id = try await hooks.receive(PlainWebhook { $0.emails = [] })
      try await hooks.read()
      let before = try await hooks.shown(id)
      var command = RetryDelivery(deliveryId: id, dryRun: true)
      let waits = try await retry(hooks, command).result.get()
      #expect(waits.state == .quarantined && waits.reason == .jobNotMapped && waits.reports.isEmpty)
      command.offerReference = "REF-9"
      #expect(try await retry(hooks, command).result.get().reason == .candidateNotNamed)
      command.email = EmailAddress("grace@example.com")
      let dry = try await retry(hooks, command).result.get()
      #expect(dry.state == .reported && dry.reports.map(\.messageId) == [nil])
      #expect(try await hooks.shown(id) == before)
      #expect(try await hooks.reports().isEmpty)
      command.dryRun = nil
      let wet = try await retry(hooks, command).result.get()
      #expect(wet.reports.map(\.data) == dry.reports.map(\.data))
      #expect(wet.reports.map(\.routingKey) == ["hire.reported"])
      #expect(wet.reports.first?.data["offerReference"] == "REF-9")
      #expect(wet.reports.first?.data["candidate"] == .object(["email": "grace@example.com"]))
      let shown = try await hooks.shown(id)
      #expect(shown.delivery.state == .reported)
      #expect(shown.delivery.messageIds == wet.reports.compactMap(\.messageId))
      #expect(code(try await retry(hooks, command).result) == .deliveryNotWaiting)
      #expect(code(try await retry(hooks, RetryDelivery(deliveryId: .make())).result) == .deliveryNotFound)
    }
  }

  @Test("a retry that goes on waiting keeps what was said by hand, and tells staff only of another reason")
  func halfway() async throws {
    try await Hooks.with { hooks in
      let id = try await hooks.receive(PlainWebhook { $0.emails = [] })
      try await hooks.read()
      #expect(try await retry(hooks, RetryDelivery(deliveryId: id)).told.isEmpty)
      let second = try await retry(hooks, RetryDelivery(deliveryId: id, offerId: Hooks.offer))
      #expect(second.told.map(\.reason) == [.candidateNotNamed])
      let third = try await retry(hooks, RetryDelivery(deliveryId: id, email: EmailAddress("ada@example.com")))
      #expect(try third.result.get().reports.first?.data["offerId"] == .string(Hooks.offer.description))
    }
  }

  @Test("what is discarded stays so, may be discarded again, and may be retried after all")
  func discarding() async throws {
    try await Hooks.with { hooks in
      let waiting = try await hooks.receive(PlainWebhook())
      let ignored = try await hooks.receive(PlainWebhook { $0.kind = .unconcerned })
      try await hooks.read()
      #expect(code(try await discard(hooks, waiting)) == nil)
      #expect(code(try await discard(hooks, waiting)) == nil)
      #expect(code(try await discard(hooks, ignored)) == .deliveryNotWaiting)
      #expect(code(try await discard(hooks, .make())) == .deliveryNotFound)
      #expect(try await hooks.shown(waiting).delivery.detail == "a test")
      #expect(try await hooks.map().lookedAtAgain == 0)
      #expect(try await retry(hooks, RetryDelivery(deliveryId: waiting)).result.get().state == .reported)
    }
  }

  @Test("what was forgotten cannot be read again")
  func forgotten() async throws {
    try await Hooks.with { hooks in
      let id = try await hooks.receive(PlainWebhook())
      try await hooks.read()
      _ = try await discard(hooks, id)
      _ = try await hooks.database.run(ForgetBodies(afterDays: 1), at: Hooks.at(60 * 24 * 2))
      #expect(code(try await retry(hooks, RetryDelivery(deliveryId: id)).result) == .deliveryNotWaiting)
    }
  }

  @Test("A1: webhooks are listed by all that is asked for, page by page, the newest first")
  func list() async throws {
    try await Hooks.with { hooks in
      try await hooks.map()
      var ids: [DeliveryID] = []
      for minute in 0..<12 {
        ids.append(
          try await hooks.receive(
            PlainWebhook {
              $0.application = "app-\(minute % 4)"
              $0.jobs = [minute.isMultiple(of: 3) ? "job-1" : "job-\(minute + 2)"]
              $0.kind = minute == 11 ? .unconcerned : .hired
            }, at: Hooks.at(Double(minute)), from: minute.isMultiple(of: 2) ? "plain" : "other"))
      }
      try await hooks.read(at: Hooks.at(20))
      func pages(_ question: ListDeliveries) async throws -> [DeliveryID] {
        var (question, found) = (question, [DeliveryID]())
        question.pageSize = 2
        repeat {
          let page = try await hooks.database.handle(ListDeliveriesHandler(DeliveryList()), [question]).decisions[0]
            .get()
          found += page.items.map(\.deliveryId)
          question.pageToken = page.nextPageToken
        } while question.pageToken != nil
        return found
      }
      func expected(_ holds: (Int) -> Bool) -> [DeliveryID] { (0..<12).filter(holds).reversed().map { ids[$0] } }
      func isReported(_ minute: Int) -> Bool { minute != 11 && (!minute.isMultiple(of: 2) || minute.isMultiple(of: 3)) }
      #expect(try await pages(ListDeliveries()) == expected { _ in true })
      #expect(try await pages(ListDeliveries(source: "plain")) == expected { $0.isMultiple(of: 2) })
      #expect(try await pages(ListDeliveries(state: .ignored)) == expected { $0 == 11 })
      #expect(try await pages(ListDeliveries(state: .reported)) == expected(isReported))
      #expect(
        try await pages(ListDeliveries(source: "plain", reason: .jobNotMapped))
          == expected { $0.isMultiple(of: 2) && !$0.isMultiple(of: 3) })
      #expect(
        try await pages(ListDeliveries(applicationId: "app-1")) == expected { $0 % 4 == 1 })
      #expect(
        try await pages(ListDeliveries(state: .quarantined, since: Hooks.at(5)))
          == expected { $0 >= 5 && $0 != 11 && !isReported($0) })
    }
  }

  @Test("A1: mappings are listed, the latest said first")
  func mappings() async throws {
    try await Hooks.with { hooks in
      for job in ["a", "b", "c"] { try await hooks.map(job) }
      try await hooks.map("d", of: "other")
      try await hooks.map("a")
      func jobs(_ question: ListMappings) async throws -> [String] {
        try await hooks.database.handle(ListMappingsHandler(MappingList()), [question]).decisions[0].get().items.map(
          \.job)
      }
      #expect(try await jobs(ListMappings()) == ["a", "d", "c", "b"])
      #expect(try await jobs(ListMappings(source: "plain")) == ["a", "c", "b"])
    }
  }

  @Test("A1: sources are listed in the order of the configuration, with how each is doing")
  func sources() async throws {
    try await Hooks.with { hooks in
      try await hooks.receive(PlainWebhook(), at: Hooks.at(3))
      try await hooks.read()
      hooks.secrets.value = #"{"plain":{"signing":["x"]}}"#
      let listed = try await hooks.database.handle(ListSourcesHandler(hooks.settings), [ListSources()]).decisions[0]
        .get().sources
      #expect(
        listed == [
          ListedSource(
            source: "plain", vendor: "greenhouse", sourceSystem: "hooks/plain", hasSecret: true, quarantined: 1,
            lastReceivedAt: Hooks.at(3)),
          ListedSource(
            source: "other", vendor: "ashby", sourceSystem: "hooks/other", hasSecret: false, quarantined: 0),
        ])
    }
  }

  @Test("a webhook is shown as it came: as text where it is text, else in base64")
  func shown() async throws {
    try await Hooks.with { hooks in
      let text = try await hooks.receive(bytes: Array(#"{"é":1}"#.utf8))
      let bytes = try await hooks.receive(bytes: [0xFF, 0, 1])
      #expect(try await hooks.shown(text).body == #"{"é":1}"#)
      #expect(try await hooks.shown(text).headers == ["content-type": "application/json", "x-event": "plain"])
      let shown = try await hooks.shown(bytes)
      #expect(shown.body == nil && shown.bodyBase64 == "/wAB")
      let unknown = try await hooks.database.handle(GetDeliveryHandler(), [GetDelivery(deliveryId: .make())])
      #expect(code(unknown.decisions[0]) == .deliveryNotFound)
    }
  }

  @Test("every message about webhooks has a handler")
  func handlers() throws {
    let definition = try WebhooksService.definition(.init([:]))
    let handled = Set(definition.handlers.map(\.type))
    #expect(handled == Set(Contract.commands.map { $0.messageType }.filter { $0.service == "webhooks" }))
  }
}
