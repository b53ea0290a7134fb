import ConsoleDomain
import Testing
import Vocabulary

@Suite struct FlowTests {
  private static let plan = [
    FlowState.Service(name: "members", lanes: ["commands"], letters: "members.dead-letters"),
    FlowState.Service(name: "rewards", lanes: ["commands", "events", "integration"], letters: "rewards.dead-letters"),
    FlowState.Service(name: "notifications", lanes: ["commands", "events"], letters: "notifications.dead-letters"),
    FlowState.Service(name: "webhooks", lanes: ["commands"], letters: "webhooks.dead-letters"),
  ]

  private static func figures(handled: Double, age: Double = 0, paused: Bool = false) -> ServiceFigures {
    var figures = ServiceFigures()
    figures.handled = ["members.commands": handled]
    figures.published = handled
    figures.age = ["members.commands": age]
    if paused { figures.paused = ["members.commands"] }
    return figures
  }

  private static func state(
    _ histories: [String: ServiceHistory] = [:], depths: [String: Int]? = nil
  ) -> FlowState {
    FlowState(plan, histories, depths: depths, isBrokerAway: depths == nil)
  }

  @Test("How fast a service works is known from two readings, over the last of them, and not before")
  func ratesComeFromDifferences() {
    var history = ServiceHistory()
    #expect(history.isAway == nil)
    history.told(Self.figures(handled: 100), at: 10)
    #expect(history.rate(\.published) == nil)
    history.told(Self.figures(handled: 130), at: 12)
    #expect(history.rate(\.published) == 15)
    for round in 1...10 { history.told(Self.figures(handled: 130), at: 12 + Double(round) * 2) }
    #expect(history.rate(\.published) == 0)
  }

  @Test("A process that began anew counts from nothing, and one that does not answer is away")
  func restartsAndSilence() {
    var history = ServiceHistory()
    history.told(Self.figures(handled: 100), at: 10)
    history.told(Self.figures(handled: 4), at: 12)
    #expect(history.rate(\.published) == nil)
    history.told(Self.figures(handled: 8), at: 14)
    #expect(history.rate(\.published) == 2)
    history.wasSilent()
    #expect(history.isAway == true && history.newest == nil)
    #expect(Self.state(["members": history]).services[0].tone == .bad)
  }

  @Test(
    "A lane's colour says whether it rests, works, falls behind or stands still",
    arguments: [
      (0.0, 0, false, FlowTone.quiet), (0, 3, false, .good), (6, 3, false, .wait), (0, 5000, false, .wait),
      (61, 3, false, .bad), (0, 0, true, .bad),
    ])
  func tones(age: Double, depth: Int, isPaused: Bool, tone: FlowTone) {
    var history = ServiceHistory()
    history.told(Self.figures(handled: 7, age: age, paused: isPaused), at: 1)
    let state = Self.state(["members": history], depths: ["members.commands": depth])
    #expect(state.services[0].lanes[0].tone == tone)
    #expect(state.services[0].tone == tone)
  }

  @Test("What nobody knows is not said to be nothing")
  func unknownIsNotNothing() {
    let state = Self.state()
    #expect(state.handled == nil && state.depth == nil && state.letters == nil && state.away == 0)
    #expect(state.services.allSatisfy { $0.isAway == nil })
    let known = Self.state(depths: ["members.commands": 2, "rewards.events": 3, "members.dead-letters": 1])
    #expect(known.depth == 5 && known.letters == 1)
  }

  @Test("Boxes stand apart from each other and from rails, within the picture, and each queue is linked on both sides")
  func pictureHasRoom() {
    let picture = FlowPicture(Self.state())
    for (index, box) in picture.boxes.enumerated() {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= picture.width && box.y + box.height <= picture.height)
      for other in picture.boxes.dropFirst(index + 1) {
        let isApart =
          box.x + box.width <= other.x || other.x + other.width <= box.x || box.y + box.height <= other.y
          || other.y + other.height <= box.y
        #expect(isApart, "\(box.id) and \(other.id)")
      }
      #expect(picture.rails.allSatisfy { box.x + box.width <= $0.x || $0.x + 8 <= box.x }, "\(box.id)")
    }
    let streams = Set(picture.streams.map(\.id))
    #expect(streams.count == picture.streams.count)
    #expect(picture.rails.allSatisfy { $0.top + $0.height <= picture.height })
    for box in picture.boxes where box.kind != "service" {
      #expect(streams.contains(box.id + "-in") && streams.contains(box.id + "-out"), "\(box.id)")
    }
  }

  @Test("The more flows the thicker and the faster, within bounds, and nothing stands still")
  func streamsGrow() throws {
    func stream(_ perSecond: Double) throws -> FlowPicture.Stream {
      var history = ServiceHistory()
      history.told(Self.figures(handled: 0), at: 0)
      history.told(Self.figures(handled: perSecond), at: 1)
      return try #require(
        FlowPicture(Self.state(["members": history])).streams.first { $0.id == "flow-members-commands-out" })
    }
    let streams = try [0, 0.5, 5, 50, 500, 5e9].map(stream)
    #expect(streams.map(\.pace) == [0, 1, 2, 3, 4, 4])
    #expect(streams.map(\.width) == streams.map(\.width).sorted())
    #expect(streams[0].width == 2 && streams[5].width <= 16)
  }

  @Test("Spans and rates are said as people write them")
  func spansAndRates() {
    #expect(Spans.text(0.2, in: .french) == nil)
    #expect(Spans.text(3, in: .french) == "3\u{A0}s")
    #expect(Spans.text(600, in: .english) == "10\u{A0}min")
    #expect(Spans.text(86_400 * 3, in: .french) == "3\u{A0}j")
    #expect(Spans.rate(0, in: .french) == "0/s")
    #expect(Spans.rate(0.01, in: .french) == "0,1/s")
    #expect(Spans.rate(12.34, in: .english) == "12.3/s")
  }
}
