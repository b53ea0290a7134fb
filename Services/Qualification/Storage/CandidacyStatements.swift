import MessageHandling
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// The statements about the candidates that companies got; what keeps a new one is a trigger on its interview.
///
/// Rows are taken in the order of their ids, after those of interviews.
enum CandidacyStatements {
  /// Reads candidacies and keeps others from closing them.
  static func lock(_ candidacies: [CandidacyID]) -> Statement {
    """
    select
      candidacy.candidacy_id, candidacy.recommendation_id, candidacy.offer_id, interview.member_id,
      candidacy.withdrawn_at is not null, candidacy.closed_at is not null
    from qualification.candidacies candidacy
    join qualification.interviews interview on interview.recommendation_id = candidacy.recommendation_id
    where candidacy.candidacy_id = any(\(candidacies))
    order by candidacy.candidacy_id
    for update of candidacy
    """
  }

  /// Decodes rows of `lock`.
  static func candidacies(_ rows: ResultSet) throws -> [CandidacyID: Candidacy] {
    var candidacies: [CandidacyID: Candidacy] = [:]
    for row in rows {
      let (id, recommendation, offer, member, isWithdrawn, isClosed) = try row.decode(
        (CandidacyID, RecommendationID, OfferID, MemberID, Bool, Bool).self)
      candidacies[id] = Candidacy(
        id: id, recommendationID: recommendation, offerID: offer, memberID: member, isWithdrawn: isWithdrawn,
        isClosed: isClosed)
    }
    return candidacies
  }

  /// Notes that companies do not want candidates.
  static func close(_ candidacies: [CandidacyID], at now: Timestamp) -> Statement {
    "update qualification.candidacies set closed_at = \(now) where candidacy_id = any(\(candidacies))"
  }

  /// Notes that companies have candidates no more.
  static func withdraw(_ candidacies: [CandidacyID], at now: Timestamp) -> Statement {
    "update qualification.candidacies set withdrawn_at = \(now) where candidacy_id = any(\(candidacies))"
  }
}
