import Vocabulary

/// O1, O7: when an offer closes by itself lies ahead, whenever it is said.
package enum AnOfferClosesInTheFuture {
  /// Whether a closing time may be set; none is a time that never comes.
  package static func allows(_ closesAt: Timestamp?, at now: Timestamp) -> Bool {
    closesAt.map { $0 > now } ?? true
  }
}
