import Vocabulary

/// M3: who joins or signs again signs the version of the charter that is in force.
package enum OnlyTheCharterInForceCanBeSigned {
  /// Why a version cannot be signed; nil when it can.
  package static func refusal(of version: String, inForce: String) -> ProblemCode? {
    version == inForce ? nil : .charterOutdated
  }
}
