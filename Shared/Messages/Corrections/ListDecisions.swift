public import Vocabulary

/// Asks a service for the decisions that take two people: what waits, and what became of others, newest first (A1, A2).
///
/// Each service that has such decisions has a type of its own: `coopt.<service>.list-decisions.v1`.
public struct ListDecisions<Owner: TrailOwner>: CommandPayload {
  /// `coopt.<service>.list-decisions.v1`.
  public static var messageType: MessageType {
    MessageType(service: Owner.service, name: "list-decisions")
  }

  /// Only those in this state.
  public var state: DecisionState?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(state: DecisionState? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.state = state
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The page.
    public var decisions: [TwoPersonDecision]
    /// Where the next page begins; absent on the last.
    public var nextPageToken: String?

    public init(decisions: [TwoPersonDecision], nextPageToken: String? = nil) {
      self.decisions = decisions
      self.nextPageToken = nextPageToken
    }
  }
}

extension ListDecisions {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(pageSize, 1...Validator.maximumPageSize, "pageSize")
    validator.line(pageToken, "pageToken")
  }
}

/// A decision that takes two people, with what was asked for.
public struct TwoPersonDecision: Codable, Hashable, Sendable {
  /// The decision.
  public var decisionId: DecisionID
  /// What becomes of it.
  public var state: DecisionState
  /// The command that was asked for: its routing key.
  public var command: String
  /// That command's data.
  public var data: JSONObject
  /// Who asked.
  public var askedBy: String
  /// When.
  public var askedAt: Timestamp
  /// When it is void, unless somebody confirms it before.
  public var expiresAt: Timestamp
  /// Who confirmed.
  public var confirmedBy: String?
  /// When.
  public var confirmedAt: Timestamp?

  public init(
    decisionId: DecisionID, state: DecisionState, command: String, data: JSONObject,
    askedBy: String,
    askedAt: Timestamp, expiresAt: Timestamp, confirmedBy: String? = nil,
    confirmedAt: Timestamp? = nil
  ) {
    self.decisionId = decisionId
    self.state = state
    self.command = command
    self.data = data
    self.askedBy = askedBy
    self.askedAt = askedAt
    self.expiresAt = expiresAt
    self.confirmedBy = confirmedBy
    self.confirmedAt = confirmedAt
  }
}
