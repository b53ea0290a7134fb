public import Vocabulary

/// Who may hold an account of the books beside the platform.
public enum AccountHolderKind: String, ClosedEnumeration {
  /// A member.
  case member
  /// A charity.
  case charity
  /// A company.
  case company
}
