import Messages
import OffersDomain
import Vocabulary

/// Throws `invalid-message` where an offer would close at a time that is over (O1, O7).
func requireFutureClosing(_ closesAt: Timestamp?, at now: Timestamp) throws(Problem) {
  guard AnOfferClosesInTheFuture.allows(closesAt, at: now) else {
    throw .invalidMessage([FieldError(field: "closesAt", message: "is not in the future")])
  }
}
