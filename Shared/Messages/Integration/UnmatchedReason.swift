public import Vocabulary

/// Why a hire is not attributed, in the one word that an outside system reads (H2).
///
/// Staff read which of the `UnattributedReason`s it was; to the system that reports, a finer answer would say whether somebody
/// is known to the platform.
public enum UnmatchedReason: String, ClosedEnumeration {
  /// Nothing that the report could be matched with.
  case noMatch = "no-match"
}
