/// The whole contract as lists of types, so that tests and documents can walk it.
public enum Contract {
  /// Every command, service by service.
  public static let commands: [any CommandPayload.Type] = [
    InviteMember.self, InviteAsMember.self, Join.self, SignCharter.self, UpdateProfile.self, RecordVisit.self,
    Leave.self, GetCharter.self,
    PublishCharter.self, GetMembersPolicy.self, ChangeMembersPolicy.self, CancelMembersPolicyChange.self,
    Expel.self, Readmit.self, RevokeInvitation.self, GetMember.self, ListMembers.self, ListInvitations.self,
    ListCorrections<TrailOf.Members>.self, GetContract<TrailOf.Members>.self,
    RegisterCompany.self, PublishOffer.self, CloseOffer.self, ListPublishedOffers.self, ExplainTargeting.self,
    GetOffersPolicy.self, ChangeOffersPolicy.self, CancelOffersPolicyChange.self,
    UpdateOffer.self, ReopenOffer.self, UpdateCompany.self, GetOffer.self, ListOffers.self, GetCompany.self,
    ListCompanies.self, ListSolicitations.self, GetWaveForecast.self, ListCorrections<TrailOf.Offers>.self,
    GetContract<TrailOf.Offers>.self,
    RecommendCandidate.self, AttributeHire.self, GetRecommendation.self, GetRecommendationsPolicy.self,
    ChangeRecommendationsPolicy.self, CancelRecommendationsPolicyChange.self,
    WithdrawRecommendation.self, ReleaseCandidate.self, SetOwnCompany.self, DetachHire.self, ListRecommendations.self,
    ListHires.self, GetHire.self, ListCorrections<TrailOf.Recommendations>.self,
    GetContract<TrailOf.Recommendations>.self,
    ConfirmDecision<TrailOf.Recommendations>.self,
    ListDecisions<TrailOf.Recommendations>.self,
    RecordInterview.self, CorrectInterview.self, CloseCandidacy.self, ListInterviews.self, ListCandidacies.self,
    ListCorrections<TrailOf.Qualification>.self, GetContract<TrailOf.Qualification>.self,
    RegisterCharity.self, ChooseOption.self, GetStatement.self, GetRewardsPolicy.self, ChangeRewardsPolicy.self,
    CancelRewardsPolicyChange.self, TryRewardsPolicy.self, ListPayouts.self, UpdateCharity.self, SettleClaim.self,
    RetryPayout.self, ListCharities.self, ListRewards.self, ListClaims.self, ExplainBonus.self,
    GetRewardsOverview.self, ListCharityAccounts.self, ListCorrections<TrailOf.Rewards>.self,
    GetContract<TrailOf.Rewards>.self,
    ConfirmDecision<TrailOf.Rewards>.self, ListDecisions<TrailOf.Rewards>.self,
    ListCorrections<TrailOf.Notifications>.self, GetContract<TrailOf.Notifications>.self,
    ListDeliveries.self, GetDelivery.self, RetryDelivery.self, DiscardDelivery.self, MapJob.self, UnmapJob.self,
    ListMappings.self, ListSources.self, ListCorrections<TrailOf.Webhooks>.self, GetContract<TrailOf.Webhooks>.self,
  ]

  /// Every report from other systems.
  public static let reports: [any ReportPayload.Type] = [
    HireReported.self, HireWithdrawalReported.self, PayoutConfirmed.self, PayoutFailureReported.self,
  ]

  /// Every event, service by service.
  public static let events: [any EventPayload.Type] = [
    MemberInvited.self, MemberJoined.self, ProfileUpdated.self, CharterSigned.self, CharterPublished.self,
    MemberVisited.self, MemberLeft.self, ContactChanged.self, InvitationDeliveryRequested.self,
    InvitationOfMemberRequested.self, MemberIdentified.self, MemberIdentityConflict.self,
    MembersPolicyChanged.self, MembersPolicyChangeCancelled.self,
    CompanyRegistered.self, CompanyContactChanged.self, OfferPublished.self, OfferUpdated.self, OfferReopened.self,
    CompanyUpdated.self, WaveDispatched.self, OfferClosed.self,
    RecommendationAttributed.self, RecommendationWithdrawn.self, RecommendationClosed.self, CandidateReleased.self,
    ConflictOfInterestChanged.self, HireDetached.self, ReportedHireParticulars.self, HireReportOutdated.self,
    RecommendationRefused.self, CandidateRegistered.self, CandidateIdentityConflict.self,
    HireAttributed.self, HireUnattributed.self, HireWithdrawn.self, HireReportDiffers.self,
    DecisionRequested<TrailOf.Recommendations>.self, DecisionConfirmed<TrailOf.Recommendations>.self,
    InterviewRequested.self, EmployerStated.self, InterviewCorrected.self, CandidacyWithdrawn.self,
    CandidacyClosed.self, CandidateQualified.self, CandidateRejected.self, CandidateTransmitted.self,
    CandidacyOpened.self, CandidacyDescribed.self,
    PointsAwarded.self, PayoutMade.self, PayoutFailed.self, ClaimSettled.self, CharityDescribed.self, LevelChanged.self,
    RewardGranted.self, RewardSettled.self, RewardReversed.self,
    PayoutRequested.self, PayoutCancelled.self, ListingCreditsGranted.self, ListingCreditsRevoked.self,
    ClaimOpened.self, ClaimSetOff.self, RewardsPolicyChanged.self, RewardsPolicyChangeCancelled.self,
    DecisionRequested<TrailOf.Rewards>.self, DecisionConfirmed<TrailOf.Rewards>.self,
    DeliveryQuarantined.self,
  ]

  /// What finance is told, with the data of the events that it is made from.
  public static let finance: [any MessagePayload.Type] = [
    FinanceNotification<PayoutRequested>.self, FinanceNotification<PayoutCancelled>.self,
  ]

  /// All of these.
  public static var messages: [any MessagePayload.Type] {
    commands as [any MessagePayload.Type] + reports as [any MessagePayload.Type] + events as [any MessagePayload.Type]
      + finance
  }
}

extension Contract {
  /// Whether a command is a question: it changes nothing, and neither it nor its answer is kept.
  ///
  /// Questions are known by what their names begin with.
  public static func isQuestion(_ type: MessageType) -> Bool {
    ["get-", "list-", "explain-", "try-"].contains { type.name.hasPrefix($0) }
  }
}
