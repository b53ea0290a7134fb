/// Flows as a picture: places as bars in columns, flows as bands between them, as high as they are of cents.
///
/// Lengths are of a picture that is `width` wide; whoever shows it scales it.
public struct MoneyDiagram<Place: Hashable & Sendable>: Sendable {
  /// A place, as a bar.
  public struct Bar: Sendable {
    /// The place.
    public let place: Place
    /// What comes through it.
    public let cents: Int
    /// The left edge.
    public let x: Double
    /// The upper edge.
    public let y: Double
    /// The height.
    public let height: Double
  }

  /// A flow, as a band.
  public struct Band: Sendable {
    /// The flow.
    public let flow: MoneyFlow<Place>
    /// How high it is.
    public let height: Double
    /// Its outline, as the `d` of a path.
    public let outline: String
  }

  /// How wide a bar is.
  public static var barWidth: Double { 12 }
  /// What a label needs: bars are no nearer to one another.
  public static var labelHeight: Double { 36 }
  /// How wide the picture is.
  public let width: Double
  /// How high the picture is.
  public let height: Double
  /// The bars, column by column from above.
  public let bars: [Bar]
  /// The bands.
  public let bands: [Band]

  /// Draws flows; `column` says how far each place is from the left, `body` how high the fullest column's bars are together.
  public init(_ flows: MoneyFlows<Place>, width: Double = 1000, body: Double = 260, column: (Place) -> Int) {
    self.width = width
    let places = flows.places
    let used = Set(places.map(column)).sorted()
    var columns = used.map { number in places.filter { column($0) == number } }
    func cents(_ place: Place) -> Int { max(flows.into(place), flows.outOf(place)) }
    let fullest = columns.map { $0.reduce(0) { $0 + cents($1) } }.max() ?? 0
    let scale = fullest > 0 ? body / Double(fullest) : 0
    // The last column's labels stand to its right, too.
    let step = columns.isEmpty ? 0 : width / Double(columns.count)
    var drawn: [Place: Bar] = [:]
    var bottom = 0.0
    for number in columns.indices {
      // Whoever gets of what stands above stands above: fewer bands cross.
      let weights = columns[number].map { Self.weight(of: $0, flows, drawn) }
      let order = columns[number].indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
      columns[number] = order.map { columns[number][$0] }
      var y = 0.0
      for place in columns[number] {
        let height = max(1, Double(cents(place)) * scale)
        drawn[place] = Bar(place: place, cents: cents(place), x: Double(number) * step, y: y, height: height)
        y += max(height, Self.labelHeight) + 10
      }
      bottom = max(bottom, y - 10)
    }
    height = max(bottom, 0)
    bars = columns.joined().compactMap { drawn[$0] }
    bands = Self.bands(flows, drawn, scale)
  }

  private static func weight(of place: Place, _ flows: MoneyFlows<Place>, _ drawn: [Place: Bar]) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for flow in flows.all where flow.to == place {
      guard let bar = drawn[flow.from] else { continue }
      sum += (bar.y + bar.height / 2) * Double(flow.cents)
      weights += Double(flow.cents)
    }
    return weights > 0 ? sum / weights : .greatestFiniteMagnitude
  }

  private static func bands(_ flows: MoneyFlows<Place>, _ bars: [Place: Bar], _ scale: Double) -> [Band] {
    // Bands leave and reach a bar from above in the order of what is at their other ends.
    var leaving: [Place: Double] = [:]
    var reaching: [Place: Double] = [:]
    let order = flows.all.indices.sorted { one, other in
      let (one, other) = (flows.all[one], flows.all[other])
      return (bars[one.from]?.y ?? 0, bars[one.to]?.y ?? 0) < (bars[other.from]?.y ?? 0, bars[other.to]?.y ?? 0)
    }
    return order.compactMap { index in
      let flow = flows.all[index]
      guard let from = bars[flow.from], let to = bars[flow.to] else { return nil }
      let height = Double(flow.cents) * scale
      let start = (from.x + barWidth, from.y + leaving[flow.from, default: 0])
      let end = (to.x, to.y + reaching[flow.to, default: 0])
      leaving[flow.from, default: 0] += height
      reaching[flow.to, default: 0] += height
      return Band(flow: flow, height: height, outline: outline(start, end, max(height, 1)))
    }
  }

  private static func outline(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double), _ height: Double)
    -> String
  {
    let middle = (start.x + end.x) / 2
    let (m, x0, x1) = (DrawnLength.text(middle), DrawnLength.text(start.x), DrawnLength.text(end.x))
    let (y0, y1) = (DrawnLength.text(start.y), DrawnLength.text(end.y))
    let (z0, z1) = (DrawnLength.text(start.y + height), DrawnLength.text(end.y + height))
    return "M\(x0) \(y0)C\(m) \(y0) \(m) \(y1) \(x1) \(y1)L\(x1) \(z1)C\(m) \(z1) \(m) \(z0) \(x0) \(z0)Z"
  }
}
