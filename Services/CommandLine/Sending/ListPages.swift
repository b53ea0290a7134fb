import FoundationEssentials
import Messages
import Vocabulary

/// The things of a list, from as many of its pages as are needed.
package struct ListPages<Question: ListQuestion>: Sendable {
  private static var longestPage: Int { 200 }

  private let question: JSONObject
  private let limit: Int

  /// The answers to a question, so many things at most; the question's own page is not looked at.
  ///
  /// Fields are those of the contract; their syntax is the service's to judge.
  package init(_ question: Question.Type, asking fields: JSONObject, limit: Int) {
    self.question = fields
    self.limit = limit
  }

  /// The things, in the order of the list; throws `CommandRefusal` when the service refuses, and what `ask` throws.
  package func items(
    _ ask: (OutgoingCommand) async throws -> CommandReply
  ) async throws -> [Question.Item] {
    var (items, token): ([Question.Item], String?) = ([], nil)
    repeat {
      var data = question
      data["pageSize"] = .integer(min(limit - items.count, Self.longestPage))
      data["pageToken"] = token.map { .string($0) }
      let reply = try await ask(OutgoingCommand(id: .make(), type: Question.messageType, data: data))
      let page = try reply.result(of: Question.self)
      items += page.items.prefix(limit - items.count)
      token = page.nextPageToken
    } while token != nil && items.count < limit
    return items
  }
}
