import ConsoleDomain
import CooptCommandLine
import FoundationEssentials
import Messages
import Vocabulary

/// The texts of the area, and those that depend on what a letter says.
enum LettersWords {
  /// Why letters lie there, by code; what services refuse commands for has words of its own.
  static func cause(_ code: String, _ visit: Visit) -> String {
    let said = CodeWords.causes[code] ?? visit.console.views.words["codes.\(code)"]
    let text = said?.text(in: visit.language) ?? visit.word("letters.other-cause")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// What each attribute of an envelope is, in the order in which they are shown.
  static let attributes: [(String, Said)] = [
    ("id", Said("Identifiant du message", "Message id")), ("type", Said("Type", "Type")),
    ("source", Said("Source", "Source")), ("time", Said("Date", "Time")), ("subject", Said("Objet", "Subject")),
    ("correlationid", Said("Histoire", "Story")), ("causationid", Said("Causé par", "Caused by")),
  ]

  /// Why a letter stays where it lies.
  static func obstacle(_ obstacle: LetterObstacle) -> Said {
    switch obstacle {
    case .unreadable:
      Said(
        "il ne se lit pas en entier : écartez-le, et faites-le renvoyer",
        "it cannot be read whole: discard it, and have it sent anew")
    case .senderNotAllowed:
      Said(
        "son expéditeur n’en a pas le droit, et il serait refusé de nouveau : écartez-le, et faites-le envoyer par qui peut",
        "its sender may not send it, and it would be refused again: discard it, and have it sent by who may")
    case .nobodyVouches:
      Said(
        "personne ne répond de la façon dont il est venu ici : écartez-le",
        "nobody vouches for how it came here: discard it")
    case .hearsay:
      Said(
        "la messagerie l’a mis de côté, et rien n’atteste quel service l’a émis : écartez-le",
        "the broker put it aside, and nobody vouches for which service said it: discard it")
    case .cut: Said("il n’est pas entier : une partie a été coupée", "it is not whole: parts of it were cut")
    case .empty: Said("son contenu n’a pas été gardé", "its body was not kept")
    case .noLane: Said("on ignore quelle file l’a refusé", "nobody knows which queue refused it")
    case .exchangeAlone:
      Said(
        "aucun service ne le prend ; seul un administrateur peut le republier, par la ligne de commande",
        "no service takes it; an administrator alone can publish it again, by the command line")
    }
  }

  /// Why letters were left, as a report says it.
  static func left(_ why: String) -> Said {
    if let known = LetterObstacle.allCases.first(where: { $0.description == why }) { return obstacle(known) }
    return why.hasPrefix("no queue takes it")
      ? Said("aucune file ne le prend", "no queue takes it")
      : why.hasPrefix("the connection was lost")
        ? Said(
          "la connexion a été perdue ; on ignore s’il est arrivé",
          "the connection was lost; nobody knows whether it arrived")
        : Said("la messagerie ne l’a pas pris", "the broker did not take it")
  }

  /// The kind of a value, whose text nobody is shown.
  static func kind(_ kind: String, _ language: Language) -> String {
    guard language == .french else { return kind }
    if let word = kinds[kind] { return word }
    if kind.hasPrefix("list of ") { return "liste de " + kind.dropFirst(8) }
    if kind.hasSuffix(" in all") { return kind.dropLast(7) + " en tout" }
    return kind
  }

  private static let kinds = [
    "null": "rien", "truth value": "vrai ou faux", "number": "nombre", "text": "texte", "empty text": "texte vide",
    "empty list": "liste vide", "empty object": "objet vide", "no JSON": "pas du JSON", "missing": "absentes",
  ]

  /// What services handled since a letter was put aside.
  static func meanwhile(_ since: CooptCommandLine.Meanwhile, of letter: String, _ visit: Visit) -> [String] {
    var lines: [String] = []
    if let at = since.handled[letter] {
      lines.append(
        Said(
          "Traité le \(visit.clock.text(at)) sous le même identifiant : un rejeu ne changerait rien.",
          "Handled under the same id, \(visit.clock.text(at)): a replay would change nothing."
        ).text(in: visit.language))
    }
    for (_, count, last) in since.sameType {
      let number = Money.number(count, in: visit.language)
      lines.append(
        Said(
          "\(number) du même type traités depuis, le dernier le \(visit.clock.text(last)).",
          "\(number) of the same type handled since, the last one \(visit.clock.text(last))."
        ).text(in: visit.language))
    }
    return lines
  }

  /// What is known besides of letters that would be replayed.
  static func known(_ report: LetterReport, _ visit: Visit) -> [String] {
    guard report.isDryRun else { return [] }
    var lines: [String] = []
    if let handled = report.handledMeanwhile, handled > 0 {
      let number = Money.number(handled, in: visit.language)
      lines.append(
        Said(
          "\(number) ont été traités entre-temps sous le même identifiant : pour eux, rien ne changerait.",
          "\(number) of them were handled meanwhile under the same id: for those nothing would change."
        ).text(in: visit.language))
    }
    let others = (report.sinceThen ?? [:]).values.reduce(0, +)
    if others > 0 {
      let number = Money.number(others, in: visit.language)
      lines.append(
        Said(
          "\(number) messages du même type ont été traités depuis le plus ancien.",
          "\(number) messages of the same type were handled since the oldest of them."
        ).text(in: visit.language))
    }
    return lines
  }

  /// What was done, as the trail says it.
  static func deed(_ action: String) -> Said {
    switch LetterAction(rawValue: action) {
    case .reveal: Said("montré", "shown")
    case .replay: Said("rejoué", "replayed")
    case .edit: Said("corrigé et renvoyé", "corrected and sent")
    case .discard, nil: Said("écarté", "discarded")
    }
  }

  /// How far it came; nothing where it is done.
  static func state(_ state: String) -> Said? {
    switch DeedState(rawValue: state) {
    case .begun: Said("commencé", "begun")
    case .failed: Said("échoué", "failed")
    case .done, nil: nil
    }
  }

  /// Says that only the oldest letters were looked at.
  static func partial(_ visit: Visit) -> String {
    let number = Money.number(LetterDesk.handful, in: visit.language)
    return Said(
      "On regarde les \(number) plus anciens de chaque file ; les autres se voient quand ceux-là sont partis.",
      "The \(number) oldest of each queue are looked at; others are seen when those are gone."
    ).text(in: visit.language)
  }

  /// Says whose letters somebody works on; nil where nobody does.
  static func busy(_ queues: [String], _ visit: Visit) -> String? {
    guard !queues.isEmpty else { return nil }
    return visit.word("letters.busy") + " " + queues.joined(separator: ", ")
  }

  /// JSON on several lines; anything else as it is.
  static func layout(_ body: String) -> String {
    JSONValue(json: Data(body.utf8)) == nil ? body : JSONLayout.lines(body).joined(separator: "\n")
  }

  static let all: [String: Said] = [
    "title": Said("Messages refusés", "Dead letters"),
    "intro": Said(
      "Ce qu’un service n’a pas pu traiter attend ici, entier, qu’une personne en décide.",
      "What a service could not handle waits here, whole, for a person to decide."),
    "off": Said(
      "Les messages refusés ne sont pas reliés à cette console. Il lui faut deux adresses : celle de la messagerie pour qui peut les prendre, et celle du registre où l’on note ce qui en est fait.",
      "Dead letters are not connected to this console. It needs two addresses: the broker’s, for somebody who may take them, and that of the trail where it is kept what was done."
    ),
    "unavailable": Said(
      "La messagerie, ou le registre, ne répond pas. Cette page revient d’elle-même ; rien n’est perdu.",
      "The broker or the trail does not answer. This page comes back by itself; nothing is lost."),
    "gone": Said(
      "Ce message n’est plus là, ou quelqu’un l’a en main.",
      "This letter does not lie there any more, or somebody has it in hand."),
    "tab-letters": Said("Messages", "Letters"),
    "tab-trail": Said("Ce qui a été fait", "What was done"),
    "tab-hooks": Said("Webhooks", "Webhooks"),
    "tabs": Said("Parties", "Parts"),
    "none": Said(
      "Aucun message refusé. Tout ce qui est arrivé a été traité.", "No dead letters. All that came was handled."),
    "in-all": Said("messages", "letters"), "in-all-one": Said("message", "letter"),
    "causes": Said("causes", "causes"), "cause-one": Said("cause", "cause"),
    "since-when": Said("le plus ancien", "the oldest"),
    "by-cause": Said("Par cause", "By cause"),
    "cause": Said("Cause", "Cause"),
    "refused-by": Said("Refusé par", "Refused by"),
    "type": Said("Type", "Type"),
    "count": Said("Nombre", "Count"),
    "oldest": Said("Le plus ancien", "Oldest"),
    "newest": Said("Le plus récent", "Newest"),
    "other-cause": Said("Autre refus", "Other refusal"),
    "busy": Said(
      "Quelqu’un y travaille ; ce qu’il a en main ne se voit pas :",
      "Somebody works there; what they have in hand is not seen:"),
    "group-title": Said("Messages d’une même cause", "Letters of one cause"),
    "group-caption": Said("Les plus anciens d’abord", "The oldest first"),
    "letter": Said("Message", "Letter"),
    "message": Said("Identifiant", "Id"),
    "since": Said("Depuis", "Since"),
    "detail": Said("Ce qui ne va pas", "What is wrong"),
    "one-title": Said("Un message refusé", "A dead letter"),
    "code": Said("Code", "Code"),
    "lies-in": Said("File", "Queue"),
    "attempts": Said("Essais", "Attempts"),
    "published": Said("Publié sur", "Published to"),
    "sent-to": Said("Envoyé directement à", "Sent straight to"),
    "key": Said("avec la clé", "with the key"),
    "attributes": Said("Enveloppe", "Envelope"),
    "fields": Said("Données, sans leurs valeurs", "Data, without their values"),
    "field": Said("Champ", "Field"),
    "kind": Said("Nature", "Kind"),
    "bytes": Said("octets", "bytes"),
    "contents": Said("Contenu", "Contents"),
    "headers": Said("En-têtes", "Headers"),
    "revealed": Said(
      "Vous lisez ce message en entier ; c’est noté dans le registre.",
      "You read all of this letter; the trail says so."),
    "would-go": Said("Un rejeu l’enverrait à", "A replay would send it to"),
    "would-stay": Said("Un rejeu est impossible :", "It cannot be replayed:"),
    "meanwhile": Said("Ce qui s’est passé depuis", "What happened since"),
    "trail": Said("Ce qui en a été fait", "What was done with it"),
    "trail-title": Said("Ce qui a été fait des messages", "What was done with letters"),
    "trail-of-gone": Said(
      "Ce message n’est plus dans sa file. Ce qui en a été fait :",
      "This letter does not lie in its queue any more. What was done with it:"),
    "trail-empty": Said("Rien n’a encore été fait.", "Nothing was done yet."),
    "at": Said("Quand", "When"),
    "who": Said("Qui", "Who"),
    "did": Said("Quoi", "What"),
    "to": Said("Vers", "To"),
    "why": Said("Pourquoi", "Why"),
    "back": Said("Revenir aux messages", "Back to the letters"),
    "reason": Said("Motif", "Reason"),
    "reason-hint": Said(
      "Gardé pour toujours, avec votre nom. Aucune donnée personnelle.",
      "Kept for good, with your name. No personal data."),
    "reason-missing": Said(
      "Le motif est demandé, 1 000 signes au plus.", "The reason is asked for, 1,000 characters at most."),
    "replay": Said("Rejouer", "Replay"),
    "replay-these": Said("Rejouer ces messages", "Replay these letters"),
    "replay-button": Said("Rejouer", "Replay"),
    "replay-warning": Said(
      "Chaque message retourne à la file qui l’a refusé, et à elle seule, sous le même identifiant : ce qui était fait n’est pas fait deux fois.",
      "Each letter goes back to the one queue that refused it, under its id: what was done is not done twice."),
    "replay-would": Said("à envoyer à", "to be sent to"),
    "replay-did-one": Said("envoyé à", "sent to"),
    "replay-did": Said("envoyés à", "sent to"),
    "edit": Said("Corriger et renvoyer", "Correct and send"),
    "edit-button": Said("Renvoyer corrigé", "Send as corrected"),
    "edit-warning": Said(
      "Le message corrigé retourne à la file qui l’a refusé, sous le même identifiant. Le registre garde quels champs ont changé, jamais leurs valeurs.",
      "The corrected letter goes back to the queue that refused it, under its id. The trail keeps which fields changed, and never their values."
    ),
    "edit-data": Said("Données", "Data"),
    "edit-no-json": Said("doivent être un objet JSON", "have to be a JSON object"),
    "edit-refused": Said("Elles ne peuvent pas partir ainsi :", "They cannot go like this:"),
    "edit-handled": Said(
      "Un message du même identifiant a été traité entre-temps : celui-ci n’aurait plus d’effet. Écartez-le, et faites envoyer ce qui est juste sous un autre identifiant.",
      "A message of the same id was handled meanwhile: this one would have no effect. Discard it, and have what is right sent under another id."
    ),
    "edit-would": Said("à envoyer à", "to be sent to"),
    "edit-did-one": Said("envoyé à", "sent to"),
    "edit-did": Said("envoyés à", "sent to"),
    "discard": Said("Écarter", "Discard"),
    "discard-these": Said("Écarter ces messages", "Discard these letters"),
    "discard-button": Said("Écarter pour toujours", "Discard for good"),
    "discard-warning": Said(
      "Le contenu est perdu pour toujours ; il en reste l’identifiant, le type et une empreinte.",
      "The contents are lost for good; what remains is the id, the type and a hash."),
    "discard-would": Said("à écarter de", "to be discarded from"),
    "discard-did-one": Said("écarté de", "discarded from"),
    "discard-did": Said("écartés de", "discarded from"),
    "reveal": Said("Lire le contenu", "Read the contents"),
    "reveal-button": Said("Lire", "Read"),
    "reveal-warning": Said(
      "Le contenu peut être personnel. Votre nom et le motif sont notés avant qu’il ne s’affiche.",
      "The contents may be personal. Your name and the reason are written down before they are shown."),
    "finished-before": Said("dont un autre avait fini, seulement à retirer", "finished before, only taken away"),
    "plan-would": Said("Ce qui se passerait", "What would happen"),
    "stays": Said("Ce qui resterait, et pourquoi", "What would stay, and why"),
    "stayed": Said("Ce qui est resté, et pourquoi", "What was left, and why"),
    "also-known": Said("À savoir", "Good to know"),
    "nothing-to-do": Said("Il n’y a rien à faire.", "There is nothing to do."),
    "errand-title": Said("Ce qu’il en advient", "What becomes of it"),
    "done": Said("C’est fait.", "Done."),
    "done-partly": Said("C’est fait, sauf pour quelques-uns.", "Done, but for some."),
    "broken-off": Said(
      "Interrompu. Ce qui est fait est noté ; recommencez sans crainte.",
      "Broken off. What was done is written down; do it again without fear."),
    "nothing-lay-there": Said(
      "Plus rien n’était là : un autre l’a fait avant.", "Nothing lay there any more: somebody else was first."),
    "waits": Said(
      "Quelqu’un travaille sur ces messages ; on attend son tour.",
      "Somebody works on these letters; this waits for its turn."),
    "works": Said("En cours…", "Under way…"),
  ]
}
