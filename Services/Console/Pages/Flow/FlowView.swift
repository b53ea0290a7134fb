import ConsoleDomain
import Topology
import Vocabulary

/// The picture and the table of the same figures, as the page shows them and the stream tells them again.
struct FlowView: Sendable {
  struct Rail: Sendable {
    let name: String
    let label: String
    let x: String
    let y: String
    let height: String
    let labelX: String
    let labelY: String
  }

  struct Box: Sendable {
    let id: String
    let kind: String
    let x: String
    let y: String
    let width: String
    let height: String
    let tone: String
    let isService: Bool
    let label: String
    let value: String
    let note: String
    let textX: String
    let labelY: String
    let valueY: String
    let noteY: String
  }

  struct Stream: Sendable {
    let id: String
    let path: String
    let width: String
    let classes: String
    /// Of what moves upon it.
    let current: String
  }

  struct Label: Sendable {
    let x: String
    let y: String
    let anchor: String
    let text: String
  }

  struct Row: Sendable {
    let id: String
    let service: String
    /// How many rows are the service's, in the first of them.
    let span: String?
    let queue: String
    let kind: String
    let depth: String
    let inHand: String
    let rate: String
    let age: String
    let state: String
    let tone: String
  }

  let width: String
  let height: String
  let rails: [Rail]
  let streams: [Stream]
  let boxes: [Box]
  let outside: [Label]
  let rows: [Row]
  let handled: String
  let depth: String
  let outbox: String
  let letters: String
  let away: String
  let hasAway: Bool
  let hasLetters: Bool
  let lettersAddress: String?
  let notice: String?
  let summary: String

  init(_ state: FlowState, _ visit: Visit) {
    let drawing = FlowDrawing(visit)
    let picture = FlowPicture(state)
    width = FlowDrawing.number(picture.width)
    height = FlowDrawing.number(picture.height)
    rails = picture.rails.map(drawing.rail)
    streams = picture.streams.map(drawing.stream)
    let services = Dictionary(uniqueKeysWithValues: state.services.map { ($0.name, $0) })
    boxes = picture.boxes.compactMap { box in services[box.service].map { drawing.box(box, $0) } }
    outside = drawing.outside(picture)
    rows = state.services.flatMap(drawing.rows)
    handled = drawing.rate(state.handled)
    depth = drawing.count(state.depth)
    outbox = drawing.count(state.services.map(\.outbox).reduce(0, +))
    letters = drawing.count(state.letters)
    away = drawing.count(state.away)
    hasAway = state.away > 0
    hasLetters = (state.letters ?? 0) > 0
    lettersAddress = visit.mayEnter(.letters) ? "/letters" : nil
    notice = state.isBrokerAway == true ? visit.word("flow.broker-away") : nil
    summary = "\(visit.word("flow.picture-is")) \(handled), \(depth) \(visit.word("flow.waiting"))"
  }
}
