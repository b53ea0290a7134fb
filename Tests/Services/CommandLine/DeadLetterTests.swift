import AMQPClient
import CooptCommandLine
import Foundation
import Messages
import TestStack
import Testing
import Topology
import Vocabulary

/// Letters as a service writes them, without a broker.
struct LetterSample {
  var code = "invalid-message"
  var lane = "members.commands"
  var exchange = "coopt.commands"
  var key = "members.invite-member"
  var id = MessageID.make().description
  var time = "2026-11-29T10:00:00Z"
  var data = #"{"email": "lea@example.org", "sponsorId": "0199f1c4-4401-7c07-8a01-5e0f3b1d4401"}"#
  var headers: [String: AMQPFieldValue] = [:]

  var type: String { "coopt.\(key).v1" }

  var body: Data {
    Data(
      #"{"specversion":"1.0","id":"\#(id)","source":"https://ats.example.com/lea","type":"\#(type)","data":\#(data)}"#
        .utf8
    )
  }

  var letter: DeadLetter {
    let service = lane.prefix { $0 != "." }
    let own: [String: AMQPFieldValue] = [
      "x-coopt-reason": .string(code), "x-coopt-detail": "email: is no address", "x-coopt-queue": .string(lane),
      "x-coopt-attempts": 1, "x-coopt-exchange": .string(exchange), "x-coopt-routing-key": .string(key),
      "x-coopt-time": .string(time), "x-coopt-user-id": "staff", "x-death": .array([]), "x-delivery-count": 3,
      "x-own": "kept",
    ]
    let properties = AMQPProperties(
      contentType: "application/cloudevents+json", headers: own.merging(headers) { $1 }, replyTo: "staff.here",
      messageID: id, type: type)
    return DeadLetter(
      Delivery(
        undelivered: OutgoingMessage(
          exchange: "coopt.dead-letters", routingKey: "\(service).\(key)", properties: properties, body: body)),
      in: "\(service).dead-letters")
  }
}

@Suite("Dead letters, without a broker")
struct DeadLetterTests {
  @Test("a letter has the same id however often it was looked at, and another when it dies again")
  func fingerprint() {
    let sample = LetterSample()
    var seen = sample
    seen.headers = ["x-delivery-count": 99]
    var again = sample
    again.time = "2026-11-29T10:00:01Z"
    #expect(sample.letter.id == seen.letter.id && sample.letter.id.count == 16)
    #expect(sample.letter.id != again.letter.id)
  }

  @Test("a replay goes to the lane that refused it, as it was, and says how it first came")
  func plan() throws {
    let sample = LetterSample()
    guard case .send(let message, let destination) = ReplayPlan(sample.letter) else {
      Issue.record("it stays")
      return
    }
    #expect(destination == "members.commands")
    #expect(message.exchange == "coopt.replay" && message.routingKey == "members.commands")
    #expect(message.body == sample.body && message.properties.messageID == sample.id)
    #expect(message.properties.type == sample.type && message.properties.replyTo == "staff.here")
    #expect(
      message.properties.headers == [
        ReplayHeader.exchange: "coopt.commands", ReplayHeader.routingKey: "members.invite-member",
        ReplayHeader.userID: "staff", "x-own": "kept",
      ])
    #expect(message.isMandatory && message.properties.isPersistent && message.properties.userID == nil)
  }

  @Test("what would be refused again, was cut, or has no lane of ours stays")
  func stays() {
    var samples = [LetterSample](repeating: LetterSample(), count: 3)
    samples[0].code = "sender-not-allowed"
    samples[1].headers["x-coopt-cut"] = .array(["message-id"])
    samples[2].headers["x-coopt-queue"] = "rewards.events"
    for sample in samples {
      guard case .leave = ReplayPlan(sample.letter) else {
        Issue.record("\(sample) goes")
        continue
      }
    }
  }

  @Test(
    "letters that their service did not write are believed nothing, and go nowhere",
    arguments: [
      ("coopt.dead-letters", "rewards.rejected"), ("coopt.dead-letters", "offers.forged"), ("", "rewards.dead-letters"),
      ("amq.topic", "rewards.recommendations.hire-attributed"),
    ])
  func forged(exchange: String, key: String) throws {
    let headers: [String: AMQPFieldValue] = [
      "x-coopt-queue": "rewards.events", "x-coopt-exchange": "coopt.events", "x-coopt-reason": "handling-failed",
      "x-coopt-routing-key": "recommendations.hire-attributed", "x-coopt-time": "2026-11-29T10:00:00Z",
    ]
    let message = OutgoingMessage(
      exchange: exchange, routingKey: key, properties: AMQPProperties(headers: headers), body: Data("{}".utf8))
    let letter = DeadLetter(Delivery(undelivered: message), in: "rewards.dead-letters")
    #expect(letter.code != "handling-failed" && letter.diedAt == nil && !letter.isUnique)
    #expect(letter.origin.lane == nil && letter.origin.exchange.isEmpty)
    guard case .leave = ReplayPlan(letter) else {
      Issue.record("it goes")
      return
    }
  }

  @Test("an event that the broker put aside goes back only where the broker vouched for the service that said it")
  func hearsay() {
    func goes(user: String?) -> Bool {
      var sample = LetterSample(
        code: "expired", lane: "rewards.events", exchange: "coopt.events", key: "recommendations.hire-attributed")
      sample.headers["x-coopt-user-id"] = user.map { .string($0) } ?? .null
      if case .send = ReplayPlan(sample.letter) { return true }
      return false
    }
    #expect(goes(user: "recommendations") && !goes(user: "offers") && !goes(user: nil))
  }

  @Test("whoever may send to lanes alone leaves what would go back to an exchange, and sends the rest")
  func lanesAlone() {
    func leaves(_ letter: DeadLetter) -> LetterObstacle? {
      if case .leave(let obstacle) = ReplayPlan(letter, toLanesAlone: true) { return obstacle }
      return nil
    }
    let unknown = OutgoingMessage(
      exchange: "coopt.integration", routingKey: "nobody.knows", properties: AMQPProperties(), body: Data("{}".utf8))
    #expect(leaves(DeadLetter(Delivery(undelivered: unknown), in: Topology.unroutableQueue)) == .exchangeAlone)
    #expect(leaves(LetterSample().letter) == nil)
    #expect(leaves(LetterSample(code: "sender-not-allowed").letter) == .senderNotAllowed)
  }

  @Test("a cause means the letters of one group, those among them whose type nobody is shown")
  func causes() {
    let letters = [
      LetterSample().letter, LetterSample(code: "handling-failed").letter,
      LetterSample(key: "Somebody's own words").letter,
    ]
    let groups = LetterGroup.of(letters.map { LetterSummary($0) })
    #expect(groups.count == 3 && groups.contains { $0.type == "?" })
    for group in groups {
      var filter = LetterFilter()
      filter.cause = group.cause
      #expect(letters.filter(filter.takes).map { LetterCause(LetterSummary($0)) } == [group.cause])
    }
  }

  @Test("what no queue took goes to the lane that takes its key by now, else back to its exchange")
  func unroutable() {
    func destination(_ exchange: String, _ key: String) -> String? {
      let message = OutgoingMessage(
        exchange: exchange, routingKey: key, properties: AMQPProperties(userID: "ats"), body: Data("{}".utf8))
      let letter = DeadLetter(Delivery(undelivered: message), in: Topology.unroutableQueue)
      if case .send(let message, let destination) = ReplayPlan(letter) {
        #expect(message.properties.userID == nil)
        return destination
      }
      return nil
    }
    #expect(destination("coopt.integration", "hire.reported") == "recommendations.integration")
    #expect(destination("coopt.commands", "nobody.at-home") == "exchange coopt.commands")
    #expect(destination("", "coopt.unroutable") == nil)
  }

  @Test("a filter takes what is meant by each of its parts, and nothing else", arguments: 0..<8)
  func filter(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let now = Timestamp.now
    let samples = (0..<60).map { _ in
      let isReport = Bool.random(using: &generator)
      return LetterSample(
        code: ["invalid-message", "expired"].randomElement(using: &generator)!,
        lane: isReport ? "recommendations.integration" : "members.commands",
        exchange: isReport ? "coopt.integration" : "coopt.commands",
        key: isReport ? "hire.reported" : "members.invite-member",
        time: now.adding(seconds: -Double.random(in: 0..<7200, using: &generator)).description)
    }
    var filter = LetterFilter()
    let wanted = try #require(samples.randomElement(using: &generator))
    if Bool.random(using: &generator) { filter.code = wanted.code }
    if Bool.random(using: &generator) { filter.lane = wanted.lane }
    if Bool.random(using: &generator) { filter.type = wanted.type }
    if Bool.random(using: &generator) { filter.before = now.adding(seconds: -3600) }
    if Int.random(in: 0..<4, using: &generator) == 0 { filter.ids = [String(wanted.id.prefix(12))] }
    for sample in samples {
      let isMeant =
        (filter.code ?? sample.code) == sample.code && (filter.lane ?? sample.lane) == sample.lane
        && (filter.type ?? sample.type) == sample.type
        && (filter.before.map { Timestamp(sample.time)! < $0 } ?? true)
        && (filter.ids.isEmpty || sample.id.hasPrefix(filter.ids[0]))
      #expect(filter.takes(sample.letter) == isMeant)
    }
  }

  @Test("letters are grouped by cause, with how many there are, and since when")
  func groups() {
    let samples = [
      LetterSample(time: "2026-11-29T10:00:00Z"), LetterSample(time: "2026-11-29T08:00:00.5Z"),
      LetterSample(code: "expired", time: "2026-11-29T09:00:00Z"),
    ]
    let groups = LetterGroup.of(samples.map { LetterSummary($0.letter) })
    #expect(groups.map(\.count) == [2, 1] && groups.map(\.code) == ["invalid-message", "expired"])
    #expect(groups[0].oldest == Timestamp("2026-11-29T08:00:00.5Z"))
    #expect(groups[0].newest == Timestamp("2026-11-29T10:00:00Z"))
  }

  @Test("nothing that a person wrote is shown unless it is revealed: fields have kinds, ids that are UUIDs are shown")
  func masked() throws {
    var sample = LetterSample()
    sample.data = """
      {"email": "lea@example.org", "sponsorId": "0199f1c4-4401-7c07-8a01-5e0f3b1d4401", "lea fontaine": 1,
      "candidate": {"firstName": "Léa", "zones": ["FR-59"], "list": [{"name": "Léa"}]}, "memberId": "lea@example.org"}
      """
    let view = LetterView(sample.letter)
    let text = view.lines.joined(separator: "\n") + (try JSONLine.text(view))
    for secret in ["example.org", "Léa", "lea", "FR-59"] { #expect(!text.contains(secret), "\(secret)") }
    #expect(view.fields["email"] == "text" && view.fields["candidate.zones"] == "list of 1")
    #expect(view.fields["sponsorId"] == "0199f1c4-4401-7c07-8a01-5e0f3b1d4401")
    #expect(view.fields["candidate.list[0].name"] == "text" && view.fields["?"] == "number")
    #expect(LetterView(sample.letter, isRevealed: true).body == String(decoding: sample.body, as: UTF8.self))
  }

  @Test("an edited letter keeps its envelope and has the new data")
  func edit() throws {
    let sample = LetterSample()
    let edit = try LetterEdit(
      sample.letter, patch: ["sponsorId": .null],
      assignments: [try FieldAssignment("email=ada@example.org"), try FieldAssignment("locale=en")])
    let edited = try MessageCoder().decode(CloudEvent<InviteMember>.self, from: edit.body)
    #expect(edited.id.description == sample.id && edited.data.email.description == "ada@example.org")
    #expect(edited.data.sponsorId == nil)
    #expect(edit.fields == ["sponsorId", "email", "locale"])
    #expect(edit.contentHash != sample.letter.contentHash)
  }

  @Test("data that break the contract are refused, with the fields at fault and none of the values")
  func brokenEdit() throws {
    let sample = LetterSample()
    do {
      _ = try LetterEdit(sample.letter, patch: [:], assignments: [try FieldAssignment("email=somebody.secret")])
      Issue.record("it is taken")
    } catch {
      #expect(error.status == .rejected && error.description.contains("email"))
      #expect(!error.description.contains("secret"))
    }
    #expect(throws: CommandFailure.self) { try LetterEdit(sample.letter, patch: [:], assignments: []) }
    #expect(throws: CommandFailure.self) {
      try LetterEdit(LetterSample(key: "members.no-such").letter, patch: ["a": 1], assignments: [])
    }
  }

  @Test("other data take the place of a letter's, whole, and are held against the contract as well")
  func replacedData() throws {
    let letter = LetterSample().letter
    var data = try #require(LetterEdit.data(of: letter))
    #expect(throws: CommandFailure.self) { try LetterEdit(letter, data: data) }
    data["email"] = "ada@example.org"
    data["sponsorId"] = nil
    let edit = try LetterEdit(letter, data: data)
    let edited = try MessageCoder().decode(CloudEvent<InviteMember>.self, from: edit.body)
    #expect(edited.data.email.description == "ada@example.org" && edited.data.sponsorId == nil)
    #expect(edit.fields.contains("email") && Set(edit.fields).isSubset(of: ["email", "sponsorId"]))
    data["email"] = "somebody.secret"
    do {
      _ = try LetterEdit(letter, data: data)
      Issue.record("it is taken")
    } catch {
      #expect(error.status == .rejected && error.description.contains("email"))
      #expect(!error.description.contains("secret"))
    }
    #expect(LetterEdit.data(of: LetterSample(key: "members.no-such").letter) == nil)
  }

  @Test("nobody does anything without saying who and why")
  func doer() throws {
    #expect(throws: CommandFailure.self) { try Operator(name: nil, reason: "why") }
    #expect(throws: CommandFailure.self) { try Operator(name: "ada", reason: "  ") }
    #expect(throws: CommandFailure.self) { try Operator(name: String(repeating: "a", count: 129), reason: "why") }
    #expect(try Operator(name: "ada", reason: "why\nnot").reason == "why not")
  }

  @Test("queues are meant by their own name, their service's, or that of the queue that refused")
  func queues() throws {
    #expect(try LetterQueue.named("rewards") == ["rewards.dead-letters"])
    #expect(try LetterQueue.named("rewards.events") == ["rewards.dead-letters", "coopt.unroutable"])
    #expect(try LetterQueue.named("coopt.unroutable") == ["coopt.unroutable"])
    #expect(try LetterQueue.named(nil).count == ServiceName.allCases.count + 1)
    #expect(throws: CommandFailure.self) { try LetterQueue.named("reward") }
  }
}
