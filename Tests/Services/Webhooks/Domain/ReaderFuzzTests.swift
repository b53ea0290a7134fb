import FoundationEssentials
import Messages
import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Readers, whatever a vendor may come to send") struct ReaderFuzzTests {
  @Test("an altered document is read or said to be unclear, without any of its values", arguments: Posting.all)
  func altered(_ posting: Posting) throws {
    let webhook = posting.webhook(secret, noon)
    let body = try #require(JSONValue(json: Data(webhook.body)))
    let answers = try posting.answers.mapValues { try #require(JSONValue(json: Data($0.utf8))) }
    var generator = SeededGenerator(seed: 31)
    for round in 0..<1500 {
      let isBody = answers.isEmpty || Bool.random(using: &generator)
      let altered = isBody ? body.altered(using: &generator) : body
      let told = answers.keys.sorted().map { path in
        (path, isBody ? answers[path]! : answers[path]!.altered(using: &generator))
      }
      let reading = posting.vendor.reading(
        Webhook(headers: webhook.headers, body: altered.bytes, receivedAt: noon),
        answering: Dictionary(told.map { ($0, String(decoding: $1.bytes, as: UTF8.self)) }) { $1 })
      expectSound(reading, round)
    }
  }

  @Test("any JSON at all is read without a fall", arguments: Posting.all)
  func random(_ posting: Posting) {
    var generator = SeededGenerator(seed: 5)
    let headers = posting.webhook(secret, noon).headers
    for round in 0..<1500 {
      let webhook = Webhook(
        headers: headers, body: JSONValue.random(using: &generator).bytes, receivedAt: noon)
      let answers = posting.answers.keys.sorted().map { ($0, JSONValue.random(using: &generator).bytes) }
      let reading = posting.vendor.reading(
        webhook,
        answering: Dictionary(answers.map { ($0, String(decoding: $1, as: UTF8.self)) }) { $1 })
      expectSound(reading, round)
      _ = posting.vendor.reader.deliveryID(of: webhook)
      _ = posting.vendor.reader.event(of: webhook)
    }
  }

  @Test("JSON that nests without end is no document", arguments: Vendor.allCases)
  func nested(_ vendor: Vendor) {
    for opening in ["[", "{\"data\":", "{\"payload\":"] {
      let body = Array(String(repeating: opening, count: 100_000).utf8)
      let webhook = Webhook(
        headers: ["event-name": "application.status.updated"], body: body, receivedAt: noon)
      #expect(vendor.reading(webhook).defect == "The body should be JSON.")
    }
  }

  /// What is read has what a report needs; what is not says why; what is asked is a plain path.
  private func expectSound(_ reading: Reading, _ round: Int) {
    switch reading {
    case .hired(let hire):
      #expect(!hire.applicationId.isEmpty && !hire.jobs.contains("") && !hire.emails.contains(""), "round \(round)")
      #expect(!hire.jobs.isEmpty || hire.offer?.offerId != nil, "round \(round)")
    case .unhired(let withdrawal): #expect(!withdrawal.applicationId.isEmpty, "round \(round)")
    case .ask(let question): #expect(question.isPlain, "round \(round): \(question.path)")
    case .unconcerned(let why): #expect(!why.isEmpty)
    case .unclear(let sentence):
      #expect(sentence.hasSuffix(".") && !sentence.contains("@") && !sentence.contains("Martin"), "round \(round)")
    }
  }
}
