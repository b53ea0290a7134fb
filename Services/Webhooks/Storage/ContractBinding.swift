import Messages
import PostgreSQLClient

// How the contract's words for webhooks go into statements and come out of rows.

extension DeliveryState: PostgreSQLEncodable, PostgreSQLDecodable {}
extension QuarantineReason: PostgreSQLEncodable, PostgreSQLDecodable {}
extension HookClock: PostgreSQLEncodable, PostgreSQLDecodable {}
