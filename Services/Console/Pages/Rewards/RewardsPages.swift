import ConsoleDomain

/// Bonuses: what is held, due, claimed; where every euro went; members' statements.
enum RewardsPages: PageGroup {
  static let area = Area.rewards
  static let views = [
    "rewards": PackageResources.rewards_mustache, "rewards-tabs": PackageResources.rewards_tabs_mustache,
    "rewards-all": PackageResources.rewards_all_mustache, "rewards-rows": PackageResources.rewards_rows_mustache,
    "rewards-payouts": PackageResources.rewards_payouts_mustache,
    "rewards-payout-rows": PackageResources.rewards_payout_rows_mustache,
    "rewards-claims": PackageResources.rewards_claims_mustache,
    "rewards-claim-rows": PackageResources.rewards_claim_rows_mustache,
    "rewards-calendar": PackageResources.rewards_calendar_mustache,
    "rewards-one": PackageResources.rewards_one_mustache, "rewards-hire": PackageResources.rewards_hire_mustache,
    "rewards-picture": PackageResources.rewards_picture_mustache,
    "rewards-statement": PackageResources.rewards_statement_mustache,
  ]
  static let words = RewardsWords.all
  static let forms = RewardsForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/rewards", in: area, RewardsOverview.show)
    routes.get("/rewards/all", in: area, RewardList.show)
    routes.get("/rewards/payouts", in: area, PayoutList.show)
    routes.get("/rewards/claims", in: area, ClaimList.show)
    routes.get("/rewards/statement/:member", in: area, StatementPage.show)
    routes.get("/rewards/hires/:hire", in: area, HireMoneyPage.show)
    routes.get("/rewards/:reward", in: area, RewardPage.show)
  }
}
