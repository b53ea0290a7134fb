import FoundationEssentials
import Vocabulary

/// How far the trails of several services have been read, as one text that an address carries.
public struct TrailBook: Hashable, Sendable {
  /// The services whose trails have not ended, each with its place.
  public var marks: [String: TrailMark]

  /// Places in trails.
  public init(_ marks: [String: TrailMark]) {
    self.marks = marks
  }

  /// The beginning of each trail.
  public init(beginning services: some Sequence<String>) {
    marks = Dictionary(services.map { ($0, TrailMark()) }) { first, _ in first }
  }

  private struct Written: Codable {
    let service: String
    let page: String?
    let id: String?
    let at: Int64?

    enum CodingKeys: String, CodingKey {
      case service = "s"
      case page = "p"
      case id = "i"
      case at = "t"
    }
  }

  /// Reads a text that was given out; nil for any other, and for one of other services than are known.
  public init?(_ token: String, among services: Set<String>) {
    let padded = token.replacing("-", with: "+").replacing("_", with: "/")
    let rest = (4 - padded.utf8.count % 4) % 4
    guard token.utf8.count <= 8192, let data = Data(base64Encoded: padded + String(repeating: "=", count: rest)),
      let written = try? JSONDecoder().decode([Written].self, from: data), !written.isEmpty
    else { return nil }
    marks = [:]
    for entry in written {
      guard services.contains(entry.service), marks[entry.service] == nil else { return nil }
      var first: TrailMark.Line?
      if let id = entry.id, let at = entry.at {
        guard let id = MessageID(id) else { return nil }
        first = TrailMark.Line(id: id, at: Timestamp(microseconds: at))
      }
      marks[entry.service] = TrailMark(page: entry.page, first: first)
    }
  }

  /// The text; nil where every trail has ended.
  public var token: String? {
    guard !marks.isEmpty else { return nil }
    let written = marks.sorted { $0.key < $1.key }.map {
      Written(
        service: $0.key, page: $0.value.page, id: $0.value.first?.id.description, at: $0.value.first?.at.microseconds)
    }
    guard let data = try? JSONEncoder().encode(written) else { return nil }
    return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
