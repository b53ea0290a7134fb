import Foundation
import Messages
import NotificationsDomain
import NotificationsService
import Testing
import Vocabulary

/// What the published contract says of notifications, against notifications that are composed.
@Suite struct PublishedDetailsTests {
  @Test("what is told has the fields that the contract says, no other, and all that are always there")
  func details() throws {
    var seen: Set<NotificationKind> = []
    for language in Language.allCases {
      let composer = try Composer()
      let sample = SampleNotices(language: language)
      for notice in try sample.notices(composer) + sample.variants(composer) where notice.kind.isTold {
        let message = composer.compose(notice, with: sample.facts)
        let schema = try schema(of: message.messageType)
        let details = fields(fields(schema, "properties"), "details")
        let known = Set(fields(details, "properties").keys)
        let told = Set(message.details.keys)
        #expect(told.isSubset(of: known), "\(notice.kind): \(told.subtracting(known).sorted())")
        let needed = texts(details["required"])
        #expect(needed.isSubset(of: told), "\(notice.kind) without \(needed.subtracting(told).sorted())")
        seen.insert(notice.kind)
      }
    }
    #expect(seen == Set(NotificationKind.allCases.filter(\.isTold)))
  }

  @Test("every notification that can be told is in the contract, and no other")
  func completeness() throws {
    let folder = published.appending(path: "schemas")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix("coopt.notifications.") && !$0.contains("finance-")
        && !["list-corrections", "get-contract"].contains(where: $0.contains)
    }
    let told = NotificationKind.allCases.filter(\.isTold).map { "coopt.notifications.\($0.rawValue).v1.json" }
    #expect(Set(names) == Set(told))
  }

  private var published: URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../Shared/ContractDocument/Published").standardized
  }

  private func schema(of type: MessageType) throws -> JSONObject {
    let content = try Data(contentsOf: published.appending(path: "schemas/\(type).json"))
    guard case .object(let schema)? = JSONValue(json: content) else { return [:] }
    return schema
  }

  private func fields(_ object: JSONObject, _ key: String) -> JSONObject {
    if case .object(let fields)? = object[key] { fields } else { [:] }
  }

  private func texts(_ value: JSONValue?) -> Set<String> {
    guard case .array(let items)? = value else { return [] }
    return Set(items.compactMap { if case .string(let text) = $0 { text } else { nil } })
  }
}
