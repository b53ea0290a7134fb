/// The scheduled versions of a policy that were withdrawn, in order; they never come in force.
public struct CancelledPolicyVersions: Codable, Hashable, Sendable {
  /// The version that was named, and those scheduled after it.
  public var versions: [Int]

  public init(versions: [Int]) {
    self.versions = versions
  }
}
