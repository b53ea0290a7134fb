import ConsoleDomain
import Vocabulary

/// Puts figures and places into words and numbers, for templates.
struct FlowDrawing {
  private let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  /// A place in the picture: as short as it can be said.
  static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
  }

  func count(_ value: Int?) -> String { value.map { Money.number($0, in: visit.language) } ?? "–" }

  func rate(_ value: Double?) -> String { value.map { Spans.rate($0, in: visit.language) } ?? "–" }

  func rail(_ rail: FlowPicture.Rail) -> FlowView.Rail {
    FlowView.Rail(
      name: rail.name, label: visit.word("flow.rail-\(rail.name)"), x: Self.number(rail.x), y: Self.number(rail.top),
      height: Self.number(rail.height), labelX: Self.number(rail.x + 4), labelY: Self.number(rail.top - 14))
  }

  func stream(_ stream: FlowPicture.Stream) -> FlowView.Stream {
    FlowView.Stream(
      id: stream.id,
      path:
        "M\(Self.number(stream.from.x)) \(Self.number(stream.from.y))L\(Self.number(stream.to.x)) \(Self.number(stream.to.y))",
      width: Self.number(stream.width), classes: "stream \(stream.tone.rawValue)",
      current: "current \(stream.tone.rawValue) pace\(stream.pace)")
  }

  func box(_ box: FlowPicture.Box, _ service: ServiceState) -> FlowView.Box {
    let isService = box.kind == "service"
    let (label, value, note) = isService ? texts(of: service) : texts(of: box.kind, service)
    return FlowView.Box(
      id: box.id, kind: box.kind, x: Self.number(box.x), y: Self.number(box.y), width: Self.number(box.width),
      height: Self.number(box.height), tone: box.tone.rawValue, isService: isService, label: label, value: value,
      note: note, textX: Self.number(box.x + (isService ? 14 : 10)), labelY: Self.number(box.y + (isService ? 24 : 20)),
      valueY: Self.number(box.y + (isService ? 44 : 20)), noteY: Self.number(box.y + 61))
  }

  func outside(_ picture: FlowPicture) -> [FlowView.Label] {
    [("people", 16.0, 54.0, "start"), ("systems", 16, 94, "start"), ("readers", picture.width - 12, 54, "end")].map {
      FlowView.Label(
        x: Self.number($0.1), y: Self.number($0.2), anchor: $0.3, text: visit.word("flow.\($0.0)"))
    }
  }

  func rows(_ service: ServiceState) -> [FlowView.Row] {
    let name = visit.word("flow.\(service.name)")
    let lanes = service.lanes.map { lane in
      FlowView.Row(
        id: "row-\(service.name)-\(lane.kind)", service: name,
        span: lane == service.lanes.first ? "\(service.lanes.count + 1)" : nil, queue: lane.queue,
        kind: visit.word("flow.\(lane.kind)"), depth: count(lane.depth), inHand: count(lane.inHand),
        rate: rate(lane.rate), age: Spans.text(lane.age, in: visit.language) ?? "–", state: word(lane, service),
        tone: lane.tone.rawValue)
    }
    let outbox = FlowView.Row(
      id: "row-\(service.name)-outbox", service: name, span: nil, queue: "", kind: visit.word("flow.outbox"),
      depth: count(service.outbox), inHand: "–", rate: rate(service.published),
      age: Spans.text(service.outboxAge, in: visit.language) ?? "–", state: word(service.outboxTone, service),
      tone: service.outboxTone.rawValue)
    return lanes + [outbox]
  }

  private func word(_ lane: LaneState, _ service: ServiceState) -> String {
    lane.isPaused ? visit.word("flow.paused") : word(lane.tone, service)
  }

  private func word(_ tone: FlowTone, _ service: ServiceState) -> String {
    switch service.isAway {
    case true?: visit.word("flow.away")
    case nil: visit.word("flow.unknown")
    case false?: visit.word("flow.tone-\(tone.rawValue)")
    }
  }

  private func texts(of service: ServiceState) -> (String, String, String) {
    let name = visit.word("flow.\(service.name)")
    switch service.isAway {
    case true?: return (name, visit.word("flow.away"), letters(service))
    case nil: return (name, visit.word("flow.unknown"), letters(service))
    case false?:
      return (name, "\(rate(service.handled)) \(visit.word("flow.handled-short"))", letters(service))
    }
  }

  private func letters(_ service: ServiceState) -> String {
    guard let letters = service.letters, letters > 0 else { return "" }
    return "\(count(letters)) \(visit.word(letters == 1 ? "flow.letter" : "flow.letters"))"
  }

  private func texts(of kind: String, _ service: ServiceState) -> (String, String, String) {
    let waiting = kind == "outbox" ? service.outbox : service.lanes.first { $0.kind == kind }.flatMap(\.depth)
    return (visit.word("flow.\(kind)-short"), count(waiting), "")
  }
}
