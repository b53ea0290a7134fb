public import Messages

/// Where the thing is that a decision was about.
public enum AuditSubject {
  /// The address of its page; nil where it has none, or is no id.
  public static func address(of correction: Correction) -> String? {
    let subject = correction.subject
    guard subject.utf8.allSatisfy({ isPlain($0) }), !subject.isEmpty else { return nil }
    switch correction.command {
    case "members.expel": return "/members/\(subject)"
    case "members.invite-member", "members.invite-as-member", "members.revoke-invitation": return "/members/invitations"
    case "members.publish-charter": return "/members/charter"
    case "offers.register-company", "offers.update-company": return "/companies/\(subject)"
    case "offers.close-offer", "offers.update-offer", "offers.reopen-offer", "offers.publish-offer":
      return "/offers/\(subject)"
    case "recommendations.attribute-hire", "recommendations.detach-hire": return "/hires/\(subject)"
    case "recommendations.set-own-company", "recommendations.withdraw-recommendation":
      return "/recommendations/\(subject)"
    case "recommendations.release-candidate": return "/recommendations?candidate=\(subject)"
    case "qualification.record-interview", "qualification.correct-interview": return "/interviews/\(subject)"
    case "rewards.register-charity", "rewards.update-charity": return "/charities/\(subject)"
    case "rewards.settle-claim": return "/rewards/claims"
    case "rewards.retry-payout": return "/rewards/payouts"
    case let command where command.hasSuffix(".change-policy") || command.hasSuffix(".cancel-policy-change"):
      return "/policies/" + command.prefix { $0 != "." }
    case let command where command.hasSuffix(".confirm-decision"): return "/policies/decisions"
    default: return nil
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
