import Messages
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Learns what is told of hires, so that a member reads good news once while a hire is in force (H1, N1).
enum HireNews {
  /// Keeps what is told of hires; those whose good news is to be told now.
  static func learn(_ told: [HireStatements.Told], in transaction: Transaction) async throws -> Set<HireID> {
    let changed = try await transaction.query(HireStatements.keep(told)).map { row in
      try row.decode((HireID, RecommendationID?).self)
    }
    guard !changed.isEmpty else { return [] }
    let hires = changed.map { $0.0 }
    let inForce = changed.compactMap { hire, recommendation in
      recommendation.map { (hire: hire, recommendation: $0) }
    }
    let results = try await transaction.query([
      HireStatements.lockNews(of: hires), HireStatements.moveNews(of: hires), HireStatements.tellNews(inForce),
    ])
    return Set(try results[2].map { try $0.decode(HireID.self) })
  }
}
