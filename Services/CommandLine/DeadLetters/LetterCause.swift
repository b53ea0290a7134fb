/// What letters of one group have in common: where they lie, which queue refused them, why, and of what type they are.
package struct LetterCause: Hashable, Sendable {
  /// The queue that they lie in.
  package let queue: String
  /// The queue that refused them.
  package let lane: String?
  /// Why.
  package let code: String
  /// Their type, where it may be shown.
  package let type: String?

  package init(queue: String, lane: String?, code: String, type: String?) {
    (self.queue, self.lane, self.code, self.type) = (queue, lane, code, type)
  }

  /// The cause of a letter.
  package init(_ letter: LetterSummary) {
    self.init(queue: letter.queue, lane: letter.lane, code: letter.code, type: letter.type)
  }
}
