extension CodeWords {
  /// Why a service gave a message up, by code; also why it refuses a command that anybody may send.
  public static let causes: [String: Said] = [
    "invalid-message": Said("données non conformes au contrat", "data that break the contract"),
    "undecodable": Said("illisible", "cannot be read"),
    "unknown-type": Said("type inconnu", "unknown type"),
    "unknown-command": Said("commande inconnue", "unknown command"),
    "attempts-exhausted": Said("échecs répétés", "kept failing"),
    "handling-failed": Said("échec du traitement", "handling failed"),
    "expired": Said("périmé avant d’être traité", "expired before it was handled"),
    "body-too-large": Said("trop volumineux", "too large"),
    "sender-not-allowed": Said("expéditeur sans ce droit", "sender without the right"),
    "actor-required": Said("auteur de la décision manquant", "nobody named as the decider"),
    "unroutable": Said("aucune file ne le prend", "no queue takes it"),
    "id-already-used": Said("identifiant déjà pris", "id already used"),
    "internal-error": Said("erreur interne", "internal error"),
  ]
}
