public import Vocabulary

/// Which end of a list comes first.
public enum ListOrder: String, ClosedEnumeration {
  /// What is said of every list that says nothing else (A1).
  case newestFirst = "newest-first"
  /// What has waited longest.
  case oldestFirst = "oldest-first"
}
