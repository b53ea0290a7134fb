import FoundationEssentials
import ServiceSettings

/// How whoever reads letters that propose offers has them stop, beside the profile (RFC 2369, RFC 8058).
package struct Unsubscription: Sendable {
  /// Where: `https:` or `mailto:`.
  let url: String

  /// Reads an address; nil where it is none that mail programs follow, or would end its header.
  package init?(_ text: String) {
    let isWhole = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && scalar.value > 32 && scalar.value != 127 && scalar != "<" && scalar != ">"
    }
    guard isWhole, text.utf8.count <= 900, let url = URL(string: text), let scheme = url.scheme?.lowercased() else {
      return nil
    }
    switch scheme {
    case "https": guard url.host()?.isEmpty == false else { return nil }
    case "mailto": guard text.dropFirst("mailto:".count).contains("@") else { return nil }
    default: return nil
    }
    self.url = text
  }

  /// What `COOPT_MAIL_UNSUBSCRIBE` says; nil where it is not given.
  ///
  /// Throws `SettingError`.
  init?(_ settings: Settings) throws(SettingError) {
    let name = "COOPT_MAIL_UNSUBSCRIBE"
    guard let text = try settings.optionalText(name) else { return nil }
    guard let unsubscription = Unsubscription(text) else {
      throw SettingError(name, "is not an address that begins with https:// or mailto:")
    }
    self = unsubscription
  }

  /// The page; nil where a letter is to be written instead.
  var page: String? { isPage ? url : nil }

  /// The address to write to; nil where there is a page instead.
  var address: String? {
    isPage ? nil : String(url.dropFirst("mailto:".count).prefix { $0 != "?" })
  }

  /// The headers of a letter.
  ///
  /// One click is a POST, so only a page can be asked by one.
  var headers: [String] {
    ["List-Unsubscribe: <\(url)>"] + (isPage ? ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"] : [])
  }

  private var isPage: Bool { url.lowercased().hasPrefix("https:") }
}
