import FoundationEssentials
import Messages
import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Signatures, whatever is done to a webhook on its way") struct SignatureFuzzTests {
  @Test("no other body keeps its signature, where the body is signed", arguments: Posting.all)
  func bodies(_ posting: Posting) {
    var generator = SeededGenerator(seed: 2026)
    let webhook = posting.webhook(secret, noon)
    for round in 0..<1500 {
      let body = Self.altered(webhook.body, using: &generator)
      guard body != webhook.body else { continue }
      let altered = Webhook(headers: webhook.headers, body: body, receivedAt: noon)
      let authenticity = posting.authenticity(altered)
      if posting.coversBody {
        #expect(authenticity != .authentic && authenticity != .test, "round \(round)")
      } else if authenticity == .authentic {
        expectNothing(posting, altered, round)
      }
    }
  }

  /// Where the body is not signed it makes nothing: the vendor has to be asked first.
  private func expectNothing(_ posting: Posting, _ webhook: Webhook, _ round: Int) {
    switch posting.vendor.reading(webhook) {
    case .hired, .unhired: Issue.record("\(posting.name) believes what nobody signed, in round \(round)")
    case .ask(let question): #expect(question.isPlain, "\(question.path)")
    case .unconcerned, .unclear: break
    }
  }

  @Test("a webhook that says the same in other bytes is another one", arguments: Posting.all.filter(\.coversBody))
  func reencoded(_ posting: Posting) throws {
    let webhook = posting.webhook(secret, noon)
    let value = try #require(JSONValue(json: Data(webhook.body)))
    for body in [value.bytes, webhook.body + [0x0A], [0x20] + webhook.body, [0xEF, 0xBB, 0xBF] + webhook.body]
    where body != webhook.body {
      let altered = Webhook(headers: webhook.headers, body: body, receivedAt: noon)
      #expect(posting.authenticity(altered) == .refused(.mismatch))
    }
  }

  @Test("no other header that is signed, and no other code, keeps a webhook authentic", arguments: Posting.all)
  func headers(_ posting: Posting) {
    var generator = SeededGenerator(seed: 77)
    let webhook = posting.webhook(secret, noon)
    let looked = posting.signedHeaders + [posting.signature].compactMap { $0 }
    for header in looked {
      let value = webhook.headers[header]!
      for _ in 0..<400 {
        let text = String(decoding: Self.altered(Array(value.utf8), using: &generator), as: UTF8.self)
        guard text != value, posting.authenticity(webhook.with(header, text)) == .authentic else { continue }
        // The same code may be written otherwise, and another may stand beside it; a signed word may not.
        #expect(header == posting.signature && Self.holdsCode(of: value, text, posting.vendor), "\(header): \(text)")
      }
    }
  }

  @Test("headers of other vendors prove nothing", arguments: Posting.all)
  func foreign(_ posting: Posting) {
    let webhook = posting.webhook(secret, noon)
    for vendor in Vendor.allCases where vendor != posting.vendor {
      #expect(vendor.reader.authenticity(of: webhook, secrets: [secret], at: noon) != .authentic, "\(vendor)")
    }
  }

  @Test("any bytes with any headers are refused, and nothing falls", arguments: Vendor.allCases)
  func noise(_ vendor: Vendor) {
    var generator = SeededGenerator(seed: 9)
    let names = Set(Posting.all.flatMap { $0.webhook(secret, noon).headers.keys }).sorted()
    for _ in 0..<500 {
      var headers: [String: String] = [:]
      for name in names where Bool.random(using: &generator) { headers[name] = .random(using: &generator) }
      let body = (0..<Int.random(in: 0...64, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
      }
      let webhook = Webhook(headers: headers, body: body, receivedAt: noon)
      guard case .refused = vendor.reader.authenticity(of: webhook, secrets: [secret, ""], at: noon) else {
        Issue.record("\(vendor) takes noise")
        continue
      }
      _ = vendor.reader.deliveryID(of: webhook)
      _ = vendor.reader.event(of: webhook)
      _ = vendor.reading(webhook)
    }
  }

  /// A byte another, some bytes gone, doubled or in another place, the end cut off, or the JSON in it altered.
  private static func altered(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return [0] }
    var bytes = bytes
    let index = Int.random(in: bytes.indices, using: &generator)
    let end = min(bytes.count, index + Int.random(in: 1...12, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[index] = .random(in: 0x20...0x7E, using: &generator)
    case 2: bytes.removeSubrange(index..<end)
    case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
    case 4: bytes.removeLast(bytes.count - index)
    case 5:
      let moved = Array(bytes[index..<end])
      bytes.removeSubrange(index..<end)
      bytes.insert(contentsOf: moved, at: Int.random(in: 0...bytes.count, using: &generator))
    default:
      if let value = JSONValue(json: Data(bytes)) { bytes = value.altered(using: &generator).bytes }
    }
    return bytes
  }

  /// Whether an altered signature still holds the code of the first.
  private static func holdsCode(of value: String, _ altered: String, _ vendor: Vendor) -> Bool {
    func codes(_ text: String) -> Set<String> {
      switch vendor {
      case .merge:
        let standard = String(text.filter { $0 != "=" }.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }) + "="
        return [decoded(standard)].compactMap { $0 }.reduce(into: []) { $0.insert($1) }
      case .standard: return Set(text.split(separator: " ").compactMap { decoded(String($0.dropFirst(3))) })
      case .teamtailor:
        let inner = Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Set(inner.lowercased().split(separator: ",").filter { $0.hasPrefix("v2=") }.map(String.init))
      case .smartrecruiters:
        return Set(text.lowercased().split(separator: ";").map { $0.filter { $0 != " " } })
      default: return [text.lowercased()]
      }
    }
    return !codes(value).isDisjoint(with: codes(altered))
  }

  private static func decoded(_ text: String) -> String? {
    Data(base64Encoded: text).map { Signing.hexadecimal(Array($0)) }
  }
}
