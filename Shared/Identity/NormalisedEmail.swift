// Compatibility normalisation is in none of the smaller modules.
import Foundation
import Vocabulary

/// Makes spellings of one e-mail address equal: case, Unicode form, invisible characters and a tag do not count (R4).
enum NormalisedEmail {
  /// Local part without its tag, and domain; NFKC and case-folded.
  ///
  /// A tag is what follows a "+" (RFC 5233): whoever receives at `camille+x@` receives at `camille@`.
  static func text(of address: EmailAddress) -> String {
    let text = foldedForm(of: withoutInvisible(address.rawValue))
    guard let at = text.lastIndex(of: "@") else { return text }
    let local = text[..<at]
    var domain = text[text.index(after: at)...]
    while domain.last == "." { domain.removeLast() }
    return String(withoutTag(local)) + "@" + domain
  }

  /// As it was read before tags and invisible characters stopped counting.
  static func formerText(of address: EmailAddress) -> String {
    foldedForm(of: address.rawValue)
  }

  /// A local part that begins with "+" has no tag: nothing would be left of it.
  private static func withoutTag(_ local: Substring) -> Substring {
    guard let plus = local.firstIndex(of: "+"), plus > local.startIndex else { return local }
    return local[..<plus]
  }
}

/// NFKC and case-folded.
///
/// Upper case first folds what lower case alone would not, such as "ß" and "ς"; what case mapping decomposes is
/// composed again.
func foldedForm(of text: String) -> String {
  text.precomposedStringWithCompatibilityMapping.uppercased().lowercased().precomposedStringWithCompatibilityMapping
}

/// Without what nobody sees, such as the zero-width space that comes with a copied text.
func withoutInvisible(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.filter { scalar in
        !scalar.properties.isDefaultIgnorableCodePoint && scalar.properties.generalCategory != .control
          && scalar.properties.generalCategory != .format
      }))
}
