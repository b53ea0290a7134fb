import ConsoleDomain
import FoundationEssentials
import Messages
import Testing
import Vocabulary

@Suite("O3, O5 The waves of an offer over time")
struct WavePictureTests {
  private static let start = Timestamp("2026-11-29T10:00:00Z")!
  private let clock = Clock(zone: TimeZone(identifier: "Europe/Paris")!, language: .french)

  private static func wave(_ number: Int, _ level: Level, _ members: Int, hours: Double) -> OfferWave {
    OfferWave(wave: number, level: level, members: members, at: start.adding(seconds: hours * 3600))
  }

  private static let done = [wave(1, .expert, 4, hours: 0), wave(2, .confirmed, 100, hours: 24)]
  private static let planned = [wave(3, .beginner, 25, hours: 48), wave(4, .beginner, 2, hours: 72)]

  @Test("Waves stand in the order of time, now between those that were and those that come")
  func order() {
    let now = Self.start.adding(seconds: 30 * 3600)
    let stops = WaveChronicle(done: Self.done.reversed(), planned: Self.planned, now: now).stops(before: 9, behind: 9)
    #expect(stops.map(\.at) == (Self.done.map(\.at) + [now] + Self.planned.map(\.at)))
    #expect(stops[2] == .now(now))
  }

  @Test("A wave that is due but did not come yet stands behind now, whatever the clocks say")
  func overdue() {
    let now = Self.start.adding(seconds: 50 * 3600)
    let stops = WaveChronicle(done: Self.done, planned: Self.planned, now: now).stops(before: 9, behind: 9)
    #expect(stops[2] == .now(now))
    #expect(stops.count == 5)
  }

  @Test("O3: a wave behind the closing does not come: it is marked, and its members are not among those to be told")
  func closing() throws {
    let (now, end) = (Self.start.adding(seconds: 30 * 3600), Self.start.adding(seconds: 60 * 3600))
    let chronicle = WaveChronicle(done: Self.done, planned: Self.planned, later: 7, now: now, closing: end)
    #expect(chronicle.waves.map(\.isTooLate) == [false, false, false, true])
    #expect(chronicle.told == 104)
    #expect(chronicle.planned == 25)
    let stops = chronicle.stops(before: 9, behind: 9)
    #expect(stops.map(\.at) == stops.map(\.at).sorted())
    #expect(stops[4] == .closing(end))
    let svg = try #require(WavePicture(chronicle, clock: clock, language: .french).svg)
    #expect(svg.contains("class=\"late\""))
    #expect(WaveChronicle(done: Self.done, planned: Self.planned, later: 7, now: now).planned == 34)
  }

  @Test("A closed offer has no now; its closing stands behind its waves")
  func closed() throws {
    let end = Self.start.adding(seconds: 25 * 3600)
    let stops = WaveChronicle(done: Self.done, planned: [], now: nil, closing: end).stops(before: 9, behind: 9)
    #expect(stops.last == .closing(end))
    #expect(stops.count == 3)
  }

  @Test("Of very many waves those around now are drawn")
  func many() {
    let done = (1...50).map { Self.wave($0, .beginner, 1, hours: Double($0)) }
    let planned = (51...99).map { Self.wave($0, .beginner, 1, hours: Double($0)) }
    let stops = WaveChronicle(done: done, planned: planned, now: Self.start.adding(seconds: 50.5 * 3600))
      .stops(before: 3, behind: 2)
    let numbers = stops.compactMap { stop in if case .wave(let wave) = stop { wave.wave.wave } else { nil } }
    #expect(numbers == [48, 49, 50, 51, 52])
  }

  @Test(
    "The picture is well-formed XML with a bar a wave, and says in a sentence what it shows",
    arguments: Language.allCases)
  func picture(language: Language) throws {
    let chronicle = WaveChronicle(
      done: Self.done, planned: Self.planned, now: Self.start.adding(seconds: 30 * 3600),
      closing: Self.start.adding(seconds: 90 * 3600))
    let picture = WavePicture(
      chronicle, clock: Clock(zone: TimeZone(identifier: "Europe/Paris")!, language: language), language: language)
    let svg = try #require(picture.svg)
    let elements = try Elements(of: svg)
    #expect(elements.count("rect", "done") == 2)
    #expect(elements.count("rect", "planned") == 2)
    #expect(elements.count("line", "now") == 1)
    #expect(elements.count("line", "closing") == 1)
    #expect(svg.contains("role=\"img\" aria-labelledby=\"waves-title waves-desc\""))
    #expect(svg.contains(picture.description))
    // Neither style nor script: the policy of the pages forbids both.
    #expect(!svg.contains("style="))
    #expect(!svg.contains("<script"))
    #expect(picture.description.contains("104"))
    #expect(picture.description.contains("27"))
  }

  @Test("What covers a bar grows with its members, and the highest fills its lane")
  func heights() throws {
    let one = Self.done + [Self.wave(3, .beginner, 25, hours: 48)]
    let svg = try #require(
      WavePicture(WaveChronicle(done: one, planned: [], now: nil), clock: clock, language: .french).svg)
    let heights = try Elements(of: svg).heights("rect")
    // 4, 100 and 25 members: a fifth, the whole and a half of the height, on a foot of four.
    #expect(heights.map { $0 - 4 } == [7, 34, 17])
  }

  @Test("Without waves there is nothing to draw")
  func nothing() {
    #expect(WavePicture(WaveChronicle(done: [], planned: [], now: .now), clock: clock, language: .french).svg == nil)
  }
}

/// Elements of a piece of XML that is checked to be well-formed as far as it nests.
private struct Elements {
  private struct Malformed: Error {}
  private let tags: [String]

  init(of xml: String) throws {
    var (open, tags): ([String], [String]) = ([], [])
    for part in xml.split(separator: "<") {
      guard let end = part.firstIndex(of: ">") else { throw Malformed() }
      let tag = String(part[..<end])
      let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" })
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { throw Malformed() }
      } else {
        guard tag.filter({ $0 == "\"" }).count.isMultiple(of: 2) else { throw Malformed() }
        tags.append(tag)
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    guard open.isEmpty else { throw Malformed() }
    self.tags = tags
  }

  func count(_ name: String, _ kind: String) -> Int {
    tags.filter { $0.hasPrefix("\(name) ") && $0.contains("class=\"\(kind)\"") }.count
  }

  func heights(_ name: String) -> [Int] {
    tags.filter { $0.hasPrefix("\(name) ") }.compactMap { tag in
      tag.components(after: " height=\"").flatMap { Int($0.prefix { $0 != "\"" }) }
    }
  }
}

extension String {
  fileprivate func components(after mark: String) -> Substring? {
    firstRange(of: mark).map { self[$0.upperBound...] }
  }
}
