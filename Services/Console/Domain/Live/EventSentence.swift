public import Vocabulary

/// What happened, in one line of the reader's language.
///
/// Staff are told in French; so the console makes a sentence of its own out of name and details. Names of people and
/// companies alone are taken out of the heading, since details hold ids.
public struct EventSentence: Sendable {
  let event: StaffEvent
  let language: Language

  /// The sentence about an event.
  public static func text(_ event: StaffEvent, in language: Language) -> String {
    let sentence = EventSentence(event: event, language: language)
    let said =
      sentence.ofPeople ?? sentence.ofHires ?? sentence.ofMoney ?? sentence.ofMachines
      ?? Said("Notification « \(event.name) »", "Notification “\(event.name)”")
    return said.text(in: language)
  }

  /// Every name that has a sentence.
  public static func has(_ name: String) -> Bool {
    let event = StaffEvent(
      id: "", name: name, at: .earliest, story: "", details: [:], subject: "")
    let sentence = EventSentence(event: event, language: .english)
    return (sentence.ofPeople ?? sentence.ofHires ?? sentence.ofMoney ?? sentence.ofMachines) != nil
  }

  /// Whom or what the heading names behind its colon: `Entretien concluant : Léa Fontaine`.
  var who: Said {
    guard let colon = event.subject.firstIndex(of: ":") else { return Said("une personne", "somebody") }
    let name = String(event.subject[event.subject.index(after: colon)...].drop(while: \.isWhitespace))
    // What the heading says where it knows no name.
    return name.isEmpty || name == "une personne recommandée" ? Said("une personne", "somebody") : Said(name, name)
  }

  /// The company that a heading ends with.
  var company: Said {
    let start = "Candidature transmise à "
    let name = event.subject.hasPrefix(start) ? String(event.subject.dropFirst(start.count)) : ""
    return name.isEmpty ? Said("une entreprise", "a company") : Said(name, name)
  }

  var euros: Said {
    let cents = event.number("amountCents") ?? 0
    return Said(Money.text(cents, in: .french), Money.text(cents, in: .english))
  }

  /// A code in words; nil where there is none, or it is not known.
  func words(_ field: String, _ table: [String: Said]) -> Said? { event[field].flatMap { table[$0] } }

  /// A sentence with something behind its colon, where there is something.
  func said(_ french: String, _ english: String, because: Said?) -> Said {
    guard let because else { return Said(french, english) }
    return Said("\(french) : \(because.french)", "\(english): \(because.english)")
  }
}
