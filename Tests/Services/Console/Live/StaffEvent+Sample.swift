import ConsoleDomain
import Messages
import Vocabulary

extension StaffEvent {
  /// An event with some details.
  static func sample(
    _ name: String, id: String = MessageID.make().description, story: String = "", at: Timestamp = .now,
    numbers: [String: Int] = [:], texts: [String: String] = [:], flags: [String: Bool] = [:], subject: String = ""
  ) -> StaffEvent {
    var details: JSONObject = numbers.mapValues { .integer($0) }
    for (field, text) in texts { details[field] = .string(text) }
    for (field, flag) in flags { details[field] = .boolean(flag) }
    return StaffEvent(id: id, name: name, at: at, story: story, details: details, subject: subject)
  }
}
