public import PostgreSQLClient
public import Vocabulary

// How the vocabulary of the contract goes into statements and comes out of rows.

extension Identifier: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Points: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Cents: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Level: PostgreSQLEncodable, PostgreSQLDecodable {}
extension RewardOption: PostgreSQLEncodable, PostgreSQLDecodable {}
extension OffersByMail: PostgreSQLEncodable, PostgreSQLDecodable {}
extension RejectionCode: PostgreSQLEncodable, PostgreSQLDecodable {}
extension MemberState: PostgreSQLEncodable, PostgreSQLDecodable {}
extension ConflictSource: PostgreSQLEncodable, PostgreSQLDecodable {}
extension ClaimManner: PostgreSQLEncodable, PostgreSQLDecodable {}
extension InstalmentState: PostgreSQLEncodable, PostgreSQLDecodable {}
extension Language: PostgreSQLEncodable, PostgreSQLDecodable {}
extension SectorCode: PostgreSQLEncodable, PostgreSQLDecodable {}
extension ZoneCode: PostgreSQLEncodable, PostgreSQLDecodable {}
extension EmailAddress: PostgreSQLEncodable, PostgreSQLDecodable {}
extension SIREN: PostgreSQLEncodable, PostgreSQLDecodable {}
extension IdentityKey: PostgreSQLEncodable, PostgreSQLDecodable {}
extension CalendarDay: PostgreSQLEncodable, PostgreSQLDecodable {}

extension ValidatedText where Self: PostgreSQLEncodable {
  /// `text`.
  public static var postgreSQLType: PostgreSQLType { String.postgreSQLType }

  /// Writes the text.
  public func bind(into buffer: inout BindBuffer) { rawValue.bind(into: &buffer) }
}

extension ValidatedText where Self: PostgreSQLDecodable {
  /// Reads the text; throws code `decoding` when it breaks the type's rules.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    guard let value = Self(try String(postgreSQL: cell)) else {
      throw cell.failure("holds a text that breaks the type's rules", decoding: Self.self)
    }
    self = value
  }
}

extension Timestamp: PostgreSQLEncodable, PostgreSQLDecodable {
  /// `timestamp with time zone`.
  public static var postgreSQLType: PostgreSQLType { PostgreSQLTimestamp.postgreSQLType }

  /// Writes the instant.
  public func bind(into buffer: inout BindBuffer) {
    PostgreSQLTimestamp(microsecondsSince1970: microseconds).bind(into: &buffer)
  }

  /// Reads the instant; throws code `decoding` for the infinities.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    self.init(microseconds: try PostgreSQLTimestamp(postgreSQL: cell).microsecondsSince1970)
  }
}
