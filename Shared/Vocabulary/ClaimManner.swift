/// How a claim ended (W6).
public enum ClaimManner: String, ClosedEnumeration {
  /// Its holder paid it back.
  case repaid
  /// The platform gave it up.
  case writtenOff = "written-off"
}
