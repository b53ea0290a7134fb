import FoundationEssentials
import MessageHandling
import PostgreSQLClient
import Vocabulary

/// The statements of the inbox, on one service's schema.
struct InboxStatements: Sendable {
  let schema: SQLIdentifier
  /// What makes kept answers unreadable, where they may hold a secret.
  var seal: (any ReplySeal)?

  /// Notes messages as handled; returns those that were not known before.
  ///
  /// Rows are inserted in the order of the keys.
  func insert(_ entries: [InboxEntry], receivedAt: Timestamp) -> Statement {
    """
    insert into \(identifier: schema).inbox (message_id, source, type, login, received_at)
    select message_id, source, type, login, \(receivedAt)
    from unnest(
      \(entries.map(\.key.messageID)), \(entries.map(\.key.source)), \(entries.map(\.word.type)),
      \(entries.map(\.word.login))
    ) as incoming (message_id, source, type, login)
    on conflict do nothing
    returning message_id, source
    """
  }

  /// What these messages were, and whose, when they were handled.
  func words(_ keys: [InboxKey]) -> Statement {
    """
    select known.message_id, known.source, known.type, known.login
    from unnest(\(keys.map(\.messageID)), \(keys.map(\.source))) as asked (message_id, source)
    join \(identifier: schema).inbox known using (message_id, source)
    """
  }

  /// The answers already given to any of these messages.
  func replies(_ keys: [InboxKey]) -> Statement {
    """
    select reply.message_id, reply.source, reply.reply_id, reply.type, reply.body
    from unnest(\(keys.map(\.messageID)), \(keys.map(\.source))) as asked (message_id, source)
    join \(identifier: schema).inbox_replies reply using (message_id, source)
    """
  }

  /// Reads a row of `replies`; nil where the answer cannot be opened any more.
  func reply(in row: Row) throws -> (key: InboxKey, reply: Reply)? {
    let (id, source, replyID, type, kept) = try row.decode((MessageID, String, MessageID, String, Data).self)
    guard let body = seal.map({ $0.open(kept) }) ?? kept else { return nil }
    return (InboxKey(messageID: id, source: source), Reply(id: replyID, type: type, body: body))
  }

  /// Keeps the answers to these messages.
  func insertReplies(_ replies: [(key: InboxKey, reply: Reply)]) throws -> Statement {
    let bodies = try replies.map { try seal?.seal($0.reply.body) ?? $0.reply.body }
    return """
      insert into \(identifier: schema).inbox_replies (message_id, source, reply_id, type, body)
      select * from unnest(
        \(replies.map(\.key.messageID)), \(replies.map(\.key.source)), \(replies.map(\.reply.id)),
        \(replies.map(\.reply.type)), \(bodies)
      )
      """
  }

  /// Forgets messages that became dead letters, so that an operator can send them again.
  func forget(_ keys: [InboxKey]) -> Statement {
    """
    delete from \(identifier: schema).inbox
    using unnest(\(keys.map(\.messageID)), \(keys.map(\.source))) as given_up (message_id, source)
    where inbox.message_id = given_up.message_id and inbox.source = given_up.source
    """
  }
}
