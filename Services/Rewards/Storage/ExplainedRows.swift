import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

// What `ExplanationStatements` gave, as messages tell it.

extension Beneficiary {
  /// Whom rows name by a kind and an id.
  init(_ kind: BeneficiaryKind, _ id: UUID) { self.init(kind: kind, id: id.uuidString.lowercased()) }
}

extension ExplainedHire {
  /// A hire of `selectHires`.
  init(_ row: Row) throws {
    let (
      id, recommendation, member, sponsor, level, cents, version, isOwnCompany, hiredAt, startsAt, withdrawnAt, inForce
    ) =
      try row.decode(
        (
          HireID, RecommendationID?, MemberID?, MemberID?, Level?, Cents?, Int?, Bool?, Timestamp?, Timestamp?,
          Timestamp?, Bool
        ).self)
    self.init(
      hireId: id, recommendationId: recommendation, memberId: member, sponsorId: sponsor, quotedLevel: level,
      quotedCents: cents, policyVersion: version, conflictOfInterest: isOwnCompany, hiredAt: hiredAt,
      startsAt: startsAt, withdrawnAt: withdrawnAt, inForce: inForce)
  }
}

extension ExplainedReward {
  /// A reward of `select`, without its parts.
  init(_ row: Row) throws {
    let state = try row["state", as: ListedRewardState.self]
    self.init(
      rewardId: try row["reward_id", as: RewardID.self],
      hireId: try row["hire_id", as: HireID.self],
      recommendationId: try row["recommendation_id", as: RecommendationID.self],
      memberId: try row["member_id", as: MemberID.self],
      kind: try row["kind", as: RewardKind.self],
      amountCents: try row["amount_cents", as: Cents.self],
      policyVersion: try row["policy_version", as: Int.self],
      conflictOfInterest: try row["is_own_company", as: Bool.self],
      state: state,
      holdReason: state == .held ? try row["held_because", as: HeldBecause?.self] : nil,
      option: try row["option", as: RewardOption?.self],
      charityId: try row["charity_id", as: CharityID?.self],
      charityName: try row["charity_name", as: String?.self],
      companyId: try row["company_id", as: CompanyID?.self],
      grantedAt: try row["granted_at", as: Timestamp.self],
      settledAt: try row["settled_at", as: Timestamp?.self],
      reversedAt: try row["reversed_at", as: Timestamp?.self],
      replaces: try row["replaces_id", as: RewardID?.self],
      transactionId: try row["transaction_id", as: TransactionID?.self])
  }
}

extension ExplainedPayout {
  /// An instruction of `selectPayouts`.
  init(_ row: Row) throws {
    let (
      id, reward, kind, beneficiary, cents, requestedAt, paidAt, reference, failedAt, reason, cancelledAt, retries
    ) =
      try row.decode(
        (
          PayoutID, RewardID, BeneficiaryKind, UUID, Cents, Timestamp, Timestamp?, String?, Timestamp?, String?,
          Timestamp?, PayoutID?
        ).self)
    self.init(
      payoutId: id, rewardId: reward, beneficiary: Beneficiary(kind, beneficiary), amountCents: cents,
      requestedAt: requestedAt, paidAt: paidAt, reference: reference, failedAt: failedAt, failureReason: reason,
      cancelledAt: cancelledAt, retries: retries)
  }
}

extension ExplainedClaim {
  /// A claim of `selectClaims`.
  init(_ row: Row) throws {
    self.init(
      claimId: try row["claim_id", as: TransactionID.self],
      holder: AccountHolder(
        kind: try row["holder_kind", as: AccountHolderKind.self],
        id: try row["holder_id", as: UUID.self].uuidString.lowercased()),
      unit: LedgerUnit(try row["unit", as: UnitOfAccount.self]),
      amount: try row["amount", as: Int.self],
      repaid: try row["repaid", as: Int.self],
      writtenOff: try row["written_off", as: Int.self],
      writtenOffSetOff: try row["written_off_set_off", as: Int.self],
      setOff: try row["set_off", as: Int.self],
      remaining: try row["remaining", as: Int.self],
      openedAt: try row["opened_at", as: Timestamp.self],
      rewardId: try row["reward_id", as: RewardID?.self],
      payoutId: try row["payout_id", as: PayoutID?.self])
  }
}
