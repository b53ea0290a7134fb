import Messages
import Vocabulary

/// The data of another system's reports, as options give them; the syntax of texts is the service's to judge.
package enum ReportData {
  /// A text that is given, else none; a text with dots in its name stands in an object.
  package static func object(_ fields: [(name: String, value: String?)]) -> JSONObject {
    fields.reduce(into: [:]) { data, field in
      guard let value = field.value else { return }
      let words = field.name.split(separator: ".").map(String.init)
      guard words.count == 2 else { return data[field.name] = .string(value) }
      var inner: JSONObject = if case .object(let inner) = data[words[0]] { inner } else { [:] }
      inner[words[1]] = .string(value)
      data[words[0]] = .object(inner)
    }
  }

  /// An instant that is given, as it is, or how long ago it was; else now.
  package static func instant(_ text: String?, now: Timestamp = .now) -> String {
    guard let text else { return now.description }
    guard Timestamp(text) == nil, let ago = try? Age.instant(text, now: now) else { return text }
    return ago.description
  }
}
