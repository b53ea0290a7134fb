/// The platform as a picture: exchanges as rails, services between them, queues before and outboxes behind them.
///
/// Commands and reports come from the left; what services tell goes to the rail of events on the right, and from there back into
/// their queues; what people are told leaves on the far right.
public struct FlowPicture: Equatable, Sendable {
  /// An exchange.
  public struct Rail: Equatable, Sendable {
    /// What it is called in the picture's texts.
    public let name: String
    /// Its left edge.
    public let x: Double
    /// Its upper edge.
    public let top: Double
    /// How long it is.
    public let height: Double
  }

  /// A service, a queue or an outbox.
  public struct Box: Equatable, Sendable {
    /// What names it in the document.
    public let id: String
    /// The service.
    public let service: String
    /// What it is: `service`, `outbox`, or the kind of a queue.
    public let kind: String
    /// Its left edge.
    public let x: Double
    /// Its upper edge.
    public let y: Double
    /// Its width.
    public let width: Double
    /// Its height.
    public let height: Double
    /// How it is doing.
    public let tone: FlowTone

    var middle: Double { y + height / 2 }
    var right: Double { x + width }
  }

  /// What flows from one thing to another.
  public struct Stream: Equatable, Sendable {
    /// What names it in the document.
    public let id: String
    /// Where it begins.
    public let from: (x: Double, y: Double)
    /// Where it ends.
    public let to: (x: Double, y: Double)
    /// How thick it is.
    public let width: Double
    /// How fast it moves: 0 not at all, to 4.
    public let pace: Int
    /// How it is doing.
    public let tone: FlowTone

    /// Whether both are the same.
    public static func == (one: Stream, other: Stream) -> Bool {
      one.id == other.id && one.from == other.from && one.to == other.to && one.width == other.width
        && one.pace == other.pace && one.tone == other.tone
    }
  }

  /// The picture's width.
  public let width = 1120.0
  /// The picture's height.
  public let height: Double
  /// The exchanges.
  public private(set) var rails: [Rail] = []
  /// Services, queues and outboxes.
  public private(set) var boxes: [Box] = []
  /// What flows between them.
  public private(set) var streams: [Stream] = []

  private static let (top, row, railWidth) = (66.0, 92.0, 8.0)
  private static let (commands, integration, events, notifications) = (140.0, 196.0, 872.0, 960.0)
  private static let (queueX, serviceX, tellingX) = (246.0, 442.0, 690.0)
  private static let (queueWidth, serviceWidth, queueHeight, serviceHeight) = (124.0, 176.0, 32.0, 72.0)

  /// Draws the platform.
  public init(_ state: FlowState) {
    height = Self.top + Double(max(1, state.services.count)) * Self.row + 8
    for (name, x) in [
      ("commands", Self.commands), ("integration", Self.integration), ("events", Self.events),
      ("notifications", Self.notifications),
    ] {
      rails.append(Rail(name: name, x: x, top: Self.top - 14, height: height - Self.top + 6))
    }
    for (index, service) in state.services.enumerated() { draw(service, at: Self.top + Double(index) * Self.row) }
    drawOutside(state)
  }

  private mutating func draw(_ service: ServiceState, at top: Double) {
    let box = add(service.name, "service", Self.serviceX, top, Self.serviceWidth, Self.serviceHeight, service.tone)
    for lane in service.lanes {
      let isEvent = lane.kind == "events"
      let y = top + (lane.kind == "commands" ? 0 : Self.serviceHeight - Self.queueHeight)
      let queue = add(
        service.name, lane.kind, isEvent ? Self.tellingX : Self.queueX, y, Self.queueWidth, Self.queueHeight, lane.tone)
      let rail =
        switch lane.kind {
        case "commands": Self.commands + Self.railWidth
        case "integration": Self.integration + Self.railWidth
        default: Self.events
        }
      flow(
        queue.id + "-in", (rail, queue.middle), (isEvent ? queue.right : queue.x, queue.middle), lane.rate, lane.tone)
      flow(
        queue.id + "-out", (isEvent ? queue.x : queue.right, queue.middle),
        (isEvent ? box.right : box.x, queue.middle), lane.rate, lane.tone)
    }
    let outbox = add(
      service.name, "outbox", Self.tellingX, top, Self.queueWidth, Self.queueHeight, service.outboxTone)
    let tells = service.name == "notifications" ? Self.notifications : Self.events
    flow(
      outbox.id + "-in", (box.right, outbox.middle), (outbox.x, outbox.middle), service.published, service.outboxTone)
    flow(
      outbox.id + "-out", (outbox.right, outbox.middle), (tells, outbox.middle), service.published, service.outboxTone)
    if service.name == "webhooks" {
      let y = top + Self.serviceHeight - Self.queueHeight / 2
      flow(
        "flow-webhooks-reports", (box.x, y), (Self.integration + Self.railWidth, y), service.reported,
        service.isAway == true ? .bad : (service.reported ?? 0) > 0 ? .good : .quiet)
    }
  }

  /// What comes from outside, and what people are told.
  private mutating func drawOutside(_ state: FlowState) {
    func rate(_ kind: String) -> Double {
      state.services.flatMap(\.lanes).filter { $0.kind == kind }.compactMap(\.rate).reduce(0, +)
    }
    let told = state.services.first { $0.name == "notifications" }?.published ?? 0
    let y = Self.top - 2
    for (id, from, to, rate) in [
      ("flow-people", 16, Self.commands, rate("commands")),
      ("flow-told", Self.notifications + Self.railWidth, width - 12, told),
    ] {
      flow(id, (from, y), (to, y), rate, rate > 0 ? .good : .quiet)
    }
    let reported = rate("integration")
    flow(
      "flow-systems", (16, y + 40), (Self.integration, y + 40), reported, reported > 0 ? .good : .quiet)
  }

  private mutating func add(
    _ service: String, _ kind: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ tone: FlowTone
  ) -> Box {
    let box = Box(
      id: "flow-\(service)-\(kind)", service: service, kind: kind, x: x, y: y, width: width, height: height, tone: tone)
    boxes.append(box)
    return box
  }

  private mutating func flow(
    _ id: String, _ from: (Double, Double), _ to: (Double, Double), _ rate: Double?, _ tone: FlowTone
  ) {
    streams.append(
      Stream(id: id, from: from, to: to, width: Self.thickness(rate ?? 0), pace: Self.pace(rate ?? 0), tone: tone))
  }

  /// Two pixels for nothing, and three more for each time that it is ten times as much.
  static func thickness(_ rate: Double) -> Double {
    var (width, bound) = (2.0, 0.1)
    while bound <= rate, width < 14 { (width, bound) = (width + 3, bound * 10) }
    return width
  }

  /// How fast a stream of so many messages a second moves.
  static func pace(_ rate: Double) -> Int {
    [0, 1, 10, 100].count { rate > $0 }
  }
}
