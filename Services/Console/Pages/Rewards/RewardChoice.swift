/// One of the values that a list can be filtered by.
struct RewardChoice: Sendable {
  let value: String
  let label: String
  let isChosen: Bool

  /// The values of a filter with their words, `rewards.<prefix><value>`.
  static func all(_ values: [String], named prefix: String, chosen: String?, _ visit: Visit) -> [RewardChoice] {
    values.map { RewardChoice(value: $0, label: visit.word("rewards.\(prefix)\($0)"), isChosen: $0 == chosen) }
  }
}
