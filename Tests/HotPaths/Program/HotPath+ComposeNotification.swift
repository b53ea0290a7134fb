import MessageHandling
import Messages
import NotificationsService
import Vocabulary

extension HotPath {
  /// Staff's notification of a hire, from its notice to its text.
  static func composeNotification() throws -> () throws -> Int {
    let handler = HireAttributedHandler(composer: try Composer())
    let message = Samples.incoming
    let facts = Samples.facts
    return {
      let notices = try handler.notices(message)
      return handler.composer.compose(notices[0], with: facts).text.utf8.count
    }
  }
}
