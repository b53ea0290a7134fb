import FoundationEssentials
import FoundationInternationalization
public import Vocabulary

/// What zones are called: countries as the Unicode locale data names them, parts of France by name, others by their country (M4).
public enum ZoneNames {
  /// The code with its name: `FR-59 · Nord`, `BE-BRU · Belgique`.
  public static func text(_ code: ZoneCode, in language: Language) -> String {
    "\(code.rawValue) · \(name(code, in: language))"
  }

  /// The name of a zone; of a part of another country than France the country's.
  public static func name(_ code: ZoneCode, in language: Language) -> String {
    if let name = FrenchZoneNames.name(code.rawValue) { return name }
    return locales[language]?.localizedString(forRegionCode: code.country) ?? code.country
  }

  private static let locales = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { ($0, Locale(identifier: $0.rawValue)) })
}
