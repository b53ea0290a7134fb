import ConsoleDomain
import FoundationEssentials
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("Who loses and who gains, as a picture") struct ChangeHistogramTests {
  private static func bars(seed: UInt64) -> [ChangeHistogram.Bar] {
    var generator = SeededGenerator(seed: seed)
    let edges = [1, 100, 200, 500, 1000, 2000, 5000, 10_000]
    var bars: [ChangeHistogram.Bar] = []
    for (low, high) in zip(edges, edges.dropFirst()) {
      for sign in [-1, 1] where Bool.random(using: &generator) {
        let members = Int.random(in: 0...3000, using: &generator)
        bars.append(
          ChangeHistogram.Bar(
            from: sign > 0 ? low : 1 - high, to: sign > 0 ? high - 1 : -low, members: members,
            total: sign * low * members))
      }
    }
    if Bool.random(using: &generator) {
      bars.append(.init(from: 0, to: 0, members: Int.random(in: 0...100_000, using: &generator), total: 0))
    }
    return bars.shuffled(using: &generator)
  }

  @Test("Losers left, gainers right, nobody lost", arguments: 1...80 as ClosedRange<UInt64>)
  func order(seed: UInt64) {
    let given = Self.bars(seed: seed)
    let histogram = ChangeHistogram(given)
    #expect(histogram.bars.map(\.from) == histogram.bars.map(\.from).sorted())
    #expect(histogram.bars.count(where: \.isUnchanged) == 1)
    #expect(
      histogram.losers.members + histogram.unchanged + histogram.gainers.members
        == given.reduce(0) { $0 + $1.members })
    #expect(histogram.losers.total + histogram.gainers.total == given.reduce(0) { $0 + $1.total })
    #expect(histogram.losers.total <= 0 && histogram.gainers.total >= 0)
    #expect(histogram.isFlat == (histogram.losers.members + histogram.gainers.members == 0))
  }

  @Test(
    "A bar is as high as it has members, and none is drawn out of the picture", arguments: 1...80 as ClosedRange<UInt64>
  )
  func heights(seed: UInt64) throws {
    let histogram = ChangeHistogram(Self.bars(seed: seed))
    let drawing = HistogramDrawing(histogram, title: "Qui <perd> & qui gagne", unchanged: "inchangé", in: .french) {
      "\($0)"
    }
    let svg = drawing.svg
    #expect(svg.contains("<title>Qui &lt;perd&gt; &amp; qui gagne</title>"))
    let drawn = svg.matches(of: /<rect class="(loss|same|gain)" x="(\d+)" y="(\d+)" width="\d+" height="(\d+)"/)
    #expect(drawn.count == histogram.bars.count)
    let tallest = histogram.bars.filter { !$0.isUnchanged }.map(\.members).max()
    var before = -1
    for (bar, rectangle) in zip(histogram.bars, drawn) {
      let (x, y, height) = (
        try #require(Int(rectangle.2)), try #require(Int(rectangle.3)), try #require(Int(rectangle.4))
      )
      #expect(rectangle.1 == (bar.isUnchanged ? "same" : bar.isLoss ? "loss" : "gain"))
      #expect(x > before && x < drawing.width && y >= 28 && y + height == 248)
      before = x
      if let tallest, !bar.isUnchanged { #expect(height == max(bar.members * 220 / tallest, 2)) }
      #expect((height == 0) == (bar.members == 0))
    }
    // Most members are not concerned: their bar is broken rather than flattening all others.
    #expect(svg.contains("class=\"break\"") == (tallest.map { histogram.unchanged > $0 } ?? false))
    for bar in histogram.bars { #expect(svg.contains(">\(Money.number(bar.members, in: .french))</text>")) }
  }

  @Test("What the platform answers becomes bars")
  func answered() {
    let histogram = ChangeHistogram([
      ChangeBucket<Cents>(from: 5000, to: 9999, members: 2, total: 12_000),
      ChangeBucket<Cents>(from: -19_999, to: -10_000, members: 1, total: -19_999),
      ChangeBucket<Cents>(from: 0, to: 0, members: 7, total: 0),
    ])
    #expect(histogram.bars.map(\.members) == [1, 7, 2])
    #expect(histogram.losers.members == 1 && histogram.losers.total == -19_999)
    let svg = HistogramDrawing(histogram, title: "", unchanged: "=", in: .english) { "\($0 / 100)" }.svg
    for label in ["-200", "… -100", "50", "… 100"] { #expect(svg.contains(">\(label)</text>"), "\(label)") }
  }
}
