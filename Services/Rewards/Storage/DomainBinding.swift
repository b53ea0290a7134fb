import FoundationEssentials
import PostgreSQLClient
import RewardsDomain
import Vocabulary

// How the terms of the domain go into statements and come out of rows.

extension UnitOfAccount: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Account: PostgreSQLEncodable, PostgreSQLDecodable {}
extension CauseID: PostgreSQLEncodable, PostgreSQLDecodable {}
extension HoldReason: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Reward.Kind: PostgreSQLEncodable, PostgreSQLDecodable {}

/// The list of the parts, as messages have it.
extension InstalmentPlan: PostgreSQLEncodable, PostgreSQLDecodable {
  /// `jsonb`.
  public static var postgreSQLType: PostgreSQLType { PostgreSQLJSON.postgreSQLType }

  /// Writes the list.
  public func bind(into buffer: inout BindBuffer) {
    let parts = parts.map { #"{"percent":\#($0.percent),"from":"\#($0.from.rawValue)","days":\#($0.days)}"# }
    PostgreSQLJSON("[\(parts.joined(separator: ","))]").bind(into: &buffer)
  }

  /// Reads the list; throws code `decoding` where it is none.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    let json = try PostgreSQLJSON(postgreSQL: cell)
    do {
      self = try JSONDecoder().decode(InstalmentPlan.self, from: Data(json.bytes))
    } catch {
      throw cell.failure("holds no list of instalments", decoding: InstalmentPlan.self)
    }
  }
}
