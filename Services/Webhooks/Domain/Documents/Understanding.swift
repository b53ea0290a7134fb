import Vocabulary

extension Reading {
  /// What is read, or why it cannot be.
  static func understood(_ read: () throws(Unclear) -> Reading) -> Reading {
    do throws(Unclear) {
      return try read()
    } catch {
      return .unclear(error.sentence)
    }
  }

  /// Another event of the vendor's than those that tell of hires; its documents know many, and there will be more.
  static let anotherEvent = Reading.unconcerned("another event")
}

extension AsOf {
  /// The vendor's instant of the event, else that of receipt (H1).
  static func event(_ instant: Timestamp?, else webhook: Webhook) -> AsOf {
    instant.map { AsOf($0, by: .event) } ?? .receipt(of: webhook)
  }

  /// The instant of receipt.
  static func receipt(of webhook: Webhook) -> AsOf { AsOf(webhook.receivedAt, by: .receipt) }
}

extension Array {
  /// What an array has when a vendor names something in one field or another: each once, in order.
  init(stated items: Element?...) where Element: Hashable {
    var seen: Set<Element> = []
    self = items.compactMap { $0 }.filter { seen.insert($0).inserted }
  }
}

extension [String] {
  /// The jobs, of which there has to be one at least; the path is where they are looked for first.
  func named(in document: VendorDocument, _ path: String) throws(Unclear) -> [String] {
    guard !isEmpty else { throw document.unclear(path, "should name the job") }
    return self
  }
}

extension [VendorAnswer] {
  /// What was answered to a question; nil where it was not asked yet.
  func answer(to question: VendorQuestion) -> VendorAnswer? { first { $0.question == question } }
}
