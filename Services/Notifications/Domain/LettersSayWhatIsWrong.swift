extension Wording {
  /// Why a message was given up or a command refused, for staff, after a colon; a rule's code where a rule refused it.
  public static func givenUp(_ code: String) -> String {
    switch code {
    case "undecodable": "il est illisible"
    case "invalid-message": "des champs manquent ou sont invalides"
    case "unknown-type": "son type est inconnu"
    case "attempts-exhausted": "toutes les tentatives ont échoué"
    case "handling-failed": "son traitement échoue à coup sûr"
    case "expired": "il a expiré avant d'être traité"
    case "body-too-large": "il est trop volumineux"
    case "sender-not-allowed": "son expéditeur n'est pas autorisé à l'envoyer"
    default: "une règle s'y oppose (\(code))"
    }
  }
}
