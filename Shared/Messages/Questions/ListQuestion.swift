/// A question for a list, which is answered page by page, newest first (A1).
///
/// It changes nothing, and is neither remembered nor its answer kept.
public protocol ListQuestion: CommandPayload where Result == Page<Item> {
  /// A thing of the list, as it is answered.
  associatedtype Item: Listed

  /// How many at most, 1 to 200; 50 where absent.
  var pageSize: Int? { get }
  /// Where to go on: the `nextPageToken` of the page before.
  var pageToken: String? { get }
}

extension ListQuestion {
  /// Reports what breaks the limits of pages.
  public func validatePage(_ validator: inout Validator) {
    validator.range(pageSize, 1...Validator.maximumPageSize, "pageSize")
    validator.line(pageToken, "pageToken")
  }

  /// Reports what breaks the limits of the contract: those of pages, where a question has no text of its own.
  public func validate(_ validator: inout Validator) { validatePage(&validator) }
}

/// A thing of a list.
public protocol Listed: Codable, Hashable, Sendable {
  /// The key of the list in the answer, such as `members`.
  static var listName: String { get }
}

/// A page of a list, under the name of what it lists.
public struct Page<Item: Listed>: Hashable, Sendable {
  /// The things, newest first.
  public var items: [Item]
  /// Where the next page begins; absent on the last.
  public var nextPageToken: String?

  public init(_ items: [Item], nextPageToken: String? = nil) {
    self.items = items
    self.nextPageToken = nextPageToken
  }
}

extension Page: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    static var items: Key { Key(stringValue: Item.listName) }
    static var nextPageToken: Key { Key(stringValue: "nextPageToken") }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads the list under its name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    items = try container.decode([Item].self, forKey: .items)
    nextPageToken = try container.decodeIfPresent(String.self, forKey: .nextPageToken)
  }

  /// Writes the list under its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(items, forKey: .items)
    try container.encodeIfPresent(nextPageToken, forKey: .nextPageToken)
  }
}
