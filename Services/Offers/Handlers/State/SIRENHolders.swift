import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

extension ASIRENIsOneCompanys {
  /// Reads the answer to `CompanyStatements.holders`.
  init(_ rows: ResultSet) throws {
    let rows = try rows.decode((SIREN, CompanyID).self).map { ($0.0, $0.1) }
    self.init(holders: Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) })
  }
}
