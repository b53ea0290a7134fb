public import Vocabulary

extension Wording {
  /// Why a candidate goes no further, after a colon, as the member is told (Q4); what staff wrote stays with staff.
  public static func rejection(_ code: RejectionCode, in language: Language) -> String {
    switch (code, language) {
    case (.notInterested, .french): "cette personne ne souhaite pas donner suite"
    case (.notInterested, .english): "they do not wish to take it further"
    case (.notAvailable, .french): "cette personne n'est pas disponible"
    case (.notAvailable, .english): "they are not available"
    case (.unreachable, .french): "nous n'avons pas réussi à joindre cette personne"
    case (.unreachable, .english): "we were unable to reach them"
    case (.profileDoesNotMatch, .french): "son profil ne correspond pas au poste"
    case (.profileDoesNotMatch, .english): "their profile does not match the job"
    case (.duplicateApplication, .french): "l'entreprise a déjà reçu sa candidature"
    case (.duplicateApplication, .english): "the company has already received their application"
    case (.other, .french): "l'entretien n'a pas permis de donner suite"
    case (.other, .english): "the interview did not lead any further"
    }
  }

  /// Why a reward is not due any more, after "since" (W8).
  public static func reversal(_ reason: ReversalReason, in language: Language) -> String {
    switch (reason, language) {
    case (.hireWithdrawn, .french): "l'embauche qui y donnait droit a été annulée"
    case (.hireWithdrawn, .english): "the hire that earned it has been withdrawn"
    case (.hireDetached, .french):
      "l'embauche qui y donnait droit avait été rattachée par erreur à cette recommandation"
    case (.hireDetached, .english): "the hire that earned it had been matched to this recommendation by mistake"
    case (.conflictOfInterest, .french): "ce que nous savons de l'employeur de cette personne a changé"
    case (.conflictOfInterest, .english): "what we know of that person's employer has changed"
    case (.shareMoved, .french): "elle est due au titre d'une autre embauche"
    case (.shareMoved, .english): "it is due for another hire"
    }
  }
}
