/// Which accounts of the books are meant.
///
/// `*` stands for any text. Without one, the account itself is meant and all that lie under it: `member:<id>` means
/// `member:<id>:payable` too.
package struct AccountPattern: Hashable, Sendable {
  /// What an account is compared with by SQL's `like`; one of them has to fit.
  package let likePatterns: [String]

  /// Every account.
  package static let everything = AccountPattern("*")

  /// Reads a pattern.
  package init(_ text: String) {
    let escaped = text.map { "\\%_".contains($0) ? "\\\($0)" : $0 == "*" ? "%" : String($0) }.joined()
    likePatterns = text.contains("*") ? [escaped] : [escaped, "\(escaped):%"]
  }
}
