import Logging
import MessageHandling
import PostgreSQLClient
import Vocabulary

/// Keeps webhooks, those together that arrive together: while a commit is under way others collect, and the next takes them
/// all in one statement.
///
/// A webhook is kept once its commit has been answered for. Where that takes too long, or nobody could say, it is not: the
/// vendor sends it again, and the table knows it by its id.
package actor DeliveryKeeper {
  /// What is kept in one commit at most, in webhooks and in bytes of them.
  private static let (largestBatch, largestBytes) = (500, 16 << 20)
  /// Bytes of webhooks that wait at most.
  private static let longestWaiting = 64 << 20

  /// How a commit ended.
  private enum End {
    /// All is kept.
    case kept
    /// The database does not answer.
    case away
    /// It does, and does not take it.
    case refused
  }

  private struct Waiting {
    let webhook: ReceivedWebhook
    let number: Int
  }

  private let pool: PostgreSQLPool
  private let patience: Duration
  private let logger: Logger
  private let onKept: @Sendable () -> Void
  private var waiting: [Waiting] = []
  private var waitingBytes = 0
  private var callers: [Int: CheckedContinuation<Bool, Never>] = [:]
  private var nextNumber = 0
  private var isCommitting = false
  /// Whether a commit takes so long that nobody waits for it any more.
  private var isOverdue = false

  /// A keeper that gives a commit so long; `onKept` is called after each.
  package init(
    _ pool: PostgreSQLPool, patience: Duration = .seconds(3), logger: Logger, onKept: @escaping @Sendable () -> Void
  ) {
    self.pool = pool
    self.patience = patience
    self.logger = logger
    self.onKept = onKept
  }

  /// Keeps a webhook; false where it may not be kept.
  package func keep(_ webhook: ReceivedWebhook) async -> Bool {
    guard !isOverdue, waitingBytes + webhook.bytes <= Self.longestWaiting else { return false }
    nextNumber += 1
    let number = nextNumber
    waiting.append(Waiting(webhook: webhook, number: number))
    waitingBytes += webhook.bytes
    return await withCheckedContinuation { continuation in
      callers[number] = continuation
      if !isCommitting {
        isCommitting = true
        // A task of nobody's: it ends when nothing waits any more, and each of its commits has a limit of time.
        Task { await commitAll() }
      }
    }
  }

  private func commitAll() async {
    while !waiting.isEmpty {
      let batch = takeBatch()
      switch await commitInTime(batch) {
      case .kept: answer(batch, true)
      case .away: refuse(batch)
      case .refused: await commitOneByOne(batch)
      }
    }
    isCommitting = false
  }

  /// Commits a batch; where that takes longer than patience lasts, it and the others that wait for it are answered that
  /// they are not kept.
  private func commitInTime(_ batch: [Waiting], while others: [Waiting] = []) async -> End {
    let watch = Task { [patience] in
      try await Task.sleep(for: patience)
      giveUpWaiting(for: batch + others)
    }
    let end = await commit(batch.map(\.webhook))
    watch.cancel()
    isOverdue = false
    if end == .kept { onKept() }
    return end
  }

  /// The database is away: whoever came meanwhile need not find out one after the other.
  private func refuse(_ batch: [Waiting]) {
    answer(batch, false)
    refuseWaiting()
  }

  /// Keeps a batch's webhooks each by itself, so that one that the database does not take keeps no other out.
  private func commitOneByOne(_ batch: [Waiting]) async {
    for (place, waiting) in batch.enumerated() {
      // The vendor of one that was given up meanwhile sends it again.
      guard callers[waiting.number] != nil else { continue }
      // All that are left wait for this one.
      let end = await commitInTime([waiting], while: Array(batch[(place + 1)...]))
      if end == .away { return refuse(Array(batch[place...])) }
      answer([waiting], end == .kept)
    }
  }

  private func takeBatch() -> [Waiting] {
    var bytes = 0
    let count = waiting.prefix(Self.largestBatch).prefix { waiting in
      defer { bytes += waiting.webhook.bytes }
      return bytes == 0 || bytes + waiting.webhook.bytes <= Self.largestBytes
    }.count
    let batch = Array(waiting.prefix(count))
    waiting.removeFirst(count)
    waitingBytes -= batch.reduce(0) { $0 + $1.webhook.bytes }
    return batch
  }

  private func commit(_ webhooks: [ReceivedWebhook]) async -> End {
    do throws(PostgreSQLError) {
      try await pool.query(ReceiptStatements.keep(Self.merged(webhooks)))
      return .kept
    } catch {
      logger.error(
        "webhooks could not be kept; they are answered so that they come again",
        metadata: ["count": "\(webhooks.count)", "error": "\(error)"])
      if case .server = error.code, !error.isConnectionFailure { return .refused }
      return .away
    }
  }

  /// Each delivery once, with how many times it is there.
  private static func merged(_ webhooks: [ReceivedWebhook]) -> [(webhook: ReceivedWebhook, receipts: Int)] {
    var places: [[String]: Int] = [:]
    var merged: [(webhook: ReceivedWebhook, receipts: Int)] = []
    for webhook in webhooks {
      let key = [webhook.source, webhook.externalID]
      if let place = places[key] {
        merged[place].receipts += 1
      } else {
        places[key] = merged.count
        merged.append((webhook, 1))
      }
    }
    return merged
  }

  private func giveUpWaiting(for batch: [Waiting]) {
    guard batch.contains(where: { callers[$0.number] != nil }) else { return }
    isOverdue = true
    logger.error("the database takes too long to keep webhooks", metadata: ["count": "\(batch.count)"])
    answer(batch, false)
    refuseWaiting()
  }

  private func refuseWaiting() {
    let refused = waiting
    waiting = []
    waitingBytes = 0
    answer(refused, false)
  }

  private func answer(_ answered: [Waiting], _ isKept: Bool) {
    for waiting in answered { callers.removeValue(forKey: waiting.number)?.resume(returning: isKept) }
  }
}
