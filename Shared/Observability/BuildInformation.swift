internal import CBuildInformation

/// Which program this is.
public enum BuildInformation {
  /// The platform's version.
  public static let version = "1.0.0"

  /// The commit that it was built from, with `+` behind it where the checkout had changes; `unknown` outside of one.
  public static let commit = String(cString: coopt_commit())
}
