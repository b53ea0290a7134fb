import Messages
import Vocabulary

extension ListedDelivery {
  /// A table of webhooks, the newest first.
  package static func lines(_ deliveries: [ListedDelivery]) -> [String] {
    guard !deliveries.isEmpty else { return ["no webhooks"] }
    var table = TextTable(["ID", "SOURCE", "RECEIVED", "STATE", "EVENT", "APPLICATION", "JOBS"])
    for delivery in deliveries {
      table.add([
        delivery.deliveryId.description, delivery.source, delivery.receivedAt.description, delivery.standing,
        delivery.event ?? "-", delivery.applicationId ?? "-",
        delivery.jobs.isEmpty ? "-" : delivery.jobs.joined(separator: ", "),
      ])
    }
    return table.lines
  }

  /// What became of it, and why it waits where it does.
  var standing: String { reason.map { "\(state.rawValue): \($0.rawValue)" } ?? state.rawValue }
}

extension ListedMapping {
  /// A table of mappings, the latest first.
  package static func lines(_ mappings: [ListedMapping]) -> [String] {
    guard !mappings.isEmpty else { return ["no mappings"] }
    var table = TextTable(["SOURCE", "JOB", "OFFER", "SINCE"])
    for mapping in mappings {
      let offer = mapping.offerId?.description ?? mapping.offerReference.map { "reference \($0)" } ?? "-"
      table.add([mapping.source, mapping.job, offer, mapping.mappedAt.description])
    }
    return table.lines
  }
}

extension ListedSource {
  /// A table of sources, in the order of the configuration.
  package static func lines(_ sources: [ListedSource]) -> [String] {
    guard !sources.isEmpty else { return ["no sources"] }
    var table = TextTable(
      ["SOURCE", "VENDOR", "REPORTS AS", "SECRET", "WAITING", "LAST RECEIVED"],
      alignments: [.left, .left, .left, .left, .right])
    for source in sources {
      table.add([
        source.source, source.vendor, source.sourceSystem, source.hasSecret ? "set" : "missing",
        "\(source.quarantined)", source.lastReceivedAt?.description ?? "-",
      ])
    }
    return table.lines
  }
}
