/// What each role may see and do: the one table that decides it, told in the README and tested cell by cell.
public enum RoleTable {
  /// Who sees an area.
  public static func mayEnter(_ area: Area, _ roles: Set<Role>) -> Bool {
    !visitors(of: area).isDisjoint(with: roles)
  }

  /// Who may send a command, by its routing key; nobody may send one that is not in the table.
  public static func maySend(_ routingKey: String, _ roles: Set<Role>) -> Bool {
    !(senders[routingKey] ?? []).isDisjoint(with: roles)
  }

  /// The roles that see an area.
  public static func visitors(of area: Area) -> Set<Role> {
    switch area {
    case .today, .interviews, .recommendations, .hires, .rewards, .offers, .members, .charities, .companies,
      .policies, .flow:
      Set(Role.allCases)
    case .letters: [.operator, .administrator]
    case .audit: [.finance, .operator, .administrator]
    }
  }

  /// The roles that may send each command, by its routing key.
  public static let senders: [String: Set<Role>] = {
    var senders: [String: Set<Role>] = [:]
    for (roles, keys) in rows { for key in keys { senders[key] = roles.union([.administrator]) } }
    return senders
  }()

  /// Besides administrators, who may do everything here.
  private static let rows: [(Set<Role>, [String])] = [
    (
      [.recruiter],
      [
        "qualification.record-interview", "qualification.correct-interview", "qualification.close-candidacy",
        "recommendations.attribute-hire", "recommendations.detach-hire", "recommendations.withdraw-recommendation",
        "recommendations.release-candidate", "recommendations.set-own-company", "recommendations.confirm-decision",
        "offers.publish-offer", "offers.update-offer", "offers.close-offer", "offers.reopen-offer",
        "offers.register-company", "offers.update-company", "members.invite-member", "members.revoke-invitation",
      ]
    ),
    (
      [.finance],
      [
        "rewards.choose-option", "rewards.settle-claim", "rewards.retry-payout", "rewards.register-charity",
        "rewards.update-charity",
      ]
    ),
    (
      [.operator],
      [
        letters("replay"), letters("discard"), letters("reveal"), letters("edit"),
        "webhooks.retry-delivery", "webhooks.discard-delivery", "webhooks.map-job",
      ]
    ),
    (
      [],
      [
        "members.expel", "members.readmit", "members.publish-charter", "members.change-policy",
        "members.cancel-policy-change", "offers.change-policy", "offers.cancel-policy-change",
        "recommendations.change-policy", "recommendations.cancel-policy-change", "rewards.change-policy",
        "rewards.cancel-policy-change", "rewards.confirm-decision",
      ]
    ),
  ]

  /// Who may confirm what somebody else asked for: whoever may ask for it themselves.
  public static func mayConfirm(_ routingKey: String, _ roles: Set<Role>) -> Bool {
    let service = routingKey.prefix { $0 != "." }
    return maySend("\(service).confirm-decision", roles) && maySend(routingKey, roles)
  }

  /// What is done with dead letters is no command of a service; it has a key all the same.
  public static func letters(_ action: String) -> String { "letters.\(action)" }
}
