/// Something that happened in a scenario.
enum Happening: Sendable {
  /// Between the program and the broker.
  case wire(WireEvent)
  /// The program said or did something.
  case program(ProgramUnderTest.Fact)
  /// The platform read a message.
  case arrived(Arrival)

  /// What the program said, where it said something.
  var line: ProgramLine? {
    if case .program(.said(let line)) = self { line } else { nil }
  }

  /// What was said between program and broker, where it was a method.
  var method: WireMethod? {
    if case .wire(let event) = self, case .method(let method) = event.fact { method } else { nil }
  }

  /// What a relay saw.
  var fact: WireEvent.Fact? {
    if case .wire(let event) = self { event.fact } else { nil }
  }

  /// How the program ended, where it did.
  var status: Int32? {
    if case .program(.ended(let status)) = self { status } else { nil }
  }

  /// What the platform read, but for the kit's own markers.
  var arrival: Arrival? {
    guard case .arrived(let arrival) = self else { return nil }
    if case .marker = arrival.word { return nil }
    return arrival
  }

  /// The text of a marker of the kit.
  var marker: String? {
    guard case .arrived(let arrival) = self, case .marker(let text) = arrival.word else { return nil }
    return text
  }
}
