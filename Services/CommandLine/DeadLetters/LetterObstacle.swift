/// Why a letter cannot go anywhere, and stays where it lies.
package enum LetterObstacle: String, CaseIterable, Sendable, CustomStringConvertible {
  /// The broker's library could not read it whole.
  case unreadable
  /// It would be refused again.
  case senderNotAllowed
  /// Somebody put it into the queue of letters.
  case nobodyVouches
  /// What it says of its service may be forged.
  case hearsay
  /// Parts of it were cut off.
  case cut
  /// Nothing of its body is there.
  case empty
  /// No queue is known to have refused it.
  case noLane
  /// No lane takes it, and whoever asks may send to lanes alone.
  case exchangeAlone

  /// What operators read of it.
  package var description: String {
    switch self {
    case .unreadable: "it cannot be read whole: discard it, and have it sent anew"
    case .senderNotAllowed:
      "its sender may not send it, and it would be refused again: discard it, and have who may send it anew"
    case .nobodyVouches: "nobody vouches for how it came here: discard it"
    case .hearsay: "the broker put it aside, and nobody vouches for which service said it: discard it"
    case .cut: "it is not whole: parts of it were cut when it was put aside"
    case .empty: "its body was not kept"
    case .noLane: "nobody wrote down which queue refused it"
    case .exchangeAlone:
      "it can go back to its exchange alone, which takes the administrator: coopt dead-letters replay"
    }
  }
}
