public import Messages
import Vocabulary

/// The trails of several services as one, newest first, read page by page: nothing is lost and nothing comes twice, whatever
/// is decided meanwhile.
///
/// A service's own page may end in the middle of a page here. Then the next one asks for the same again, and goes on with
/// the line that was the next.
public struct TrailMerge: Sendable {
  /// A line of it.
  public struct Line: Hashable, Sendable {
    /// Whose trail it is from.
    public let service: String
    /// The decision.
    public let correction: Correction
  }

  private struct Trail {
    var mark: TrailMark
    /// What was answered and is not shown yet, the newest last.
    var lines: [Correction] = []
    /// The page after it; nil where it is the last.
    var next: String?
    var isAsked = false
    /// Whether the line that comes next has not been found yet.
    var isSeeking: Bool
    /// Whether there is nothing more.
    var hasEnded: Bool { isAsked && lines.isEmpty && next == nil }
    /// The begin of the page after it.
    var following: TrailMark { TrailMark(page: next, first: isSeeking ? mark.first : nil) }
    /// Where to go on.
    var place: TrailMark {
      guard isAsked else { return mark }
      guard let line = lines.last else { return following }
      return TrailMark(page: mark.page, first: .init(id: line.messageId, at: line.at))
    }
  }

  private var trails: [String: Trail]

  /// Goes on where a book says.
  public init(_ book: TrailBook) {
    trails = book.marks.mapValues { Trail(mark: $0, isSeeking: $0.first != nil) }
  }

  /// The services that have to be asked before it is known what comes next, and the page of each.
  public var wanted: [(service: String, page: String?)] {
    trails.filter { !$0.value.isAsked || ($0.value.lines.isEmpty && $0.value.next != nil) }
      .map { ($0.key, $0.value.isAsked ? $0.value.next : $0.value.mark.page) }
      .sorted { $0.service < $1.service }
  }

  /// Takes what a service answered.
  public mutating func take(_ corrections: [Correction], next: String?, from service: String) {
    guard var trail = trails[service] else { return }
    if trail.isAsked { trail.mark = trail.following }
    trail.isAsked = true
    trail.next = next
    trail.lines = corrections.reversed()
    if trail.isSeeking, let first = trail.mark.first {
      if let place = trail.lines.firstIndex(where: { $0.messageId == first.id }) {
        trail.lines.removeSubrange((place + 1)...)
        trail.isSeeking = false
      } else if let oldest = trail.lines.first, oldest.at >= first.at {
        // It stands on a later page, since others have come in front of it: what is here was shown, or came since.
        trail.lines = []
      } else {
        trail.lines.removeAll { $0.at >= first.at }
        trail.isSeeking = false
      }
    }
    trails[service] = trail
  }

  /// The next line; nil where a service has to be asked first, or all have ended.
  public mutating func next() -> Line? {
    guard wanted.isEmpty else { return nil }
    let first = trails.compactMap { service, trail in trail.lines.last.map { (service, $0) } }
      .max { ($0.1.at, $1.0) < ($1.1.at, $0.0) }
    guard let (service, correction) = first else { return nil }
    trails[service]?.lines.removeLast()
    return Line(service: service, correction: correction)
  }

  /// Where to go on; what has ended is left out.
  public var book: TrailBook { TrailBook(trails.filter { !$0.value.hasEnded }.mapValues(\.place)) }
}
