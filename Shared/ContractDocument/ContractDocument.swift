import MessageSchemas
import Messages
import Topology

/// The contract as a document.
public enum ContractDocument {
  /// The version of the contract that this code speaks (semantic: a new field or message is a minor one).
  public static let version = "1.0.0"
}
