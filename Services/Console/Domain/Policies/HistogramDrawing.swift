public import Vocabulary

/// A histogram of changes as a picture: SVG with classes and no styles of its own.
public struct HistogramDrawing: Sendable {
  /// What the picture says to who cannot see it.
  public let title: String
  private let histogram: ChangeHistogram
  private let language: Language
  private let bound: @Sendable (Int) -> String
  private let unchangedLabel: String

  private static let (height, top, bottom, step, gap) = (220, 28, 44, 76, 10)

  /// A picture; `bound` says how a change reads where two bars meet.
  public init(
    _ histogram: ChangeHistogram, title: String, unchanged: String, in language: Language,
    bound: @escaping @Sendable (Int) -> String
  ) {
    self.histogram = histogram
    self.title = title
    self.language = language
    self.bound = bound
    unchangedLabel = unchanged
  }

  /// How wide it is drawn.
  public var width: Int { histogram.bars.count * Self.step + 2 * Self.gap }

  /// The picture.
  public var svg: String {
    // Most members may not be touched: they must not flatten the others, and their bar is broken where it is too high.
    let tallest = histogram.bars.filter { !$0.isUnchanged }.map(\.members).max() ?? max(histogram.unchanged, 1)
    let total = Self.height + Self.top + Self.bottom
    var text = """
      <svg class="chart histogram" role="img" viewBox="0 0 \(width) \(total)" width="\(width)" height="\(total)">\
      <title>\(Self.escaped(title))</title>
      """
    for (place, bar) in histogram.bars.enumerated() { text += column(bar, at: place, of: tallest) }
    let base = Self.top + Self.height
    text += "<line class=\"axis\" x1=\"0\" y1=\"\(base)\" x2=\"\(width)\" y2=\"\(base)\"/>"
    return text + "</svg>"
  }

  private func column(_ bar: ChangeHistogram.Bar, at place: Int, of tallest: Int) -> String {
    let left = Self.gap + place * Self.step
    let (middle, base) = (left + Self.step / 2, Self.top + Self.height)
    let isBroken = bar.members > tallest
    let height = isBroken ? Self.height : max(bar.members * Self.height / tallest, bar.members > 0 ? 2 : 0)
    let kind = bar.isUnchanged ? "same" : bar.isLoss ? "loss" : "gain"
    var text = """
      <rect class="\(kind)" x="\(left + 4)" y="\(base - height)" width="\(Self.step - 8)" height="\(height)" rx="2"/>
      """
    if isBroken {
      let edge = base - Self.height + 24
      text += """
        <path class="break" d="M\(left) \(edge)l\(Self.step / 4) -10l\(Self.step / 4) 10l\(Self.step / 4) -10\
        l\(Self.step / 4) 10"/>
        """
    }
    text += label("count", Money.number(bar.members, in: language), middle, base - height - 8)
    if bar.isUnchanged { return text + label("bound", unchangedLabel, middle, base + 18) }
    let (first, last) = bar.isLoss ? (bar.from - 1, bar.to) : (bar.from, bar.to + 1)
    return text + label("bound", bound(first), middle, base + 18)
      + label("bound", "… " + bound(last), middle, base + 34)
  }

  private func label(_ kind: String, _ text: String, _ x: Int, _ y: Int) -> String {
    "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(Self.escaped(text))</text>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
