/// Turns "these deliveries are done" into the fewest `basic.ack` methods.
///
/// Pure. The broker numbers the deliveries of a channel from 1. All that are done from the oldest outstanding one
/// onwards go in one `ack` with `multiple`; those behind a delivery that is still being worked on go one by one, so
/// that a slow message holds up nobody.
package struct DeliveryAcknowledgements {
  /// One `basic.ack` to send.
  package struct Acknowledgement: Equatable {
    package let number: UInt64
    package let multiple: Bool

    package init(number: UInt64, multiple: Bool) {
      self.number = number
      self.multiple = multiple
    }
  }

  private var lowestOutstanding: UInt64 = 1
  private var highestDelivered: UInt64 = 0
  /// Acknowledged one by one, beyond `lowestOutstanding`.
  private var doneAhead: Set<UInt64> = []

  package init() {}

  /// How many deliveries the broker still holds for this channel.
  package var outstanding: Int { Int(highestDelivered + 1 - lowestOutstanding) - doneAhead.count }

  /// Notes a delivery.
  package mutating func delivered(_ number: UInt64) {
    highestDelivered = max(highestDelivered, number)
  }

  /// Notes deliveries as done; numbers never delivered or done before are left out.
  package mutating func done(_ numbers: [UInt64]) -> [Acknowledgement] {
    let fresh = Set(
      numbers.filter { $0 >= lowestOutstanding && $0 <= highestDelivered && !doneAhead.contains($0) })
    guard !fresh.isEmpty else { return [] }
    var next = lowestOutstanding
    var lastFresh: UInt64?
    while fresh.contains(next) || doneAhead.contains(next) {
      if doneAhead.remove(next) == nil { lastFresh = next }
      next += 1
    }
    var result: [Acknowledgement] = []
    if let lastFresh {
      result.append(Acknowledgement(number: lastFresh, multiple: lastFresh > lowestOutstanding))
    }
    lowestOutstanding = next
    for number in fresh.sorted() where number >= next {
      doneAhead.insert(number)
      result.append(Acknowledgement(number: number, multiple: false))
    }
    return result
  }

  /// Notes that a delivery was rejected or given back; false when it was never delivered or is done already.
  package mutating func rejected(_ number: UInt64) -> Bool {
    guard number >= lowestOutstanding, number <= highestDelivered, doneAhead.insert(number).inserted else {
      return false
    }
    while doneAhead.remove(lowestOutstanding) != nil { lowestOutstanding += 1 }
    return true
  }
}
