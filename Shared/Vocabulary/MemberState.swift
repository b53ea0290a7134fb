/// Whether somebody is a member.
public enum MemberState: String, ClosedEnumeration {
  /// A member.
  case active
  /// Who left (M5).
  case left
  /// Who was made to leave (M10).
  case expelled
}
