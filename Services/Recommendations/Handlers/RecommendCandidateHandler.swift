import Identity
import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Attributes a candidate to the member who recommends them, or refuses with the reason (R1 to R8).
package struct RecommendCandidateHandler: CommandHandler {
  private let hasher: IdentityHasher

  /// A handler that knows people by keyed hashes under secrets.
  package init(identitySecrets: IdentitySecrets) {
    hasher = IdentityHasher(identitySecrets)
  }

  /// What a batch is decided on, and what was decided.
  package struct State: Sendable {
    var rule: RefusalIsKnownAtOnce
    let bonus: BonusPolicy
    let policy: AttributionTerms
    var usedIDs: Set<RecommendationID>
    let heldKeys: Set<IdentityKey>
    let now: Timestamp
    var recommendations: [AttributedRecommendation] = []
    var attributions: [CandidateID: Attribution] = [:]
    var newKeys: [IdentityKey: CandidateID] = [:]
  }

  package func load(_ messages: [Incoming<RecommendCandidate>], in transaction: Transaction) async throws -> State {
    let commands = messages.map(\.data)
    let now = messages[0].receivedAt
    let members = commands.map(\.memberId)
    let offers = commands.map(\.offerId)
    // Members are held first, then offers, keys and candidates: all who recommend wait in this order, never in a circle.
    let rows = try await transaction.query([
      MemberStatements.lock(members), OfferStatements.hold(offers, at: now), MemberStatements.charterInForce,
      RecommendationStatements.slots(of: members, for: offers),
      RecommendationStatements.known(commands.compactMap(\.recommendationId)),
      BonusPolicies.inForce(at: now), AttributionPolicy.statements.inForce(at: now),
      RefusalStatements.counts(of: members, until: now), MemberStatements.signatures(of: members),
    ])
    let policy = try AttributionPolicy.statements.terms(rows[6])
    let known = Dictionary(try OfferStatements.offers(rows[1]).map { ($0.offerID, $0) }) { first, _ in first }
    let keys = Set(commands.flatMap { self.keys(of: $0, for: known[$0.offerId]) })
    return State(
      rule: RefusalIsKnownAtOnce(
        offers: known,
        members: try MemberStatements.members(rows[0], signatures: rows[8]),
        charterInForce: try rows[2].decode(String.self).first,
        slots: .init(taken: try RecommendationStatements.slots(rows[3])),
        register: try await register(of: keys, in: transaction),
        refusals: .init(limit: policy.refusalsPerDay, counts: try RefusalStatements.counts(rows[7]))),
      bonus: try BonusPolicies.policy(rows[5]),
      policy: policy,
      usedIDs: Set(try rows[4].decode(RecommendationID.self)),
      heldKeys: keys,
      now: now)
  }

  private func register(
    of keys: Set<IdentityKey>, in transaction: Transaction
  ) async throws -> CandidateBelongsToFirstMember {
    let rows = try await transaction.query([
      CandidateStatements.lockKeys(keys), CandidateStatements.lockCandidates(of: keys),
      CandidateStatements.owners(of: keys),
    ])
    return CandidateBelongsToFirstMember(
      candidates: try CandidateStatements.owners(rows[2]),
      attributions: try CandidateStatements.attributions(rows[1]))
  }

  package func decide(
    _ message: Incoming<RecommendCandidate>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RecommendCandidate.Result {
    let command = message.data
    if let phone = command.candidate.phone, !PhoneNumber.isNumber(phone) {
      throw .invalidMessage([FieldError(field: "candidate.phone", message: "is no telephone number")])
    }
    let id = command.recommendationId ?? .make()
    // First of all, and without an event: it would tell of the recommendation that has the id.
    guard !state.usedIDs.contains(id) else { throw Problem(.idAlreadyUsed) }
    let keys = keys(of: command, for: state.rule.offers[command.offerId])
    state.newKeys.merge(state.rule.register.recognise(keys)) { first, _ in first }
    let submission = RefusalIsKnownAtOnce.Submission(
      offerID: command.offerId, memberID: command.memberId, keys: keys)
    switch state.rule.check(submission, at: emission.now) {
    case .failure(let refusal) where !refusal.isTold: throw Problem(refusal.code)
    case .failure(let refusal):
      state.rule.refusals.note(refusal.code, of: command.memberId)
      emission.publish(
        RecommendationRefused(
          recommendationId: id, offerId: command.offerId, memberId: command.memberId, code: refusal.code))
      if refusal.code == .candidateAlreadyAttributed { tellConflict(in: keys, of: id, state, &emission) }
      throw Problem(refusal.code)
    case .success(let admission):
      tellConflict(in: keys, of: id, state, &emission)
      let recommendation = attribute(command, id: id, keys: keys, to: admission, on: &state, at: emission.now)
      announce(recommendation, of: command, &emission)
      return RecommendCandidate.Result(
        recommendationId: id, candidateId: recommendation.candidateID, quote: recommendation.quote,
        conflictOfInterest: recommendation.isOwnCompany)
    }
  }

  /// Takes the slot, the candidate and the keys.
  private func attribute(
    _ command: RecommendCandidate, id: RecommendationID, keys: [IdentityKey],
    to admission: RefusalIsKnownAtOnce.Admission, on state: inout State, at now: Timestamp
  ) -> AttributedRecommendation {
    let member = admission.member
    let candidate = admission.candidate ?? .make()
    for key in keys where state.rule.register.candidate(of: key) == nil { state.newKeys[key] = candidate }
    let former = state.rule.register.attribution(of: candidate)
    state.rule.register.attribute(
      candidate, keys: keys, to: Attribution(to: member.memberID, at: now, under: state.policy))
    let attribution = state.rule.register.attribution(of: candidate)
    if attribution != former { state.attributions[candidate] = attribution }
    let recommendation = AttributedRecommendation(
      recommendationID: id, offerID: command.offerId, companyID: admission.offer.companyID,
      memberID: member.memberID, sponsorID: member.sponsorID, candidateID: candidate, attributedAt: now,
      quote: state.bonus.quote(for: member.level),
      memberEmployer: member.employer,
      flag: OwnCompanyFlag(
        isOwnCompany: OwnCompanyIsFlagged.isOwnCompany(
          member: member.employer, candidate: command.candidate.currentEmployer)))
    state.rule.slots.take(.init(offerID: command.offerId, memberID: member.memberID))
    state.usedIDs.insert(id)
    state.recommendations.append(recommendation)
    return recommendation
  }

  private func announce(
    _ recommendation: AttributedRecommendation, of command: RecommendCandidate, _ emission: inout Emission
  ) {
    // Who it is comes first: whoever tells of the attribution names the candidate, and would have to wait otherwise.
    let candidate = command.candidate
    emission.publish(
      CandidateRegistered(
        candidateId: recommendation.candidateID, recommendationId: recommendation.recommendationID,
        firstName: candidate.firstName, lastName: candidate.lastName, email: candidate.email, phone: candidate.phone,
        linkedinUrl: candidate.linkedinUrl, message: command.message, language: candidate.locale))
    emission.publish(
      RecommendationAttributed(
        recommendationId: recommendation.recommendationID, offerId: recommendation.offerID,
        companyId: recommendation.companyID, memberId: recommendation.memberID,
        candidateId: recommendation.candidateID, quote: recommendation.quote,
        conflictOfInterest: recommendation.isOwnCompany))
  }

  /// R4: staff are told when one submission names several known candidates.
  private func tellConflict(
    in keys: [IdentityKey], of id: RecommendationID, _ state: State, _ emission: inout Emission
  ) {
    let matches = state.rule.register.matches(keys)
    guard matches.count > 1 else { return }
    emission.publish(CandidateIdentityConflict(recommendationId: id, candidateIds: matches))
  }

  /// The candidate's keys; a national telephone number is read with the offer's country.
  package func keys(of command: RecommendCandidate, for offer: KnownOffer?) -> [IdentityKey] {
    let candidate = command.candidate
    return hasher.keys(
      email: candidate.email, phone: candidate.phone, linkedinUrl: candidate.linkedinUrl,
      country: offer?.zone.country)
  }

  package func save(_ state: State) -> [Statement] {
    let unclaimed = state.heldKeys.filter { state.rule.register.candidate(of: $0) == nil }
    let refused = state.rule.refusals.noted
    var statements = refused.isEmpty ? [] : RefusalStatements.insert(refused, at: state.now)
    if !unclaimed.isEmpty { statements.append(CandidateStatements.release(Array(unclaimed))) }
    if !state.attributions.isEmpty { statements.append(CandidateStatements.attribute(state.attributions)) }
    if !state.newKeys.isEmpty { statements.append(CandidateStatements.assign(state.newKeys)) }
    guard !state.recommendations.isEmpty else { return statements }
    return statements + [
      RecommendationStatements.insert(state.recommendations), RecommendationStatements.begin(state.recommendations),
    ]
  }
}
