public import Vocabulary

extension Wording {
  /// Why a recommendation was refused, as a sentence for the member; never who owns the candidate (R3, R8).
  public static func refusal(_ code: ProblemCode, in language: Language) -> String {
    guard let sentence = refusals[code] else {
      return language == .french ? "La recommandation ne peut pas être acceptée." : code.title
    }
    return language == .french ? sentence.french : sentence.english
  }

  private static let refusals: [ProblemCode: (french: String, english: String)] = [
    .offerNotOpen: ("L'annonce n'est plus ouverte.", "The offer is not open any more."),
    .memberNotActive: (
      "Votre compte n'est pas actif dans la communauté.", "Your account is not active in the community."
    ),
    .charterOutdated: (
      "Une nouvelle charte éthique est en vigueur : signez-la avant de recommander.",
      "A new ethics charter is in force: sign it before you recommend."
    ),
    .alreadyRecommendedForOffer: (
      "Vous avez déjà recommandé un candidat pour cette annonce.",
      "You have recommended a candidate for this offer already."
    ),
    .candidateAlreadyAttributed: (
      "Ce candidat est déjà connu de la plateforme.", "This candidate is known to the platform already."
    ),
    .selfRecommendation: (
      "Il n'est pas possible de se recommander soi-même.", "You cannot recommend yourself."
    ),
  ]

  /// Why a hire could not be matched, as a sentence for staff (H2); the code itself when it is unknown.
  public static func unattributed(_ reason: String) -> String {
    switch reason {
    case "offer-unknown": "l'annonce est inconnue ou sa référence est ambiguë"
    case "candidate-unknown": "le candidat est inconnu"
    case "no-recommendation-for-offer": "le candidat n'a pas été recommandé pour cette annonce"
    case "hired-before-recommendation": "l'embauche est antérieure à la recommandation"
    default: reason
    }
  }
}
