public import Vocabulary

extension Wording {
  /// Why a recommendation was refused, as a sentence for the member; never who owns the candidate (R3, R8).
  public static func refusal(_ code: ProblemCode, in language: Language) -> String {
    guard let sentence = refusals[code] else {
      return language == .french ? "Elle ne peut pas être acceptée en l'état." : "It cannot be accepted as it is."
    }
    return language == .french ? sentence.french : sentence.english
  }

  private static let refusals: [ProblemCode: (french: String, english: String)] = [
    .offerNotOpen: ("L'annonce n'est plus ouverte.", "The offer is no longer open."),
    .memberNotActive: (
      "Votre compte n'est pas actif dans la communauté.", "Your account is not active in the community."
    ),
    .charterOutdated: (
      "Une nouvelle charte éthique est en vigueur : signez-la, puis recommandez à nouveau.",
      "A new ethics charter is in force: please sign it, then recommend again."
    ),
    .alreadyRecommendedForOffer: (
      "Vous avez déjà recommandé quelqu'un pour cette annonce.",
      "You have already recommended somebody for this offer."
    ),
    .candidateAlreadyAttributed: (
      "Cette personne est déjà connue de la plateforme.", "This person is already known to the platform."
    ),
    .selfRecommendation: (
      "Il n'est pas possible de se recommander soi-même.", "You cannot recommend yourself."
    ),
    .tooManyRefusals: (
      "Plusieurs de vos recommandations ont été refusées aujourd'hui : réessayez demain.",
      "Several of your recommendations were refused today: please try again tomorrow."
    ),
  ]
}
