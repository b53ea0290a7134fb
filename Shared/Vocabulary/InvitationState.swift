/// What became of an invitation (M1).
public enum InvitationState: String, ClosedEnumeration {
  /// It can be used.
  case open
  /// It admitted somebody.
  case used
  /// Its time is over.
  case expired
  /// Staff took it back.
  case revoked
}
