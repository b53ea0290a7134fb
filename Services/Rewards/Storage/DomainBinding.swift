import PostgreSQLClient
import RewardsDomain

// How the terms of the domain go into statements and come out of rows.

extension UnitOfAccount: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Account: PostgreSQLEncodable, PostgreSQLDecodable {}
extension CauseID: PostgreSQLEncodable, PostgreSQLDecodable {}
extension HoldReason: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Reward.Kind: PostgreSQLEncodable, PostgreSQLDecodable {}
