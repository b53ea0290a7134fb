// The codes that the platform gives, each with the sentence and the HTTP status that RFC 9457 asks for.

extension ProblemCode {
  /// The message breaks its schema.
  ///
  /// A field is missing, of the wrong type or out of its limits.
  public static let invalidMessage: ProblemCode = "invalid-message"
  /// The message cannot be read.
  ///
  /// The body is no JSON or no CloudEvents envelope; a reason for a dead letter.
  public static let undecodable: ProblemCode = "undecodable"
  /// No handler for this type of message.
  ///
  /// An event or report of a type that the service does not handle; a reason for a dead letter.
  public static let unknownType: ProblemCode = "unknown-type"
  /// No such command.
  ///
  /// The service has no handler for the command's type.
  public static let unknownCommand: ProblemCode = "unknown-command"
  /// The message failed at every attempt.
  ///
  /// A reason for a dead letter.
  public static let attemptsExhausted: ProblemCode = "attempts-exhausted"
  /// The message makes its handling fail, and would again.
  public static let handlingFailed: ProblemCode = "handling-failed"
  /// The message expired before it was handled: a dead letter.
  public static let expired: ProblemCode = "expired"
  /// The message's body is larger than any message of the platform: a dead letter.
  public static let bodyTooLarge: ProblemCode = "body-too-large"
  /// The message did not come the way that its kind comes: a dead letter.
  public static let senderNotAllowed: ProblemCode = "sender-not-allowed"
  /// The message does not say who decides.
  ///
  /// A2: the envelope's `actor` is missing where somebody decides by hand.
  public static let actorRequired: ProblemCode = "actor-required"
  /// No such decision.
  ///
  /// A2: the id names no decision that takes two people.
  public static let decisionNotFound: ProblemCode = "decision-not-found"
  /// The decision was confirmed already.
  ///
  /// A2.
  public static let decisionAlreadyConfirmed: ProblemCode = "decision-already-confirmed"
  /// The decision was not confirmed in time.
  ///
  /// A2: ask for it again.
  public static let decisionExpired: ProblemCode = "decision-expired"
  /// Another person has to confirm the decision.
  ///
  /// A2: who asks for something does not confirm it.
  public static let sameActor: ProblemCode = "same-actor"
  /// No such webhook was received.
  public static let deliveryNotFound: ProblemCode = "delivery-not-found"
  /// The webhook waits for nobody.
  ///
  /// It is neither quarantined nor discarded.
  public static let deliveryNotWaiting: ProblemCode = "delivery-not-waiting"
  /// No such source of webhooks.
  public static let sourceNotFound: ProblemCode = "source-not-found"
  /// No offer is known for the job.
  public static let jobNotMapped: ProblemCode = "job-not-mapped"
  /// The id belongs to another thing already.
  ///
  /// An id given for a thing to create is taken.
  public static let idAlreadyUsed: ProblemCode = "id-already-used"
  /// The service failed.
  ///
  /// A fault of the platform; the message is kept.
  public static let internalError: ProblemCode = "internal-error"
  /// The sponsor is not an active member.
  ///
  /// M1.
  public static let sponsorNotActive: ProblemCode = "sponsor-not-active"
  /// The e-mail address is an active member's.
  ///
  /// M1.
  public static let alreadyMember: ProblemCode = "already-member"
  /// No such invitation.
  ///
  /// Unknown code, or not for this e-mail address (M1).
  public static let invitationNotFound: ProblemCode = "invitation-not-found"
  /// The invitation has expired.
  ///
  /// M1.
  public static let invitationExpired: ProblemCode = "invitation-expired"
  /// The invitation was used already.
  ///
  /// M1.
  public static let invitationAlreadyUsed: ProblemCode = "invitation-already-used"
  /// The version of the charter is not the one in force.
  ///
  /// M3.
  public static let charterOutdated: ProblemCode = "charter-outdated"
  /// The member is not active.
  ///
  /// Unknown, not known yet, or left (M5).
  public static let memberNotActive: ProblemCode = "member-not-active"
  /// No such member.
  ///
  /// The id names no member.
  public static let memberNotFound: ProblemCode = "member-not-found"
  /// No such company.
  ///
  /// The id names no registered company.
  public static let companyNotFound: ProblemCode = "company-not-found"
  /// No such offer.
  ///
  /// The id names no offer.
  public static let offerNotFound: ProblemCode = "offer-not-found"
  /// The offer is not open.
  ///
  /// Unknown, not known yet, draft or closed (O1).
  public static let offerNotOpen: ProblemCode = "offer-not-open"
  /// The member recommended somebody for this offer already.
  ///
  /// R1.
  public static let alreadyRecommendedForOffer: ProblemCode = "already-recommended-for-offer"
  /// The candidate is attributed already.
  ///
  /// R2, R3: never says to whom.
  public static let candidateAlreadyAttributed: ProblemCode = "candidate-already-attributed"
  /// A member cannot recommend themselves.
  ///
  /// R5.
  public static let selfRecommendation: ProblemCode = "self-recommendation"
  /// Too many recommendations of the member were refused today.
  ///
  /// R3: a policy of recommendations says how many may be, in 24 hours.
  public static let tooManyRefusals: ProblemCode = "too-many-refusals"
  /// No such recommendation.
  ///
  /// The id names no recommendation.
  public static let recommendationNotFound: ProblemCode = "recommendation-not-found"
  /// No such hire.
  ///
  /// The id names no hire.
  public static let hireNotFound: ProblemCode = "hire-not-found"
  /// The hire is attributed already.
  ///
  /// H2.
  public static let hireAlreadyAttributed: ProblemCode = "hire-already-attributed"
  /// No interview for this recommendation.
  ///
  /// Q1.
  public static let interviewNotFound: ProblemCode = "interview-not-found"
  /// The interview was decided already.
  ///
  /// Q1.
  public static let alreadyDecided: ProblemCode = "already-decided"
  /// The candidate must be informed before the transmission.
  ///
  /// Q3.
  public static let candidateNotInformed: ProblemCode = "candidate-not-informed"
  /// No such reward.
  ///
  /// The id names no reward.
  public static let rewardNotFound: ProblemCode = "reward-not-found"
  /// The reward is settled already.
  ///
  /// W3.
  public static let alreadySettled: ProblemCode = "already-settled"
  /// No such charity.
  ///
  /// The id names no registered charity.
  public static let charityNotFound: ProblemCode = "charity-not-found"
  /// The option is not available for this reward.
  ///
  /// W3, W4.
  public static let optionNotAvailable: ProblemCode = "option-not-available"
  /// No such payout.
  ///
  /// W6.
  public static let payoutNotFound: ProblemCode = "payout-not-found"
  /// The person was expelled.
  ///
  /// M10: staff readmit them first.
  public static let personExpelled: ProblemCode = "person-expelled"
  /// The SIREN is another company's.
  ///
  /// One SIREN, one company.
  public static let sirenAlreadyRegistered: ProblemCode = "siren-already-registered"
  /// No such candidate.
  ///
  /// The id names no candidate.
  public static let candidateNotFound: ProblemCode = "candidate-not-found"
  /// The hire is not attributed.
  ///
  /// H4.
  public static let hireNotAttributed: ProblemCode = "hire-not-attributed"
  /// The interview was not decided yet.
  ///
  /// Q5.
  public static let interviewNotDecided: ProblemCode = "interview-not-decided"
  /// No such candidacy.
  ///
  /// The id names no candidacy.
  public static let candidacyNotFound: ProblemCode = "candidacy-not-found"
  /// No such claim.
  ///
  /// W6.
  public static let claimNotFound: ProblemCode = "claim-not-found"
  /// The claim is settled already.
  ///
  /// W6.
  public static let claimSettled: ProblemCode = "claim-settled"
  /// The payout did not fail.
  ///
  /// W6.
  public static let payoutNotFailed: ProblemCode = "payout-not-failed"

  /// A change of the policy is scheduled that would come in force later.
  ///
  /// Versions come in force in the order of their numbers; the detail says which is scheduled for when.
  public static let policyChangePending: ProblemCode = "policy-change-pending"
  /// No such version of the policy.
  ///
  /// The number names no version, or one that was cancelled.
  public static let policyVersionNotFound: ProblemCode = "policy-version-not-found"
  /// The version of the policy has come in force.
  ///
  /// What was decided by it stays, so it cannot be cancelled.
  public static let policyAlreadyInForce: ProblemCode = "policy-already-in-force"

  static let known: [ProblemCode: (status: Int, title: String)] = [
    .invalidMessage: (400, "The message breaks its schema."),
    .undecodable: (400, "The message cannot be read."),
    .unknownType: (404, "No handler for this type of message."),
    .unknownCommand: (404, "No such command."),
    .attemptsExhausted: (500, "The message failed at every attempt."),
    .handlingFailed: (500, "The message makes its handling fail, and would again."),
    .expired: (410, "The message expired before it was handled."),
    .bodyTooLarge: (413, "The message's body is larger than any message of the platform."),
    .senderNotAllowed: (403, "The message did not come the way that its kind comes."),
    .actorRequired: (400, "The message does not say who decides."),
    .decisionNotFound: (404, "No such decision."),
    .decisionAlreadyConfirmed: (409, "The decision was confirmed already."),
    .decisionExpired: (410, "The decision was not confirmed in time."),
    .sameActor: (409, "Another person has to confirm the decision."),
    .idAlreadyUsed: (409, "The id belongs to another thing already."),
    .internalError: (500, "The service failed."),
    .sponsorNotActive: (409, "The sponsor is not an active member."),
    .alreadyMember: (409, "The e-mail address is an active member's."),
    .invitationNotFound: (404, "No such invitation."),
    .invitationExpired: (410, "The invitation has expired."),
    .invitationAlreadyUsed: (409, "The invitation was used already."),
    .charterOutdated: (409, "The version of the charter is not the one in force."),
    .memberNotActive: (409, "The member is not active."),
    .memberNotFound: (404, "No such member."),
    .companyNotFound: (404, "No such company."),
    .offerNotFound: (404, "No such offer."),
    .offerNotOpen: (409, "The offer is not open."),
    .alreadyRecommendedForOffer: (409, "The member recommended somebody for this offer already."),
    .candidateAlreadyAttributed: (409, "The candidate is attributed already."),
    .selfRecommendation: (422, "A member cannot recommend themselves."),
    .tooManyRefusals: (429, "Too many recommendations of the member were refused today."),
    .recommendationNotFound: (404, "No such recommendation."),
    .hireNotFound: (404, "No such hire."),
    .hireAlreadyAttributed: (409, "The hire is attributed already."),
    .interviewNotFound: (404, "No interview for this recommendation."),
    .alreadyDecided: (409, "The interview was decided already."),
    .candidateNotInformed: (422, "The candidate must be informed before the transmission."),
    .rewardNotFound: (404, "No such reward."),
    .alreadySettled: (409, "The reward is settled already."),
    .charityNotFound: (404, "No such charity."),
    .optionNotAvailable: (409, "The option is not available for this reward."),
    .payoutNotFound: (404, "No such payout."),
    .personExpelled: (409, "The person was expelled."),
    .sirenAlreadyRegistered: (409, "The SIREN is another company's."),
    .candidateNotFound: (404, "No such candidate."),
    .hireNotAttributed: (409, "The hire is not attributed."),
    .interviewNotDecided: (409, "The interview was not decided yet."),
    .candidacyNotFound: (404, "No such candidacy."),
    .claimNotFound: (404, "No such claim."),
    .claimSettled: (409, "The claim is settled already."),
    .payoutNotFailed: (409, "The payout did not fail."),
    .deliveryNotFound: (404, "No such webhook was received."),
    .deliveryNotWaiting: (409, "The webhook waits for nobody."),
    .sourceNotFound: (404, "No such source of webhooks."),
    .jobNotMapped: (404, "No offer is known for the job."),
    .policyChangePending: (409, "A change of the policy is scheduled that would come in force later."),
    .policyVersionNotFound: (404, "No such version of the policy."),
    .policyAlreadyInForce: (409, "The version of the policy has come in force."),
  ]
}
