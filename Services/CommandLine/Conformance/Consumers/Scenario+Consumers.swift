extension Scenario {
  static let consumers: [Scenario] = []
}
