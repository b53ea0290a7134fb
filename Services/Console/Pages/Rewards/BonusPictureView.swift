import ConsoleDomain
import Messages
import Vocabulary

/// The picture of where every euro went, and the same as tables that add up.
struct BonusPictureView: Sendable {
  struct Bar: Sendable {
    let x: String
    let y: String
    let height: String
    let tone: String
    let labelX: String
    let labelY: String
    let amountY: String
    let label: String
    let amount: String
  }

  struct Band: Sendable {
    let outline: String
    let tone: String
    let text: String
  }

  struct Line: Sendable {
    let label: String
    let amount: String
    let tone: String
  }

  struct Step: Sendable {
    let from: String
    let to: String
    let amount: String
  }

  struct Account: Sendable {
    let account: String
    let expected: String
    let booked: String
    let agrees: Bool
  }

  let viewBox: String
  let barWidth: String
  let bars: [Bar]
  let bands: [Band]
  let isDrawn: Bool
  let sources: [Line]
  let ends: [Line]
  let incoming: String
  let outgoing: String
  let addsUp: Bool
  let steps: [Step]
  let accounts: [Account]
  let hasAccounts: Bool
  let booksAgree: Bool
  /// Listing credits, which are no money.
  let credits: [Line]
  let hasCredits: Bool

  init(_ told: ExplainBonus.Result, _ labels: BonusLabels, _ visit: Visit) {
    let made = BonusFlows(told)
    let books = BonusBooks(told)
    let flows = made.flows
    let diagram = MoneyDiagram(flows) { $0.column }
    viewBox = "-2 -4 \(DrawnLength.text(diagram.width + 4)) \(DrawnLength.text(diagram.height + 8))"
    barWidth = DrawnLength.text(MoneyDiagram<BonusPlace>.barWidth)
    bars = diagram.bars.map { bar in
      Bar(
        x: DrawnLength.text(bar.x), y: DrawnLength.text(bar.y), height: DrawnLength.text(bar.height),
        tone: bar.place.tone.rawValue, labelX: DrawnLength.text(bar.x + MoneyDiagram<BonusPlace>.barWidth + 7),
        labelY: DrawnLength.text(bar.y + 12), amountY: DrawnLength.text(bar.y + 28),
        label: Self.shortened(labels.text(bar.place)), amount: visit.euros(bar.cents))
    }
    bands = diagram.bands.map { band in
      Band(
        outline: band.outline, tone: band.flow.to.tone.rawValue,
        text: "\(labels.text(band.flow.from)) → \(labels.text(band.flow.to)) : \(visit.euros(band.flow.cents))")
    }
    isDrawn = !flows.all.isEmpty
    sources = flows.all.filter { $0.from.column == 0 || $0.from == .paidBesides }.map { flow in
      let place = flow.from == .paidBesides ? flow.from : flow.to
      return Line(label: labels.text(place), amount: visit.euros(flow.cents), tone: place.tone.rawValue)
    }
    ends = flows.ends.map {
      Line(label: labels.text($0.place), amount: visit.euros($0.cents), tone: $0.place.tone.rawValue)
    }
    incoming = visit.euros(made.incoming)
    outgoing = visit.euros(made.outgoing)
    addsUp = made.addsUp
    steps = flows.all.map {
      Step(from: labels.text($0.from), to: labels.text($0.to), amount: visit.euros($0.cents))
    }
    accounts = books.lines.map {
      Account(
        account: labels.text(account: $0.account), expected: visit.euros($0.expected), booked: visit.euros($0.booked),
        agrees: $0.agrees)
    }
    hasAccounts = !books.lines.isEmpty
    booksAgree = books.agrees
    credits = Self.credits(told, labels, visit)
    hasCredits = !credits.isEmpty
  }

  private static func credits(_ told: ExplainBonus.Result, _ labels: BonusLabels, _ visit: Visit) -> [Line] {
    var sums: [String: Int] = [:]
    for line in told.transactions.flatMap(\.entries) where line.unit == .listingCredits {
      sums[line.account, default: 0] += line.amount
    }
    return sums.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map {
      Line(
        label: labels.text(account: $0.key), amount: Money.number($0.value, in: visit.language),
        tone: MoneyTone.plain.rawValue)
    }
  }

  /// What fits beside a bar; all of it stands in the tables.
  private static func shortened(_ text: String) -> String {
    text.count <= 26 ? text : text.prefix(25).trimmingCharacters + "…"
  }
}
