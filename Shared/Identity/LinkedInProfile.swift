import Foundation

/// Reads the name of a profile out of a LinkedIn address, in any of its spellings (R4).
public enum LinkedInProfile {
  /// The name after `/in/`, case-folded; nil when the text names no profile.
  ///
  /// Scheme, language subdomain, mobile paths, trailing slash, query and fragment do not count; `in/name` is enough.
  public static func name(in text: String) -> String? {
    let address = foldedForm(of: text.trimmingCharacters(in: .whitespacesAndNewlines))
    let afterScheme = address.range(of: "//").map { address[$0.upperBound...] } ?? address[...]
    let path = afterScheme.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/")
    guard let host = parts.first, host == "in" || isLinkedIn(host), let marker = parts.firstIndex(of: "in"),
      parts.indices.contains(marker + 1)
    else { return nil }
    let name = String(parts[marker + 1])
    return name.removingPercentEncoding.map(foldedForm(of:)) ?? name
  }

  private static func isLinkedIn(_ host: Substring) -> Bool {
    let name = host.prefix { $0 != ":" }
    return name == "linkedin.com" || name.hasSuffix(".linkedin.com")
  }
}
