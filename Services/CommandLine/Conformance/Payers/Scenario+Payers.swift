extension Scenario {
  static let payers: [Scenario] = []
}
