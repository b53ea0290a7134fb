import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// The candidates that reports of hires name or describe.
struct KnownCandidates: Sendable {
  private let candidates: Set<CandidateID>
  private let candidacies: [CandidacyID: CandidateID]
  private let owners: [IdentityKey: CandidateID]

  /// Looks up whom any of the particulars may mean.
  init(_ particulars: [HireParticulars], in transaction: Transaction) async throws {
    let rows = try await transaction.query([
      CandidateStatements.known(particulars.compactMap(\.candidateID)),
      CandidacyStatements.candidates(of: particulars.compactMap(\.candidacyID)),
      CandidateStatements.owners(of: Set(particulars.flatMap(\.identityKeys))),
    ])
    candidates = Set(try rows[0].decode(CandidateID.self))
    candidacies = try CandidacyStatements.candidates(rows[1])
    owners = try CandidateStatements.owners(rows[2])
  }

  /// Every candidate that was found.
  var all: [CandidateID] { Array(candidates.union(candidacies.values).union(owners.values)) }

  /// Whom the particulars name by an id of the platform's.
  func named(by particulars: HireParticulars) -> [CandidateID] {
    [
      particulars.candidacyID.flatMap { candidacies[$0] },
      particulars.candidateID.flatMap { candidates.contains($0) ? $0 : nil },
    ].compactMap(\.self)
  }

  /// Whom the particulars describe.
  func recognised(by particulars: HireParticulars) -> [CandidateID] {
    particulars.identityKeys.compactMap { owners[$0] }
  }

  /// Whom the particulars mean: who is named goes before who is described, as for the match.
  func meant(by particulars: HireParticulars) -> [CandidateID] {
    let named = named(by: particulars)
    return named.isEmpty ? recognised(by: particulars) : named
  }
}
