import FoundationEssentials
import Vocabulary

/// An answer as the inbox keeps it, so that it can be given again.
struct Reply: Sendable {
  let id: MessageID
  let type: String
  let body: Data
}
