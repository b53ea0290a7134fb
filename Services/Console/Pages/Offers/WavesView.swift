import ConsoleDomain
import Messages
import Vocabulary

/// The waves of an offer as a page shows them: in figures, drawn, and in a table.
struct WavesView: Sendable {
  /// A wave in the table.
  struct Row: Sendable {
    let number: Int
    let level: String
    let members: String
    let at: String
    let kind: String
    let state: String
    let address: String
  }

  /// Waves under a caption.
  struct Table: Sendable {
    let caption: String
    let rows: [Row]
  }

  /// How many waves that were stand in the open; those before are folded away.
  private static let open = 12

  let told: String
  let planned: String
  let count: Int
  let next: String?
  let picture: String?
  let hasWaves: Bool
  let earlier: Table?
  let recent: Table
  /// How many waves that were are not drawn; nil where all are.
  let undrawn: Int?
  /// How many members come behind the waves that are shown; nil where nobody does.
  let later: String?
  let nothing: String?
  let isAtRest: Bool
  /// In how many seconds another picture is due: at the next wave, or the closing; nil where nothing is to come.
  let due: Int?
  /// When the picture was made: one that is due is another each time, so that the page goes on waiting for the next.
  let seen: String

  init(_ offer: ListedOffer, forecast: GetWaveForecast.Result, _ visit: Visit) {
    let language = visit.language
    let isOpen = offer.state == .published
    let chronicle = WaveChronicle(
      done: offer.waves ?? [], planned: forecast.waves, later: forecast.later, now: isOpen ? .now : nil,
      closing: offer.closedAt ?? (isOpen ? offer.closesAt : nil))
    let done = chronicle.waves.filter { !$0.isPlanned }.count
    told = Money.number(chronicle.told, in: language)
    planned = Money.number(chronicle.planned, in: language)
    count = done
    next = chronicle.waves.first { $0.isPlanned && !$0.isTooLate }.map { visit.clock.text($0.wave.at) }
    picture = WavePicture(chronicle, clock: visit.clock, language: language).svg
    hasWaves = !chronicle.waves.isEmpty
    undrawn = done > WavePicture.most.before ? done - WavePicture.most.before : nil
    later = forecast.later > 0 ? Money.number(forecast.later, in: language) : nil
    let rows = chronicle.waves.map { wave in
      Row(
        number: wave.wave.wave, level: OfferWords.members(wave.wave.level).text(in: language),
        members: Money.number(wave.wave.members, in: language), at: visit.clock.text(wave.wave.at),
        kind: wave.isTooLate ? "bad" : wave.isPlanned ? "wait" : "good",
        state: visit.word(
          wave.isTooLate ? "offers.too-late" : wave.isPlanned ? "offers.planned" : "offers.was"),
        address: "/offers/\(offer.offerId)/members?wave=\(wave.wave.wave)")
    }
    let folded = max(done - Self.open, 0)
    let caption = "\(Money.number(folded, in: language)) \(visit.word("offers.earlier-waves"))"
    earlier = folded > 0 ? Table(caption: caption, rows: Array(rows.prefix(folded))) : nil
    recent = Table(caption: visit.word("offers.in-order"), rows: Array(rows.dropFirst(folded)))
    let word =
      switch offer.state {
      case .draft: "offers.no-waves-draft"
      case .published: "offers.no-waves-open"
      case .closed: "offers.no-waves-closed"
      }
    nothing = chronicle.waves.isEmpty ? visit.word(word) : nil
    due = Self.due(chronicle)
    seen = String(Timestamp.now.microseconds)
    isAtRest = isOpen && done > 0 && forecast.waves.isEmpty
  }

  /// A second behind what comes first, since a wave takes a moment; a day at most.
  private static func due(_ chronicle: WaveChronicle) -> Int? {
    guard let now = chronicle.now else { return nil }
    let wave = chronicle.waves.first { $0.isPlanned && !$0.isTooLate }?.wave.at
    guard let first = [wave, chronicle.closing].compactMap(\.self).min() else { return nil }
    let seconds = max((first.microseconds - now.microseconds) / 1_000_000, 0) + 1
    return Int(min(seconds, 86_400))
  }
}
