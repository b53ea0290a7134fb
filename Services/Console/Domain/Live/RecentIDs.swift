/// Which ids were seen of late: so many of the newest, so that what a stream delivers twice counts once.
public struct RecentIDs: Sendable {
  private let limit: Int
  private var known: Set<String> = []
  private var order: [String] = []
  private var oldest = 0

  /// Remembers so many at most.
  public init(limit: Int) {
    self.limit = limit
  }

  /// How many are remembered.
  public var count: Int { known.count }

  /// Whether an id is new; it is known from then on.
  public mutating func insert(_ id: String) -> Bool {
    guard known.insert(id).inserted else { return false }
    if order.count < limit {
      order.append(id)
    } else {
      known.remove(order[oldest])
      order[oldest] = id
      oldest = (oldest + 1) % limit
    }
    return true
  }
}
