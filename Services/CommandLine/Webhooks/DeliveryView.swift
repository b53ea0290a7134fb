import FoundationEssentials
import Messages
import Vocabulary

/// A webhook as it is shown: what became of it, and the shape of what the vendor sent; or, revealed, all of it.
package struct DeliveryView: Encodable, Sendable {
  /// What there is to say without looking into it.
  package let delivery: ListedDelivery
  /// The request's headers; of those that may name a person, that there is one, unless revealed.
  package let headers: [String: String]
  /// The SHA-256 of the body in hexadecimal.
  package let bodySHA256: String
  /// The fields of the body, each with its kind; empty where it is revealed, or was forgotten.
  package let fields: [String: String]
  /// The body as it came, revealed; in base64 where it is no text.
  package let body: String?
  /// What was made of it, in order.
  package let reports: [Report]

  /// The paths of the fields, in their order.
  package let order: [String]

  /// A report, as far as it may be shown.
  package struct Report: Encodable, Sendable {
    /// The message's id; absent where nothing was sent.
    package let messageId: String?
    /// `hire.reported` or `hire.withdrawn`.
    package let routingKey: String
    /// As of when it speaks, and by whose clock.
    package let asOf: String
    /// When the broker confirmed it.
    package let publishedAt: Timestamp?
    /// The data by their paths; of those that may name a person their kinds, unless revealed.
    package let data: [String: String]

    private let rows: [[String]]

    /// The lines for people.
    var lines: [String] {
      var table = TextTable([])
      for row in rows { table.add(row) }
      return table.lines
    }

    init(_ report: HookReport, isRevealed: Bool) {
      (messageId, routingKey, asOf, publishedAt) =
        (report.messageId, report.routingKey, report.asOf, report.publishedAt)
      data = Dictionary(report.fields(isRevealed: isRevealed)) { first, _ in first }
      rows = report.rows(isRevealed: isRevealed)
    }

    private enum CodingKeys: String, CodingKey {
      case messageId, routingKey, asOf, publishedAt, data
    }
  }

  /// Looks at a webhook.
  package init(_ shown: GetDelivery.Result, isRevealed: Bool = false) {
    delivery = shown.delivery
    headers = isRevealed ? shown.headers : shown.headers.reduce(into: [:]) { $0[$1.key] = Self.masked($1) }
    bodySHA256 = shown.bodySHA256
    reports = shown.reports.map { Report($0, isRevealed: isRevealed) }
    let shapes = isRevealed ? [] : Self.shapes(shown)
    order = shapes.map(\.path)
    fields = Dictionary(shapes) { first, _ in first }
    body = isRevealed ? shown.body ?? shown.bodyBase64 ?? Self.forgotten : nil
  }

  /// The lines for people.
  package var lines: [String] {
    var table = TextTable([])
    for row in rows { table.add(row) }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { table.add(["header \(name)", value]) }
    table.add(["body SHA-256", bodySHA256])
    return table.lines + reports.flatMap { [""] + $0.lines } + [""] + bodyLines
  }

  private var bodyLines: [String] {
    if let body { return Self.lines(ofBody: body) }
    var table = TextTable([])
    for path in order { table.add([path.isEmpty ? "body" : "body \(path)", fields[path] ?? ""]) }
    return table.lines
  }

  private var rows: [[String]] {
    var rows = [
      ["webhook", delivery.deliveryId.description], ["source", delivery.source], ["state", delivery.standing],
    ]
    if let detail = delivery.detail { rows.append(["detail", detail]) }
    rows += [
      ["event", delivery.event ?? "-"], ["application", delivery.applicationId ?? "-"],
      ["jobs", delivery.jobs.isEmpty ? "-" : delivery.jobs.joined(separator: ", ")],
      ["received", "\(delivery.receivedAt)\(delivery.receipts > 1 ? ", \(delivery.receipts) times" : "")"],
    ]
    return rows
  }

  /// Headers that say how a request came, and nothing of whom it is about.
  private static let plainHeaders: Set<String> = [
    "accept", "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "date", "event-id",
    "event-name", "event-version", "greenhouse-event-id", "host", "transfer-encoding", "user-agent", "webhook-id",
    "webhook-timestamp", "x-bamboohr-timestamp",
  ]

  private static func masked(_ header: (key: String, value: String)) -> String {
    plainHeaders.contains(header.key.lowercased()) ? header.value : header.value.isEmpty ? "empty text" : "text"
  }

  private static func shapes(_ shown: GetDelivery.Result) -> [(path: String, kind: String)] {
    if let base64 = shown.bodyBase64 { return [("", "no text, \(base64.utf8.count) characters of base64")] }
    guard let body = shown.body else { return [("", forgotten)] }
    guard let json = JSONValue(json: Data(body.utf8)) else { return [("", "no JSON, \(body.utf8.count) bytes")] }
    return Masked.lines(json, naming: .vendor)
  }

  private static func lines(ofBody body: String) -> [String] {
    if JSONValue(json: Data(body.utf8)) != nil { return JSONLayout.lines(body) }
    return body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { String($0).printable }
  }

  private static let forgotten = "forgotten: what people are named in is not kept for good"

  private enum CodingKeys: String, CodingKey {
    case delivery, headers, bodySHA256, fields, body, reports
  }
}
