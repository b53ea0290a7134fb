import AMQPClient
import MessageHandling
import Messages
import Topology
import Vocabulary

/// What is known of a batch while it goes through its transaction.
struct BatchWork {
  let batch: ReadBatch
  var emission: Emission
  /// Positions of messages that were not handled before.
  private(set) var fresh: Set<Int> = []
  /// Positions of messages that were, in the past or earlier in this batch.
  private(set) var duplicates: Set<Int> = []
  /// Positions of messages under the id of a message of another type, or of another login: neither new nor the same again.
  private(set) var misused: Set<Int> = []
  /// Answers that the inbox already holds.
  var knownReplies: [InboxKey: Reply] = [:]
  /// Answers given in this batch.
  var newReplies: [InboxKey: Reply] = [:]
  /// Messages of this batch that a rule made dead letters, and that must not count as handled.
  var buried: [InboxKey] = []
  /// What was decided by hand in this batch.
  private(set) var corrections: [KeptCorrection] = []
  /// Dead letters of this batch.
  var letters: [OutboxMessage] = []
  var replies: [OutgoingMessage] = []
  var answeredPositions: Set<Int> = []
  /// Positions of messages that wait for another version of this program.
  var heldPositions: Set<Int> = []
  private var outcomes: [MessageOutcome] = []
  private var admitted: [InboxEntry] = []
  /// Messages of the keys of admitted ones.
  private var repeated: [InboxEntry] = []

  init(batch: ReadBatch, emission: Emission) {
    self.batch = batch
    self.emission = emission
  }

  /// The messages to write into the inbox, each once, in the order of their keys.
  ///
  /// A message that breaks its schema is among them when it will be answered: the same one again gets the same answer.
  mutating func admissible(answersInvalid: (ReadBatch.Unhandled) -> Bool) -> [InboxEntry] {
    var seen: Set<InboxKey> = []
    for position in batch.deliveries.indices {
      guard let identity = identity(at: position) else { continue }
      if batch.questions.contains(position) {
        fresh.insert(position)
        continue
      }
      if batch.identities[position] == nil {
        guard let message = batch.unhandled.first(where: { $0.position == position }), answersInvalid(message) else {
          continue
        }
      }
      if seen.insert(identity.key).inserted {
        admitted.append(InboxEntry(identity, at: position))
      } else {
        repeated.append(InboxEntry(identity, at: position))
      }
    }
    admitted.sort { $0.key < $1.key }
    return admitted
  }

  /// Parts what the inbox took from what it already had, of which it says the words.
  mutating func divide(fresh keys: Set<InboxKey>, words known: [InboxKey: MessageWord]) {
    var words = known
    for entry in admitted where keys.contains(entry.key) {
      fresh.insert(entry.position)
      words[entry.key] = entry.word
    }
    for entry in admitted + repeated where !fresh.contains(entry.position) {
      if words[entry.key]?.isSame(as: entry.word) ?? true {
        duplicates.insert(entry.position)
      } else {
        misused.insert(entry.position)
      }
    }
  }

  /// Who a message is, handled or not.
  func identity(at position: Int) -> MessageIdentity? {
    batch.identities[position] ?? batch.unhandled.first { $0.position == position }?.identity
  }

  mutating func note(
    _ kind: MessageOutcome.Kind, at position: Int, identity: MessageIdentity?, messageID: String? = nil,
    code: String? = nil, detail: String? = nil
  ) {
    outcomes.append(
      MessageOutcome(
        kind: kind,
        type: identity?.type ?? "",
        messageID: messageID ?? identity?.key.messageID.description,
        correlationID: identity?.storyID,
        time: identity?.time,
        trace: identity?.trace,
        code: code,
        detail: detail
      ))
  }

  /// Keeps a decision by hand for the trail (A2).
  mutating func keep(_ record: DecisionRecord?, of identity: MessageIdentity, at position: Int) {
    guard let record, let actor = identity.actor else { return }
    let delivery = batch.deliveries[position]
    corrections.append(
      KeptCorrection(
        actor: actor, userID: delivery.properties.userID, command: delivery.routingKey, record: record,
        key: identity.key))
  }

  /// The messages that were handled now and not before, less some fields; nil where there are none.
  ///
  /// Nothing follows from a question (A1).
  func kept(without fields: [String: [String]]) throws -> ReceivedMessages? {
    let messages = batch.deliveries.indices.filter {
      fresh.contains($0) && batch.identities[$0] != nil && !batch.questions.contains($0)
    }.map { batch.deliveries[$0] }
    return messages.isEmpty ? nil : try ReceivedMessages(messages, without: fields)
  }

  /// What the batch owes to the broker.
  func owed(by service: ServiceName) -> [OutboxMessage] {
    letters + emission.messagesInOrderOfCauses.map { OutboxMessage($0, from: service) }
  }

  /// What is left to do once the transaction is committed.
  var committed: CommittedBatch {
    var result = CommittedBatch()
    for (position, delivery) in batch.deliveries.enumerated() {
      if answeredPositions.contains(position) {
        result.answered.append(delivery.tag)
      } else if heldPositions.contains(position) {
        result.held.append(delivery.tag)
      } else {
        result.done.append(delivery.tag)
      }
    }
    result.replies = replies
    result.outcomes = outcomes
    result.actions = emission.commitActions
    result.created = emission.recorded
    result.mayMakeWorkDue = emission.mayMakeWorkDue
    return result
  }
}
