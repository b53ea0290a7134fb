/// What a service told during the last moments, so that one knows how fast it works.
public struct ServiceHistory: Sendable {
  private struct Reading {
    let at: Double
    let figures: ServiceFigures
  }

  /// How many readings are compared at most: of ten seconds where there is one every two.
  private static let length = 6
  private var readings: [Reading] = []
  /// Whether it did not answer when it was asked last; nil before it was asked.
  public private(set) var isAway: Bool?

  /// Nothing yet.
  public init() {}

  /// What it told last.
  public var newest: ServiceFigures? { readings.last?.figures }

  /// It answered, at an instant in seconds.
  public mutating func told(_ figures: ServiceFigures, at instant: Double) {
    // A process that began anew counts from nothing.
    if let newest, figures.published < newest.published || Self.sum(figures) < Self.sum(newest) { readings = [] }
    readings.append(Reading(at: instant, figures: figures))
    if readings.count > Self.length { readings.removeFirst() }
    isAway = false
  }

  /// It did not answer.
  public mutating func wasSilent() {
    readings = []
    isAway = true
  }

  /// How much a count grew a second; nil where one reading is all there is.
  public func rate(_ count: (ServiceFigures) -> Double) -> Double? {
    guard let first = readings.first, let last = readings.last, last.at > first.at else { return nil }
    return max(0, (count(last.figures) - count(first.figures)) / (last.at - first.at))
  }

  private static func sum(_ figures: ServiceFigures) -> Double { figures.handled.values.reduce(0, +) }
}
