import Messages
import NotificationsDomain
import Topology
import Vocabulary

// The codes of the contract as staff read them. Each is a `switch`, so that a new code cannot be without words.

extension Wording {
  /// Why a hire could not be matched, after a colon (H2).
  package static func unattributed(_ reason: UnattributedReason) -> String {
    switch reason {
    case .offerUnknown: "l'annonce est inconnue, ou plusieurs portent cette référence"
    case .candidateUnknown: "la personne embauchée est inconnue"
    case .noRecommendationForOffer: "cette personne n'a pas été recommandée pour cette annonce"
    case .hiredBeforeRecommendation: "l'embauche est antérieure à la recommandation"
    case .detached: "elle a été détachée de la recommandation à laquelle elle était rattachée"
    }
  }

  /// What a report of a hire names.
  package static func reported(_ field: HireReportField) -> String {
    switch field {
    case .offer: "l'annonce"
    case .candidate: "la personne embauchée"
    }
  }

  /// Who holds an account, as a sentence begins.
  package static func holder(_ kind: AccountHolderKind) -> String {
    switch kind {
    case .member: "Le membre"
    case .charity: "L'association"
    case .company: "L'entreprise"
    }
  }

  /// Who is paid.
  package static func beneficiary(_ kind: BeneficiaryKind) -> String {
    switch kind {
    case .member: "un membre"
    case .charity: "une association"
    }
  }

  /// What a reward is for.
  package static func reward(_ kind: RewardKind) -> String {
    switch kind {
    case .recommendation: "prime de recommandation"
    case .sponsorship: "part de parrainage"
    }
  }

  /// What becomes of a bonus, after "option retenue : ".
  package static func chosen(_ option: RewardOption) -> String {
    switch option {
    case .toMember: "versement au membre"
    case .donate: "don à une association"
    case .split: "moitié au membre, moitié à une association"
    case .listingCredits: "crédits d'annonces pour une entreprise"
    }
  }

  /// What earned points, after "au titre de ".
  package static func earned(_ rule: PointsRule) -> String {
    switch rule {
    case .recommendationQualified: "l'entretien concluant d'une personne recommandée"
    case .candidateHired: "l'embauche d'une personne recommandée"
    case .sponsoredMemberJoined: "l'arrivée d'un membre parrainé"
    case .dailyVisit: "la visite du jour"
    }
  }

  /// How an interview ended.
  package static func outcome(_ outcome: InterviewOutcome) -> String {
    switch outcome {
    case .qualified: "concluant"
    case .rejected: "sans suite"
    }
  }

  /// How a claim ended, after "la créance est ".
  package static func ended(_ manner: ClaimManner) -> String {
    switch manner {
    case .repaid: "remboursée"
    case .writtenOff: "abandonnée"
    }
  }

  /// Who says where a candidate works.
  package static func source(_ source: ConflictSource) -> String {
    switch source {
    case .recommendation: "d'après la recommandation"
    case .interview: "d'après l'entretien"
    case .staff: "sur décision de l'équipe"
    }
  }

  /// A service, as a sentence names it.
  package static func service(_ name: String) -> String {
    guard let service = ServiceName(rawValue: name) else { return "un service" }
    return switch service {
    case .members: "le service des membres"
    case .offers: "le service des annonces"
    case .recommendations: "le service des recommandations"
    case .qualification: "le service des entretiens"
    case .rewards: "le service des primes"
    case .notifications: "le service des notifications"
    case .webhooks: "le service des webhooks"
    }
  }

  /// Who a notification is for.
  package static func recipient(_ audience: String) -> String {
    guard let audience = Audience(rawValue: audience) else { return "un destinataire" }
    return switch audience {
    case .staff: "l'équipe"
    case .member: "un membre"
    case .company: "une entreprise"
    case .candidate: "une personne recommandée"
    case .charity: "une association"
    case .finance: "le service financier"
    case .invitee: "une personne invitée"
    }
  }

  /// What a notification waited for in vain.
  package static func awaited(_ kind: FactKind) -> String {
    switch kind {
    case .member, .memberName: "les coordonnées d'un membre"
    case .company: "le nom d'une entreprise"
    case .offer: "l'intitulé d'une annonce"
    case .candidate, .recommendation, .candidacy: "l'identité d'une personne recommandée"
    case .reward, .hold: "la destination d'une prime"
    case .charity: "le nom d'une association"
    case .attribution, .interview, .decision, .hire, .grant, .payout, .particulars, .notification:
      "l'étape précédente de la même histoire"
    }
  }

  /// What a notification tells, by the sentence's end: `l'e-mail sur …`.
  package static func subject(_ audience: String, _ name: String) -> String {
    guard let kind = NotificationKind(rawValue: "\(audience)-\(name)") else { return "une étape" }
    return switch kind {
    case .memberOfferProposed: "une annonce à pourvoir"
    case .memberRecommendationAttributed, .staffRecommendationAttributed: "une recommandation enregistrée"
    case .memberRecommendationRefused, .staffRecommendationRefused: "une recommandation refusée"
    case .memberRecommendationWithdrawn, .staffRecommendationWithdrawn: "une recommandation retirée"
    case .memberOfferClosed: "une annonce close"
    case .memberConflictOfInterestChanged, .staffConflictOfInterestChanged: "l'employeur d'une personne recommandée"
    case .memberCandidateQualified, .staffCandidateQualified: "un entretien concluant"
    case .memberCandidateRejected, .staffCandidateRejected: "un entretien sans suite"
    case .memberCandidacyClosed, .staffCandidacyClosed: "une candidature non retenue"
    case .memberCandidateHired, .staffHireAttributed: "une embauche"
    case .memberRewardGranted, .staffRewardGranted: "une prime accordée"
    case .memberRewardSettled, .staffRewardSettled: "la destination d'une prime"
    case .memberRewardReversed, .staffRewardReversed: "une prime annulée"
    case .memberPayoutMade: "un versement effectué"
    case .memberPointsAwarded, .staffPointsAwarded: "des points"
    case .memberLevelChanged, .staffLevelChanged: "un changement de niveau"
    case .memberSponsoredMemberJoined, .staffMemberJoined: "l'arrivée d'un membre"
    case .memberTaxInformation: "les impôts"
    case .companyCandidateTransmitted, .staffCandidateTransmitted: "une candidature transmise"
    case .companyCandidacyWithdrawn: "une candidature retirée"
    case .candidateRecommended: "sa recommandation"
    case .charityDonationDue: "un don"
    case .charityDonationCancelled: "un don annulé"
    case .inviteeInvited, .inviteeAlreadyMember: "une invitation"
    case .staffMemberLeft: "le départ d'un membre"
    case .staffMemberIdentityConflict, .staffCandidateIdentityConflict: "une identité à vérifier"
    case .staffInterviewRequested: "un entretien à mener"
    case .staffInterviewCorrected: "un entretien corrigé"
    case .staffCandidateReleased: "une personne libérée"
    case .staffHireUnattributed: "une embauche sans recommandation"
    case .staffHireReportDiffers, .staffHireReportOutdated: "un rapport d'embauche"
    case .staffHireWithdrawn: "une embauche annulée"
    case .staffHireDetached: "une embauche détachée"
    case .staffRewardHeld: "une prime en attente"
    case .staffPayoutRequested: "un versement demandé"
    case .staffPayoutCancelled: "un versement annulé"
    case .staffPayoutFailed: "un versement en échec"
    case .staffClaimOpened, .staffClaimSetOff, .staffClaimSettled: "une créance"
    case .staffListingCreditsGranted: "des crédits d'annonces"
    case .staffDecisionRequested, .staffDecisionConfirmed: "une décision à deux"
    case .staffMessageDeadLettered: "un message mis de côté"
    case .staffCommandRefused: "une commande refusée"
    case .staffDeliveryGivenUp: "un e-mail non remis"
    case .staffNotificationGivenUp: "une notification abandonnée"
    }
  }

  /// A decision that takes two people, by the command that asks for it.
  package static func decision(_ command: String) -> String {
    switch command {
    case "rewards.change-policy": "changer le barème des primes"
    case "recommendations.change-policy": "changer les règles d'attribution"
    case "recommendations.attribute-hire": "rattacher une embauche à une recommandation"
    case "rewards.cancel-policy-change", "recommendations.cancel-policy-change": "annuler un changement de règles"
    default: "une décision prise à la main"
    }
  }

  /// What became of a letter's last attempt, by the word that is logged.
  package static func answer(_ word: String) -> String {
    switch word {
    case "no-address": "aucune adresse n'est connue"
    case "hung-up": "le serveur de messagerie a raccroché"
    case "timed-out": "le serveur de messagerie n'a pas répondu à temps"
    case "smtputf8-not-offered": "le serveur de messagerie n'accepte pas cette adresse"
    default:
      word.allSatisfy(\.isNumber) && !word.isEmpty
        ? "le serveur de messagerie a répondu \(word)" : "le serveur de messagerie n'a pas pu en prendre livraison"
    }
  }
}
