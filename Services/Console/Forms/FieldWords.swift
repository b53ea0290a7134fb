import ConsoleDomain
import Vocabulary

/// What services say of single fields, in the reader's language.
///
/// The contract's messages are English and read after the field's name; those that people meet are known here. One that is
/// not is shown as it is: better than nothing.
package enum FieldWords {
  /// A message about a field; with `isEuros` its figures are cents, which people read as euros.
  package static func text(_ message: String, isEuros: Bool = false, in language: Language) -> String {
    (known[message] ?? measured(message, isEuros: isEuros) ?? Said(message, message)).text(in: language)
  }

  private static let known: [String: Said] = [
    "is missing": Said("doit être rempli", "has to be filled in"),
    "is null": Said("doit être rempli", "has to be filled in"),
    "is empty": Said("doit être rempli", "has to be filled in"),
    "is not valid": Said("ne convient pas", "does not fit"),
    "has control characters": Said("contient des caractères invisibles", "has characters that cannot be seen"),
    "has marks that change the direction of writing": Said(
      "contient des marques qui changent le sens de l’écriture", "has marks that change the direction of writing"),
    "has too few items": Said("contient trop peu d’éléments", "has too few items"),
    "is not an e-mail address": Said("n’est pas une adresse e-mail", "is no e-mail address"),
    "is not a telephone number": Said(
      "n’est pas un numéro de téléphone : +33 6 12 34 56 78", "is no telephone number: +33 6 12 34 56 78"),
    "is no telephone number": Said(
      "n’est pas un numéro de téléphone : +33 6 12 34 56 78", "is no telephone number: +33 6 12 34 56 78"),
    "is not a SIREN number": Said(
      "n’est pas un numéro SIREN : neuf chiffres, dont le dernier vérifie les autres",
      "is no SIREN number: nine digits, of which the last checks the others"),
    "is not a NACE Rev. 2 code": Said("n’est pas un code NACE, comme J62.01", "is no NACE code, such as J62.01"),
    "is not an ISO 3166 country or subdivision code": Said(
      "n’est pas une zone, comme FR, FR-IDF ou FR-59", "is no zone, such as FR, FR-IDF or FR-59"),
    "is not a day, YYYY-MM-DD": Said("n’est pas un jour", "is no day"),
    "is not a UUID": Said(
      "n’est pas un identifiant : 36 signes, comme 019ad3f2-…", "is no id: 36 characters, such as 019ad3f2-…"),
    "is the member": Said("est le membre lui-même", "is the member"),
    "is in the future": Said("est dans l’avenir", "is in the future"),
    "is not in the future": Said("doit être dans l’avenir", "has to be in the future"),
    "is more than ten years ahead": Said("est à plus de dix ans", "is more than ten years ahead"),
    "is before 2000 or more than a day ahead": Said(
      "est avant 2000, ou à plus d’un jour d’ici", "is before 2000 or more than a day ahead"),
    "is not a name of the time zone database": Said(
      "n’est pas un fuseau horaire, comme Europe/Paris", "is no time zone, such as Europe/Paris"),
    "do not rise from beginner to expert": Said(
      "doit croître de débutant à expert", "has to rise from beginner to expert"),
    "is required to write off": Said("est nécessaire pour abandonner une créance", "is needed to write off"),
    "is required with outcome rejected": Said(
      "est nécessaire quand l’entretien est sans suite", "is needed where the interview ends without success"),
    "was not given out": Said(
      "cette page de la liste n’existe plus : revenez au début", "this page of the list is gone: go back to the first"),
  ]

  /// Messages that hold a measure.
  private static func measured(_ message: String, isEuros: Bool) -> Said? {
    func amount(_ text: Substring, _ language: Language) -> String {
      guard let number = Int(text) else { return String(text) }
      return isEuros ? Money.text(number, in: language) : Money.number(number, in: language)
    }
    if let found = message.wholeMatch(of: #/is longer than (\d+) characters/#) {
      return Said("dépasse \(found.1) signes", "is longer than \(found.1) characters")
    }
    if let found = message.wholeMatch(of: #/is not between (-?\d+) and (-?\d+)(?:, which remain)?/#) {
      return Said(
        "doit être entre \(amount(found.1, .french)) et \(amount(found.2, .french))",
        "has to be between \(amount(found.1, .english)) and \(amount(found.2, .english))")
    }
    if let found = message.wholeMatch(of: #/has (more|fewer) than (\d+) items/#) {
      return found.1 == "more"
        ? Said("contient plus de \(found.2) éléments", "has more than \(found.2) items")
        : Said("contient moins de \(found.2) éléments", "has fewer than \(found.2) items")
    }
    if message.hasPrefix("is not one of ") { return Said("n’est pas un des choix", "is none of the choices") }
    if message.hasPrefix("is not an RFC 3339 time") { return Said("n’est pas un instant", "is no instant") }
    if message.hasPrefix("is required") { return Said("est nécessaire avec ce choix", "is needed with this choice") }
    return nil
  }
}
