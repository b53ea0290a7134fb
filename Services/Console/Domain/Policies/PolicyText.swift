public import Messages
public import Vocabulary

/// Terms of policies as people read them.
public enum PolicyText {
  /// A term's value; what it means that there is none, where it is nil.
  public static func text(_ value: JSONValue?, of term: PolicyTerm, in language: Language) -> String {
    switch (term.kind, value) {
    case (.tick, let value):
      return (value == .boolean(true) ? Said("oui", "yes") : Said("non", "no")).text(in: language)
    case (_, nil), (_, .null):
      let nothing =
        term.path == "twoPeopleAboveCents" ? Said("jamais à deux", "never by two") : Said("sans limite", "no limit")
      return nothing.text(in: language)
    case (.euros, .integer(let cents)): return Money.text(cents, in: language)
    case (.whole(_, let unit), .integer(let number)):
      guard let unit else { return Money.number(number, in: language) }
      return counted(number, unit, in: language)
    case (.duration, .integer(let seconds)): return DurationUnit.text(seconds, in: language)
    case (.line, .string(let text)): return text
    case (.instalments, .array(let parts)):
      return parts.map { instalment($0, in: language) }.joined(separator: " · ")
    case (_, let value?): return "\(value)"
    }
  }

  /// A number of something; of one, and in French of none, the word has no `s`.
  static func counted(_ number: Int, _ unit: Said, in language: Language) -> String {
    let (one, word) = (number == 1 || (number == 0 && language == .french), unit.text(in: language))
    return Money.number(number, in: language) + "\u{A0}" + (one && word.hasSuffix("s") ? String(word.dropLast()) : word)
  }

  private static func instalment(_ part: JSONValue, in language: Language) -> String {
    guard case .object(let part) = part, case .integer(let percent) = part["percent"],
      case .integer(let days) = part["days"]
    else { return "" }
    let begin = (part["from"]?.string == "start" ? Self.start : Self.hire).text(in: language)
    let share = language == .french ? "\(percent)\u{A0}%" : "\(percent)%"
    guard days > 0 else { return "\(share) \(begin)" }
    let later = counted(days, Said("jours", "days"), in: language) + (language == .french ? " après" : " after")
    let from =
      part["from"]?.string == "start" ? Said("l’entrée en fonction", "the start") : Said("l’embauche", "the hire")
    return "\(share) \(later) \(from.text(in: language))"
  }

  private static let hire = Said("à l’embauche", "at the hire")
  private static let start = Said("à l’entrée en fonction", "at the start")
}
