/// Cents that go from one place to another.
public struct MoneyFlow<Place: Hashable & Sendable>: Hashable, Sendable {
  /// Where they come from.
  public let from: Place
  /// Where they go.
  public let to: Place
  /// How many; more than none.
  public var cents: Int

  /// Cents from a place to another.
  public init(from: Place, to: Place, cents: Int) {
    self.from = from
    self.to = to
    self.cents = cents
  }
}

/// Flows in the order in which they were added; those between the same places are one.
public struct MoneyFlows<Place: Hashable & Sendable>: Hashable, Sendable {
  /// The flows.
  public private(set) var all: [MoneyFlow<Place>] = []

  /// None.
  public init() {}

  /// Adds cents; nothing where there are none.
  public mutating func add(_ cents: Int, from: Place, to: Place) {
    guard cents != 0 else { return }
    if let index = all.firstIndex(where: { $0.from == from && $0.to == to }) {
      all[index].cents += cents
    } else {
      all.append(MoneyFlow(from: from, to: to, cents: cents))
    }
  }

  /// The places, in the order in which they come.
  public var places: [Place] {
    var seen: Set<Place> = []
    return all.flatMap { [$0.from, $0.to] }.filter { seen.insert($0).inserted }
  }

  /// What comes into a place.
  public func into(_ place: Place) -> Int { all.reduce(0) { $1.to == place ? $0 + $1.cents : $0 } }

  /// What goes out of a place.
  public func outOf(_ place: Place) -> Int { all.reduce(0) { $1.from == place ? $0 + $1.cents : $0 } }

  /// What nothing comes into, with what goes out of it.
  public var sources: [(place: Place, cents: Int)] {
    places.filter { into($0) == 0 }.map { ($0, outOf($0)) }
  }

  /// What nothing goes out of, with what comes into it.
  public var ends: [(place: Place, cents: Int)] {
    places.filter { outOf($0) == 0 }.map { ($0, into($0)) }
  }

  /// Where as much does not go out as comes in, between the sources and the ends.
  public var leaks: [Place] {
    places.filter { into($0) != 0 && outOf($0) != 0 && into($0) != outOf($0) }
  }
}
