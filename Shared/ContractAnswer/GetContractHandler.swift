public import MessageHandling
public import Messages
public import PostgreSQLClient
import PublishedContract
import Vocabulary

/// Answers which contract this program speaks; the same for every service.
///
/// The document is part of the program's file: whoever asks has it read, and nobody's memory holds it before.
public struct GetContractHandler<Owner: TrailOwner>: CommandHandler {
  /// Nothing: the answer is in the program, not in the database.
  public struct State: Sendable {
    package init() {}
  }

  /// A handler for the service that is named by its type.
  public init() {}

  /// Reads nothing.
  public func load(_ messages: [Incoming<GetContract<Owner>>], in transaction: Transaction) async throws -> State {
    State()
  }

  /// Answers with the version, and with what of the document is the service's.
  public func decide(
    _ message: Incoming<GetContract<Owner>>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetContract<Owner>.Result {
    let contract = PublishedContract.built
    guard let version = contract.version, let document = contract.document(of: Owner.service) else {
      throw Problem(.internalError, detail: "the program was built without the contract's document")
    }
    return GetContract.Result(version: version, document: document)
  }

  /// A question: nothing is written, not even into the inbox.
  public static var changesNothing: Bool { true }

  /// Nothing.
  public func save(_ state: State) -> [Statement] { [] }
}
