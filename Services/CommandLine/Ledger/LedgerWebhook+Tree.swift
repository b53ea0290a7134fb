import Messages
import RewardsBooks
import Vocabulary

extension LedgerWebhook {
  /// The webhook in a line, with whose clock the report went by.
  var tree: TextTree {
    let event = event.map { ", \($0)" } ?? ""
    return TextTree(
      "webhook \(deliveryId) of \(source)\(event), received at \(receivedAt), sha256 \(bodySHA256);"
        + " see coopt webhooks show \(deliveryId)",
      [TextTree("as of \(asOf)\(clock.map { ", by \($0.words)" } ?? "")")])
  }
}
