import ConsoleDomain

/// What the codes of refusals mean to staff, and what they can do: every code that the platform gives.
package enum ProblemWords {
  package static let all: [String: Said] = messages.merging(people) { first, _ in first }
    .merging(candidates) { first, _ in first }.merging(money) { first, _ in first }
    .merging(decisions) { first, _ in first }.merging(webhooks) { first, _ in first }

  private static let messages: [String: Said] = [
    "invalid-message": Said(
      "Ce qui est rempli ne convient pas : voyez les champs marqués et corrigez-les.",
      "What is filled in does not fit: look at the fields that are marked, and put them right."),
    "undecodable": Said(
      "Le message ne se lit pas. Il est mis de côté parmi les messages refusés.",
      "The message cannot be read. It is kept among the dead letters."),
    "unknown-type": Said(
      "Aucun service ne traite ce type de message : son expéditeur est peut-être d’une autre version.",
      "No service handles this type of message: its sender may be of another version."),
    "unknown-command": Said(
      "Le service ne connaît pas cette commande : il est sans doute d’une version plus ancienne que la console.",
      "The service does not know this command: it may be of an older version than the console."),
    "attempts-exhausted": Said(
      "Le message a échoué à chaque essai. Il est mis de côté : renvoyez-le une fois la cause levée.",
      "The message failed at every attempt. It is kept: replay it once the cause is gone."),
    "handling-failed": Said(
      "Ce message fait échouer son traitement, et le ferait encore. Signalez-le à qui exploite la plateforme.",
      "The message makes its handling fail, and would again. Tell whoever operates the platform."),
    "expired": Said(
      "Le message a expiré avant d’être traité. Renvoyez-le s’il vaut encore.",
      "The message expired before it was handled. Send it again if it still holds."),
    "body-too-large": Said(
      "Le message est plus grand que tout message de la plateforme. Demandez à son expéditeur de le raccourcir.",
      "The message is larger than any message of the platform. Ask its sender for a shorter one."),
    "sender-not-allowed": Said(
      "Le message n’est pas venu par la voie de son genre : son expéditeur n’en a pas le droit.",
      "The message did not come the way that its kind comes: its sender may not send it."),
    "actor-required": Said(
      "Il faut savoir qui décide. Identifiez-vous de nouveau, puis recommencez.",
      "It has to be known who decides. Sign in again, then try again."),
    "id-already-used": Said(
      "Cet identifiant est déjà celui d’autre chose. Rouvrez la page et recommencez.",
      "The id belongs to another thing already. Open the page again and start over."),
    "internal-error": Said(
      "Le service a rencontré une erreur. Rien n’est perdu : recommencez dans un moment, puis signalez-le.",
      "The service failed. Nothing is lost: try again in a moment, and tell whoever operates the platform."),
  ]

  private static let people: [String: Said] = [
    "sponsor-not-active": Said(
      "Le parrain n’est pas, ou plus, un membre actif. Choisissez-en un autre, ou invitez sans parrain.",
      "The sponsor is no active member, or not any more. Choose another, or invite without one."),
    "already-member": Said(
      "Cette adresse est déjà celle d’un membre actif : il n’y a rien à faire.",
      "The address is an active member’s already: there is nothing to do."),
    "invitation-not-found": Said(
      "Cette invitation n’existe pas, ou n’est pas pour cette adresse.",
      "There is no such invitation, or it is not for this address."),
    "invitation-expired": Said(
      "L’invitation a expiré. Invitez la personne de nouveau.", "The invitation has expired. Invite the person again."),
    "invitation-already-used": Said(
      "L’invitation a déjà servi : la personne est membre. On ne peut plus la révoquer.",
      "The invitation was used already: the person is a member. It cannot be revoked any more."),
    "charter-outdated": Said(
      "Ce n’est pas la version de la charte en vigueur. Le membre doit signer celle-ci d’abord.",
      "This is not the version of the charter in force. The member has to sign that one first."),
    "member-not-active": Said(
      "Ce membre n’est pas actif : il est parti ou exclu, ou le service ne le connaît pas encore. S’il vient d’arriver, recommencez dans un moment.",
      "The member is not active: they left, were expelled, or are not known yet. If they have just joined, try again in a moment."
    ),
    "member-not-found": Said("Ce membre n’existe pas.", "There is no such member."),
    "person-expelled": Said(
      "Cette personne a été exclue. Réadmettez-la d’abord, avec un motif.",
      "The person was expelled. Readmit them first, with a reason."),
    "company-not-found": Said(
      "Cette entreprise n’existe pas, ou n’est pas encore connue. Si elle vient d’être créée, recommencez dans un moment.",
      "There is no such company, or it is not known yet. If it has just been registered, try again in a moment."),
    "siren-already-registered": Said(
      "Ce SIREN est celui d’une autre entreprise : cherchez-la plutôt que d’en créer une seconde.",
      "The SIREN is another company’s: look for that one rather than registering a second."),
    "offer-not-found": Said("Cette annonce n’existe pas.", "There is no such offer."),
    "offer-not-open": Said(
      "L’annonce n’est pas ouverte : c’est un brouillon, elle est close, ou elle n’est pas encore connue.",
      "The offer is not open: it is a draft, closed, or not known yet."),
  ]

  private static let candidates: [String: Said] = [
    "already-recommended-for-offer": Said(
      "Le membre a déjà recommandé quelqu’un pour cette annonce : une seule personne par annonce et par membre.",
      "The member recommended somebody for this offer already: one candidate per offer and member."),
    "candidate-already-attributed": Said(
      "La personne est déjà attribuée à un autre membre, qui l’a recommandée le premier.",
      "The candidate is another member’s already, who recommended them first."),
    "self-recommendation": Said(
      "Un membre ne peut pas se recommander lui-même.", "A member cannot recommend themselves."),
    "too-many-refusals": Said(
      "Trop de recommandations de ce membre ont été refusées aujourd’hui. Il pourra recommencer demain.",
      "Too many recommendations of the member were refused today. They can go on tomorrow."),
    "recommendation-not-found": Said(
      "Cette recommandation n’existe pas, ou n’est pas encore connue de ce service.",
      "There is no such recommendation, or this service does not know it yet."),
    "candidate-not-found": Said(
      "Cette personne n’est attribuée à personne, ou n’existe pas.",
      "The candidate is attributed to nobody, or does not exist."),
    "interview-not-found": Said(
      "Il n’y a pas d’entretien pour cette recommandation.", "There is no interview for this recommendation."),
    "already-decided": Said(
      "L’entretien est déjà conclu ou n’a plus lieu d’être. Pour changer son issue, corrigez-le, avec un motif.",
      "The interview was decided already, or is off. To change its outcome, correct it, with a reason."),
    "interview-not-decided": Said(
      "L’entretien n’est pas encore conclu : enregistrez son issue plutôt que de la corriger.",
      "The interview was not decided yet: record its outcome rather than correcting it."),
    "candidate-not-informed": Said(
      "La personne doit avoir été informée avant que son dossier soit transmis (RGPD, article 14). Informez-la, puis cochez la case.",
      "The candidate has to be informed before the transmission (GDPR, article 14). Inform them, then tick the box."),
    "candidacy-not-found": Said("Cette candidature n’existe pas.", "There is no such candidacy."),
    "hire-not-found": Said("Cette embauche n’existe pas.", "There is no such hire."),
    "hire-already-attributed": Said(
      "L’embauche est déjà rattachée à une recommandation. Détachez-la d’abord si c’est une erreur.",
      "The hire is attributed already. Detach it first if that is wrong."),
    "hire-not-attributed": Said(
      "L’embauche n’est rattachée à aucune recommandation : il n’y a rien à détacher.",
      "The hire is not attributed: there is nothing to detach."),
  ]

  private static let money: [String: Said] = [
    "reward-not-found": Said("Cette prime n’existe pas.", "There is no such bonus."),
    "already-settled": Said(
      "La destination de cette prime est déjà fixée, pour de bon.",
      "What becomes of this bonus is settled already, for good."),
    "option-not-available": Said(
      "Cette option n’est pas possible pour cette prime : elle est annulée, ou c’est celle de la propre entreprise du membre.",
      "The option is not available for this bonus: it was taken back, or it is of the member’s own company."),
    "charity-not-found": Said(
      "Cette association n’existe pas, ou n’est plus proposée. Choisissez-en une autre.",
      "There is no such charity, or it is offered no more. Choose another."),
    "payout-not-found": Said("Ce versement n’existe pas.", "There is no such payout."),
    "payout-not-failed": Said(
      "Ce versement n’est pas en échec : il est demandé, fait ou annulé. Rien à redemander.",
      "The payout did not fail: it is asked for, made or cancelled. There is nothing to ask for again."),
    "claim-not-found": Said("Cette créance n’existe pas.", "There is no such claim."),
    "claim-settled": Said("Cette créance est déjà soldée.", "The claim is settled already."),
    "policy-change-pending": Said(
      "Un changement plus tardif est déjà prévu. Annulez-le d’abord, ou choisissez une date après la sienne.",
      "A change is scheduled that comes in force later. Cancel it first, or choose a date behind it."),
    "policy-version-not-found": Said(
      "Cette version des règles n’existe pas, ou a été annulée.",
      "There is no such version of the policy, or it was cancelled."),
    "policy-already-in-force": Said(
      "Cette version est déjà en vigueur : ce qui a été décidé selon elle reste. Faites-en une nouvelle.",
      "The version is in force already: what was decided by it stays. Make a new one."),
  ]

  private static let decisions: [String: Said] = [
    "decision-not-found": Said(
      "Il n’y a pas de telle décision à deux.", "There is no such decision that takes two people."),
    "decision-already-confirmed": Said(
      "Quelqu’un l’a déjà confirmée : elle est en vigueur.", "Somebody confirmed it already: it is in force."),
    "decision-expired": Said(
      "Personne ne l’a confirmée à temps. Demandez-la de nouveau.",
      "Nobody confirmed it in time. Ask for it again."),
    "same-actor": Said(
      "Vous l’avez demandée vous-même : une autre personne doit la confirmer.",
      "You asked for it yourself: another person has to confirm it."),
  ]

  private static let webhooks: [String: Said] = [
    "delivery-not-found": Said("Ce webhook n’a pas été reçu.", "No such webhook was received."),
    "delivery-not-waiting": Said(
      "Ce webhook n’attend personne : il est déjà traité.", "The webhook waits for nobody: it was dealt with."),
    "source-not-found": Said(
      "Cette source de webhooks n’existe pas dans la configuration.", "There is no such source of webhooks configured."),
    "job-not-mapped": Said(
      "Aucune annonce n’est associée à ce poste. Associez-en une.",
      "No offer is known for the job. Say which one it is."),
  ]
}
