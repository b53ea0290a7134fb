/// The pages of the area beside each other.
struct MembersTabs: Sendable {
  enum Tab: String, CaseIterable {
    case list = ""
    case invitations
    case charter
  }

  struct Entry: Sendable {
    let address: String
    let label: String
    let isCurrent: Bool
  }

  let entries: [Entry]

  init(_ current: Tab?, _ visit: Visit) {
    entries = Tab.allCases.map { tab in
      Entry(
        address: tab == .list ? "/members" : "/members/\(tab.rawValue)",
        label: visit.word("members.tab-\(tab == .list ? "list" : tab.rawValue)"), isCurrent: tab == current)
    }
  }
}
