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

  /// A number of points: `1 point`, `1 250 points`.
  public static func points(_ number: Int, in language: Language) -> String {
    let isOne = language == .french ? abs(number) < 2 : abs(number) == 1
    return self.number(number, in: language) + (isOne ? " point" : " points")
  }

  /// How often something was tried, in French: `8 tentatives`.
  public static func attempts(_ number: Int) -> String {
    switch number {
    case ...0: "aucune tentative"
    case 1: "une tentative"
    default: "\(self.number(number, in: .french)) tentatives"
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
}
