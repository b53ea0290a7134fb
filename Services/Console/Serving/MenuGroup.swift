import ConsoleDomain

/// Entries of the menu that belong together, in the order in which they stand.
enum MenuGroup: String, CaseIterable, Sendable {
  case front, people, money, rules, machine

  var areas: [Area] {
    switch self {
    case .front: [.today]
    case .people: [.interviews, .recommendations, .hires, .offers, .members, .companies]
    case .money: [.rewards, .charities]
    case .rules: [.policies, .audit]
    case .machine: [.letters, .flow]
    }
  }

  /// The letter that leads to an area, after `g`.
  static func key(of area: Area) -> String {
    switch area {
    case .today: "t"
    case .interviews: "i"
    case .recommendations: "r"
    case .hires: "h"
    case .rewards: "e"
    case .offers: "o"
    case .members: "m"
    case .charities: "d"
    case .companies: "c"
    case .policies: "p"
    case .letters: "l"
    case .flow: "f"
    case .audit: "a"
    }
  }

  /// The lines of an area's picture, on a field of 24 by 24.
  static func picture(of area: Area) -> String {
    switch area {
    case .today:
      "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"
    case .interviews:
      "M6 3h3l1.5 5-2 1.5a12 12 0 0 0 6 6l1.5-2 5 1.5v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
    case .recommendations: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12.5h5"
    case .hires: "M4 8h16v12H4zM9 8V5h6v3M4 13h16M12 12v2.5"
    case .rewards: "M17.5 6.5a7 7 0 1 0 0 11M4 10.5h9M4 13.5h8"
    case .offers: "M3 11v3l11 4V7zM14 7l5-3v17l-5-3M6.5 15.5 8 20"
    case .members:
      "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 20c0-3.5 2.5-5 6-5s6 1.5 6 5M16 5.5a3.2 3.2 0 0 1 0 6M18 15.3c2 .7 3 2.2 3 4.7"
    case .charities: "M12 20S4 15 4 9.5A4.2 4.2 0 0 1 12 7.6 4.2 4.2 0 0 1 20 9.5C20 15 12 20 12 20z"
    case .companies: "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3"
    case .policies: "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z"
    case .letters: "M3 6h18v12H3zM3 7l9 6 9-6"
    case .flow: "M3 12h4l3-8 4 16 3-8h4"
    case .audit: "M6 3h9l4 4v14H6zM9 11h7M9 14.5h7M9 18h4"
    }
  }
}
