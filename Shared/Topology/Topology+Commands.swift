// Which commands and questions a login of few may send (contract, Who asks); staff may send all.
extension Topology {
  /// What a members' site sends.
  static let siteCommands: Set<String> = commands([
    .members: [
      "join", "invite-as-member", "sign-charter", "get-charter", "update-profile", "record-visit", "leave",
      "get-member",
    ],
    .offers: ["list-published-offers"],
    .recommendations: [
      "recommend-candidate", "withdraw-recommendation", "get-recommendation", "list-recommendations",
    ],
    .rewards: ["choose-option", "get-statement", "get-policy", "list-charities", "list-rewards"],
  ])

  /// What the companies' space sends.
  static let companyCommands: Set<String> = commands([
    .offers: [
      "publish-offer", "update-offer", "reopen-offer", "close-offer", "get-offer", "list-offers", "get-company",
      "update-company",
    ],
    .qualification: ["list-candidacies", "close-candidacy"],
  ])

  /// What an outside system sends: who pays out asks what is open.
  static func commands(of system: OutsideSystem) -> Set<String> {
    system.reports.contains(.payout) ? ["rewards.list-payouts"] : []
  }

  private static func commands(_ names: [ServiceName: [String]]) -> Set<String> {
    Set(names.flatMap { service, names in names.map { "\(service.rawValue).\($0)" } })
  }
}
