public import PostgreSQLClient
public import Vocabulary

// How the vocabulary of the contract goes into statements and comes out of rows.

extension Identifier: @retroactive PostgreSQLEncodable, @retroactive PostgreSQLDecodable {}
extension Points: @retroactive PostgreSQLEncodable, @retroactive PostgreSQLDecodable {}
extension Cents: @retroactive PostgreSQLEncodable, @retroactive PostgreSQLDecodable {}
