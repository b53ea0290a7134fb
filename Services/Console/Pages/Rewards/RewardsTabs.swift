/// The pages of bonuses, beside one another.
struct RewardsTabs: Sendable {
  struct Tab: Sendable {
    let address: String
    let label: String
    let isCurrent: Bool
  }

  let tabs: [Tab]

  init(_ visit: Visit) {
    tabs = [
      ("/rewards", "overview"), ("/rewards/all", "all"), ("/rewards/payouts", "payouts"), ("/rewards/claims", "claims"),
    ].map { Tab(address: $0.0, label: visit.word("rewards.\($0.1)"), isCurrent: $0.0 == visit.path) }
  }
}
