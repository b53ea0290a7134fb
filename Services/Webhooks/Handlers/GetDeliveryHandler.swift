import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Shows a webhook as it came, and what was made of it (A1).
package struct GetDeliveryHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetDelivery>], in transaction: Transaction
  ) async throws -> [DeliveryID: GetDelivery.Result] {
    let ids = messages.map(\.data.deliveryId)
    let rows = try await transaction.query([DeliveryList.shown(ids), ReportStatements.of(ids)])
    let reports = Dictionary(grouping: try rows[1].map(ReportStatements.report), by: \.delivery)
    let shown = try rows[0].map { row in
      let delivery = try DeliveryList.delivery(row)
      return try Self.result(delivery, row, reports[delivery.deliveryId]?.map(\.report) ?? [])
    }
    return Dictionary(shown.map { ($0.delivery.deliveryId, $0) }) { first, _ in first }
  }

  private static func result(
    _ delivery: ListedDelivery, _ row: Row, _ reports: [HookReport]
  ) throws -> GetDelivery.Result {
    let body = try row["body", as: [UInt8]?.self]
    let text = body.flatMap { String(validating: $0, as: UTF8.self) }
    return GetDelivery.Result(
      delivery: delivery, headers: try row["headers", as: PostgreSQLJSON?.self].map(DeliveryStatements.headers) ?? [:],
      body: text, bodyBase64: text == nil ? body.map { Data($0).base64EncodedString() } : nil,
      bodySHA256: try row["body_sha256", as: Data.self].hexadecimal, reports: reports)
  }

  package func decide(
    _ message: Incoming<GetDelivery>, on shown: inout [DeliveryID: GetDelivery.Result],
    emitting emission: inout Emission
  ) throws(Problem) -> GetDelivery.Result {
    guard let result = shown[message.data.deliveryId] else { throw Problem(.deliveryNotFound) }
    return result
  }

  package static let changesNothing = true

  package func save(_ shown: [DeliveryID: GetDelivery.Result]) -> [Statement] { [] }
}
