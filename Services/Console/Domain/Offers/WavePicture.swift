import Messages
public import Vocabulary

/// The waves of an offer as a picture: a lane a level, a bar a wave as high as it has members, along a line of time.
///
/// The line is not in scale: waves come within a day and then not for weeks. Each stop says its time, and a longer while has
/// more room.
public struct WavePicture: Sendable {
  /// How many waves that were, and that will be, are drawn at most.
  public static let most = (before: 8, behind: 6)

  private static let left = 108
  private static let lane = 68
  private static let top = 30
  private static let bottom = 44
  private static let step = 74
  /// What a picture of few stops is spread over.
  private static let ease = 720
  private static let bar = 30

  private let chronicle: WaveChronicle
  private let clock: Clock
  private let language: Language

  /// A picture of waves, with times as a clock says them.
  public init(_ chronicle: WaveChronicle, clock: Clock, language: Language) {
    self.chronicle = chronicle
    self.clock = clock
    self.language = language
  }

  /// The picture as SVG, with its own description; nil where there is nothing to draw.
  public var svg: String? {
    guard !chronicle.waves.isEmpty else { return nil }
    let stops = chronicle.stops(before: Self.most.before, behind: Self.most.behind)
    let places = Self.places(stops.map(\.at))
    let width = (places.last ?? 0) + Self.left + Self.step
    let height = Self.top + 3 * Self.lane + Self.bottom
    var parts = [
      """
      <svg class="chart waves" role="img" aria-labelledby="waves-title waves-desc" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" xmlns="http://www.w3.org/2000/svg">
      """,
      element("title", [("id", "waves-title")], Said("Vagues de l’annonce", "Waves of the offer").text(in: language)),
      element("desc", [("id", "waves-desc")], description),
    ]
    parts += lanes(width: width)
    for (stop, place) in zip(stops, places) { parts += drawing(of: stop, at: Self.left + place + Self.step / 2) }
    parts += times(stops, places)
    return parts.joined(separator: "\n") + "\n</svg>"
  }

  /// What the picture shows, in a sentence.
  public var description: String {
    let done = chronicle.waves.filter { !$0.isPlanned }.count
    let planned = chronicle.waves.filter { $0.isPlanned && !$0.isTooLate }.count
    let told = Money.number(chronicle.told, in: language)
    let waiting = Money.number(chronicle.planned, in: language)
    switch language {
    case .french:
      return "\(done) vague\(done > 1 ? "s" : "") passée\(done > 1 ? "s" : ""), \(told) "
        + "membre\(chronicle.told > 1 ? "s" : "") informé\(chronicle.told > 1 ? "s" : "") ; "
        + "\(planned) vague\(planned > 1 ? "s" : "") à venir, \(waiting) membre\(chronicle.planned > 1 ? "s" : "")."
    case .english:
      return
        "\(done) \(done == 1 ? "wave" : "waves") so far, \(told) \(chronicle.told == 1 ? "member" : "members") told; "
        + "\(planned) \(planned == 1 ? "wave" : "waves") to come, \(waiting) "
        + "\(chronicle.planned == 1 ? "member" : "members")."
    }
  }

  /// Where each stop stands, from 0: further from the one before, the longer the while between them.
  static func places(_ instants: [Timestamp]) -> [Int] {
    var place = 0
    let places = instants.indices.map { index in
      if index > 0 {
        let seconds = (instants[index].microseconds - instants[index - 1].microseconds) / 1_000_000
        place += step + room(for: max(seconds, 0))
      }
      return place
    }
    guard let last = places.last, last > 0 else { return places }
    let wide = min(max(last, ease - left - step), 3 * last)
    return places.map { $0 * wide / last }
  }

  /// Room for a while: none for an hour, more for a day, more for a week, no more for longer than a month.
  private static func room(for seconds: Int64) -> Int {
    switch seconds {
    case ..<7_200: 0
    case ..<100_000: 18
    case ..<700_000: 34
    default: 52
    }
  }

  private func lanes(width: Int) -> [String] {
    Self.order.enumerated().flatMap { index, level in
      let ground = Self.top + (index + 1) * Self.lane
      return [
        line("grid", from: (0, ground), to: (width, ground)),
        text(OfferWords.members(level).text(in: language), "lane", at: (0, ground - 8), anchor: "start"),
      ]
    }
  }

  private func drawing(of stop: WaveChronicle.Stop, at middle: Int) -> [String] {
    let ground = Self.top + 3 * Self.lane
    switch stop {
    case .now:
      return [
        line("now", from: (middle, Self.top - 8), to: (middle, ground)),
        text(Said("maintenant", "now").text(in: language), "now", at: (middle, Self.top - 14)),
      ]
    case .closing:
      let isPast = chronicle.now.map { stop.at <= $0 } ?? true
      let said = isPast ? Said("clôturée", "closed") : Said("clôture", "closes")
      return [
        line("closing", from: (middle, Self.top - 8), to: (middle, ground)),
        text(said.text(in: language), "closing", at: (middle, Self.top - 14)),
      ]
    case .wave(let wave):
      let index = Self.order.firstIndex(of: wave.wave.level) ?? 0
      let height = Self.height(of: wave.wave.members, most: chronicle.waves.map(\.wave.members).max() ?? 1)
      let bottom = Self.top + (index + 1) * Self.lane
      let members = Money.number(wave.wave.members, in: language)
      return [
        "<g>" + element("title", [], title(of: wave)),
        """
        <rect class="\(Self.kind(of: wave))" x="\(middle - Self.bar / 2)" y="\(bottom - height)" \
        width="\(Self.bar)" height="\(height)" rx="2"/>
        """,
        text(members, "members", at: (middle, bottom - height - 6)) + "</g>",
      ]
    }
  }

  private static func kind(of wave: WaveChronicle.Wave) -> String {
    wave.isTooLate ? "late" : wave.isPlanned ? "planned" : "done"
  }

  /// So high that what it covers grows with the members: a root, since thousands stand beside one.
  static func height(of members: Int, most: Int) -> Int {
    let share = (Double(members) / Double(max(most, 1))).squareRoot()
    return 4 + Int((Double(lane - 34) * share).rounded())
  }

  private func title(of wave: WaveChronicle.Wave) -> String {
    let level = OfferWords.members(wave.wave.level).text(in: language)
    let members = Money.number(wave.wave.members, in: language)
    let what =
      wave.isTooLate
      ? Said("Vague \(wave.wave.wave), après la clôture", "Wave \(wave.wave.wave), behind the closing")
      : wave.isPlanned
        ? Said("Vague \(wave.wave.wave), prévue", "Wave \(wave.wave.wave), planned")
        : Said("Vague \(wave.wave.wave)", "Wave \(wave.wave.wave)")
    return "\(what.text(in: language)) · \(level) · \(members) · \(clock.text(wave.wave.at))"
  }

  /// Under each stop its time, and its day where that is another than before.
  private func times(_ stops: [WaveChronicle.Stop], _ places: [Int]) -> [String] {
    let line = Self.top + 3 * Self.lane + 17
    var day: CalendarDay?
    return zip(stops, places).flatMap { stop, place in
      let middle = Self.left + place + Self.step / 2
      let itsDay = clock.day(of: stop.at)
      defer { day = itsDay }
      let time = text(clock.time(stop.at), "time", at: (middle, line))
      return itsDay == day ? [time] : [time, text(Self.short(itsDay, in: language), "muted", at: (middle, line + 16))]
    }
  }

  /// `29/11/2026`, `29 Nov 2026`.
  static func short(_ day: CalendarDay, in language: Language) -> String {
    let parts = day.rawValue.split(separator: "-").map(String.init)
    guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return day.rawValue }
    switch language {
    case .french: return "\(parts[2])/\(parts[1])/\(parts[0])"
    case .english: return "\(Int(parts[2]) ?? 0) \(months[month - 1]) \(parts[0])"
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let order: [Level] = [.expert, .confirmed, .beginner]

  private func line(_ kind: String, from start: (Int, Int), to end: (Int, Int)) -> String {
    "<line class=\"\(kind)\" x1=\"\(start.0)\" y1=\"\(start.1)\" x2=\"\(end.0)\" y2=\"\(end.1)\"/>"
  }

  private func text(_ content: String, _ kind: String, at place: (Int, Int), anchor: String = "middle") -> String {
    element(
      "text", [("class", kind), ("x", "\(place.0)"), ("y", "\(place.1)"), ("text-anchor", anchor)], content)
  }

  private func element(_ name: String, _ attributes: [(String, String)], _ content: String) -> String {
    let written = attributes.map { " \($0.0)=\"\($0.1)\"" }.joined()
    let escaped = content.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return "<\(name)\(written)>\(escaped)</\(name)>"
  }
}
