// Compatibility normalisation is in none of the smaller modules.
import Foundation
import Vocabulary

/// Makes spellings of one e-mail address equal: case and Unicode form do not count (R4).
enum NormalisedEmail {
  /// NFKC and case-folded, local part and domain alike.
  ///
  /// Upper case first folds what lower case alone would not, such as "ß" and "ς"; what case mapping decomposes is
  /// composed again.
  static func text(of address: EmailAddress) -> String {
    foldedForm(of: address.rawValue)
  }
}

/// NFKC and case-folded.
func foldedForm(of text: String) -> String {
  text.precomposedStringWithCompatibilityMapping.uppercased().lowercased().precomposedStringWithCompatibilityMapping
}
