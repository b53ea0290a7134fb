public import Vocabulary

/// Who may be paid.
public enum BeneficiaryKind: String, ClosedEnumeration {
  /// A member.
  case member
  /// A charity.
  case charity
}
