import ConsoleDomain
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("The trails of all services as one") struct TrailMergeTests {
  /// Services that answer page by page, as theirs do; tokens say after which line.
  private struct Services {
    var trails: [String: [Correction]] = [:]
    var clock: Int64 = 1_000_000
    var generator: SeededGenerator

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
      for name in ["members", "offers", "rewards", "webhooks"].prefix(Int.random(in: 1...4, using: &generator)) {
        trails[name] = []
      }
      for _ in 0..<Int.random(in: 0...60, using: &generator) { decide() }
    }

    /// Something is decided now; several may be decided at one instant.
    mutating func decide() {
      guard let name = trails.keys.sorted().randomElement(using: &generator) else { return }
      clock += Int64.random(in: 0...2, using: &generator)
      trails[name]?.insert(
        Correction(
          actor: "ada", command: "\(name).decide", at: Timestamp(microseconds: clock), subject: "x", messageId: .make()),
        at: 0)
    }

    func page(of name: String, _ token: String?, size: Int) -> (lines: [Correction], next: String?) {
      let trail = trails[name] ?? []
      let start = token.flatMap { token in trail.firstIndex { $0.messageId.description == token } }.map { $0 + 1 } ?? 0
      let lines = Array(trail[start...].prefix(size))
      return (lines, start + lines.count < trail.count ? lines.last?.messageId.description : nil)
    }
  }

  /// One page of the console, from a book's text; what it shows and the text of the next.
  private func read(
    _ services: Services, _ token: String?, size: Int, each serviceSize: Int
  ) throws -> (lines: [TrailMerge.Line], next: String?) {
    let names = Set(services.trails.keys)
    let book = try token.map { try #require(TrailBook($0, among: names)) } ?? TrailBook(beginning: names)
    var merge = TrailMerge(book)
    var lines: [TrailMerge.Line] = []
    while lines.count < size {
      let wanted = merge.wanted
      for (service, page) in wanted {
        let answer = services.page(of: service, page, size: serviceSize)
        merge.take(answer.lines, next: answer.next, from: service)
      }
      guard wanted.isEmpty else { continue }
      guard let line = merge.next() else { break }
      lines.append(line)
    }
    return (lines, merge.book.token)
  }

  @Test(
    "A2: nothing is lost, nothing comes twice, newest first, whatever is decided meanwhile",
    arguments: 1...150 as ClosedRange<UInt64>)
  func pages(seed: UInt64) throws {
    var services = Services(seed: seed)
    var generator = SeededGenerator(seed: seed &+ 5000)
    let expected = services.trails
    let known = Set(expected.values.joined().map(\.messageId))
    var (shown, token, pages) = ([TrailMerge.Line](), nil as String?, 0)
    repeat {
      let page = try read(
        services, token, size: Int.random(in: 1...9, using: &generator), each: Int.random(in: 1...6, using: &generator))
      shown += page.lines
      token = page.next
      pages += 1
      for _ in 0..<Int.random(in: 0...4, using: &generator) { services.decide() }
    } while token != nil && pages < 500
    #expect(token == nil, "it ends")
    let old = shown.filter { known.contains($0.correction.messageId) }
    #expect(old.count == shown.count, "what is decided meanwhile stands before what was shown")
    #expect(Set(old.map(\.correction.messageId)) == known && old.count == known.count)
    #expect(shown.map(\.correction.at) == shown.map(\.correction.at).sorted(by: >))
    for (name, trail) in expected {
      #expect(shown.filter { $0.service == name }.map(\.correction) == trail)
    }
  }

  @Test("A text that was not given out, or is about another service, is none")
  func foreign() throws {
    let id = MessageID.make()
    let book = TrailBook(["rewards": TrailMark(page: "opaque", first: .init(id: id, at: Timestamp(microseconds: 7)))])
    let token = try #require(book.token)
    #expect(TrailBook(token, among: ["rewards", "offers"]) == book)
    #expect(TrailBook(token, among: ["offers"]) == nil)
    for text in ["", "x", "e30", "W10", String(repeating: "A", count: 9000), token.dropLast(3) + ""] {
      #expect(TrailBook(text, among: ["rewards"]) == nil, "\(text.prefix(20))")
    }
    #expect(TrailBook([:]).token == nil)
  }

  @Test(
    "A decision leads to its thing, and text that is no id to nowhere",
    arguments: [
      ("members.expel", "01a2-7", "/members/01a2-7" as String?), ("members.readmit", "a@example.org", nil),
      ("rewards.change-policy", "12", "/policies/rewards"), ("rewards.confirm-decision", "1", "/policies/decisions"),
      ("recommendations.attribute-hire", "1", "/hires/1"), ("offers.close-offer", "../x", nil),
      ("offers.close-offer", "7f", "/offers/7f"), ("later.command", "1", nil),
    ])
  func subjects(command: String, subject: String, address: String?) {
    let correction = Correction(actor: "ada", command: command, at: .now, subject: subject, messageId: .make())
    #expect(AuditSubject.address(of: correction) == address)
  }
}
