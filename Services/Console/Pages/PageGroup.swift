import ConsoleDomain

/// The pages of an area: their addresses, their templates, their words, and what can be done from them.
protocol PageGroup: Sendable {
  /// The area that they belong to.
  static var area: Area { get }
  /// Templates by name: `interviews` is what `{{>interviews}}` and `visit.page("interviews", …)` mean.
  static var views: [String: [UInt8]] { get }
  /// Texts by name: `{{w.interviews.title}}` is `interviews` and `title`.
  static var words: [String: Said] { get }
  /// What can be sent from these pages.
  static var forms: [ActionForm] { get }
  /// Adds the addresses.
  static func register(on routes: ConsoleRoutes)
}

/// Every area's pages, in the order of the menu.
let pageGroups: [any (PageGroup & SendableMetatype).Type] = [
  TodayPages.self, InterviewsPages.self, RecommendationsPages.self, HiresPages.self, RewardsPages.self,
  OffersPages.self, MembersPages.self, CompaniesPages.self, CharitiesPages.self, PoliciesPages.self,
  LettersPages.self, FlowPages.self, AuditPages.self,
]
