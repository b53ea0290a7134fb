public import Vocabulary

extension Wording {
  /// A level: `débutant`, `beginner`.
  public static func level(_ level: Level, in language: Language) -> String {
    switch (level, language) {
    case (.beginner, .french): "débutant"
    case (.beginner, .english): "beginner"
    case (.confirmed, .french): "confirmé"
    case (.confirmed, .english): "confirmed"
    case (.expert, .french): "expert"
    case (.expert, .english): "expert"
    }
  }

  /// A number of listing credits: `3 crédits d'annonces`, `1 listing credit`.
  public static func credits(_ number: Int, in language: Language) -> String {
    switch (language, number) {
    case (.french, ...1): "\(number) crédit d'annonces"
    case (.french, _): "\(number) crédits d'annonces"
    case (.english, 1): "1 listing credit"
    case (.english, _): "\(number) listing credits"
    }
  }

  /// What a report of a hire names, for staff; the word itself when it is unknown.
  public static func reportField(_ name: String) -> String {
    switch name {
    case "offer": "l'annonce"
    case "candidate": "le candidat"
    default: name
    }
  }

  /// Who holds an account, as a sentence for staff begins; the word itself when it is unknown.
  public static func holder(_ kind: String) -> String {
    switch kind {
    case "member": "Le membre"
    case "charity": "L'association"
    case "company": "L'entreprise"
    default: kind
    }
  }

  /// What an option does with a reward, after "your bonus is settled: ".
  public static func option(_ option: RewardOption, in language: Language) -> String {
    switch (option, language) {
    case (.toMember, .french): "elle vous est versée"
    case (.toMember, .english): "it is paid to you"
    case (.donate, .french): "elle est versée à une association"
    case (.donate, .english): "it goes to a charity"
    case (.split, .french): "une moitié vous est versée, l'autre va à une association"
    case (.split, .english): "one half is paid to you, the other goes to a charity"
    case (.listingCredits, .french): "elle est convertie en crédits d'annonces"
    case (.listingCredits, .english): "it is turned into listing credits"
    }
  }
}
