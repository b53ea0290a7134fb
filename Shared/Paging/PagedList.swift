public import Messages
public import PostgreSQLClient
public import Vocabulary

/// A list that can be asked for in pages: where it comes from, how it is ordered, by what it is filtered (A1).
///
/// Everything is SQL about one relation, or some that are joined, of the service's own schema. Pages go by the key of the last
/// thing, never by an offset: each filter, and each two that are asked for together, wants an index that begins with it and ends
/// with `instant` and `id`, so that a page costs what it holds, however long the list is.
public protocol PagedList: Sendable {
  /// The question that is answered.
  associatedtype Question: ListQuestion
  /// Relations and joins, such as `members.members m`.
  static var source: Statement { get }
  /// What `item` reads, by name.
  static var columns: Statement { get }
  /// What the list is ordered by, newest first, such as `m.joined_at`; never null.
  static var instant: Statement { get }
  /// What decides between equal instants, a UUID, such as `m.member_id`.
  static var id: Statement { get }
  /// Whether a thing stood at `q.page_instant` when a token was given out: now, unless it moves.
  static var hasTokenInstant: Statement { get }
  /// What the question may ask for, each with its condition.
  static var filters: [ListFilter<Question>] { get }
  /// Whether a question wants the list the other way round; the same indexes lead there.
  static func isOldestFirst(_ question: Question) -> Bool
  /// What else holds for all that is listed; true where nothing.
  func condition(at now: Timestamp) -> Statement

  /// A thing by its row.
  func item(_ row: Row, at now: Timestamp) throws -> Question.Item
  /// Bytes of the long texts of a thing, those of up to 10,000 characters.
  static func textSize(of item: Question.Item) -> Int
}

extension PagedList {
  /// Where nothing moves.
  public static var hasTokenInstant: Statement { "\(fragment: instant) = q.page_instant" }

  /// Newest first, always.
  public static func isOldestFirst(_ question: Question) -> Bool { false }

  /// Names alone.
  public static func textSize(of item: Question.Item) -> Int { 0 }

  /// Nothing else.
  public func condition(at now: Timestamp) -> Statement { "true" }
}

/// Something that a question may ask for, and what then holds for all that is answered.
public struct ListFilter<Question: Sendable>: Sendable {
  /// The values' name in the condition, as a column of `q`.
  let name: Statement
  /// What holds, such as `m.sponsor_id = q.sponsor_id`.
  let condition: @Sendable (Timestamp) -> Statement
  /// Whether a question asks for it.
  let isAskedFor: @Sendable (Question) -> Bool
  /// The questions' values, as one bound array.
  let values: @Sendable ([Question]) -> Statement

  /// A filter by a value that the question gives, or does not.
  public init<Value: PostgreSQLEncodable & Sendable>(
    _ name: Statement, _ value: @escaping @Sendable (Question) -> Value?, _ condition: Statement
  ) {
    self.name = name
    self.condition = { _ in condition }
    isAskedFor = { value($0) != nil }
    values = { questions in "\(questions.map(value))" }
  }

  /// A filter that holds for questions that say so, and needs no value, such as a state that a partial index knows.
  public init(where isAskedFor: @escaping @Sendable (Question) -> Bool, _ condition: Statement) {
    self.init(where: isAskedFor) { _ in condition }
  }

  /// The same for what depends on the clock, such as what has expired by now.
  public init(
    where isAskedFor: @escaping @Sendable (Question) -> Bool, at condition: @escaping @Sendable (Timestamp) -> Statement
  ) {
    name = "nothing"
    self.condition = condition
    self.isAskedFor = isAskedFor
    values = { questions in "\(questions.map { _ in Bool?.none })" }
  }
}
