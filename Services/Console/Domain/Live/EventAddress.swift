/// Where the console shows what an event is about.
public enum EventAddress {
  /// The area, and the address in it; nil where there is no such page.
  public static func of(_ event: StaffEvent) -> (area: Area, path: String)? {
    func page(_ area: Area, _ field: String, below path: String? = nil) -> (area: Area, path: String)? {
      guard let id = event[field], isID(id) else { return nil }
      return (area, "/\(path ?? area.rawValue)/\(id)")
    }
    switch event.name {
    case "message-dead-lettered", "command-refused": return (.letters, "/letters")
    case "webhook-quarantined": return page(.letters, "deliveryId", below: "letters/webhooks")
    case "decision-requested", "decision-confirmed": return (.policies, "/policies/decisions")
    case "claim-opened", "claim-settled", "claim-set-off": return (.rewards, "/rewards/claims")
    case "listing-credits-granted": return page(.companies, "companyId")
    case "interview-requested", "interview-corrected": return page(.interviews, "recommendationId")
    case "member-joined", "member-left", "member-identity-conflict", "points-awarded", "level-changed":
      return page(.members, "memberId")
    case let name where name.hasPrefix("hire-"): return page(.hires, "hireId")
    case let name where name.hasPrefix("reward-") || name.hasPrefix("payout-"): return page(.rewards, "rewardId")
    // A refused recommendation leaves nothing behind.
    case "recommendation-refused": return page(.offers, "offerId")
    default: return page(.recommendations, "recommendationId") ?? page(.offers, "offerId")
    }
  }

  /// Ids go into addresses as they are: letters, digits, hyphens.
  private static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 32) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}
