/// Commands as things that somebody did: « Rattachée », “Attributed”.
public enum Deeds {
  /// What a command did, by its routing key; nil of one that nobody tells of.
  public static func said(of routingKey: String) -> Said? { all[routingKey] }

  private static let all: [String: Said] = [
    "qualification.record-interview": Said("Entretien enregistré", "Interview recorded"),
    "qualification.correct-interview": Said("Entretien corrigé", "Interview corrected"),
    "qualification.close-candidacy": Said("Candidature clôturée", "Candidacy closed"),
    "recommendations.attribute-hire": Said("Embauche rattachée", "Hire attributed"),
    "recommendations.detach-hire": Said("Embauche détachée", "Hire detached"),
    "recommendations.release-candidate": Said("Personne libérée", "Candidate released"),
    "recommendations.set-own-company": Said("Conflit d’intérêts décidé", "Conflict of interest decided"),
    "recommendations.change-policy": Said("Règle changée", "Policy changed"),
    "recommendations.cancel-policy-change": Said("Changement de règle annulé", "Change of policy cancelled"),
    "recommendations.confirm-decision": Said("Décision confirmée", "Decision confirmed"),
    "rewards.register-charity": Said("Association inscrite", "Charity registered"),
    "rewards.update-charity": Said("Association modifiée", "Charity changed"),
    "rewards.settle-claim": Said("Créance soldée", "Claim settled"),
    "rewards.retry-payout": Said("Versement redemandé", "Payout asked for again"),
    "rewards.change-policy": Said("Règle changée", "Policy changed"),
    "rewards.cancel-policy-change": Said("Changement de règle annulé", "Change of policy cancelled"),
    "rewards.confirm-decision": Said("Décision confirmée", "Decision confirmed"),
    "members.expel": Said("Membre exclu", "Member expelled"),
    "members.readmit": Said("Personne réadmise", "Person readmitted"),
    "members.change-policy": Said("Règle changée", "Policy changed"),
    "members.cancel-policy-change": Said("Changement de règle annulé", "Change of policy cancelled"),
    "offers.change-policy": Said("Règle changée", "Policy changed"),
    "offers.cancel-policy-change": Said("Changement de règle annulé", "Change of policy cancelled"),
  ]
}
